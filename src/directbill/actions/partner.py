"""Partners: a company registers itself, and its accounts are kept."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, ledgers, references, work
from directbill.core import wording
from directbill.core.errors import refuse
from directbill.core.parties import AccountKind
from directbill.records import scope
from directbill.records.models import Account, Partner, Person, Representative
from directbill.records.models.kept import LONGEST_NAME
from directbill.records.words import PartnerRole

NUMBER = re.compile(r"[0-9]{1,20}")
COUNTRY = re.compile(r"[A-Z]{2}")
MOMENT = timedelta(minutes=1)
"""Within it, what is sent once more is a form that was sent twice."""
REGION = re.compile(r"[a-z][a-z_]{0,39}")


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountGiven:
    """One account as the applicant writes it down."""

    kind: AccountKind
    number: str
    tenant: UUID | None = None
    country: str = ""
    region: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


def register(*, name: str, by: Actor, at: datetime) -> Partner:
    """A signed-in person registers the company they act for, and becomes its Global administrator here.

    What their sign-in proves of that role is asked again whenever it matters. A form that was sent twice registers
    once. Refuses `partner_nameless`, and
    whoever is no person.
    """
    person = work.person(by)
    called = wording.plain(name, column="name", longest=LONGEST_NAME)
    if not called:
        raise refuse("partner_nameless", column="name")
    key = uuid4()
    with scope.scoped(scope.person(person)):
        work.lock(Person.objects.all(), id=person)
        if there := _registered_just_now(person, called, at):
            return there
        with scope.scoped(scope.partner(key)):
            partner = Partner.objects.create(
                id=key, reference=references.new("P"), name=called, language=by.language, registered_at=at
            )
            Representative.objects.create(
                partner=partner, person_id=person, role=PartnerRole.GLOBAL_ADMINISTRATOR, since=at
            )
            said = audit.changed({}, {"name": partner.name, "administrator": by.administrator.value})
            audit.write("partner:register", by=by, at=at, subject=("partner", key), partner=key, changes=said)
    return partner


def _registered_just_now(person: UUID, called: str, at: datetime) -> Partner | None:
    """The same name by the same person a moment ago: a form that was sent twice."""
    mine = Partner.objects.filter(representatives__person=person, representatives__until=None)
    return mine.filter(name=called, registered_at__gt=at - MOMENT).first()


def add_account(*, partner: UUID, given: AccountGiven, by: Actor, at: datetime) -> Account:
    """Write down an account. Refuses `account_twice`, and an account that lacks what its kind needs."""
    with work.on(by, Permission.ACCOUNT_CHANGE, partner):
        work.lock(Partner.objects.all(), id=partner)
        columns = _columns(given)
        if Account.objects.filter(partner_id=partner, number=given.number).exists():
            raise refuse("account_twice", column="number", found=given.number)
        found = Account.objects.create(partner_id=partner, **columns)
        changes = audit.changed({}, _plain(found))
        audit.write(
            "partner:add_account",
            by=by,
            at=at,
            subject=("account", found.id),
            partner=partner,
            changes=changes,
        )
        _read_again(partner, at, found.kind)
    return found


def change_account(*, partner: UUID, account: UUID, given: AccountGiven, by: Actor, at: datetime) -> Account:
    """Correct an account. Refused like a new one."""
    with work.on(by, Permission.ACCOUNT_CHANGE, partner):
        work.lock(Partner.objects.all(), id=partner)
        found = work.lock(Account.objects.all(), id=account, partner_id=partner)
        columns = _columns(given)
        others = Account.objects.filter(partner_id=partner, number=given.number).exclude(id=account)
        if others.exists():
            raise refuse("account_twice", column="number", found=given.number)
        before, kind = _plain(found), found.kind
        for column, value in columns.items():
            setattr(found, column, value)
        found.save()
        changes = audit.changed(before, _plain(found))
        audit.write(
            "partner:change_account",
            by=by,
            at=at,
            subject=("account", account),
            partner=partner,
            changes=changes,
        )
        _read_again(partner, at, kind, found.kind)
    return found


def remove_account(*, partner: UUID, account: UUID, by: Actor, at: datetime) -> None:
    """Take an account away. What was submitted with it stays as it was."""
    with work.on(by, Permission.ACCOUNT_CHANGE, partner):
        work.lock(Partner.objects.all(), id=partner)
        found = work.lock(Account.objects.all(), id=account, partner_id=partner)
        changes = audit.changed(_plain(found), {})
        found.delete()
        audit.write(
            "partner:remove_account",
            by=by,
            at=at,
            subject=("account", account),
            partner=partner,
            changes=changes,
        )
        _read_again(partner, at, found.kind)


def _read_again(partner: UUID, at: datetime, *kinds: str) -> None:
    """Rows of the ledger are kept by location account: when those change, the files are read again."""
    if AccountKind.LOCATION in kinds:
        ledgers.ask_again(partner, at)


def _columns(given: AccountGiven) -> dict[str, object]:
    """The columns of an account. Refuses a number, a country or a region that is none, and an end before the start."""
    if not NUMBER.fullmatch(given.number):
        raise refuse(
            "account_number" if given.number else "account_number_missing",
            column="number",
            found=given.number[:LONGEST_NAME],
        )
    if given.country and not COUNTRY.fullmatch(given.country):
        raise refuse("account_country", column="country", found=given.country[:LONGEST_NAME])
    if given.region and not REGION.fullmatch(given.region):
        raise refuse("account_region", column="region", found=given.region[:LONGEST_NAME])
    if given.valid_from and given.valid_to and given.valid_to < given.valid_from:
        raise refuse("account_dates", column="valid_to", found=given.valid_to.isoformat())
    return {name: getattr(given, name) for name in AccountGiven.__dataclass_fields__}


def _plain(found: Account) -> dict[str, str]:
    return {name: str(getattr(found, name) or "") for name in AccountGiven.__dataclass_fields__}
