"""`make model`: every state that applications, reviews, enrollments and their ends can come to, within stated bounds.

The core's own functions make every step.
"""

import sys
import time

from directbill.core import course
from directbill.core.guards import GUARDS, Guard
from tests.model import departing, standing
from tests.model.bounded import PROCEDURE, REVIEW, SMALL
from tests.model.departing import Bounds
from tests.model.departing_tries import GUARDS as DEPARTING_GUARDS
from tests.model.life import Life, dead_ends, explored
from tests.model.world import Search, searched

SEARCHES = (
    ("one application, two items of a kind", PROCEDURE, 0, False),
    ("one application, two items of a kind, one of the people who stand for all", PROCEDURE, 1, True),
    ("one application, one item of a kind", SMALL, 1, False),
    ("one application, one item of a kind, one of the people who stand for all", SMALL, 2, True),
    ("one yearly review", REVIEW, 2, True),
)
"""What is searched, within how many setbacks, and whether one person stands for several."""


def main() -> int:
    """Print what was searched; 1 where anything is broken."""
    states = broken = 0
    for name, of, setbacks, few in SEARCHES:
        begun = time.monotonic()
        found = explored(of, setbacks=setbacks, few=few)
        states += len(found.dossiers)
        broken += _tell(f"{name}, at most {_setbacks(setbacks)}", found, time.monotonic() - begun)
    broken += sum(_without(guard) for guard in GUARDS)
    for seen, wrong in (_world(), _standing(days=11, causes=1), _standing(days=2, causes=2), _departing()):
        states, broken = states + seen, broken + wrong
    broken += sum(_without_one(g.__name__, standing.counterexample(g)) for g in course.GUARDS)
    broken += sum(_without_one(name, departing.counterexample(name)) for name in DEPARTING_GUARDS)
    print(f"{states} states, {'NOT ' if broken else ''}all invariants hold")
    return int(bool(broken))


def _world() -> tuple[int, int]:
    begun = time.monotonic()
    world = searched(Search(explored(SMALL, setbacks=1, few=True)), setbacks=1)
    seconds = time.monotonic() - begun
    print(
        f"two applications, two people of the desk, a worker that dies, at most {_setbacks(1)} in all: "
        f"{world.states} states, {world.moves} moves, {seconds:.1f} s, {world.states / seconds:.0f} states/s"
    )
    if world.broken:
        print(f"BROKEN {world.broken}:", *world.path, sep="\n  ")
    return world.states, int(bool(world.broken))


def _standing(*, days: int, causes: int) -> tuple[int, int]:
    """An enrollment with its restrictions, day by day."""
    begun = time.monotonic()
    found = standing.searched(days=days, causes=causes)
    name = f"one enrollment, {causes} restriction{'s' * (causes > 1)}, {days} days"
    if not found.broken and (traps := standing.dead_ends(found)):
        found.broken, found.path = "no_dead_end", found.way(traps[0])
    return _told(name, found, time.monotonic() - begun)


def _departing() -> tuple[int, int]:
    """An enrollment and everything by which it may end, whatever its standing."""
    begun = time.monotonic()
    found = departing.searched(Bounds(days=3, customers=2, waivers=True, standings=True))
    if not found.broken and (traps := departing.dead_ends(found)):
        found.broken, found.path = "no_dead_end", found.way(traps[0])
    name = "the end of one enrollment: notice, transition of 2 customers, a waiver, 3 days"
    return _told(name, found, time.monotonic() - begun)


def _told(name: str, found: standing.Found | departing.Found, seconds: float) -> tuple[int, int]:
    """What was searched, how much of it there is, and the way to what broke."""
    print(
        f"{name}: {len(found.reached)} states, {found.steps} steps, {sum(found.refused.values())} refusals, "
        f"{seconds:.1f} s"
    )
    for code, count in sorted(found.refused.items()):
        print(f"  refused {code}: {count}")
    if found.broken:
        print(f"BROKEN {found.broken}:", *found.path, sep="\n  ")
    return len(found.reached), int(bool(found.broken))


def _without_one(name: str, found: str) -> int:
    print(f"without {name}: {found or 'NOTHING BREAKS'}")
    return int(not found)


def _setbacks(count: int) -> str:
    return f"{count} setback{'s' * (count != 1)}"


def _tell(name: str, found: Life, seconds: float) -> int:
    steps, refused = sum(map(len, found.edges)), sum(found.refused.values())
    print(f"{name}: {len(found.dossiers)} dossiers, {steps} steps, {refused} refusals, {seconds:.1f} s")
    for code, count in sorted(found.refused.items()):
        print(f"  refused {code}: {count}")
    broken, path = found.broken()
    traps = dead_ends(found)
    if traps:
        broken, path = "no_dead_end", found.path(traps[0])
    if broken:
        print(
            f"BROKEN {broken}:",
            *(f"{act.item}.{act.verb} by {act.by or 'the other side'}" for act in path),
            sep="\n  ",
        )
    return int(bool(broken))


def _without(guard: Guard) -> int:
    """Without any one guard an invariant is broken; the shortest way there is printed."""
    found = counterexample(guard)
    if not found:
        print(f"BROKEN: nothing breaks without {guard.__name__}")
        return 1
    print(f"without {guard.__name__}: {found}")
    return 0


def counterexample(guard: Guard) -> str:
    """What goes wrong without a guard, and how; empty where nothing does within two setbacks."""
    others = tuple(each for each in GUARDS if each is not guard)
    for setbacks in (0, 1):
        broken, path = explored(SMALL, setbacks=setbacks, guards=others, stop=True).broken()
        if broken:
            return f"{broken}: " + ", ".join(f"{a.item}.{a.verb}{' by ' * bool(a.by)}{a.by}" for a in path)
    return ""


if __name__ == "__main__":
    sys.exit(main())
