"""The fixed people of the tests, and companies in the states that tests begin from.

Ada is the Global administrator of the applicant, Ben her colleague (contributor), Cyd reads only, Dan is a stranger
with a company of his own; Rea reviews at the desk, Tom approves, Una audits.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from directbill.access import actor
from directbill.access.actor import Actor, SignedIn
from directbill.actions import partner as partners
from directbill.records import scope
from directbill.records.models import DeskMember, Partner, Person, Representative
from directbill.records.words import DeskRole, PartnerRole, Proof

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
TENANT = UUID("11111111-2222-4333-8444-555555555555")


def person(name: str) -> Person:
    """A person with a local account; the same one when asked twice."""
    login = f"{name.lower()}@example.com"
    found = Person.objects.filter(login=login).first()
    return found or Person.objects.create(login=login, name=name, email=login, joined_at=NOW)


def acting(who: Person, *, administrator: Proof = Proof.PROVED, confirmed_at: datetime | None = NOW) -> Actor:
    """The person as an actor, signed in a moment ago."""
    session = SignedIn(
        administrator=administrator,
        tenant=TENANT,
        two_steps=True,
        confirmed_at=confirmed_at,
        request="req-test",
    )
    return actor.of(who, session)


@dataclass(frozen=True)
class Applicant:
    """A company and its people."""

    partner: Partner
    ada: Person
    ben: Person
    cyd: Person


def applicant(name: str = "Contoso Example s.r.o.") -> Applicant:
    """A registered company with three representatives."""
    ada, ben, cyd = person("Ada"), person("Ben"), person("Cyd")
    found = partners.register(name=name, by=acting(ada), at=NOW)
    for who, role in ((ben, PartnerRole.CONTRIBUTOR), (cyd, PartnerRole.READER)):
        with scope.scoped(scope.partner(found.id)):
            Representative.objects.create(partner=found, person=who, role=role, since=NOW)
    return Applicant(found, ada, ben, cyd)


def stranger() -> tuple[Partner, Person]:
    """Dan, with a company of his own."""
    dan = person("Dan")
    return partners.register(name="Fabrikam Example a.s.", by=acting(dan), at=NOW), dan


def at_desk(name: str, role: DeskRole) -> Person:
    """Somebody of the program desk."""
    who = person(name)
    DeskMember.objects.get_or_create(person=who, role=role, until=None, defaults={"since": NOW})
    return who


def later(who: Actor, at: datetime) -> Actor:
    """The same actor, who just proved who they are."""
    return replace(who, confirmed_at=at)
