"""The program desk: people get a role there, by the installation itself or by a program manager's invitation."""

from datetime import datetime
from uuid import UUID

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, work
from directbill.core import wording
from directbill.core.errors import refuse
from directbill.records.models import DeskMember, Person
from directbill.records.models.kept import LONGEST_NAME
from directbill.records.words import DeskRole


def appoint(*, person: UUID, role: DeskRole, by: Actor, at: datetime) -> DeskMember:
    """Give a person a role of the desk, without an invitation. Refuses `desk_role_already` where they have it."""
    with work.on(by, Permission.DESK_APPOINT):
        who = work.lock(Person.objects.all(), id=person)
        if DeskMember.objects.filter(person=who, role=role, until=None).exists():
            raise refuse("desk_role_already", found=str(who), role=role)
        found = DeskMember.objects.create(person=who, role=role, since=at)
        changes = audit.changed({}, {"role": str(role), "name": str(who)})
        audit.write("desk:appoint", by=by, at=at, subject=("person", who.id), changes=changes)
    return found


def place(*, member: UUID, organization: str, by: Actor, at: datetime) -> DeskMember:
    """Say which organization an assessor works for: it is offered, declared and printed with their name.

    Refuses `not_an_assessor` for every other role, and `answer_missing` without a name.
    """
    with work.on(by, Permission.DESK_INVITE):
        found = work.lock(DeskMember.objects.select_related("person"), id=member, until=None)
        if found.role != DeskRole.ASSESSOR:
            raise refuse("not_an_assessor")
        called = wording.plain(organization, column="organization", longest=LONGEST_NAME)
        if not called:
            raise refuse("answer_missing", column="organization")
        changes = audit.changed({"organization": found.organization}, {"organization": called})
        found.organization = called
        found.save(update_fields=["organization"])
        audit.write("desk:place", by=by, at=at, subject=("person", found.person_id), changes=changes)
    return found
