"""The whole story of an application as plain values: nothing in it is a sentence, nothing asks for more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from directbill.core.clocks import Due, Pause
from directbill.core.criteria import Finding
from directbill.core.desk import Desk, Limit
from directbill.core.edition import Edition
from directbill.core.errors import Fault
from directbill.core.findings import Turn
from directbill.core.form import Value
from directbill.core.work import Work
from directbill.documents.happened import Document, Happened, Moment
from directbill.documents.nonconforming import Nonconformity


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """The application as it was submitted once."""

    number: int
    when: Moment
    by: str
    reason: str
    sha256: str
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of an item. What is `withheld` is of the credit file: its reason, words, answers and documents."""

    number: int
    verb: str
    before: str
    after: str
    side: Turn
    when: Moment
    by: str
    reason: str = ""
    text: str = ""
    given: Mapping[str, Value | None]
    """By field; None where it was given and is restricted: nobody reads it here."""
    documents: tuple[Document, ...] = ()
    withheld: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterAnswer:
    """What a register said when it was asked."""

    kind: str
    number: str
    country: str
    outcome: str
    name: str
    address: str
    standing: str
    said: str
    when: Moment
    by: str


@dataclass(frozen=True, slots=True)
class Declared:
    """An assessor's declaration to be independent of the company."""

    name: str
    organization: str
    when: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of the procedure: where it stands, and everything that led there."""

    key: str
    work: Work
    state: str
    turn: Turn
    since: Moment
    waits: tuple[str, ...]
    """Keys of what comes before it and has not passed."""
    assignee: str
    clock: tuple[Due, Limit] | None
    due: date | None = None
    """The last day of the turn; where no turn runs, the day a result ends."""
    steps: tuple[Step, ...]
    registers: tuple[RegisterAnswer, ...] = ()
    declared: Declared | None = None
    """By whoever has the assessment now."""
    findings: Mapping[str, Finding] | None = None
    """By criterion, once the assessor gave them out of hand."""
    nonconformities: tuple[Nonconformity, ...] = ()
    happened: tuple[Happened, ...] = ()
    """Beside the steps, in the order it happened."""
    hidden: bool = False
    """Whether more happened, which only the credit file tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision on record, and why it comes out differently when computed again; no faults where it does not."""

    number: int
    verb: str
    when: Moment
    by: str
    sha256: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter about the application, and what became of it."""

    kind: str
    title: str
    reader: str
    when: Moment
    due: date | None
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Who applied for what, under which rules, and everything since. `on` is the day it is told."""

    reference: str
    company: str
    partner: str
    state: str
    reason: str
    edition: Edition
    edition_digest: str
    """Of the edition's file when the application was begun."""
    form_digest: str
    desk: Desk | None
    begun: Moment
    begun_by: str
    closed: Moment | None
    on: date
    paused: tuple[Pause, ...] = ()
    """When the application was not with the desk; clocks stood still."""
    submissions: tuple[Submission, ...] = ()
    items: tuple[Item, ...] = ()
    decisions: tuple[Decision, ...] = ()
    letters: tuple[Letter, ...] = ()
