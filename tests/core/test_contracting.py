"""The contract of a support plan by its days."""

from datetime import date, timedelta

import pytest

from directbill.core import contracting
from directbill.core.contracting import Contract, Early, Rule
from directbill.core.edition import Source

RULE = Rule(start="from", end="to", early_reason="early", remind_days=30, source=Source("handbook"))
DAY = date(2026, 3, 10)
HELD = Contract(DAY, date(2027, 3, 9))


@pytest.mark.parametrize(
    ("told", "days"),
    [(DAY - timedelta(1), 0), (DAY, 0), (DAY + timedelta(1), 1), (DAY + timedelta(40), 40), (None, 0)],
)
def test_a_contract_is_early_only_where_it_begins_before_the_day_of_the_message(
    told: date | None, days: int
) -> None:
    expected = Early(DAY, told, days) if days and told else None
    assert contracting.early(HELD, told=told) == expected


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        ("2026-03-10", "2026-03-10", None),
        ("2026-03-11", "2026-03-10", "contract_ends_first"),
        ("2025-03-10", "2026-03-09", "contract_over"),
    ],
)
def test_what_is_over_or_ends_before_it_begins_is_not_recorded(
    start: str, end: str, code: str | None
) -> None:
    found = contracting.contract(RULE, {"from": start, "to": end})
    assert found
    refusal = contracting.objection(RULE, found, on=DAY)
    fault = refusal.faults[0] if refusal else None
    assert (fault and (fault.code, fault.place.column, fault.found)) == (code and (code, "to", end))


def test_without_both_days_there_is_no_contract() -> None:
    given = ({}, {"from": "2026-03-10"}, {"from": "soon", "to": "2026-03-10"})
    assert [contracting.contract(RULE, values) for values in given] == [None, None, None]


def test_the_renewal_is_asked_for_from_the_reminder_to_the_last_day() -> None:
    first = HELD.end - timedelta(30)
    days = (first - timedelta(1), first, HELD.end, HELD.end + timedelta(1))
    assert contracting.remind_on(RULE, HELD) == first
    assert [contracting.to_renew(RULE, HELD, on=day) for day in days] == [False, True, True, False]
