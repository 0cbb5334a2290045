"""Who works on an item: taken on, given back, given to an assessor."""

from datetime import datetime
from uuid import UUID

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.access.roles import OF_DESK
from directbill.actions.shape import audit, steps
from directbill.actions.shape.steps import Which
from directbill.core.errors import refuse
from directbill.core.work import Work
from directbill.queries import attention, days, people
from directbill.records.models import DeskMember, Item, Person
from directbill.records.words import DeskRole


def to(which: Which, person: UUID | None, *, verb: str, by: Actor, at: datetime) -> Item:
    """Give the item to somebody, or to nobody, with the event that says so."""
    if person is not None:
        require_present(person, at)
    case = steps.locked(which)
    row = case.row(which.key)
    before, row.assignee_id = row.assignee_id, person
    row.revision += 1
    row.save(update_fields=["assignee", "revision"])
    audit.write(
        f"item:{verb}",
        by=by,
        at=at,
        subject=("item", f"{case.owner.reference}/{which.key}"),
        partner=case.owner.partner_id,
        changes=audit.changed({"assignee": str(before or "")}, {"assignee": str(person or "")}),
        edition=case.owner.edition,
    )
    return row


def require_present(  # sentence: who, when
    person: UUID, at: datetime
) -> None:
    """Refuse whoever is away on that day."""
    if until := attention.away(on=days.of(at)).get(person):
        raise refuse("colleague_away", found=str(Person.objects.get(id=person)), until=until.isoformat())


def require_colleague(  # sentence: for which item, who
    which: Which, person: UUID
) -> None:
    """Refuse whoever may not work on items of the desk, and whoever left this one before."""
    roles = [role for role, held in OF_DESK.items() if Permission.ITEM_ASSIGN in held]
    if which.work is Work.ASSESSMENT or person not in {each.id for each in people.at_desk(roles)}:
        raise refuse("not_there")
    row = Item.objects.filter(application_id=which.application, key=which.key).first()
    if row is not None and str(person) in row.left:
        raise refuse("recused", found=which.key)


def require_assessor(which: Which, person: UUID) -> None:
    """Refuse whoever is no assessor now, and whoever left this assessment before."""
    held = DeskMember.objects.filter(person_id=person, role=DeskRole.ASSESSOR, until=None)
    if which.work is not Work.ASSESSMENT or not held.exists():
        raise refuse("not_an_assessor")
    row = Item.objects.filter(application_id=which.application, key=which.key).first()
    if row is not None and str(person) in row.left:
        raise refuse("recused", found=which.key)
