"""The contract of a support plan by its days: begun before *the* message that allows to buy, over, or to be renewed.

Which fields hold the days, and how long before its end a renewal is asked for, is said by the program.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from directbill.core.edition import Source
from directbill.core.errors import Refusal, refuse
from directbill.core.findings import Turn
from directbill.core.work import LIVES, Work

LIFE = LIVES[Work.CONTRACT]
RECORDS = frozenset(row.verb for row in LIFE.table.steps if row.by is Turn.APPLICANT)
"""Verbs by which a contract is recorded."""
CONFIRMS = frozenset(
    row.verb for row in LIFE.table.steps if row.target in LIFE.passed and row.by is Turn.DESK
)
"""Verbs by which the desk lets it count."""
SENDS_BACK = f"{LIFE.table.name}.send_back"
"""What the desk does with a contract that does not count."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The fields of a record by what they hold, the reason an early one is sent back for, and the days of notice."""

    start: str
    end: str
    early_reason: str
    remind_days: int
    source: Source


@dataclass(frozen=True, slots=True)
class Contract:
    """The first and the last day of a contract."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Early:
    """A contract that begins before the day on which the message that allows to buy went out."""

    start: date
    told: date
    days: int
    """How many days before."""


def contract(rule: Rule, values: Mapping[str, object]) -> Contract | None:
    """The contract that was recorded; None where a day is missing or is none."""
    try:
        return Contract(*(date.fromisoformat(str(values.get(key, ""))) for key in (rule.start, rule.end)))
    except ValueError:
        return None


def objection(rule: Rule, found: Contract, *, on: date) -> Refusal | None:
    """Why a contract cannot be recorded on a day: it ends before it begins, or is over. None where it can."""
    if found.end < found.start:
        return refuse(
            "contract_ends_first",
            column=rule.end,
            found=found.end.isoformat(),
            start=found.start.isoformat(),
        )
    return refuse("contract_over", column=rule.end, found=found.end.isoformat()) if found.end < on else None


def early(found: Contract, *, told: date | None) -> Early | None:
    """Whether a contract begins before the day of the message; the very day is not early.

    Without a message nothing is known to be early: the record is refused before the credit check has passed.
    """
    if told is None or found.start >= told:
        return None
    return Early(found.start, told, (told - found.start).days)


def remind_on(rule: Rule, found: Contract) -> date:
    """The day from which the renewal is asked for."""
    return found.end - timedelta(days=rule.remind_days)


def to_renew(rule: Rule, found: Contract, *, on: date) -> bool:
    """Whether it is time to ask for the renewal: from the day of the reminder to the last day of the contract."""
    return remind_on(rule, found) <= on <= found.end
