"""What the actions on the desk's own order share: the locked item, by somebody of the desk alone, and the event."""

from datetime import datetime

from directbill.access import rules
from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, steps
from directbill.actions.shape.steps import Which
from directbill.core import wording
from directbill.core.errors import refuse
from directbill.core.findings import Turn
from directbill.records.models import Item

LONGEST = 2_000
"""Characters of a reason."""


def ours(  # sentence: which item, by whose right
    which: Which, permission: Permission, *, by: Actor
) -> Item:
    """The item, locked; of the desk's people, whoever acts for the company has no part in it.

    Refuses `snooze_not_ours` where it is not the desk's turn.
    """
    if not rules.is_of_desk_alone(by, permission, which.partner):
        raise refuse("not_permitted", found=permission)
    row = steps.locked(which).row(which.key)
    if row.turn != Turn.DESK:
        raise refuse("snooze_not_ours", found=which.key)
    return row


def reason(text: str, *, key: str, column: str = "reason") -> str:
    """The reason in words. Refuses `reason_missing`, and what may not be typed."""
    found = wording.plain(text.replace("\r\n", "\n"), column=column, longest=LONGEST)
    if not found:
        raise refuse("reason_missing", column=column, found=key)
    return found


def written(kind: str, row: Item, *, by: Actor, at: datetime, **changes: str) -> None:
    """The event. The reason is the desk's own and stands in no event."""
    owner = row.application
    audit.write(
        kind,
        by=by,
        at=at,
        subject=("item", f"{owner.reference}/{row.key}"),
        partner=row.partner_id,
        changes=audit.changed({}, changes),
        edition=owner.edition,
    )
