"""The conditions of a grant: held when a step is about them, and their earliest day is the clock's."""

from datetime import datetime

from directbill.actions.shape import letters, links
from directbill.core import conditional, decision
from directbill.core.conditional import Condition
from directbill.core.desk import Desk
from directbill.core.work import Work
from directbill.queries import conditions, days
from directbill.records.models import Item, Notice

AWAITED = decision.State.GRANTED_WITH_CONDITIONS
"""While the company has the turn, its day is that of the earliest condition that is open."""


def hold(row: Item, desk: Desk, *, at: datetime) -> None:
    """Refuse a step that its conditions do not allow, after it was written and before anybody is told."""
    rule = desk.conditions
    if rule is None or row.work != Work.DECISION:
        return
    done = conditions.done(row.steps.get(number=row.revision))
    before = conditions.before(row, desk, on=days.of(at))
    if refusal := conditional.objection(rule, done, before=before):
        raise refusal
    if row.state == AWAITED:
        row.due = conditional.due(conditions.of(row, desk, on=days.of(at)))
        row.save(update_fields=["due"])


def told(row: Item, found: Condition, *, at: datetime) -> list[Notice]:
    """Remind the company's administrators of a condition."""
    owner = row.application
    path = f"/c/{owner.partner.reference}/applications/{owner.reference}/progress/{row.key}/"
    values = {
        "number": str(found.number),
        "name": found.name,
        "today": days.of(at).isoformat(),
        "last": found.day.isoformat(),
        "left": str((found.day - days.of(at)).days),
        "url": links.to(path),
    }
    occasion = conditions.occasion(row, found)
    return letters.told(conditions.REMIND, owner, at=at, values=values, occasion=occasion, due=found.day)
