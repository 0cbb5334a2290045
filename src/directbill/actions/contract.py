"""The contract of a support plan is watched: its renewal is asked for in time, so that no lapse is a surprise."""

from datetime import datetime
from uuid import UUID

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, contracting, work
from directbill.core.errors import refuse
from directbill.core.work import Work
from directbill.queries import contracts, days
from directbill.records.models import Item


def remind(*, item: UUID, by: Actor, at: datetime) -> Item:
    """Tell the company's administrators the day on which the contract ends. Refuses `contract_not_due`."""
    with work.on(by, Permission.ITEM_CLOCK):
        rows = Item.objects.select_related("application__partner")
        row = work.lock(rows, id=item, work=Work.CONTRACT)
        found = contracts.renewal(row, on=days.of(at))
        if found is None:
            raise refuse("contract_not_due")
        told = contracting.told(row, found, at=at)
        audit.write(
            "contract:remind",
            by=by,
            at=at,
            subject=("item", f"{row.application.reference}/{row.key}"),
            partner=row.partner_id,
            changes=audit.changed({}, {"end": found.end.isoformat(), "told": len(told)}),
            edition=row.application.edition,
        )
    return row
