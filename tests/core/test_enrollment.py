"""An enrollment's history, read from its changes."""

from datetime import date

import pytest

from directbill.core import enrollment
from directbill.core.enrollment import Change, Span, State
from directbill.core.errors import Refusal
from directbill.core.parties import Role

JAN, MARCH, MAY = date(2027, 1, 1), date(2027, 3, 1), date(2027, 5, 1)
HISTORY = enrollment.spans(
    [Change(State.ACTIVE, JAN), Change(State.RESTRICTED, MARCH, "x"), Change(State.ACTIVE, MAY)]
)


def test_a_history_is_ranges_of_days_without_a_gap() -> None:
    assert (
        Span(State.ACTIVE, JAN, date(2027, 2, 28)),
        Span(State.RESTRICTED, MARCH, date(2027, 4, 30), "x"),
        Span(State.ACTIVE, MAY, None),
    ) == HISTORY


def test_an_order_of_the_day_of_a_change_is_held_against_what_was_come_to() -> None:
    days = [date(2026, 12, 31), JAN, date(2027, 2, 28), MARCH, date(2027, 4, 30), MAY, date(2030, 1, 1)]
    found = [span.state if (span := enrollment.on(HISTORY, day)) else None for day in days]
    active, restricted = State.ACTIVE, State.RESTRICTED
    assert found == [None, active, active, restricted, restricted, active, active]


def test_of_several_changes_on_one_day_the_last_one_holds() -> None:
    changes = [Change(State.ACTIVE, JAN), Change(State.RESTRICTED, MARCH), Change(State.SUSPENDED, MARCH)]
    assert enrollment.spans(changes) == (
        Span(State.ACTIVE, JAN, date(2027, 2, 28)),
        Span(State.SUSPENDED, MARCH, None),
    )


def test_without_changes_there_is_no_history() -> None:
    assert enrollment.spans([]) == ()


@pytest.mark.parametrize(
    ("state", "target", "verb"),
    [
        (State.ACTIVE, State.RESTRICTED, "restrict"),
        (State.REVOKED, State.SUSPENDED, "ease_to_suspended"),
        (State.SUSPENDED, State.ACTIVE, "restore"),
        (State.RESTRICTED, State.ACTIVE_WITH_CONDITIONS, "restore_with_conditions"),
    ],
)
def test_the_table_has_a_verb_for_what_follows_from_restrictions(
    state: State, target: State, verb: str
) -> None:
    assert enrollment.verb_to(state, target) == verb


def test_nothing_leads_from_the_end() -> None:
    with pytest.raises(Refusal) as refused:
        enrollment.verb_to(State.ENDED, State.ACTIVE)
    assert refused.value.code == "standing_leads_nowhere"


DIRECT, RESELLER = Role.DIRECT_BILL, Role.INDIRECT_RESELLER


@pytest.mark.parametrize(
    ("spans", "roles"),
    [
        ([], []),
        ([(MARCH, None)], [(RESELLER, None, MARCH), (DIRECT, MARCH, None)]),
        ([(JAN, MARCH)], [(RESELLER, None, JAN), (DIRECT, JAN, MARCH), (RESELLER, MARCH, None)]),
        (
            [(MAY, None), (JAN, MARCH)],
            [
                (RESELLER, None, JAN),
                (DIRECT, JAN, MARCH),
                (RESELLER, MARCH, MAY),
                (DIRECT, MAY, None),
            ],
        ),
        ([(JAN, None), (MARCH, MAY)], [(RESELLER, None, JAN), (DIRECT, JAN, None)]),
        ([(JAN, MAY), (MARCH, None)], [(RESELLER, None, JAN), (DIRECT, JAN, None)]),
        ([(JAN, MAY), (MARCH, MARCH)], [(RESELLER, None, JAN), (DIRECT, JAN, MAY), (RESELLER, MAY, None)]),
    ],
)
def test_a_company_resells_for_others_whenever_no_enrollment_of_it_lasts(
    spans: list[tuple[date, date | None]], roles: list[tuple[Role, date | None, date | None]]
) -> None:
    assert [(each.role, each.since, each.until) for each in enrollment.roles(spans)] == roles
