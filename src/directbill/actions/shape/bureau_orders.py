"""What a credit bureau is told when a report is ordered, read before it is asked."""

import json
from uuid import UUID

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import links, work
from directbill.core.errors import refuse
from directbill.queries import bureau, checks, items
from directbill.records.models import ItemStep

CALLBACK = "/bureau/reports/"


def prepared(step: UUID, *, by: Actor) -> tuple[ItemStep, dict[str, str]]:
    """The step that ordered, and the order. Refuses `not_there` where nothing is to be ordered any more."""
    with work.on(by, Permission.ITEM_CLOCK):
        found = bureau.step(step)
        now = bureau.ordering(found.item) if found else None
        if found is None or now is None or now.id != found.id:
            raise refuse("not_there")
        return found, _order(found)


def _order(found: ItemStep) -> dict[str, str]:
    """What the bureau is told: the company by its name and its numbers in registers, and where to answer."""
    owner = found.item.application
    desk = items.desk(owner)
    said = checks.Said(owner, desk) if desk else None
    asked = {kind: checks.asked(said, kind) for kind in desk.registers} if desk and said else {}
    numbers = {kind.value: each.number for kind, each in asked.items() if each.fits and each.number}
    return {
        "order": str(found.id),
        "company": owner.partner.name,
        "numbers": json.dumps(numbers, sort_keys=True),
        "callback": links.to(CALLBACK),
    }
