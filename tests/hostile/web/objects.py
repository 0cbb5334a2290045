"""Every object of the desk in one application, each with words of its own. Where it stands: object_pages.py.

`begun` has what the desk keeps for itself;
`under_way` leaves the assessment and the credit review open; `ended` goes on from there to the signed agreement.
"""

import io
import json
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from directbill.actions import (
    bureau,
    claim,
    escalation,
    message,
    nonconformity,
    note,
    restriction,
    saved_view,
    slot,
    snooze,
    waiver,
)
from directbill.actions import item as items
from directbill.actions.bureau import Sent
from directbill.actions.shape import nonconforming
from directbill.actions.shape.files import File
from directbill.actions.shape.papers import Paper
from directbill.actions.shape.saying import About
from directbill.actions.shape.slotting import Offer
from directbill.actions.shape.steps import Deed
from directbill.core.claims import Claim
from directbill.core.criteria import Finding, Grade, Result, Status
from directbill.core.work import Work
from directbill.gateways import clock
from directbill.queries import days
from directbill.records import scope
from directbill.records.models import Enrollment, RegisterAnswer
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding, giving, leaving, reviewing, transition
from tests.actions.deciding import Deciding
from tests.actions.enrolled import CAUSE, Enrolled
from tests.actions.examples.bureau import JOB
from tests.cast import NOW

FINE, WRONG = "mfa_for_all", "security_contact"
"""A criterion that is met, and one that is not."""
WORDS = {
    "note": "Said in a note",
    "message": "Said in a message",
    "snooze": "Why it is laid aside",
    "escalation": "Asked of the manager",
    "saved view": "Named like this",
    "query of a confirmation": "Asked of a confirmation",
    "document of a confirmation": "of-a-confirmation.pdf",
    "register answer": "Written in a register",
    "enrollment detail": deciding.NUMBERS["domain"],
    "restricted detail": deciding.NUMBERS["iban"],
    "credit file": "Asked in the credit file",
    "document of the credit file": "of-the-credit-file.pdf",
    "proposal of the credit review": "Proposed to the second person",
    "bureau report": "Reported by a bureau",
    "interview time": "https://example.com/interview",
    "claim": "Claimed by the company",
    "document of the shelf": "of-the-shelf.pdf",
    "finding": "Found by the assessor",
    "nonconformity": "Lacked by the company",
    "answer to it": "Corrected by the company",
    "recommendation": "Recommended to the approver",
    "decision": "Decided by the approver",
    "restriction": "Restricted for this",
    "cure of a restriction": "Mended by the company",
    "recommendation on it": "Weighed among the desk",
    "proposed restriction": "Proposed among the desk",
    "granted waiver": "Excused for this",
    "proposed waiver": "To be excused, among the desk",
    "customer of a transition": "Wingtip Customer",
    "provider of a transition": "Litware Distribution",
    "notice of leaving": "We sell to a distributor.",
    "form of a waiver": "Propose a waiver",
    "form of a customer": "Record the consent",
}
"""Words that stand in one object alone."""


@dataclass
class Objects:
    """The application, its people, and the keys that stand in addresses."""

    case: Deciding
    keys: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ada = cast.acting(self.case.app.company.ada)
        self.rea, self.cy = _desk("Rea", DeskRole.REVIEWER), _desk("Cy", DeskRole.CREDIT_ANALYST)
        self.asa = _desk("Asa", DeskRole.ASSESSOR)
        self.keys["assessment"] = self.case.of(Work.ASSESSMENT)[0].id

    def do(self, key: str, verb: str, *, text: str = "", **values: Any) -> None:
        """A verb with words of its own."""
        ask, work = self.case.ask(key, verb), Work(self.case.row(key).work)
        given = {**deciding.filled(ask.fields), **values}
        deed = Deed(verb=verb, reason=next(iter(ask.reasons), ""), text=text, values=given)
        items.do(which=self.case.which(key), deed=deed, by=self.case.who(work, verb), at=NOW)

    def gives(self, key: str, verb: str, *, name: str) -> Any:
        """The company gives a document for a verb."""
        asked = next(f for f in self.case.ask(key, verb).fields if f.kind == "evidence")
        file = File(name=name, content=io.BytesIO(giving.PDF))
        paper = Paper(verb=verb, field=asked.key, file=file)
        return items.give(which=self.case.which(key), paper=paper, by=self.ada, at=NOW).id

    @property
    def about(self) -> About:
        return About(partner=self.case.app.company.partner.id, application=self.case.app.id)


def _desk(name: str, role: DeskRole) -> Any:
    return cast.acting(cast.at_desk(name, role))


def begun() -> Objects:
    """Just submitted: the desk has written, asked the manager, and laid a step aside."""
    found = Objects(deciding.begun())
    first, second = (row.key for row in found.case.of(Work.CONFIRMATION)[:2])
    note.write(about=found.about, text=WORDS["note"], by=found.rea, at=NOW)
    message.write(about=found.about, text=WORDS["message"], by=found.ada, at=NOW)
    until, which = days.of(clock.now()) + timedelta(days=3), found.case.which(first)
    snooze.begin(which=which, until=until, reason=WORDS["snooze"], by=found.rea, at=clock.now())
    escalation.open(which=found.case.which(second), reason=WORDS["escalation"], by=found.rea, at=NOW)
    saved_view.keep(name=WORDS["saved view"], address="?show=mine&days=7", by=found.rea, at=NOW)
    found.keys |= {"aside": first, "escalated": second}
    return found


def under_way() -> Objects:
    """Everything open: asked, given, claimed and found, but nothing signed."""
    found = Objects(deciding.begun())
    _confirmed(found)
    _verified(found)
    _assessed(found)
    _reviewed(found)
    return found


def _confirmed(found: Objects) -> None:
    key = found.case.of(Work.CONFIRMATION)[0].key
    found.do(key, "query", text=WORDS["query of a confirmation"])
    found.keys["of a confirmation"] = found.gives(key, "answer", name=WORDS["document of a confirmation"])
    found.do(key, "answer")
    found.case.passed(Work.CONFIRMATION, Work.DETAILS)


def _verified(found: Objects) -> None:
    row = next(r for r in found.case.of(Work.VERIFICATION) if r.key == "business_registration")
    said = {"kind": "ares", "number": "12345679", "country": "CZ", "outcome": "found", "standing": "active"}
    with scope.scoped(scope.EVERYONE):
        RegisterAnswer.objects.create(
            partner_id=row.partner_id,
            item=row,
            name=WORDS["register answer"],
            at=NOW,
            by="1",
            by_name="Rea",
            **said,
        )
    found.case.passed(Work.VERIFICATION)


def _assessed(found: Objects) -> None:
    case = found.case
    (row,) = case.of(Work.ASSESSMENT)
    found.keys["shelf"] = case.shelved(row.key, name=WORDS["document of the shelf"]).id
    case.appointed(row.key)
    said, documents = Claim("met", WORDS["claim"]), [found.keys["shelf"]]
    claim.state(
        which=case.which(row.key), criterion=FINE, claim=said, documents=documents, by=found.ada, at=NOW
    )
    offered = Offer(
        day="2026-12-01", time="14:30", zone="Europe/Prague", minutes=60, place=WORDS["interview time"]
    )
    one = slot.offer(which=case.which(row.key), offered=offered, by=found.asa, at=NOW)
    slot.book(which=case.which(row.key), slot=one.id, by=found.ada, at=NOW)
    case.do(row.key, "hold")
    met = Finding(Status.LOOKED_AT, Result.MET, text=WORDS["finding"])
    lacking = Finding(Status.LOOKED_AT, Result.NOT_MET, Grade.MAJOR, WORDS["nonconformity"])
    case.assessed(row.key, **{FINE: met, WRONG: lacking})


def _reviewed(found: Objects) -> None:
    key = found.case.of(Work.CREDIT)[0].key
    found.do(key, "order")
    step = found.case.last(key)
    body = json.dumps(
        {"event": "1", "order": str(step.id), "report": {"says": WORDS["bureau report"]}}
    ).encode()
    bureau.receive(sent=Sent(event="1", order=step.id, body=body), by=JOB, at=NOW)
    found.do(key, "give_up", text="It came.")
    found.do(key, "ask", text=WORDS["credit file"])
    found.keys["of the credit file"] = found.gives(key, "provide", name=WORDS["document of the credit file"])
    found.do(key, "provide")


def ended() -> Objects:
    """Everything signed: nonconformities closed out, credit passed, decided, plan recorded, agreement signed."""
    found = under_way()
    case, (row,) = found.case, found.case.of(Work.ASSESSMENT)
    case.do(row.key, "require")
    (lacking,) = case.nonconformities(row.key)
    found.keys["nonconformity"] = lacking.id
    which = nonconforming.seen(lacking)
    nonconformity.answer(
        which=which, text=WORDS["answer to it"], documents=[found.keys["shelf"]], by=found.ada, at=NOW
    )
    case.do(row.key, "correct")
    case.closed_out(row.key)
    case.do(row.key, "close_out")
    credit = case.of(Work.CREDIT)[0].key
    found.do(credit, "refer", text=WORDS["proposal of the credit review"])
    case.do(credit, "approve", by=_desk("Cleo", DeskRole.CREDIT_ANALYST))
    found.do("decision", "recommend_grant", text=WORDS["recommendation"])
    found.do("decision", "grant", text=WORDS["decision"], effective=days.of(NOW).isoformat())
    case.passed(Work.CONTRACT, Work.AGREEMENT)
    found.keys["enrollment"] = _restricted(found)
    found.keys |= {"decided": case.row("decision").revision, "signed": case.of(Work.AGREEMENT)[0].revision}
    return found


def _restricted(found: Objects) -> str:
    """Announced, said to be mended, to be lifted; and another that was only proposed. The enrollment's reference."""
    with scope.scoped(scope.EVERYONE):
        row = Enrollment.objects.get(application=found.case.app.id)
    company = Enrolled(found.case, row.id)
    company.announced(cause=replace(CAUSE, subject=WORDS["restriction"]))
    company.do("claim_cure", by=found.ada, text=WORDS["cure of a restriction"])
    company.do("recommend_lift", by=found.rea, text=WORDS["recommendation on it"])
    restriction.propose(
        enrollment=row.id,
        signal="invoice_overdue",
        subject="G1",
        text=WORDS["proposed restriction"],
        by=found.rea,
        at=NOW,
    )
    found.keys["review"] = reviewing.opened(company).owner
    _changing(company)
    return str(row.reference)


def _changing(company: Enrolled) -> None:
    """A waiver granted and one only proposed; a notice that was taken back; and a transition under way."""
    for requirement, words in (("indirect_tenure", "granted waiver"), ("revenue_ttm", "proposed waiver")):
        wanted = waiver.Wanted(requirement=requirement, until=leaving.LAST)
        row = waiver.propose(
            enrollment=company.key,
            wanted=wanted,
            text=WORDS[words],
            by=cast.acting(cast.at_desk("Rea", DeskRole.REVIEWER)),
            at=NOW,
        )
        if words == "granted waiver":
            waiver.grant(
                which=leaving.of(row), by=cast.acting(cast.at_desk("Tom", DeskRole.APPROVER)), at=NOW
            )
    leaving.given(company)
    leaving.taken_back(company)
    transition.moving(company, WORDS["customer of a transition"])
