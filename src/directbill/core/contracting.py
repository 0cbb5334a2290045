"""The contract of a support plan by its days: begun before *the* message that allows to buy, over, or to be renewed.

Which fields hold the days, and how long before its end a renewal is asked for, is said by the program.
"""

from collections.abc import Iterable, Mapping
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
    row.verb
    for row in LIFE.table.steps
    if row.target in LIFE.passed and row.by is Turn.DESK and row.verb in LIFE.onward
)
"""Verbs by which the desk lets it count."""
RENEWS, DECLINES, LAPSES = "renew", "decline", "lapse"
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
class Standing:
    """The contract that counts, and the one that was recorded and waits for the desk."""

    counts: Contract | None = None
    waits: Contract | None = None

    @property
    def newest(self) -> Contract | None:
        """The one that was recorded last."""
        return self.waits or self.counts


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


def standing(rule: Rule, steps: Iterable[tuple[str, Mapping[str, object]]]) -> Standing:
    """What counts and what waits after every step, the oldest first: each by its verb and what was given with it."""
    found = Standing()
    for verb, given in steps:
        if verb in RECORDS:
            found = Standing(found.counts, contract(rule, given))
        elif verb in CONFIRMS:
            found = Standing(found.waits)
        elif verb == DECLINES:
            found = Standing(found.counts)
        elif verb == LAPSES:
            found = Standing()
    return found


def renewal_objection(rule: Rule, found: Contract, *, old: Contract) -> Refusal | None:
    """Why a contract does not renew another: it leaves a day between them, or ends no later. None where it does."""
    if found.start > old.end + timedelta(days=1):
        return refuse(
            "contract_gap", column=rule.start, found=found.start.isoformat(), end=old.end.isoformat()
        )
    if found.end <= old.end:
        return refuse(
            "contract_no_longer", column=rule.end, found=found.end.isoformat(), end=old.end.isoformat()
        )
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
