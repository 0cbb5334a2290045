"""Representatives and invitations as a page shows them, and the form that invites."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from directbill.access.permissions import Permission
from directbill.core.errors import Fault, refuse
from directbill.core.form import Field, FieldKind
from directbill.documents.texts import Catalog, in_every_language
from directbill.queries import days
from directbill.queries import invitations as known
from directbill.records.models import Invitation
from directbill.records.words import PartnerRole
from directbill.web.portal.company import Company
from directbill.web.ui import fields as ui


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody who acts for the company. `url` leads to changing it, for those who may."""

    name: str
    email: str
    role: str
    since: str
    is_reader: bool
    """Whether it is whoever looks at the page."""
    url: str


@dataclass(frozen=True, slots=True)
class Open:
    """An invitation that can still be accepted."""

    found: Invitation
    role: str
    until: str
    url: str


EMAIL = Field(
    key="email",
    kind=FieldKind.EMAIL,
    label=in_every_language("people.email"),
    help=in_every_language("people.email_help"),
)
ROLE = Field(
    key="role",
    kind=FieldKind.CHOICE,
    label=in_every_language("people.role"),
    choices={role.value: in_every_language(f"people.may.{role}") for role in PartnerRole},
)


def representatives(company: Company, texts: Catalog) -> list[Row]:
    """Who acts for the company, the first first."""
    may = company.may(Permission.REPRESENTATIVE_END)
    return [
        Row(
            name=str(each.person),
            email=each.person.email,
            role=texts.say(f"role_of.{each.role}"),
            since=texts.locale.day(days.of(each.since).isoformat()),
            is_reader=each.person_id == company.actor.person,
            url=company.url("representative", each.id) if may else "",
        )
        for each in known.representatives(company.partner.id)
    ]


def invitations(company: Company, texts: Catalog, *, at: datetime) -> list[Open]:
    """Invitations that are still open."""
    return [
        Open(
            each,
            role=texts.say(f"role_of.{each.role}"),
            until=texts.locale.deadline_of(days.of(each.expires_at).isoformat()),
            url=company.url("invitation_change", each.id),
        )
        for each in known.open_ones(company.partner.id, at=at)
    ]


def invite_fields(
    sent: Mapping[str, str], texts: Catalog, *, faults: tuple[Fault, ...]
) -> tuple[ui.View, ...]:
    """The form that invites."""
    values = {name: str(sent.get(name, "")) for name in ("email", "role")}
    return ui.views((EMAIL, ROLE), ui.Sheet(texts, values, faults))


def role_fields(
    values: Mapping[str, str], texts: Catalog, *, faults: tuple[Fault, ...]
) -> tuple[ui.View, ...]:
    """The form that changes a role."""
    return ui.views((ROLE,), ui.Sheet(texts, dict(values), faults))


def role_of(sent: Mapping[str, str]) -> PartnerRole:
    """The role that was chosen. Refuses `choice_missing` and `answer_not_offered`."""
    role = str(sent.get("role", ""))
    if role not in set(PartnerRole):
        raise refuse("answer_not_offered" if role else "choice_missing", column="role", found=role)
    return PartnerRole(role)
