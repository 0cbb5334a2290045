"""Capabilities follow from the state and what holds it."""

from datetime import date

from directbill.core import capabilities, enrollment
from directbill.core.capabilities import Capability, Details, Permit
from directbill.core.edition import Source
from directbill.core.enrollment import State
from directbill.core.findings import Turn
from directbill.core.ladder import Step
from directbill.core.restriction import Restriction
from directbill.core.restriction import State as Restricted
from directbill.core.signals import Raised, Signal, Watch

DAY, NEXT, TRIAL = date(2027, 3, 1), date(2027, 4, 1), date(2027, 3, 20)


def capability(key: str, **permits: str) -> Capability:
    found = {State(state): Permit(permit) for state, permit in permits.items()}
    return Capability(key, {}, {State.ACTIVE: Permit.YES, **found}, {})


TABLE = (
    capability(
        "buy", active="yes", active_with_conditions="yes", restricted="no", suspended="no", revoked="no"
    ),
    capability("serve", active="yes", active_with_conditions="yes", restricted="yes", suspended="unknown"),
)
STEPS = (Step(State.RESTRICTED, DAY), Step(State.SUSPENDED, NEXT))


def restriction(cause: str, state: Restricted = Restricted.OPEN, *, taken: int = 1) -> Restriction:
    return Restriction(1, cause, STEPS, DAY, state, taken, until=TRIAL)


def asked(state: State, *restrictions: Restriction) -> list[tuple[str, Permit, Details | None]]:
    found = capabilities.of(TABLE, state=state, since=DAY, restrictions=restrictions)
    return [(each.capability.key, each.permit, each.details) for each in found]


def test_active_may_everything() -> None:
    assert asked(State.ACTIVE) == [("buy", Permit.YES, None), ("serve", Permit.YES, None)]


def test_what_is_denied_says_by_what_since_when_until_when_and_what_to_do() -> None:
    details = Details("enrollment_restricted", "review", "resolve_open", DAY, NEXT)
    assert asked(State.RESTRICTED, restriction("review")) == [
        ("buy", Permit.NO, details),
        ("serve", Permit.YES, None),
    ]


def test_while_the_desk_looks_at_a_cure_the_details_say_so() -> None:
    found = asked(State.RESTRICTED, restriction("review", Restricted.CURE_CLAIMED))
    assert found[0][2] == Details("enrollment_restricted", "review", "resolve_cure_claimed", DAY, NEXT)


def test_what_no_source_says_is_unknown_and_a_no_for_whoever_must_have_an_answer() -> None:
    found = capabilities.of(TABLE, state=State.SUSPENDED, since=DAY, restrictions=[restriction("x", taken=2)])
    assert [each.permit for each in found] == [Permit.NO, Permit.UNKNOWN]
    assert [capabilities.may(found, key) for key in ("buy", "serve", "nothing")] == [False, False, False]


def test_before_and_after_nothing_is_allowed_and_nothing_restricts() -> None:
    found = asked(State.ENDED)
    assert found[0][1:] == (Permit.UNKNOWN, Details("enrollment_ended", "", "resolve_ended", DAY))


def test_of_two_restrictions_the_one_with_the_nearer_step_is_told() -> None:
    later = Restriction(2, "later", (STEPS[0], Step(State.SUSPENDED, date(2027, 9, 1))), DAY, taken=1)
    assert asked(State.RESTRICTED, later, restriction("near"))[0][2] == Details(
        "enrollment_restricted", "near", "resolve_open", DAY, NEXT
    )


def test_a_signal_stops_what_it_names_and_nothing_else() -> None:
    signal = Signal("full", Watch.CREDIT, {}, {}, {}, Turn.APPLICANT, 30, Source("x"), 100, stops=("buy",))
    raised = Raised(signal, "limit", DAY, NEXT)
    found = capabilities.of(TABLE, state=enrollment.State.ACTIVE, since=DAY, signals=[raised])
    assert [(each.permit, each.details) for each in found] == [
        (Permit.NO, Details("signal_full", "limit", "resolve_credit", DAY)),
        (Permit.YES, None),
    ]
    assert [capabilities.may(found, key) for key in ("buy", "serve")] == [False, True]
