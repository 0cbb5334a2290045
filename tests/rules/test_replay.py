"""A past day asked of today's files: later months are there and do not count; a month nobody has lived is refused."""

from decimal import Decimal
from pathlib import Path

from tests.fixtures import cast
from tests.fixtures.bill import charge, recon
from tests.judge import check, put


def test_files_may_hold_months_later_than_the_day_judged(tmp_path: Path) -> None:
    files = {"recon.csv": recon(charge("1.00", "2026-03"), charge("2.00", "2026-10"))}
    answer = check(*put(tmp_path, files), ids=[cast.OWN], as_of="2026-04-20")
    assert (answer.code, answer.counted, answer.left("outside_window")["lines"]) == (0, Decimal("1.00"), 1)


def test_a_month_nobody_has_lived_is_refused_whatever_day_is_judged(tmp_path: Path) -> None:
    files = {"recon.csv": recon(charge("2.00", "2097-10"))}
    answer = check(*put(tmp_path, files), ids=[cast.OWN], as_of="2026-11-22")
    assert (answer.code, "2097" in answer.err) == (2, True)
