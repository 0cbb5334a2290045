"""Companies in the states that journeys begin from, made through the actions; each with people of its own."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore

from directbill.actions import partner
from directbill.gateways import clock
from directbill.records import scope
from directbill.records.models import Person, Representative
from directbill.records.words import Language, PartnerRole
from directbill.web import sessions
from tests import cast
from tests.actions import applying, ledgers
from tests.actions.applying import SAID, Applying
from tests.cast import NOW, Applicant
from tests.journeys.visitor import PASSWORD

NUMBERS = itertools.count(1)


@dataclass(frozen=True)
class Prepared:
    """A company and, where it has one, its application: what a browser needs to know of them."""

    ada: str
    ben: str
    company: str
    application: str = ""
    made: Applying | None = None

    @property
    def home(self) -> str:
        return f"/c/{self.company}"

    @property
    def path(self) -> str:
        """The application's page."""
        return f"{self.home}/applications/{self.application}/"


def person(name: str, lang: str) -> Person:
    """Somebody with a local account."""
    found = cast.person(f"{name}{next(NUMBERS)}")
    found.set_password(PASSWORD)
    found.language = Language(lang)
    found.save()
    return found


def people(lang: str) -> Applicant:
    """A company with its Global administrator, a contributor and a reader."""
    ada, ben, cyd = person("Ada", lang), person("Ben", lang), person("Cyd", lang)
    found = partner.register(name="Contoso Example s.r.o.", by=cast.acting(ada), at=NOW)
    for who, role in ((ben, PartnerRole.CONTRIBUTOR), (cyd, PartnerRole.READER)):
        with scope.scoped(scope.partner(found.id)):
            Representative.objects.create(partner=found, person=who, role=role, since=NOW - timedelta(days=1))
    return Applicant(found, ada, ben, cyd)


def company(lang: str) -> Prepared:
    """Registered, and nothing more."""
    found = people(lang)
    return Prepared(found.ada.email, found.ben.email, found.partner.reference)


def complete(lang: str, **changed: dict[str, Any]) -> Prepared:
    """An application with every task finished and enough revenue; `changed` replaces the answers of a task,
    and with none leaves it untouched.
    """
    return _complete(people(lang), **changed)


def completed(email: str) -> Prepared:
    """The same, for somebody who has registered a company."""
    ada = Person.objects.get(email=email)
    with scope.scoped(scope.EVERYONE):
        found = Representative.objects.select_related("partner").get(person=ada).partner
    return _complete(Applicant(found, ada, ada, ada))


def _complete(company: Applicant, **changed: dict[str, Any]) -> Prepared:
    begun = applying.begun(company)
    account = applying.with_account(begun)
    ledgers.imported(company, {"a.csv": ledgers.ENOUGH})
    said = {**SAID, "accounts": {"region": "europe", "account": str(account.id)}, **changed}
    for task, values in said.items():
        if values or task not in changed:
            applying.say(begun, task, values)
    return of(begun)


def begun(lang: str) -> Prepared:
    """An application nobody has answered anything in."""
    return of(applying.begun(people(lang)))


def of(made: Applying) -> Prepared:
    found = made.company
    return Prepared(found.ada.email, found.ben.email, found.partner.reference, made.record.reference, made)


def _sessions(email: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Change what every session of a person knows of its sign-in."""
    who = Person.objects.get(email=email)
    for each in UserSession.objects.filter(user=who):
        store = SessionStore(each.session_key)
        store[sessions.KEY] = change(store[sessions.KEY])
        store.save()


def end_sessions(email: str) -> None:
    """As if nobody had touched them for two hours."""
    _sessions(email, lambda known: {**known, "seen": (clock.wall() - timedelta(hours=2)).isoformat()})


def confirmed_long_ago(email: str) -> None:
    """As if the person had signed in an hour ago, and gone on working since."""
    long_ago = (clock.now() - timedelta(hours=1)).isoformat()
    _sessions(email, lambda known: {**known, "confirmed_at": long_ago})
