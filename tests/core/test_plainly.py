"""What a finding settles by itself: what is plain; near the bar and where anything is unknown, people do."""

from decimal import Decimal

import pytest

from directbill.core import plainly
from directbill.core.edition import Source
from directbill.core.findings import Outcome
from directbill.core.plainly import Automatic, Stated
from directbill.core.work import Item, Work

TENTH = Automatic(Decimal("0.10"), Source("handbook"))
MET, NOT_MET, UNKNOWN = Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("outcome", "measure", "verb"),
    [
        (MET, "1100", "accept_by_rule"),
        (MET, "1099.99", ""),
        (MET, "1000", ""),
        (NOT_MET, "900", "refuse_by_rule"),
        (NOT_MET, "900.01", ""),
        (NOT_MET, "-5", "refuse_by_rule"),
        (UNKNOWN, "5000", ""),
        (MET, None, ""),
    ],
)
def test_a_figure_a_tenth_of_the_bar_away_is_plain_and_a_nearer_or_unknown_one_is_not(
    outcome: Outcome, measure: str | None, verb: str
) -> None:
    stated = Stated(outcome, None if measure is None else Decimal(measure), Decimal(1000))
    assert plainly.verb(Item("revenue", Work.CONFIRMATION), stated, rule=TENTH) == verb


def test_without_a_bar_nothing_is_plain() -> None:
    assert not plainly.plain(Stated(MET, Decimal(12), None), TENTH)


def test_without_a_band_whatever_is_known_is_plain() -> None:
    none = Automatic(Decimal(0), Source("handbook"))
    assert plainly.plain(Stated(MET, Decimal(12), Decimal(12)), none)


def test_each_kind_of_work_has_its_own_verbs_and_some_have_none() -> None:
    stated = Stated(NOT_MET, Decimal(1), Decimal(1000))
    verbs = [plainly.verb(Item("it", work), stated, rule=TENTH) for work in (Work.VERIFICATION, Work.CREDIT)]
    assert verbs == ["fail_by_rule", ""]
