"""A condition of a grant is watched: the company is reminded in time, so that no day passes unnoticed."""

from datetime import datetime
from uuid import UUID

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, conditioning, work
from directbill.core.errors import refuse
from directbill.core.work import Work
from directbill.queries import conditions, days
from directbill.records.models import Application, Item


def remind(*, item: UUID, number: int, by: Actor, at: datetime) -> Item:
    """Tell the company's administrators the day by which a condition is to be proven. Refuses `condition_not_due`."""
    with work.on(by, Permission.ITEM_CLOCK):
        owner = Item.objects.filter(id=item, work=Work.DECISION).values_list("application_id").first()
        if owner is None:
            raise refuse("not_there")
        work.lock(Application.objects.select_related("partner"), id=owner[0])
        row = Item.objects.select_related("application__partner").get(id=item)
        found = next(
            (each for each in conditions.reminding(row, on=days.of(at)) if each.number == number), None
        )
        if found is None:
            raise refuse("condition_not_due", found=str(number))
        told = conditioning.told(row, found, at=at)
        audit.write(
            "condition:remind",
            by=by,
            at=at,
            subject=("item", f"{row.application.reference}/{row.key}"),
            partner=row.partner_id,
            changes=audit.changed({}, {"number": number, "last": found.day.isoformat(), "told": len(told)}),
            edition=row.application.edition,
        )
    return row
