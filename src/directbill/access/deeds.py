"""Which permission a verb of the desk's work needs: one row for each kind of work and side, and the exceptions."""

from collections.abc import Mapping

from directbill.access.permissions import Permission
from directbill.core import moving, restriction, transition
from directbill.core.findings import Turn
from directbill.core.work import LIVES, Work

P = Permission
OF_A_SIDE: Mapping[tuple[Work, Turn], P] = {
    **{(work, Turn.APPLICANT): P.ITEM_ANSWER for work in Work},
    **{(work, Turn.NOBODY): P.ITEM_CLOCK for work in Work},
    **{(work, Turn.THIRD_PARTY): P.ITEM_CLOCK for work in Work},
    **{(work, Turn.DESK): P.ITEM_REVIEW for work in Work},
    (Work.AGREEMENT, Turn.APPLICANT): P.AGREEMENT_ACCEPT,
    (Work.AGREEMENT, Turn.DESK): P.AGREEMENT_COUNTERSIGN,
    (Work.ASSESSMENT, Turn.ASSESSOR): P.ASSESSMENT_HOLD,
    (Work.CREDIT, Turn.DESK): P.CREDIT_REVIEW,
    (Work.DECISION, Turn.DESK): P.DECISION_TAKE,
    (Work.RENEWAL, Turn.DESK): P.DECISION_TAKE,
}
OF_A_VERB: Mapping[tuple[Work, str], P] = {
    (Work.DECISION, "recommend_grant"): P.DECISION_RECOMMEND,
    (Work.DECISION, "recommend_refusal"): P.DECISION_RECOMMEND,
    (Work.RENEWAL, "recommend_renewal"): P.DECISION_RECOMMEND,
    (Work.RENEWAL, "recommend_refusal"): P.DECISION_RECOMMEND,
    (Work.DECISION, "send_back"): P.DECISION_RECOMMEND,
    (Work.DECISION, "close_conditions"): P.DECISION_RECOMMEND,
    (Work.DECISION, "close_some"): P.DECISION_RECOMMEND,
    **{(work, verb): P.DECISION_HEAR for work in Work for verb in LIVES[work].hears},
}


DECIDES = restriction.CHECKS | {"drop", "return"}
"""What a second person does with a restriction that was proposed, or with what was recommended of it."""


def of_restriction(verb: str) -> P:
    """What somebody needs to do a verb of a restriction."""
    if verb in restriction.HEARS:
        return P.RESTRICTION_HEAR
    if verb in DECIDES:
        return P.RESTRICTION_DECIDE
    sides = {Turn.APPLICANT: P.RESTRICTION_ANSWER, Turn.DESK: P.RESTRICTION_REVIEW}
    return sides.get(restriction.TABLE.doer(verb), P.ENROLLMENT_CLOCK)


def of_transition(verb: str) -> P:
    """What somebody needs to decide about a transition: the end of an enrollment is an approver's."""
    if verb == "complete":
        return P.TRANSITION_COMPLETE
    return _of_the_desk(transition.TABLE.doer(verb))


def of_customer_move(verb: str) -> P:
    """What somebody needs to do a verb of a customer's move."""
    doer = moving.TABLE.doer(verb)
    return P.TRANSITION_WORK if doer is Turn.APPLICANT else _of_the_desk(doer)


def _of_the_desk(doer: Turn) -> P:
    return P.TRANSITION_REVIEW if doer is Turn.DESK else P.ENROLLMENT_CLOCK


def permission(work: Work, verb: str) -> P:
    """What somebody needs to do a verb of a kind of work."""
    return OF_A_VERB.get((work, verb)) or OF_A_SIDE[work, LIVES[work].table.doer(verb)]
