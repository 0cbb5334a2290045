"""What must hold on every step, said without the guards: of the dossier before, the act, and the dossier after."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from directbill.core import (
    agreement,
    application,
    assessment,
    confirmation,
    contract,
    credit,
    decision,
    details,
    renewal,
    vetting,
)
from directbill.core.dossier import Dossier, Standing, waits_for
from directbill.core.findings import Turn
from directbill.core.guards import Act
from directbill.core.procedure import verbs
from directbill.core.work import Item, Procedure, Work
from tests.model.bounded import ASSESSORS, DESK, HEARING


@dataclass(frozen=True, slots=True)
class Step:
    """One step of one application."""

    procedure: Procedure
    before: Dossier
    act: Act
    after: Dossier

    def was(self, work: Work) -> StrEnum | None:
        """The state of the one item of a kind, before; None where the procedure has none of it."""
        return self.before.standings[self._place(work)].state if self.procedure.of(work) else None

    def now(self, work: Work) -> StrEnum | None:
        return self.after.standings[self._place(work)].state if self.procedure.of(work) else None

    def came(self, work: Work, *states: StrEnum) -> bool:
        """Whether the one item of a kind came to one of the states by this step."""
        return self.was(work) is not self.now(work) and self.now(work) in states

    def all_are(self, dossier: Dossier, work: Work, state: StrEnum) -> bool:
        return all(self.of(dossier, item.key).state is state for item in self.procedure.of(work))

    def of(self, dossier: Dossier, key: str) -> Standing:
        return dossier.standings[self.procedure.places[key]]

    @property
    def item(self) -> Item:
        return self.procedure.item(self.act.item)

    @property
    def standing(self) -> Standing:
        """Of the item acted on, before."""
        return self.of(self.before, self.act.item)

    def _place(self, work: Work) -> int:
        return self.procedure.places[self.procedure.of(work)[0].key]


Invariant = Callable[[Step], bool]
CONFIRMED, VERIFIED = confirmation.State.ACCEPTED, vetting.State.SUCCEEDED
GRANTED = {
    decision.State.GRANTED,
    decision.State.GRANTED_WITH_CONDITIONS,
    decision.State.CONDITIONS_ANSWERED,
}
LOST = {confirmation.State.REFUSED, vetting.State.REJECTED, credit.State.FAILED, assessment.State.FAILED}
AGAINST = {
    "query",
    "refuse",
    "reject",
    "ask",
    "fail",
    "send_back",
    "require",
    "return",
    "uphold",
    "set_aside",
}
SOMEBODY = ("", *DESK, HEARING, *ASSESSORS)


def no_plan_before_credit(step: Step) -> bool:
    states = contract.State
    if not step.procedure.of(Work.CREDIT):
        return True
    opened = step.was(Work.CONTRACT) is states.WAITING and step.now(Work.CONTRACT) is not states.WAITING
    moved = opened or step.came(Work.CONTRACT, states.RECORDED, states.CONFIRMED)
    return not moved or step.now(Work.CREDIT) is credit.State.PASSED


def no_agreement_before_plan_and_decision(step: Step) -> bool:
    if not step.came(Work.AGREEMENT, agreement.State.ACCEPTED, agreement.State.IN_FORCE):
        return True
    return (
        step.was(Work.CONTRACT) in {contract.State.CONFIRMED, contract.State.RENEWING}
        and step.was(Work.DECISION) in GRANTED
    )


def no_assessment_before_confirmation(step: Step) -> bool:
    states = assessment.State
    begun = step.was(Work.ASSESSMENT) is states.WAITING and step.now(Work.ASSESSMENT) is not states.WAITING
    onward = step.item.work is Work.ASSESSMENT and step.came(
        Work.ASSESSMENT, states.BOOKED, states.HELD, states.PASSED
    )
    return not (begun or onward) or step.all_are(step.after, Work.CONFIRMATION, CONFIRMED)


def no_verification_before_the_form(step: Step) -> bool:
    given = step.now(Work.DETAILS) is details.State.GIVEN
    confirmed = step.all_are(step.after, Work.CONFIRMATION, CONFIRMED)
    succeeded = step.item.work is Work.VERIFICATION and step.act.verb in {"succeed", "succeed_by_rule"}
    return not succeeded or (given and confirmed)


def no_credit_before_verification(step: Step) -> bool:
    verified = step.all_are(step.after, Work.VERIFICATION, VERIFIED)
    return verified or not step.came(Work.CREDIT, credit.State.PASSED)


def a_grant_needs_both_strands(step: Step) -> bool:
    if step.act.verb not in {"grant", "grant_with_conditions"}:
        return True
    assessed, carried = step.was(Work.ASSESSMENT), step.was(Work.CREDIT)
    both = assessed is assessment.State.PASSED and carried is credit.State.PASSED
    return both and step.all_are(step.before, Work.CONFIRMATION, CONFIRMED)


def a_refusal_is_for_something(step: Step) -> bool:
    refusal = step.act.verb in {"refuse", "recommend_refusal"} and (
        step.item.work in {Work.DECISION, Work.RENEWAL}
    )
    return not refusal or any(s.state in LOST for s in step.before.standings)


def no_decision_twice(step: Step) -> bool:
    states = decision.State
    if not step.came(Work.DECISION, *GRANTED, states.REFUSED):
        return True
    promised = {states.GRANTED_WITH_CONDITIONS, states.CONDITIONS_ANSWERED, states.CONDITIONS_MISSED}
    return step.was(Work.DECISION) in promised | {states.GRANT_RECOMMENDED, states.REFUSAL_RECOMMENDED}


def nobody_decides_alone(step: Step) -> bool:
    deciding = step.act.verb in {"grant", "grant_with_conditions", "refuse", "renew"} and (
        step.item.work in {Work.DECISION, Work.RENEWAL}
    )
    return not (deciding or step.act.verb == "approve") or step.act.by != step.standing.maker


def appeals_are_heard_by_others(step: Step) -> bool:
    return step.act.verb not in {"uphold", "overturn"} or step.act.by not in step.standing.hands


def one_appeal(step: Step) -> bool:
    return step.act.verb != "appeal" or "appeal" not in step.standing.used


def nothing_after_the_end(step: Step) -> bool:
    return step.before.application is application.State.SUBMITTED


def only_figures_have_lines(step: Step) -> bool:
    return step.act.verb != "adjust" or step.item.figure


def rules_give_way_to_people(step: Step) -> bool:
    return not step.act.verb.endswith("_by_rule") or not step.standing.spoken


def against_somebody_only_with_a_reason(step: Step) -> bool:
    return step.act.verb not in AGAINST or bool(step.act.reason)


def who_left_stays_away(step: Step) -> bool:
    return step.act.by not in step.standing.left


def what_a_decision_rests_on_stays(step: Step) -> bool:
    """After a refusal nothing changes; after a grant no person takes a result back."""
    states = decision.State
    if step.item.work in {Work.DECISION, Work.CONTRACT, Work.AGREEMENT}:
        return _renewal_stays(step)
    if step.was(Work.DECISION) in {states.REFUSED, states.APPEALED, states.REFUSED_FINALLY}:
        return False
    kept = step.was(Work.DECISION) not in GRANTED or step.act.verb not in {"reopen", "change", "retake"}
    return kept and _renewal_stays(step)


def _renewal_stays(step: Step) -> bool:
    """So it is with the decision of a review: after a refusal only the decision itself moves."""
    refused = {renewal.State.NOT_RENEWED, renewal.State.APPEALED, renewal.State.NOT_RENEWED_FINALLY}
    return step.was(Work.RENEWAL) not in refused or step.item.work is Work.RENEWAL


def a_renewal_needs_everything(step: Step) -> bool:
    """The review is passed only once everything before its decision has passed."""
    if step.act.verb != "renew" or step.item.work is not Work.RENEWAL:
        return True
    assessed, plan = step.was(Work.ASSESSMENT), step.was(Work.CONTRACT)
    both = assessed is assessment.State.PASSED and plan in contract.LIFE.passed
    return both and step.all_are(step.before, Work.CONFIRMATION, CONFIRMED)


def whose_turn_it_is_can_act(step: Step) -> bool:
    """Where an item waits for nothing and it is somebody's turn, that side has something it may do."""
    if step.after.application is not application.State.SUBMITTED:
        return True
    return all(_can_act(step, item) for item in step.procedure.items)


def _can_act(step: Step, item: Item) -> bool:
    table, now = item.life.table, step.of(step.after, item.key)
    turn = table.turns[now.state]
    if turn is Turn.NOBODY or waits_for(step.procedure, step.after, item.key):
        return True
    deciding = (*step.procedure.of(Work.DECISION), *step.procedure.of(Work.RENEWAL))
    rests = [d for d in deciding if item.key in step.procedure.before[d.key]]
    if any(step.of(step.after, d.key).state in d.life.refused for d in rests):
        return True
    return any(
        table.doer(verb) is turn
        for by in SOMEBODY
        for verb in verbs(step.procedure, step.after, item.key, by=by)
    )


INVARIANTS: tuple[Invariant, ...] = (
    no_plan_before_credit,
    no_agreement_before_plan_and_decision,
    no_assessment_before_confirmation,
    no_verification_before_the_form,
    no_credit_before_verification,
    a_grant_needs_both_strands,
    a_refusal_is_for_something,
    no_decision_twice,
    nobody_decides_alone,
    appeals_are_heard_by_others,
    one_appeal,
    nothing_after_the_end,
    only_figures_have_lines,
    rules_give_way_to_people,
    against_somebody_only_with_a_reason,
    who_left_stays_away,
    what_a_decision_rests_on_stays,
    a_renewal_needs_everything,
)
OF_A_DOSSIER: tuple[Invariant, ...] = (whose_turn_it_is_can_act,)
"""Held once for each dossier, by the step that first led to it."""
