"""Findings: one requirement's outcome, with its reason, distance, evidence and source."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from directbill.core.money import total


class Outcome(StrEnum):
    """What is known of one requirement. `not_yet` waits for a step before it."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    NOT_YET = "not_yet"


class Verdict(StrEnum):
    """What the findings together say."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    UNDECIDED = "undecided"


class Phase(StrEnum):
    TO_APPLY = "to_apply"
    TO_BE_AUTHORIZED = "to_be_authorized"
    TO_REMAIN = "to_remain"


class Severity(StrEnum):
    REQUIRED = "required"
    RECOMMENDED = "recommended"


class Turn(StrEnum):
    """Whose turn it is."""

    APPLICANT = "applicant"
    DESK = "desk"
    ASSESSOR = "assessor"
    THIRD_PARTY = "third_party"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a stable code and the values its sentence needs, as text already exact."""

    code: str
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DivisionFinding:
    """What a requirement finds of one division of the company."""

    key: str
    outcome: Outcome
    reason: Reason
    measure: Decimal | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One requirement's outcome. Figures are exact; faces round what they show.

    `distance` = measure - threshold, in `unit`. `due` is a date only where a clock runs.
    """

    requirement: str
    phases: tuple[Phase, ...]
    severity: Severity
    outcome: Outcome
    reason: Reason
    measure: Decimal | None = None
    threshold: Decimal | None = None
    unit: str = ""
    after: tuple[str, ...] = ()
    turn: Turn = Turn.APPLICANT
    due: date | None = None
    otherwise: Reason | None = None
    evidence: tuple[str, ...] = ()
    source: str = ""
    assumed: bool = False
    warnings: tuple[Reason, ...] = ()
    divisions: tuple[DivisionFinding, ...] = ()
    """Where the requirement is tested for each division: all of them. The finding is that of the least."""

    @property
    def phase(self) -> Phase:
        return self.phases[0]

    @property
    def distance(self) -> Decimal | None:
        return gap(self.measure, self.threshold)


def gap(measure: Decimal | None, threshold: Decimal | None) -> Decimal | None:
    """Measure less threshold, where both are known."""
    return None if measure is None or threshold is None else total([measure, -threshold])


def verdict(findings: Iterable[Finding]) -> Verdict:
    """Over the required findings of phase `to_apply`: any not met, else any unknown, else eligible."""
    deciding = {f.outcome for f in findings if f.phase is Phase.TO_APPLY and f.severity is Severity.REQUIRED}
    if Outcome.NOT_MET in deciding:
        return Verdict.NOT_ELIGIBLE
    return Verdict.UNDECIDED if Outcome.UNKNOWN in deciding else Verdict.ELIGIBLE
