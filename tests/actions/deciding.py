"""An application at the desk: each side does what it may, whatever items the program has."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from directbill.access import deeds
from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions import assessment, nonconformity, shelf
from directbill.actions import item as actions
from directbill.actions.shape import nonconforming
from directbill.actions.shape.files import File
from directbill.actions.shape.papers import Paper
from directbill.actions.shape.steps import Deed, Which
from directbill.core.application import State
from directbill.core.criteria import Finding, Result, Status
from directbill.core.desk import Ask, Desk
from directbill.core.findings import Turn
from directbill.core.form import Field, FieldKind
from directbill.core.nonconformity import UNANSWERED
from directbill.core.work import LIVES, Work
from directbill.queries import closing, items
from directbill.records import scope
from directbill.records.models import EvidenceRevision, Item, ItemStep, Nonconformity
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import giving
from tests.actions.applying import Applying, put_back
from tests.actions.sent import complete, submitted
from tests.cast import NOW

WHOSE = {
    Permission.ITEM_REVIEW: ("Rea", DeskRole.REVIEWER),
    Permission.CREDIT_REVIEW: ("Cy", DeskRole.CREDIT_ANALYST),
    Permission.DECISION_RECOMMEND: ("Rea", DeskRole.REVIEWER),
    Permission.DECISION_TAKE: ("Tom", DeskRole.APPROVER),
    Permission.DECISION_HEAR: ("Mia", DeskRole.PROGRAM_MANAGER),
    Permission.AGREEMENT_COUNTERSIGN: ("Tom", DeskRole.APPROVER),
    Permission.ASSESSMENT_HOLD: ("Asa", DeskRole.ASSESSOR),
    Permission.ITEM_ASSIGN: ("Rea", DeskRole.REVIEWER),
}
"""Who of the desk does what in the tests."""
SAMPLES = {
    FieldKind.DATE: "2030-12-01",
    FieldKind.CONFIRM: "yes",
    FieldKind.YES_NO: "yes",
    FieldKind.EMAIL: "ada@example.com",
    FieldKind.LINK: "https://example.com/",
    FieldKind.LINE: "12",
    FieldKind.TEXT: "As agreed.",
    FieldKind.CONDITIONS: "1",
}
NUMBERS = {
    "domain": "contoso.example",
    "duns": "123456789",
    "iban": "CZ6508000000192000145399",
    "lei": "00000CONTOSO00000180",
    "registration": "12345679",
    "tax": "CZ12345679",
}
"""Numbers that prove themselves, by their check; all of the country below."""
COUNTRY, CURRENCY = "CZ", "USD"
ONWARD = {
    Work.CONFIRMATION: ("accept",),
    Work.DETAILS: ("give",),
    Work.VERIFICATION: ("succeed",),
    Work.CREDIT: ("pass",),
    Work.ASSESSMENT: ("book", "hold", "sign_off"),
    Work.DECISION: ("recommend_grant", "grant"),
    Work.CONTRACT: ("record", "confirm"),
    Work.AGREEMENT: ("accept", "countersign"),
}
"""The shortest way through each kind of work."""


@dataclass(frozen=True)
class Deciding:
    """A submitted application at the desk."""

    app: Applying
    at: datetime = NOW

    def desk(self) -> Desk:
        with scope.scoped(scope.EVERYONE):
            found = items.desk(self.app.record)
        assert found
        return found

    def rows(self) -> list[Item]:
        with scope.scoped(scope.EVERYONE):
            return items.of(self.app.record)

    def row(self, key: str) -> Item:
        return next(row for row in self.rows() if row.key == key)

    def of(self, work: Work) -> list[Item]:
        return [row for row in self.rows() if row.work == work]

    def states(self) -> dict[str, str]:
        return {row.key: row.state for row in self.rows()}

    def which(self, key: str) -> Which:
        row = self.row(key)
        return Which(
            partner=row.partner_id,
            application=row.application_id,
            key=key,
            work=Work(row.work),
            revision=row.revision,
        )

    def who(self, work: Work, verb: str) -> Actor:
        """Whoever does the verb in the tests."""
        if LIVES[work].table.doer(verb) is Turn.APPLICANT:
            return cast.acting(self.app.company.ada)
        name, role = WHOSE[deeds.permission(work, verb)]
        return cast.acting(cast.at_desk(name, role))

    def ask(self, key: str, verb: str) -> Ask:
        row = self.row(key)
        desk = self.desk()
        name = f"{LIVES[Work(row.work)].table.name}.{verb}"
        return desk.asks.get(name, Ask(name))

    def do(self, key: str, verb: str, *, by: Actor | None = None, **changed: Any) -> Item:
        """Do a verb with everything it asks for."""
        work, ask = Work(self.row(key).work), self.ask(key, verb)
        possible = LIVES[work].table.allows(self.row(key).state, verb)
        for each in ask.fields if possible else ():
            if each.kind is FieldKind.EVIDENCE and each.required:
                self.give(key, verb, each.key, by=by)
        values = {**filled(ask.fields), **changed}
        deed = Deed(verb=verb, reason=next(iter(ask.reasons), ""), text="Because it is so.", values=values)
        return actions.do(which=self.which(key), deed=deed, by=by or self.who(work, verb), at=self.at)

    def give(  # sentence: to which item, for which verb, in which field
        self,
        key: str,
        verb: str,
        field: str,
        *,
        by: Actor | None = None,
        content: bytes = giving.PDF,
        kind: str | None = None,
        issued: str = "2026-11-02",
    ) -> EvidenceRevision:
        """Give a document for a verb."""
        paper = Paper(
            verb=verb,
            field=field,
            file=File(name="proof.pdf", content=io.BytesIO(content)),
            kind=self.kinds(key)[0] if kind is None else kind,
            issued=issued,
        )
        who = by or self.who(Work(self.row(key).work), verb)
        return actions.give(which=self.which(key), paper=paper, by=who, at=self.at)

    def kinds(self, key: str) -> tuple[str, ...]:
        """The kinds of document that close an item; one without a name where none does."""
        desk = self.desk()
        return closing.kinds(desk.entry(key)) or ("",)

    def appointed(self, key: str, name: str = "Asa") -> None:
        asa = cast.at_desk(name, DeskRole.ASSESSOR)
        rea = cast.acting(cast.at_desk("Rea", DeskRole.REVIEWER))
        actions.appoint(which=self.which(key), assessor=asa.id, by=rea, at=self.at)

    def assessed(self, key: str, **instead: Finding) -> None:
        """Its assessor declares to be independent, and finds every criterion met but those said otherwise."""
        by = self.who(Work.ASSESSMENT, "hold")
        assessment.declare(which=self.which(key), by=by, at=self.at)
        self.found(key, **instead)

    def found(self, key: str, **instead: Finding) -> None:
        """Its assessor, who declared to be independent, finds every criterion met but those said otherwise."""
        by = self.who(Work.ASSESSMENT, "hold")
        desk = self.desk()
        met = Finding(Status.LOOKED_AT, Result.MET)
        found = {each.key: instead.get(each.key, met) for each in desk.criteria}
        assessment.find(which=self.which(key), found=found, by=by, at=self.at)

    def declared(self, key: str, by: Actor) -> None:
        """An assessor declares to be independent."""
        assessment.declare(which=self.which(key), by=by, at=self.at)

    def nonconformities(self, key: str) -> list[Nonconformity]:
        with scope.scoped(scope.EVERYONE):
            return list(Nonconformity.objects.filter(item=self.row(key)).order_by("number"))

    def shelved(self, key: str, *, content: bytes = giving.PDF, name: str = "proof.pdf") -> EvidenceRevision:
        """The company puts a document on its shelf for assessments."""
        paper = Paper(verb="shelf", field="documents", file=File(name=name, content=io.BytesIO(content)))
        by = cast.acting(self.app.company.ada)
        return shelf.give(which=self.which(key), paper=paper, by=by, at=self.at)

    def answered(self, key: str, *, only: str = "") -> None:
        """The company answers every nonconformity that waits for it, or that of one criterion."""
        proof = self.shelved(key)
        for each in self.nonconformities(key):
            if each.state in UNANSWERED and only in ("", each.criterion):
                by, seen = cast.acting(self.app.company.ada), nonconforming.seen(each)
                nonconformity.answer(which=seen, text="Corrected.", documents=[proof.id], by=by, at=self.at)

    def closed_out(self, key: str, *, by: Actor | None = None) -> None:
        """The assessor closes out every nonconformity that was answered."""
        who = by or self.who(Work.ASSESSMENT, "hold")
        for each in self.nonconformities(key):
            if each.state == "answered":
                nonconformity.close_out(which=nonconforming.seen(each), text="Seen.", by=who, at=self.at)

    def passed(self, *works: Work) -> "Deciding":
        """Every item of the kinds of work, through the shortest way; what a rule settled meanwhile is settled."""
        for work in works:
            for row in self.of(work):
                if self.row(row.key).state in LIVES[work].passed:
                    continue
                if work is Work.ASSESSMENT:
                    self.appointed(row.key)
                for verb in ONWARD[work]:
                    if verb == "sign_off":
                        self.assessed(row.key)
                    self.do(row.key, verb)
        return self

    def last(self, key: str) -> ItemStep:
        """The last step of an item."""
        with scope.scoped(scope.EVERYONE):
            return ItemStep.objects.get(item=self.row(key), number=self.row(key).revision)

    def steps(self, key: str) -> list[tuple[str, str, str]]:
        with scope.scoped(scope.EVERYONE):
            rows = ItemStep.objects.filter(item=self.row(key)).order_by("number")
            return [(row.verb, row.before, row.after) for row in rows]


def begun() -> Deciding:
    """An application that was just submitted."""
    return Deciding(submitted())


def without_steps() -> Applying:
    """An application submitted when its program had no steps for the desk."""
    app = complete()
    record = app.record
    record.state, record.submitted_at = State.SUBMITTED, NOW
    put_back(record)
    return app


def filled(fields: Iterable[Field]) -> dict[str, Any]:
    """Something right for every field."""
    return {f.key: _sample(f) for f in fields if f.kind is not FieldKind.EVIDENCE and f.only_if is None}


def _sample(asked: Field) -> Any:
    if asked.kind is FieldKind.ITEMS:
        return [filled(asked.fields)]
    if asked.check is not None:
        return NUMBERS[asked.check.name]
    if asked.kind is FieldKind.COUNTRY:
        return COUNTRY
    if asked.kind is FieldKind.CURRENCY:
        return CURRENCY
    return next(iter(asked.choices)) if asked.choices else SAMPLES[asked.kind]
