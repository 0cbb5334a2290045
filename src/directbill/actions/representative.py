"""Representatives: who acts for a partner, in which role, and who no longer does."""

from datetime import datetime
from uuid import UUID

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, invited, links, outbox, work
from directbill.actions.shape.outbox import Letter
from directbill.core.errors import refuse
from directbill.queries import days, joinable, people
from directbill.records import scope
from directbill.records.models import Partner, Person, Representative
from directbill.records.words import PartnerRole, Proof


def end(*, partner: UUID, representative: UUID, by: Actor, at: datetime) -> Representative:
    """Somebody no longer acts for the partner: from their next request on they have no right to anything of it.

    Refuses `representative_last`: a partner keeps at least one Global administrator.
    """
    with work.on(by, Permission.REPRESENTATIVE_END, partner):
        found = _held(partner, representative)
        _keep_one(found)
        found.until = at
        found.save(update_fields=["until"])
        _tell("representative_ended", found, found.person, at=at)
        _written("end", found, by=by, at=at, before=found.role, after="")
    return found


def change_role(
    *, partner: UUID, representative: UUID, role: PartnerRole, by: Actor, at: datetime
) -> Representative:  # fmt: skip
    """Give a representative another role. Refuses `representative_last`, and `representative_same`."""
    with work.on(by, Permission.REPRESENTATIVE_CHANGE_ROLE, partner):
        found = _held(partner, representative)
        if found.role == role:
            raise refuse("representative_same", found=role)
        _keep_one(found)
        before, found.role = found.role, role
        found.save(update_fields=["role"])
        _tell("representative_changed", found, found.person, at=at)
        _written("change_role", found, by=by, at=at, before=before, after=role)
    return found


def join(*, partner: UUID, by: Actor, at: datetime) -> Representative:
    """A proved Global administrator of a tenant that the partner sells from begins to act for it.

    Refuses `join_not_proved`, `join_guest`, `join_already`; and `not_there` for a partner without that tenant.
    """
    person = work.person(by)
    if by.guest:
        raise refuse("join_guest")
    if by.administrator is not Proof.PROVED or by.tenant is None:
        raise refuse("join_not_proved")
    if not any(each.id == partner for each in joinable.of_tenant(by.tenant, on=days.of(at))):
        raise refuse("not_there")
    with scope.scoped(scope.partner(partner)):
        work.lock(Partner.objects.all(), id=partner)
        if Representative.objects.filter(partner_id=partner, person_id=person, until=None).exists():
            raise refuse("join_already")
        role = PartnerRole.GLOBAL_ADMINISTRATOR
        found = Representative.objects.create(partner_id=partner, person_id=person, role=role, since=at)
        for reader in people.administrators(partner):
            _tell("representative_new", found, reader, at=at)
        _written("join", found, by=by, at=at, before="", after=role, tenant=str(by.tenant))
    return found


def _held(partner: UUID, representative: UUID) -> Representative:
    """The representation, still running. The partner is locked first: two changes come one after the other."""
    work.lock(Partner.objects.all(), id=partner)
    rows = Representative.objects.select_related("partner", "person")
    return work.lock(rows, id=representative, partner_id=partner, until=None)


def _keep_one(found: Representative) -> None:
    if found.role != PartnerRole.GLOBAL_ADMINISTRATOR:
        return
    others = Representative.objects.filter(partner=found.partner, role=found.role, until=None)
    if not others.exclude(id=found.id).filter(person__is_active=True).exists():
        raise refuse("representative_last", found=str(found.person))


def _tell(kind: str, found: Representative, reader: Person, *, at: datetime) -> None:
    if not reader.email or (kind == "representative_new" and reader.id == found.person_id):
        return
    wanted = Letter(
        kind=kind,
        subject=("representative", str(found.id)),
        occasion=at.isoformat(),
        reader=reader.email,
        language=reader.language,
        partner=found.partner_id,
        values={
            "company": found.partner.name,
            "name": str(found.person),
            "role": invited.role_named(found.role, reader.language),
            "url": links.to(f"/c/{found.partner.reference}/people/"),
        },
    )
    outbox.queue(wanted, at=at)


def _written(
    verb: str, found: Representative, *, by: Actor, at: datetime, before: str, after: str, **said: str
) -> None:  # fmt: skip
    was = {"person": str(found.person_id), "role": before}
    now = {"person": str(found.person_id), "role": after, **said}
    audit.write(
        f"representative:{verb}",
        by=by,
        at=at,
        subject=("representative", found.id),
        partner=found.partner_id,
        changes=audit.changed(was, now),
    )
