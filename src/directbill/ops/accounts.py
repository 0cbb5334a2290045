"""Local accounts made by the installation itself: with a password, a role of the desk, a company of their own."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from directbill.access import actor
from directbill.access.actor import Actor, SignedIn
from directbill.actions import desk, partner
from directbill.actions import person as people
from directbill.actions.person import Told
from directbill.records.models import Partner, Person
from directbill.records.words import DeskRole, Proof


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Who is to be there."""

    email: str
    name: str
    language: str
    password: str = field(repr=False)
    desk: tuple[DeskRole, ...] = ()
    company: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """Who is there now, and their company where they have one."""

    person: Person
    partner: Partner | None


def make(wanted: Wanted, *, by: Actor, at: datetime) -> Made:
    """Make the account with everything that belongs to it, or nothing. Refuses what each action refuses."""
    with transaction.atomic():
        told = Told(login="", name=wanted.name, email=wanted.email)
        themselves = actor.themselves(uuid4(), name=wanted.name or wanted.email)
        made = people.sign_up(
            told=told, password=wanted.password, language=wanted.language, by=themselves, at=at
        )
        for role in wanted.desk:
            desk.appoint(person=made.id, role=role, by=by, at=at)
        company = None
        if wanted.company:
            company = partner.register(name=wanted.company, by=acting(made, at), at=at)
    return Made(made, company)


def acting(who: Person, at: datetime) -> Actor:
    """The person of a local account, who proved a moment ago who they are: nobody but they themselves says more."""
    return actor.of(who, SignedIn(administrator=Proof.DECLARED, confirmed_at=at))
