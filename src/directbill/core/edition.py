"""Editions: one published, immutable version of a program's requirements. All values are data."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from directbill.core.findings import Phase, Severity, Turn
from directbill.core.parties import Role

Texts = dict[str, str]
"""Language code (`en`, `cs`) to a sentence of our own."""


class Kind(StrEnum):
    """How a requirement is settled."""

    ATTESTATION = "attestation"
    DATA = "data"
    COMPUTED = "computed"
    EVIDENCE = "evidence"
    VERIFICATION = "verification"
    ASSESSMENT = "assessment"
    AGREEMENT = "agreement"


class Level(StrEnum):
    """At which level of the company a requirement is tested."""

    GLOBAL = "global"
    LOCATION = "location"
    TENANT = "tenant"
    REGION = "region"


class Operator(StrEnum):
    AT_LEAST = ">="
    MORE_THAN = ">"
    AT_MOST = "<="


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from. `assumed` when the source is silent and we chose."""

    ref: str
    assumed: bool = False
    note: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Threshold:
    """The bar: a measure by name, an operator, a value with its unit (a currency, `months`, `items`)."""

    measure: str
    operator: Operator
    value: Decimal
    unit: str
    source: Source

    def holds(self, figure: Decimal) -> bool:
        """Whether the exact figure passes."""
        match self.operator:
            case Operator.AT_LEAST:
                return figure >= self.value
            case Operator.MORE_THAN:
                return figure > self.value
            case Operator.AT_MOST:
                return figure <= self.value


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A category that does not count, why, and whether the source says so or we assume it."""

    category: str
    source: Source


@dataclass(frozen=True, slots=True)
class RevenueRule:
    """What the revenue measure counts: categories, role, window and currency."""

    currency: str
    months: int
    closing_day: int
    counts: tuple[str, ...]
    excludes: tuple[Exclusion, ...]
    role: Role
    level: Level
    billed_decides: bool
    source: Source
    contested: tuple[str, ...] = ()
    """Excluded categories that a second source would count: named where counting would flip the outcome."""
    contested_source: Source | None = None
    value_sources: dict[str, Source] = field(default_factory=dict)
    """Values whose source is not the rule's own: field name to source."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement of an edition. `since` binds it only from that day on."""

    key: str
    phases: tuple[Phase, ...]
    severity: Severity
    kind: Kind
    level: Level
    title: Texts
    help: Texts
    source: Source
    threshold: Threshold | None = None
    after: tuple[str, ...] = ()
    turn: Turn = Turn.APPLICANT
    since: date | None = None
    counts: Texts = field(default_factory=dict)
    counts_not: Texts = field(default_factory=dict)
    question: Texts = field(default_factory=dict)
    """Asked of the company where the kind is `attestation` (or `evidence` it may state itself)."""
    waiting: Texts = field(default_factory=dict)
    """What to say while it waits for `after`: for instance that a plan must not be bought yet."""
    otherwise: Texts = field(default_factory=dict)
    """What happens if it is not met."""
    warnings: dict[str, Texts] = field(default_factory=dict)
    """Warning code to its sentence, for instance a step taken before the step it waits for."""
    early_warning: str = ""
    """The warning code used when `Partner.happened` has this key before its `after` steps passed."""
    value_sources: dict[str, Source] = field(default_factory=dict)
    """Values whose source is not the requirement's own: field name to source."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the sequence that is no requirement, so that `after` can name it."""

    key: str
    title: Texts
    turn: Turn
    source: Source
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Adoption:
    """Whom an edition binds, and from when."""

    audience: str
    since: date
    trigger: str
    source: Source


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder: a restriction so many days after the review found a requirement not met."""

    status: str
    days: int | None
    title: Texts
    source: Source


@dataclass(frozen=True, slots=True)
class Review:
    """The clock of the yearly reassessment and its notices (days before)."""

    clock: str
    months: int
    notices: tuple[int, ...]
    source: Source
    value_sources: dict[str, Source] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edition:
    """One published version: immutable. `name` is its effective date as text."""

    program: str
    name: str
    effective: date
    enabled: bool
    title: Texts
    requirements: tuple[Requirement, ...]
    revenue: RevenueRule
    tenure_months: int
    adoption: tuple[Adoption, ...]
    ladder: tuple[Rung, ...]
    review: Review
    source: Source
    digest: str = ""
    """SHA-256 of the file it was read from."""
    steps: tuple[Step, ...] = ()

    def title_of(self, key: str) -> Texts:
        """The title of a requirement or step of this edition; KeyError when it has none of that key."""
        titles = {r.key: r.title for r in self.requirements} | {s.key: s.title for s in self.steps}
        return titles[key]

    def binding(self, on: date) -> tuple[Requirement, ...]:
        """The requirements in force on a day, in the edition's order."""
        return tuple(r for r in self.requirements if r.since is None or r.since <= on)


@dataclass(frozen=True, slots=True)
class Reference:
    """A document that sources name: what it is, where it stands, and its date."""

    title: Texts
    url: str = ""
    date: str = ""
    place: Texts = field(default_factory=dict)
    """How a place in it is said, `{place}` being the place and `{n}` 1 for one and 2 for several; empty = as it is."""


@dataclass(frozen=True, slots=True)
class Program:
    """A program and its published editions, oldest first."""

    name: str
    title: Texts
    editions: tuple[Edition, ...]
    references: dict[str, Reference] = field(default_factory=dict)
    """What the first word of a `Source.ref` stands for."""

    @property
    def categories(self) -> frozenset[str]:
        """What its editions call the things sold, counted or not."""
        rules = [edition.revenue for edition in self.editions]
        return frozenset(c for rule in rules for c in (*rule.counts, *(e.category for e in rule.excludes)))

    def in_force(self, on: date) -> Edition | None:
        """The newest enabled edition not later than the day; None before the first."""
        return max(
            (e for e in self.editions if e.enabled and e.effective <= on),
            key=lambda e: e.effective,
            default=None,
        )

    def after(self, edition: Edition) -> Edition | None:
        """The next published edition by date, enabled or not; None after the last."""
        return min(
            (e for e in self.editions if e.effective > edition.effective),
            key=lambda e: e.effective,
            default=None,
        )
