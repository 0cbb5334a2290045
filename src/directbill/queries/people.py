"""People of a partner and of the desk."""

from collections.abc import Iterable
from uuid import UUID

from directbill.records.models import DeskMember, Person
from directbill.records.words import DeskRole, PartnerRole


def administrators(partner: UUID) -> list[Person]:
    """The partner's Global administrators as of now."""
    held = {"representations__partner_id": partner, "representations__until": None}
    rows = Person.objects.filter(
        representations__role=PartnerRole.GLOBAL_ADMINISTRATOR, is_active=True, **held
    )
    return list(rows.order_by("joined_at"))


def at_desk(roles: Iterable[DeskRole]) -> list[Person]:
    """People who have one of these roles at the desk as of now."""
    held = {"desk_roles__role__in": list(roles), "desk_roles__until": None}
    return list(Person.objects.filter(is_active=True, **held).distinct().order_by("joined_at"))


def of_desk() -> list[DeskMember]:
    """Every role somebody has at the desk as of now, the longest held first."""
    return list(DeskMember.objects.filter(until=None).select_related("person").order_by("since", "id"))


def told(partner: UUID) -> list[Person]:
    """Who is told about a partner's application: its administrators; where none can be reached, everybody of it."""
    reached = [person for person in administrators(partner) if person.email]
    if reached:
        return reached
    held = {"representations__partner_id": partner, "representations__until": None}
    return list(Person.objects.filter(is_active=True, **held).exclude(email="").order_by("joined_at"))
