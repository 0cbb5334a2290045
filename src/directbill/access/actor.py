"""Whoever acts: a person with the roles they have now, somebody with a link, or the installation itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast
from uuid import UUID

from django.db.models import CharField, UUIDField, Value

from directbill.records import scope
from directbill.records.models import DeskMember, Person, Representative
from directbill.records.words import ActorKind, DeskRole, Language, PartnerRole, Proof

NO_PARTNER = Value(None, output_field=UUIDField())
NO_REFERENCE = Value("", output_field=CharField())
"""What the desk's roles have in the columns of a partner's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts, with what rights. `request` ties events of one request together."""

    kind: ActorKind
    key: str
    name: str
    person: UUID | None = None
    partners: Mapping[UUID, PartnerRole] = field(default_factory=dict)
    references: Mapping[str, UUID] = field(default_factory=dict)
    """The same partners by their reference, as addresses of pages name them."""
    desk: frozenset[DeskRole] = frozenset()
    desk_waits: frozenset[DeskRole] = frozenset()
    """Roles of the desk they hold and cannot use: one step alone proved who they are."""
    signs_for: UUID | None = None
    """The partner whose application somebody with a link may sign."""
    proves_for: UUID | None = None
    """The partner whose mailbox somebody with a link may prove."""
    administrator: Proof = Proof.NOT_SAID
    tenant: UUID | None = None
    guest: bool = False
    """Whether they are a guest in that tenant: it is not their own."""
    confirmed_at: datetime | None = None
    """When they last proved who they are: what must be recent before submitting."""
    language: str = Language.EN
    request: str = ""


def system(job: str) -> Actor:
    """The installation itself, in the name of one of its jobs or commands."""
    return Actor(kind=ActorKind.SYSTEM, key=job, name="directbill")


def signatory(key: str, *, name: str, partner: UUID, request: str = "") -> Actor:
    """Whoever followed the link to sign."""
    return Actor(kind=ActorKind.LINK, key=key, name=name, signs_for=partner, request=request)


def mailbox(key: str, *, name: str, partner: UUID, request: str = "") -> Actor:
    """Whoever followed the link that was sent to a mailbox."""
    return Actor(kind=ActorKind.LINK, key=key, name=name, proves_for=partner, request=request)


def themselves(person: UUID, *, name: str, request: str = "") -> Actor:
    """A person in their own matters, while they sign in or up: without the rights any role gives."""
    return Actor(kind=ActorKind.PERSON, key=str(person), name=name, person=person, request=request)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """What the session knows of a sign-in."""

    administrator: Proof = Proof.DECLARED
    tenant: UUID | None = None
    guest: bool = False
    two_steps: bool = False
    """Whether more than a password proved who they are: a second step, or the provider, which answers for its own."""
    confirmed_at: datetime | None = None
    request: str = ""


def of(person: Person, session: SignedIn) -> Actor:
    """A signed-in person with the roles they have now, in one query. Roles that ended give no right.

    Nor do roles of the desk after one step alone: whoever works there reads the records of every company.
    """
    at_desk = DeskMember.objects.filter(person=person, until=None).values_list(
        NO_PARTNER, NO_REFERENCE, "role"
    )
    acts_for = Representative.objects.filter(person=person, until=None)
    held = acts_for.values_list("partner_id", "partner__reference", "role").union(at_desk, all=True)
    with scope.scoped(scope.person(person.id)):
        rows = cast("list[tuple[UUID | None, str, str]]", list(held))
    partners = {partner: PartnerRole(role) for partner, _, role in rows if partner}
    desk = frozenset(DeskRole(role) for partner, _, role in rows if partner is None)
    return Actor(
        kind=ActorKind.PERSON,
        key=str(person.id),
        name=str(person),
        person=person.id,
        partners=partners,
        references={reference: partner for partner, reference, _ in rows if partner},
        desk=desk if session.two_steps else frozenset(),
        desk_waits=frozenset() if session.two_steps else desk,
        administrator=session.administrator,
        tenant=session.tenant,
        guest=session.guest,
        confirmed_at=session.confirmed_at,
        language=person.language,
        request=session.request,
    )
