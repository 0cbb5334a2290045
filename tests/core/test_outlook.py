"""What an edition would say of partners who are there."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from directbill.core import outlook
from directbill.core.adoption import Binding
from directbill.core.findings import Finding, Outcome, Phase, Reason, Severity
from directbill.core.outlook import Outlook, Result, Row, Tally, Telling
from directbill.core.review import Due, From
from tests.core import made

EDITION = made.edition()
NEAR = Decimal(10)
BAR = Decimal(300000)


def finding(key: str, outcome: Outcome, **more: object) -> Finding:
    base = Finding(key, (Phase.TO_APPLY, Phase.TO_REMAIN), Severity.REQUIRED, outcome, Reason("x"))
    return replace(base, **more)  # type: ignore[arg-type]  # types: passed on


def money(figure: str, outcome: Outcome) -> Finding:
    return finding("revenue", outcome, measure=Decimal(figure), threshold=BAR, unit="USD")


SAID = finding("said", Outcome.MET, measure=Decimal(1), threshold=Decimal(1), unit="answer")
REFUSED = replace(SAID, outcome=Outcome.NOT_MET, measure=Decimal(0))
ASSESSED = finding("assessed", Outcome.NOT_YET)


@pytest.mark.parametrize(
    ("figure", "outcome", "result", "near"),
    [
        ("330000", Outcome.MET, Result.PASSES, True),
        ("330000.01", Outcome.MET, Result.PASSES, False),
        ("270000", Outcome.NOT_MET, Result.FAILS, True),
        ("269999.99", Outcome.NOT_MET, Result.FAILS, False),
        ("270000", Outcome.UNKNOWN, Result.UNKNOWN, False),
    ],
)
def test_near_is_a_share_of_the_bar_on_either_side(
    figure: str, outcome: Outcome, result: Result, near: bool
) -> None:
    found = outlook.of([SAID, money(figure, outcome)], EDITION, near=NEAR)
    assert (found.result, found.near, found.figure) == (result, near, Decimal(figure))


def test_whoever_lacks_anything_else_is_not_near() -> None:
    short = money("299999", Outcome.NOT_MET)
    found = outlook.of([short, REFUSED], EDITION, near=NEAR)
    assert found == Outlook(Result.FAILS, near=False, failing=(short, REFUSED), figure=Decimal(299999))


def test_what_people_settle_at_the_review_is_open_and_fails_nobody() -> None:
    found = outlook.of([SAID, ASSESSED], EDITION, near=NEAR)
    assert found == Outlook(Result.PASSES, near=False, open=(ASSESSED,))


def test_what_is_waived_keeps_nobody_from_passing_and_is_named() -> None:
    short = money("299999", Outcome.NOT_MET)
    found = outlook.of([SAID, short], EDITION, near=NEAR, waived={"revenue", "said"})
    assert found == Outlook(Result.PASSES, near=False, waived=(short,), figure=Decimal(299999))


def test_one_thing_not_met_outweighs_what_is_not_known() -> None:
    unknown = replace(SAID, outcome=Outcome.UNKNOWN)
    found = outlook.of([unknown, REFUSED], EDITION, near=NEAR)
    assert found == Outlook(Result.FAILS, near=False, failing=(REFUSED,), unknown=(unknown,))


def test_only_what_is_required_to_remain_counts() -> None:
    to_apply = replace(REFUSED, phases=(Phase.TO_APPLY,))
    advised = replace(REFUSED, severity=Severity.RECOMMENDED)
    assert outlook.of([to_apply, advised], EDITION, near=NEAR) == Outlook(Result.PASSES, near=False)


@pytest.mark.parametrize(
    ("figures", "bars"),
    [
        ((), ()),
        ((5,), (5,)),
        ((1, 2, 3, 4), (1, 2, 3)),
        ((8, 1, 5, 3, 7, 2, 6, 4), (2, 4, 6)),
        ((1, 1, 1, 9), (1,)),
    ],
)
def test_quartiles_are_figures_that_somebody_has(figures: tuple[int, ...], bars: tuple[int, ...]) -> None:
    assert outlook.bounds(map(Decimal, figures)) == tuple(map(Decimal, bars))


def test_a_band_holds_its_bar_and_a_figure_not_known_lies_in_none() -> None:
    bars = (Decimal(1), Decimal(2))
    figures = [None, Decimal(0), Decimal(1), Decimal("1.01"), Decimal(2), Decimal(3)]
    assert [outlook.band(figure, bars) for figure in figures] == [-1, 0, 0, 1, 1, 2]


def row(number: int, result: Result, *, near: bool = False, told: date | None = None) -> Row:
    due = Due(date(2027, 5, 31), From.CONTRACT, date(2027, 5, 31))
    return Row(
        enrollment=f"ENR-{number}",
        partner=f"C-{number}",
        name="Made",
        region="eu" if number % 2 else "us",
        own="2024-01-01",
        outlook=Outlook(result, near=near),
        binding=None if told is None else Binding(EDITION, due, told),
    )


def test_groups_are_counted_each_by_itself() -> None:
    rows = [row(1, Result.PASSES, near=True), row(2, Result.FAILS), row(3, Result.FAILS, near=True)]
    rows += [row(4, Result.UNKNOWN), row(5, Result.PASSES)]
    found = outlook.tallied(rows, lambda each: each.region)
    assert found == {
        "eu": Tally(passes=2, passes_near=1, fails=1, fails_near=1),
        "us": Tally(fails=1, unknown=1),
    }
    assert [each.all for each in found.values()] == [3, 2]


def test_each_is_told_once_and_whoever_is_late_is_told_on_the_first_day() -> None:
    early, late = row(1, Result.FAILS, told=date(2027, 3, 2)), row(2, Result.FAILS, told=date(2026, 9, 2))
    on_the_day = row(3, Result.PASSES, told=date(2026, 11, 22))
    since, rows = date(2026, 11, 22), [early, late, on_the_day, row(4, Result.FAILS)]
    assert outlook.tellings(rows, since=since) == (
        Telling(since, (late, on_the_day)),
        Telling(date(2027, 3, 2), (early,)),
    )
    assert outlook.short_notice(rows, since=since) == (late,)
