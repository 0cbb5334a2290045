"""The report as a small tree of plain values, its sentences already in the reader's language."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from directbill.core.findings import Outcome, Phase, Turn, Verdict


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption. `numeric` names the columns (from 0) whose cells are figures."""

    key: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the five answers: what is asked, and what is so."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One finding. `short` is the few words a narrow list has room for."""

    requirement: str
    title: str
    outcome: Outcome
    outcome_text: str
    short: str
    required: bool
    turn: Turn
    answers: tuple[Answer, ...]
    evidence: tuple[str, ...] = ()
    source: str = ""
    due: date | None = None
    warnings: tuple[str, ...] = ()
    hold: str = ""
    """What must not be done before its turn comes, or empty."""


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one phase."""

    phase: Phase
    title: str
    help: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One month of the chart. A month without documents is not `covered`: missing, not zero."""

    month: str
    short: str
    axis: str
    """The month's name alone; `year` is empty but for the first month and for each January."""
    year: str
    long: str
    value: Decimal
    text: str
    running: Decimal
    running_text: str
    lines: int
    covered: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """The months of the window against the threshold. `description` is the text alternative."""

    title: str
    description: str
    bars: tuple[Bar, ...]
    threshold: Decimal | None
    threshold_text: str
    month_label: str
    running_label: str
    legend_month: str
    legend_before: str
    missing_label: str


@dataclass(frozen=True, slots=True)
class Revenue:
    """The figure, how far it is from the threshold, and how far it can be trusted."""

    requirement: str
    heading: str
    period: str
    currency: str
    amount: str
    """The figure with its currency."""
    line: str
    """The figure, its currency and the threshold in one line."""
    of_threshold: str
    distance: str
    outcome: Outcome | None
    share: Decimal | None
    """Figure over threshold, for a gauge; None without a threshold."""
    share_text: str
    grade: str
    grade_title: str
    grade_reasons: tuple[str, ...]
    band: str
    of_whom: str
    """Whose figure it is, where each division of the company is tested by itself; or empty."""
    paid: str
    pace: str
    leaving: str
    lines: str
    missing: str
    chart: Chart

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is said under the figure, in order, without the empty ones."""
        return tuple(
            s for s in (self.of_whom, self.missing, self.band, self.pace, self.leaving, self.paid) if s
        )


@dataclass(frozen=True, slots=True)
class Next:
    """What the next published edition would say of the same facts."""

    headline: str
    verdict: Verdict
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Everything one evaluation says, for one reader."""

    lang: str
    title: str
    program: str
    edition_line: str
    as_of_line: str
    preview: str
    verdict: Verdict
    headline: str
    summary: str
    company: tuple[str, ...]
    """Name, identifiers and role, as one line names them."""
    revenue: Revenue | None
    no_revenue: str
    steps: tuple[str, ...]
    """What the applicant can do now, most pressing first."""
    how: str
    standing: tuple[str, ...]
    """Of what is open now: whose turn, by when and what otherwise; said once for all it is the same for."""
    later: tuple[str, ...]
    """The same of what comes later."""
    groups: tuple[Group, ...]
    warnings: tuple[str, ...]
    notes: tuple[str, ...]
    tenure: Table | None
    tables: tuple[Table, ...]
    next_edition: Next | None
    labels: dict[str, str] = field(default_factory=dict)
    """Headings and small words the faces need, by key."""
