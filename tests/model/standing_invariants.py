"""What must hold on every act on a restriction, said without the guards: of the course before, the act, and after."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from directbill.core import enrollment, restriction
from directbill.core.course import Act, Course, Terms
from directbill.core.restriction import Restriction

S, E = restriction.State, enrollment.State
ORDER = (E.ACTIVE, E.ACTIVE_WITH_CONDITIONS, E.RESTRICTED, E.SUSPENDED, E.REVOKED)
BACK = frozenset({"take_effect", "lift_partly", "overturn", "settle"})
"""Verbs by which rights come back: a lift that was decided, a decision, an appeal, a review that was passed."""
TAKES = frozenset({"take_step", "revoke"})
ANSWERS = frozenset({"send_back", "send_proof_back", "return", "uphold", "overturn", "extend", "lift_partly"})
"""Verbs with which the desk answers the partner, or takes more time for it: the partner reads why."""
ASKS = frozenset({"claim_cure", "prove", "appeal"})


@dataclass(frozen=True, slots=True)
class Moved:
    """One act on one restriction."""

    before: Course
    act: Act
    after: Course
    terms: Terms

    @property
    def was(self) -> Restriction:
        return self.before.restrictions[self.act.number - 1]

    @property
    def now(self) -> Restriction:
        return self.after.restrictions[self.act.number - 1]


Invariant = Callable[[Moved], bool]


def a_step_is_taken_on_its_day(moved: Moved) -> bool:
    if moved.act.verb not in TAKES:
        return True
    step = moved.was.steps[moved.was.taken]
    return step.on is not None and step.on <= moved.act.on


def the_first_step_was_announced_in_time(moved: Moved) -> bool:
    first = moved.act.verb in TAKES and moved.was.taken == 0
    return not first or moved.act.on >= moved.was.since + timedelta(days=moved.terms.announced)


def steps_are_taken_one_by_one(moved: Moved) -> bool:
    return moved.now.taken - moved.was.taken == (moved.act.verb in TAKES)


def revoking_is_the_end_of_the_ladder(moved: Moved) -> bool:
    revokes = moved.act.verb in TAKES and moved.was.steps[moved.was.taken].state is E.REVOKED
    return (moved.now.state is S.COMPLETED) == (
        revokes or (moved.act.verb == "uphold" and moved.was.taken == 3)
    )


def nothing_is_taken_while_the_desk_looks(moved: Moved) -> bool:
    return moved.act.verb not in TAKES or moved.was.state is S.OPEN


def days_only_ever_move_later(moved: Moved) -> bool:
    pairs = zip(moved.was.steps, moved.now.steps, strict=True)
    return all(a.on is None or (b.on is not None and b.on >= a.on) for a, b in pairs)


def the_furthest_restriction_holds(moved: Moved) -> bool:
    holds = [row.holds for row in moved.after.restrictions if row.holds is not None]
    furthest = max(holds, key=ORDER.index, default=E.ACTIVE)
    return moved.after.state in {furthest, E.ENDED}


def rights_come_back_by_decision_alone(moved: Moved) -> bool:
    if E.ENDED in {moved.before.state, moved.after.state}:
        return True
    better = ORDER.index(moved.after.state) < ORDER.index(moved.before.state)
    proven = moved.act.verb == "accept_proof"
    return not better or moved.act.verb in BACK or proven


def a_partial_lift_gives_something_back(moved: Moved) -> bool:
    if moved.act.verb != "lift_partly":
        return True
    return ORDER.index(moved.after.state) <= ORDER.index(moved.before.state)


def nobody_decides_alone(moved: Moved) -> bool:
    decides = moved.act.verb in {"confirm", "extend", "lift", "lift_partly"}
    return not decides or moved.act.by != moved.was.maker


def appeals_are_heard_by_others(moved: Moved) -> bool:
    return moved.act.verb not in {"uphold", "overturn"} or moved.act.by not in moved.was.hands


def one_appeal(moved: Moved) -> bool:
    return moved.act.verb != "appeal" or not moved.was.appealed


def an_appeal_is_in_time(moved: Moved) -> bool:
    last = moved.was.since + timedelta(days=moved.terms.appeal)
    return moved.act.verb != "appeal" or moved.act.on <= last


def a_rule_cancels_only_what_has_not_begun(moved: Moved) -> bool:
    return moved.act.verb != "cancel" or moved.was.taken == 0


def a_day_that_is_named_is_not_past(moved: Moved) -> bool:
    if moved.act.verb not in {"extend", "lift", "lift_partly"}:
        return True
    return moved.act.until is not None and moved.act.until >= moved.act.on


def a_lift_takes_effect_and_a_trial_ends_on_its_day(moved: Moved) -> bool:
    until = moved.was.until
    early = moved.act.verb == "take_effect" and until is not None and moved.act.on < until
    over = moved.act.verb == "resume" and until is not None and moved.act.on <= until
    return not (early or over)


def whoever_answers_or_asks_says_why(moved: Moved) -> bool:
    return moved.act.verb not in ANSWERS | ASKS or bool(moved.act.reason)


def nothing_happens_after_the_end(moved: Moved) -> bool:
    return moved.before.state is not E.ENDED


INVARIANTS: tuple[Invariant, ...] = (
    a_step_is_taken_on_its_day,
    the_first_step_was_announced_in_time,
    steps_are_taken_one_by_one,
    revoking_is_the_end_of_the_ladder,
    nothing_is_taken_while_the_desk_looks,
    days_only_ever_move_later,
    the_furthest_restriction_holds,
    a_partial_lift_gives_something_back,
    rights_come_back_by_decision_alone,
    nobody_decides_alone,
    appeals_are_heard_by_others,
    one_appeal,
    an_appeal_is_in_time,
    a_rule_cancels_only_what_has_not_begun,
    a_day_that_is_named_is_not_past,
    a_lift_takes_effect_and_a_trial_ends_on_its_day,
    whoever_answers_or_asks_says_why,
    nothing_happens_after_the_end,
)
