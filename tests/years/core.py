"""Ten simulated years by the core alone: `python -m tests.years.core [PARTNERS] [SEED]` prints counts and the hash."""

import hashlib
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from directbill.programs import library, standings
from tests.years.partner import Partner, World, lived, told

YEARS = 10
DEFAULTS = (1000, 1)
"""Partners and seed."""
FIRST, LAST = date(2026, 1, 1), date(2036, 12, 31)
"""Two leap days lie between, and the later edition binds at each partner's first review."""


@dataclass(frozen=True, slots=True)
class Years:
    """What came out: the hash of everything that happened, how partners stand, and how often each thing was done."""

    digest: str
    states: Counter[str]
    done: Counter[str]


def world() -> World:
    """The bundled program with every edition in force."""
    loaded = library.load("csp_direct_bill")
    editions = tuple(replace(e, enabled=True) for e in loaded.editions)
    rules = {e.name: standings.of(loaded, e) for e in editions[-2:]}
    return World(replace(loaded, editions=editions), rules, FIRST, LAST)


def partners(count: int, *, seed: int) -> Iterator[Partner]:
    """Each partner's years, one after the other."""
    shared = world()
    return (lived(shared, number, seed=seed) for number in range(count))


def run(count: int, *, seed: int) -> Years:
    """Ten years of so many partners."""
    digest, states, done = hashlib.sha256(), Counter[str](), Counter[str]()
    for found in partners(count, seed=seed):
        states[found.course.state] += 1
        done.update(line.split(" ")[1] for line in found.happened)
        digest.update("\n".join(told(found)).encode())
    return Years(digest.hexdigest(), states, done)


def main() -> None:
    """Print what came out and how long it took."""
    given = [int(each) for each in sys.argv[1:]]
    count, seed = (*given, *DEFAULTS[len(given) :])
    begun = time.monotonic()
    found = run(count, seed=seed)
    print(f"{count} partners, {YEARS} years, seed {seed}: {time.monotonic() - begun:.1f} s")
    print("standing:", ", ".join(f"{n} {state}" for state, n in sorted(found.states.items())))
    print("done:", ", ".join(f"{n} {what}" for what, n in sorted(found.done.items())))
    print(f"sha256 {found.digest}")


if __name__ == "__main__":
    main()
