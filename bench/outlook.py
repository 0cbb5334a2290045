"""An edition over all enrolled partners of an installation. `python -m bench.outlook [PARTNERS]`.

The peer in the same run asks the same of one partner after another, as a page does.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

PARTNERS, ROUNDS = 1000, 3
LONGEST = 10.0
"""Seconds for a thousand partners."""
FASTER = 2.0
"""At least so many times as fast as one after another."""


def run(partners: int = PARTNERS) -> tuple[list[str], list[str]]:
    """The section of the page, and the bounds that were missed."""
    from bench.web import _environment

    from directbill.gateways import embedded, postgres

    with tempfile.TemporaryDirectory(prefix="db-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with embedded.running(folder / "pg") as server:
            _environment(postgres.make_database(server, "bench"), folder)
            return _measured(partners)


def missed(seconds: float, peer: float, partners: int) -> list[str]:
    """Which bounds are not kept; a larger installation may take longer in proportion."""
    longest, ratio, found = LONGEST * partners / PARTNERS, peer / seconds, []
    if seconds > longest:
        found.append(f"outlook: {seconds:.2f} s, the bound is {longest:g}")
    if ratio < FASTER:
        found.append(f"outlook: {ratio:.2f} times as fast as one by one, the bound is {FASTER:g}")
    return found


def _measured(partners: int) -> tuple[list[str], list[str]]:
    import django

    django.setup()
    from tests.actions import population
    from tests.actions.population import NEXT
    from tests.cast import NOW

    from directbill.queries import outlooks, program
    from directbill.records import scope
    from directbill.records.models import Enrollment

    population.enrolled(partners)
    edition, on = program.edition(NEXT), NOW.date()

    def together() -> list[str]:
        asked = outlooks.Asked(edition=edition, on=on, near=outlooks.NEAR)
        return [str(row.outlook.figure) for row in outlooks.told(asked).rows]

    def one_by_one() -> list[str]:
        rows = outlooks.with_accounts(Enrollment.objects.order_by("reference"))
        found = (outlooks.findings(row, edition, on=on) for row in rows)
        return [next(str(f.measure) for f in each if f.unit == edition.revenue.currency) for each in found]

    ours: list[float] = []
    theirs: list[float] = []
    with scope.scoped(scope.EVERYONE, read_only=True):
        for _ in range(ROUNDS):
            if _timed(together, ours) != _timed(one_by_one, theirs):
                sys.exit("outlook: other figures than one by one")
    return _rows(median(ours), median(theirs), partners), missed(median(ours), median(theirs), partners)


def _timed(act: Callable[[], Any], seconds: list[float]) -> Any:
    begun = time.perf_counter()
    found = act()
    seconds.append(time.perf_counter() - begun)
    return found


def _rows(ours: float, peer: float, partners: int) -> list[str]:
    return [
        "### outlook",
        "",
        f"An edition over {partners:,} enrolled partners, each with a ledger: findings, days, groups; in one process.",
        "",
        "| who | median s | ratio | bound |",
        "| --- | ---: | ---: | ---: |",
        f"| directbill forecast, all together | {ours:.2f} | | at most {LONGEST * partners / PARTNERS:g} s |",
        f"| one partner after another | {peer:.2f} | {peer / ours:.2f} | at least {FASTER:g} |",
    ]


def main() -> None:
    rows, lost = run(*map(int, sys.argv[1:2]))
    sys.stdout.write("\n".join(rows) + "\n")
    if lost:
        sys.exit("\n".join(lost))


if __name__ == "__main__":
    main()
