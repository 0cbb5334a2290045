"""A nonconformity: a criterion found not fulfilled, what the company does about it, and its close-out by date.

Each has days of its own, by its grade. An open major one keeps the assessment from passing; a minor one may stay
open beyond it and is watched until it is closed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from directbill.core import clocks
from directbill.core.clocks import EVERY_DAY
from directbill.core.criteria import Finding, Grade
from directbill.core.edition import Source
from directbill.core.errors import Refusal, refuse
from directbill.core.findings import Turn
from directbill.core.states import Table, step


class State(StrEnum):
    """Where a nonconformity stands."""

    OPEN = "open"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    CLOSED = "closed"
    FELL_AWAY = "fell_away"


S = State
TABLE: Table[State] = Table(
    name="nonconformity",
    initial=S.OPEN,
    steps=(
        #    verb         from                                to            whose deed
        step("answer", {S.OPEN, S.OVERDUE}, S.ANSWERED, by=Turn.APPLICANT),
        step("reject", {S.ANSWERED}, S.OPEN, by=Turn.ASSESSOR),
        step("close_out", {S.ANSWERED}, S.CLOSED, by=Turn.ASSESSOR),
        step("overdue", {S.OPEN}, S.OVERDUE, by=Turn.NOBODY),
        step("fall_away", {S.OPEN, S.OVERDUE, S.ANSWERED}, S.FELL_AWAY, by=Turn.NOBODY),
    ),
    turns={
        S.OPEN: Turn.APPLICANT,
        S.OVERDUE: Turn.APPLICANT,
        S.ANSWERED: Turn.ASSESSOR,
        S.CLOSED: Turn.NOBODY,
        S.FELL_AWAY: Turn.NOBODY,
    },
)
RAISE = "raise"
"""The beginning, as the history has it."""
UNANSWERED = frozenset({S.OPEN, S.OVERDUE})
LASTING = UNANSWERED | {S.ANSWERED}
"""States in which something is still to be done."""
ENDS_THEM = frozenset({"recuse", "fail", "give_up", "retake"})
"""Verbs of the assessment after which nothing that was raised before is pursued: the next look begins anew."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How many days the company has for one, by grade, and the assessor for an answer."""

    days: Mapping[Grade, int]
    look: int
    source: Source


@dataclass(frozen=True, slots=True)
class Standing:
    """One nonconformity: whose criterion it is, how grave, and where it stands."""

    criterion: str
    grade: str
    state: State


def due(terms: Terms, *, grade: str, state: State, since: date) -> date | None:
    """By when whoever's turn it is must act, from the day it came to its state; none once nothing is to be done.

    What is overdue keeps the day it missed: the answer is None here as well.
    """
    if state is S.OPEN:
        return clocks.last(EVERY_DAY, since=since, days=terms.days[Grade(grade)])
    if state is S.ANSWERED:
        return clocks.last(EVERY_DAY, since=since, days=terms.look)
    return None


def raised(found: Mapping[str, Finding], known: Iterable[Standing]) -> Iterator[tuple[str, Finding]]:
    """Criteria found not fulfilled for which nothing lasts yet, with the finding."""
    lasting = {each.criterion for each in known if each.state in LASTING}
    for key, finding in found.items():
        if finding.nonconforming and key not in lasting:
            yield key, finding


def against(verb: str, known: Iterable[Standing]) -> Refusal | None:
    """Why a verb of the assessment does not agree with what lasts; None where it does.

    Nothing is said to be corrected before every major one is answered (every minor one, where there is no major one);
    nothing passes while a major one lasts; nothing is sent back while the company has nothing to do.
    """
    lasting = [each for each in known if each.state in LASTING]
    majors = [each for each in lasting if each.grade == Grade.MAJOR]
    if verb in {"sign_off", "close_out"} and majors:
        return refuse("major_open", found=str(len(majors)))
    unanswered = [each for each in majors or lasting if each.state in UNANSWERED]
    if verb == "correct" and unanswered:
        return refuse("answers_missing", found=str(len(unanswered)))
    if verb == "send_back" and lasting and not any(each.state in UNANSWERED for each in lasting):
        return refuse("nothing_sent_back")
    return None


def stands(  # sentence: of which criterion, what is found, beside what
    criterion: str, found: Finding, known: Iterable[Standing]
) -> Refusal | None:
    """Why a finding cannot be changed to a fulfilled one: its nonconformity is closed out, not written over."""
    lasts = any(each.criterion == criterion and each.state in LASTING for each in known)
    if lasts and not found.nonconforming:
        return refuse("nonconformity_stands", found=criterion)
    return None
