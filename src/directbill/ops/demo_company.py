"""The people and companies of the demo, through the actions."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from directbill.access import actor
from directbill.access.actor import Actor
from directbill.actions import answers, application, invitation, partner
from directbill.actions.answers import Given
from directbill.actions.partner import AccountGiven
from directbill.actions.shape.sending import Which
from directbill.core.application import State
from directbill.core.form import FieldKind
from directbill.core.parties import AccountKind
from directbill.ops import accounts, demo_ledger
from directbill.ops.accounts import Wanted, acting
from directbill.queries import program
from directbill.records import scope
from directbill.records.models import Account, Application, OutboxMessage, Partner, Person
from directbill.records.words import DeskRole, PartnerRole

LANGUAGE = "en"
BY = actor.system("directbill.demo")

Passwords = Mapping[str, str]
"""The password of each person, by address."""
Said = tuple[str, Mapping[str, Any]]
"""A task and what is answered to it."""


def make(story: Mapping[str, Any], passwords: Passwords, *, at: datetime) -> bool:
    """Make everybody and everything, or nothing; no where it is there already."""
    if Person.objects.filter(login=story["desk"][0]["email"]).exists():
        return False
    with transaction.atomic():
        opened = at - timedelta(days=story["opened"])
        for each in story["desk"]:
            accounts.make(_wanted(each, passwords, desk=(DeskRole(each["role"]),)), by=BY, at=opened)
        for each in story["company"]:
            _company(each, passwords, opened if "step" in each else at)
    return True


def finish(story: Mapping[str, Any], *, at: datetime) -> int:
    """Send the applications that are to be sent, with their files read before; how many. What was sent stays."""
    wanted = [each["person"][0]["email"] for each in story["company"] if each.get("submitted")]
    with scope.scoped(scope.EVERYONE):
        rows = Application.objects.filter(begun_by__login__in=wanted, state=State.DRAFT)
        drafts = list(rows.select_related("begun_by"))
    for found in drafts:
        demo_ledger.read(found.partner_id, at=at)
        which = Which(partner=found.partner_id, application=found.id, revision=found.revision)
        application.submit(which=which, by=acting(found.begun_by, at), at=at)
    return len(drafts)


def _company(story: Mapping[str, Any], passwords: Passwords, at: datetime) -> None:
    first, *others = story["person"]
    made = accounts.make(_wanted(first, passwords, company=story["name"]), by=BY, at=at)
    assert made.partner is not None
    for each in others:
        _colleague(made.partner, made.person, _wanted(each, passwords), PartnerRole(each["role"]), at)
    by = acting(made.person, at)
    given = [account(each) for each in story.get("account", ())]
    held = [partner.add_account(partner=made.partner.id, given=each, by=by, at=at) for each in given]
    if "step" in story:
        return
    if story["ledger"]:
        billed = demo_ledger.before(at, times=story["ledger"])
        demo_ledger.receive(partner=made.partner.id, account=given[0], billed=billed, by=by, at=at)
    if "answers" in story:
        begun = application.begin(partner=made.partner.id, by=by, at=at)
        for said in story["answers"].items():
            answer(begun, said, held=held[0] if held else None, by=by, at=at)


def _colleague(company: Partner, first: Person, wanted: Wanted, role: PartnerRole, at: datetime) -> None:
    """Invited by the first person, and accepting with the link that was sent."""
    made = accounts.make(wanted, by=BY, at=at)
    found = invitation.make(partner=company.id, email=wanted.email, role=role, by=acting(first, at), at=at)
    invitation.accept(secret=_secret(found.id), by=acting(made.person, at), at=at)


def _secret(invited: UUID) -> str:
    """What the mail has: the message is still in the outbox, for the transaction is ours."""
    with scope.scoped(scope.EVERYONE):
        message = OutboxMessage.objects.get(notice__subject=str(invited))
    return str(message.private["url"]).rstrip("/").rpartition("/")[2]


def answer(begun: Application, said: Said, *, held: Account | None, by: Actor, at: datetime) -> None:
    """Answers the form asks for. Of another program's form some may be no questions."""
    task, answered = said
    asked = program.form(begun.edition).task(task)
    if asked is None:
        return
    known = {field.key for field in asked.fields}
    values = {key: value for key, value in answered.items() if key in known}
    values |= {field.key: str(held.id) for field in asked.fields if held and field.kind is FieldKind.ACCOUNT}
    given = Given(values=values, finished=answered["finished"], revision=0)
    answers.save(partner=begun.partner_id, application=begun.id, task=task, given=given, by=by, at=at)


def account(story: Mapping[str, Any]) -> AccountGiven:
    """An account of a company."""
    return AccountGiven(
        kind=AccountKind(story["kind"]),
        number=story["number"],
        tenant=UUID(story["tenant"]),
        country=story["country"],
        region=story["region"],
    )


def _wanted(
    story: Mapping[str, Any], passwords: Passwords, *, desk: tuple[DeskRole, ...] = (), company: str = ""
) -> Wanted:
    email = story["email"]
    return Wanted(
        email=email,
        name=story["name"],
        language=LANGUAGE,
        password=passwords[email],
        desk=desk,
        company=company,
    )
