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


NEW = {"from": "2027-03-10", "to": "2028-03-09"}
OLD = {"from": "2026-03-10", "to": "2027-03-09"}
NEXT = Contract(date(2027, 3, 10), date(2028, 3, 9))


@pytest.mark.parametrize(
    ("verbs", "counts", "waits"),
    [
        ("record", None, HELD),
        ("record confirm", HELD, None),
        ("record confirm renew", HELD, NEXT),
        ("record confirm renew confirm", NEXT, None),
        ("record confirm renew decline", HELD, None),
        ("record confirm renew decline lapse", None, None),
        ("record confirm lapse record", None, HELD),
    ],
)
def test_the_old_contract_counts_until_the_new_one_is_confirmed(
    verbs: str, counts: Contract | None, waits: Contract | None
) -> None:
    given = {"record": OLD, "renew": NEW}
    found = contracting.standing(RULE, ((verb, given.get(verb, {})) for verb in verbs.split()))
    assert (found.counts, found.waits) == (counts, waits)


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        ("2027-03-10", "2028-03-09", ""),
        ("2026-12-01", "2027-03-10", ""),
        ("2027-03-11", "2028-03-09", "contract_gap"),
        ("2026-12-01", "2027-03-09", "contract_no_longer"),
    ],
)
def test_a_renewal_follows_without_a_gap_and_ends_later(start: str, end: str, code: str) -> None:
    new = Contract(date.fromisoformat(start), date.fromisoformat(end))
    refusal = contracting.renewal_objection(RULE, new, old=HELD)
    assert (refusal.code if refusal else "") == code
