"""What a program says of the desk's work: items with their texts, what each verb asks for, how long a turn may last.

It is data beside the editions, immutable once published. The names of items, reasons, fields, areas and criteria
belong to the program; kinds of work, states and verbs belong to the core.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from directbill.core import closing, conditional, contracting
from directbill.core.clocks import EVERY_DAY, Budget, Calendar, Unit
from directbill.core.edition import Source, Texts
from directbill.core.form import Field, Files
from directbill.core.lending import Rule
from directbill.core.nonconformity import Terms
from directbill.core.plainly import Automatic, Carries
from directbill.core.plans import Plans
from directbill.core.registers import Kind
from directbill.core.work import Item, Procedure


@dataclass(frozen=True, slots=True)
class Lookup:
    """How a register is asked about a company: which answers hold its number, its country, its name and address.

    An answer is a field of the enrollment form, or `TASK.FIELD` of the application's.
    """

    kind: Kind
    number: str
    name: str
    address: tuple[str, ...] = ()
    country: str = ""
    countries: tuple[str, ...] = ()
    """Countries whose companies it has; without any, those of all."""


@dataclass(frozen=True, slots=True)
class Link:
    """The answer that holds an address of mail, and for how many days the link sent there can be opened."""

    to: str
    days: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the program, in words. `requirement` and `task` name what of the edition and the form it settles."""

    item: Item
    title: Texts
    help: Texts
    otherwise: Texts
    """What happens where it does not pass."""
    source: Source
    requirement: str = ""
    task: str = ""
    """The task of the form whose answers and documents are the evidence."""
    rests_on: tuple[str, ...] = ()
    """Fields of the enrollment form, or tasks of the form: a change of one lets this item be looked at again."""
    shows: tuple[str, ...] = ()
    """Tasks of the form that somebody from outside reads who settles it: no more than the work needs."""
    automatic: Automatic | None = None
    """How the finding of the requirement settles it where it is plainly met or not met."""
    figure: str = ""
    """The field that holds the amount where the desk adds a line to the figure of the requirement."""
    registers: tuple[Kind, ...] = ()
    """Outside registers that can be asked about it."""
    proof: Link | None = None
    """The link whose opening settles it."""
    closes: tuple[closing.Group, ...] = ()
    """What is to be proven before it can succeed; all of these groups."""


def verb_of_proof(item: Item) -> str:
    """The verb by which a rule lets an item pass; empty where no rule can."""
    life = item.life
    steps = (row for row in life.table.steps if row.verb in life.by_rule and row.target in life.passed)
    return next((row.verb for row in steps), "")


@dataclass(frozen=True, slots=True)
class Ask:
    """What somebody is asked for with a verb: a reason from a list, and fields of its own."""

    verb: str
    """With its table's name: `confirmation.query`."""
    help: Texts = field(default_factory=dict)
    reasons: Mapping[str, Texts] = field(default_factory=dict)
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """How many days a state may last, counted while it is somebody's turn.

    `least` is how many there are whenever the turn comes back, however many were used before.
    """

    state: str
    """With its table's name: `verification.in_progress`."""
    days: int
    source: Source
    unit: Unit = Unit.DAYS
    least: int = 0


@dataclass(frozen=True, slots=True)
class Area:
    """An area of the assessment."""

    key: str
    title: Texts


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing the assessor looks at. `evidence` are documents or proofs that are typical of it."""

    key: str
    area: str
    title: Texts
    help: Texts
    evidence: tuple[Texts, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Agreement:
    """The text that is accepted: its version, its very words by language, and the field that says which was read."""

    version: str
    language: str
    text: Texts
    source: Source


@dataclass(frozen=True)
class Desk:
    """The desk's work under one edition. `digest` is the SHA-256 of the file, `name` the edition it is named after."""

    program: str
    edition: str
    entries: tuple[Entry, ...]
    asks: Mapping[str, Ask]
    limits: Mapping[str, Limit]
    files: Files
    calendar: Calendar = EVERY_DAY
    """Which days are working days."""
    areas: tuple[Area, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    registers: Mapping[Kind, Lookup] = field(default_factory=dict)
    credit: Rule | None = None
    """What a credit review may grant; None where the program says nothing of it."""
    contract: contracting.Rule | None = None
    """How the contract of a support plan is watched; None where the program says nothing of it."""
    conditions: conditional.Rule | None = None
    """How the conditions of a grant are watched; None where the program says nothing of it."""
    agreement: Agreement | None = None
    """The text of the agreement; None where the program gives none."""
    plans: Plans | None = None
    """The support plans to compare; None where the program describes none."""
    corrections: Terms | None = None
    """By when a nonconformity is corrected; None where the program says nothing of it."""
    documents: Mapping[str, closing.Named] = field(default_factory=dict)
    """The kinds of document that close something."""
    carries: Carries | None = None
    """How a review takes over what has not changed; None where it is no review's."""
    by_hand: closing.Rule | None = None
    """How the desk says that something was proven otherwise; None where it cannot be."""
    digest: str = ""
    name: str = ""

    @cached_property
    def procedure(self) -> Procedure:
        """The items in their order, as the core works with them."""
        return Procedure(tuple(entry.item for entry in self.entries))

    def budget(self, state: str) -> Budget | None:
        """The service time of a state, named with its table; None where no days are set for it."""
        limit = self.limits.get(state)
        if limit is None:
            return None
        return Budget(
            limit.days, limit.least, self.calendar if limit.unit is Unit.WORKING_DAYS else EVERY_DAY
        )

    def entry(self, key: str) -> Entry:
        """The words of an item. Refuses `item_unknown`."""
        return self.entries[self.procedure.places[self.procedure.item(key).key]]
