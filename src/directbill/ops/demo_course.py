"""The way of one company of the demo: its application and its enrollment, and who does what on which day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from directbill.access import actor, deeds
from directbill.access.actor import Actor, SignedIn
from directbill.access.permissions import Permission
from directbill.access.roles import OF_DESK
from directbill.actions import item
from directbill.actions.shape.papers import Paper
from directbill.actions.shape.steps import Deed, Which
from directbill.core.desk import Ask, Desk
from directbill.core.findings import Turn
from directbill.core.form import FieldKind
from directbill.core.work import LIVES, Work
from directbill.ops import accounts, demo_paper
from directbill.queries import days, items, plainly, program
from directbill.records import scope
from directbill.records.models import Application, Enrollment, Item, Person
from directbill.records.words import DeskRole, Proof

FIRST = time(8)
"""When a day's first step is done; each further one of the story comes so much later."""
LATER = timedelta(minutes=5)
SATURDAY = 5
CLOCK = actor.system("directbill.demo")


def past(at: datetime, ago: int, *, number: int = 0) -> datetime:
    """A working day so many days ago: people do nothing on a Saturday or Sunday, but on the Friday before."""
    day = days.of(at) - timedelta(days=ago)
    day -= timedelta(days=max(day.weekday() - SATURDAY + 1, 0))
    return datetime.combine(day, FIRST, tzinfo=days.there(at).tzinfo) + number * LATER


@dataclass
class Course:
    """The way of one company. `at` is the time of the step that is being done."""

    story: Mapping[str, Any]
    company: Mapping[str, Any]
    first: Person
    now: datetime
    at: datetime

    @property
    def by(self) -> Actor:
        """The company's first person."""
        return accounts.acting(self.first, self.at)

    @property
    def partner(self) -> UUID:
        (found,) = self.by.partners
        return found

    @property
    def owner(self) -> Application:
        """The application that the enrollment came from, or will come from."""
        with scope.scoped(scope.EVERYONE):
            rows = Application.objects.select_related("partner")
            return rows.get(partner_id=self.partner, review_of=None)

    @property
    def enrolled(self) -> Enrollment:
        with scope.scoped(scope.EVERYONE):
            return Enrollment.objects.get(partner_id=self.partner)

    @property
    def desk(self) -> Desk:
        """What the desk does under its edition."""
        found = program.desk(self.owner.edition)
        assert found is not None  # trusted: what the desk does nothing with was not submitted
        return found

    def day(self, on: int) -> date:
        """So many days after the step that is being done."""
        return days.of(self.at) + timedelta(days=on)

    def rows(self, work: Work) -> list[Item]:
        """Its items of a kind of work."""
        with scope.scoped(scope.EVERYONE):
            return [row for row in items.of(self.owner) if row.work == work]

    def at_desk(self, permission: Permission) -> Actor:
        """The first of the desk who may."""
        login = next(p["email"] for p in self.story["desk"] if permission in OF_DESK[DeskRole(p["role"])])
        signed_in = SignedIn(administrator=Proof.DECLARED, two_steps=True, confirmed_at=self.at)
        return actor.of(Person.objects.get(login=login), signed_in)

    def doer(self, work: Work, verb: str) -> Actor:
        """Whoever does a verb: the company where it is the company's, else somebody of the desk."""
        side = LIVES[work].table.doer(verb)
        if side is Turn.APPLICANT:
            return self.by
        if side is Turn.NOBODY:
            return CLOCK
        return self.at_desk(deeds.permission(work, verb))

    def deed(self, row: Item, verb: str) -> None:
        """Do a verb on an item, with the answers and the documents it asks for."""
        work = Work(row.work)
        name = f"{LIVES[work].table.name}.{verb}"
        by, ask = self.doer(work, verb), self.desk.asks.get(name, Ask(name))
        for field in ask.fields:
            if field.kind is FieldKind.EVIDENCE and field.required:
                file = demo_paper.file(f"{field.label['en']}: {self.company['name']}")
                paper = Paper(verb=verb, field=field.key, file=file)
                item.give(which=which(row), paper=paper, by=by, at=self.at)
        given = self.company["given"].get(name, {})
        values = {f.key: self._value(given[f.key]) for f in ask.fields if f.key in given}
        deed = Deed(verb=verb, reason=next(iter(ask.reasons), ""), values=values)
        item.do(which=which(row), deed=deed, by=by, at=self.at)

    def by_rule(self, row: Item) -> str:
        """What a rule does with an item; empty where it is left to people."""
        with scope.scoped(scope.EVERYONE):
            return plainly.verb_for(row, self.desk)

    def _value(self, said: Any) -> Any:
        """What is answered; a number is a day, so many days after the step."""
        return self.day(said).isoformat() if isinstance(said, int) else said


def which(row: Item) -> Which:
    """An item as it is now."""
    return Which(
        partner=row.partner_id,
        application=row.application_id,
        key=row.key,
        work=Work(row.work),
        revision=row.revision,
    )
