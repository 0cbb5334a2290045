"""The quick check: a few questions, one at a time, until the answer is known. No ledger, no account, nothing kept.

What is said of a figure is taken as said; the self-check over billing exports is what decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from directbill.core.edition import Edition, Kind, Requirement
from directbill.core.findings import Outcome, Phase, Severity, Verdict

LARGEST = Decimal("1e15")
YES, NO, NOT_SURE = "yes", "no", "not_sure"


class Asked(StrEnum):
    """How a question is answered."""

    YES_NO = "yes_no"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Judged:
    """One answer held against its requirement. `distance` = figure - threshold, where a figure was given."""

    requirement: Requirement
    outcome: Outcome
    figure: Decimal | None = None

    @property
    def distance(self) -> Decimal | None:
        bar = self.requirement.threshold
        return None if self.figure is None or bar is None else self.figure - bar.value


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the check is: the next question, or the verdict once it is known."""

    judged: tuple[Judged, ...]
    following: Requirement | None
    verdict: Verdict | None

    @property
    def failing(self) -> Judged | None:
        """What decided against it."""
        return next((j for j in self.judged if j.outcome is Outcome.NOT_MET), None)


def questions(edition: Edition, on: date) -> tuple[Requirement, ...]:
    """The required conditions to apply; figures first, for they most often decide."""
    asked = [
        r for r in edition.binding(on) if r.phases[0] is Phase.TO_APPLY and r.severity is Severity.REQUIRED
    ]
    return tuple(sorted(asked, key=lambda r: how(r) is not Asked.FIGURE))


def how(requirement: Requirement) -> Asked:
    """A computed requirement asks for its figure; any other for a yes or a no."""
    return Asked.FIGURE if requirement.kind is Kind.COMPUTED and requirement.threshold else Asked.YES_NO


def progress(edition: Edition, answers: Mapping[str, str], *, on: date) -> Progress:
    """Where the answers lead. It stops at the first that decides; an answer `not_sure` leaves it open."""
    judged: list[Judged] = []
    for requirement in questions(edition, on):
        if requirement.key not in answers:
            return Progress(tuple(judged), requirement, None)
        judged.append(judge(requirement, answers[requirement.key]))
        if judged[-1].outcome is Outcome.NOT_MET:
            return Progress(tuple(judged), None, Verdict.NOT_ELIGIBLE)
    unsure = any(j.outcome is Outcome.UNKNOWN for j in judged)
    return Progress(tuple(judged), None, Verdict.UNDECIDED if unsure else Verdict.ELIGIBLE)


def judge(requirement: Requirement, answer: str) -> Judged:
    """One answer: a yes, a no, not sure, or a figure."""
    if answer == NOT_SURE:
        return Judged(requirement, Outcome.UNKNOWN)
    bar = requirement.threshold
    if how(requirement) is Asked.YES_NO or bar is None:
        return Judged(requirement, Outcome.MET if answer == YES else Outcome.NOT_MET)
    figure = Decimal(answer)
    return Judged(requirement, Outcome.MET if bar.holds(figure) else Outcome.NOT_MET, figure)


def readable(requirement: Requirement, answer: str) -> bool:
    """Whether an answer can be judged: a word that was offered, or a plain figure."""
    if how(requirement) is Asked.YES_NO:
        return answer in (YES, NO, NOT_SURE)
    if answer == NOT_SURE:
        return True
    try:
        figure = Decimal(answer)
    except InvalidOperation:
        return False
    return figure.is_finite() and 0 <= figure <= LARGEST
