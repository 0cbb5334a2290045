"""The evaluation: an edition applied to facts as of a date. What every face shows."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from directbill.core.edition import Edition, Level
from directbill.core.findings import Finding, Reason, Verdict, verdict
from directbill.core.parties import Partner, Role
from directbill.core.periods import Month
from directbill.core.statement import Prepayment, Statement


@dataclass(frozen=True, slots=True)
class Tenure:
    """How long the company has transacted, counted three ways, with the evidence.

    `distinct` decides: distinct months with non-zero signed billed revenue.
    """

    distinct: int
    since_first: int | None
    longest_run: int
    first: Month | None
    last: Month | None
    months: tuple[Month, ...]
    uncovered: tuple[Month, ...]
    """Months no document covers between the first transaction and the last closed month."""
    first_declared: date | None
    earlier_covered: bool
    """Whether the ledger covers the months before the first transaction, so that it is known to be the first."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """What leaves the window when the given month closes."""

    closes: Month
    leaves: Month
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Projection:
    """The figure at the close of each coming month under one stated assumption."""

    assumption: Reason
    figures: tuple[tuple[Month, Decimal], ...]
    crosses: Month | None
    """The first month in which the figure reaches the threshold, if it is below now."""
    falls: Month | None
    """The first month in which it falls below, if it is above now."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """The next twelve months: what leaves, and when the figure crosses or falls."""

    leaving: tuple[Leaving, ...]
    run_rate: Decimal
    run_rate_months: int
    prepayments: tuple[tuple[Month, Decimal], ...]
    """Known annual prepayments inside the window, by month."""
    projections: tuple[Projection, ...]
    division: str = ""
    """The division it looks ahead for, where the bar is held against each; else the whole company."""


@dataclass(frozen=True, slots=True)
class DivisionFacts:
    """What is known of one division by itself."""

    key: str
    statement: Statement | None
    tenure: Tenure | None
    prepayments: tuple[Prepayment, ...] = ()


@dataclass(frozen=True, slots=True)
class Divided:
    """The company by its divisions at one level. `unplaced`: accounts nobody said the tenant or region of."""

    level: Level
    divisions: tuple[DivisionFacts, ...]
    unplaced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything known about one partner as of a day."""

    partner: Partner
    role: Role
    as_of: date
    statement: Statement | None
    tenure: Tenure | None
    divided: tuple[Divided, ...] = ()

    def at(self, level: Level) -> Divided:
        """The company's divisions at a level; none where nobody asked for them."""
        return next((d for d in self.divided if d.level is level), Divided(level, ()))


@dataclass(frozen=True, slots=True)
class Evaluation:
    """An edition applied to facts: findings and what follows. `preview` when the edition is later than as-of."""

    edition: Edition
    facts: Facts
    findings: tuple[Finding, ...]
    forecast: Forecast | None = None
    next_edition: "Evaluation | None" = None
    warnings: tuple[Reason, ...] = ()

    @property
    def outcome(self) -> Verdict:
        return verdict(self.findings)

    @property
    def preview(self) -> bool:
        return self.edition.effective > self.facts.as_of

    def finding(self, requirement: str) -> Finding | None:
        """The finding of one requirement, if the edition has it."""
        return next((f for f in self.findings if f.requirement == requirement), None)
