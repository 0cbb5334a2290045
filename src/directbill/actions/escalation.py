"""A question about an item to the program manager: put before them, and answered or returned."""

from datetime import datetime

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import item_escalated, laying, work
from directbill.actions.shape.steps import Which
from directbill.core.errors import refuse
from directbill.records.models import Escalation
from directbill.records.words import Answered


def open(  # noqa: A001 - shape: the verb
    *, which: Which, reason: str, by: Actor, at: datetime
) -> Escalation:
    """Put an item before the program manager, who is told. Nothing else changes: the turn and the day stay.

    Refuses `escalated_already`, `snooze_not_ours`, `reason_missing` and `revision_stale`.
    """
    with work.on(by, Permission.ITEM_ASSIGN, which.partner):
        row = laying.ours(which, Permission.ITEM_ASSIGN, by=by)
        if Escalation.objects.filter(item=row, answered_at=None).exists():
            raise refuse("escalated_already", found=row.key)
        why = laying.reason(reason, key=row.key)
        found = Escalation.objects.create(
            partner_id=row.partner_id, item=row, reason=why, by_id=work.person(by), at=at
        )
        item_escalated.told(found, at=at)
        laying.written("escalation:open", row, by=by, at=at)
    return found


def answer(*, which: Which, outcome: Answered, text: str, by: Actor, at: datetime) -> Escalation:
    """The program manager answers, or returns the item to be settled without them; whoever asked is told.

    Refuses `not_there` where nothing is open, and `reason_missing`.
    """
    with work.on(by, Permission.ESCALATION_ANSWER, which.partner):
        row = laying.ours(which, Permission.ESCALATION_ANSWER, by=by)
        found = Escalation.objects.filter(item=row, answered_at=None).select_related("by").first()
        if found is None:
            raise refuse("not_there")
        found.answer = laying.reason(text, key=row.key, column="answer")
        found.outcome, found.answered_by_id, found.answered_at = outcome, work.person(by), at
        found.save()
        item_escalated.came_back(found, at=at)
        laying.written("escalation:answer", row, by=by, at=at, outcome=outcome)
    return found
