"""What a rule settles by itself: a requirement plainly met or plainly not met; what is near is left to people."""

from dataclasses import dataclass
from decimal import Decimal

from directbill.core.edition import Source
from directbill.core.findings import Outcome
from directbill.core.work import Item


@dataclass(frozen=True, slots=True)
class Automatic:
    """How far from the bar a figure must be, as a share of the bar, to be settled by the finding alone.

    `carried`: a review takes over what was settled before, where the company certifies that nothing has changed.
    """

    band: Decimal
    source: Source
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Stated:
    """What was found of a requirement: measure and threshold in `unit`, None where they are not known."""

    outcome: Outcome
    measure: Decimal | None
    threshold: Decimal | None
    unit: str = ""


def plain(stated: Stated, rule: Automatic) -> bool:
    """Whether the finding stands so far from the bar that nobody need look; never where anything is unknown."""
    measure, threshold = stated.measure, stated.threshold
    if stated.outcome is Outcome.UNKNOWN or measure is None or threshold is None:
        return False
    return abs(measure - threshold) >= abs(threshold) * rule.band


@dataclass(frozen=True, slots=True)
class Carries:
    """The answer by which a company certifies that nothing has changed: the field, and what is said in it."""

    field: str
    value: str
    source: Source


def verb(item: Item, stated: Stated, *, rule: Automatic) -> str:
    """The verb by which a rule settles an item; empty where it is left to people."""
    met = stated.outcome is Outcome.MET
    rules = (row for row in item.life.table.steps if row.verb in item.life.by_rule)
    found = (row.verb for row in rules if (row.target in item.life.passed) is met)
    settles = met if rule.carried else plain(stated, rule)
    return next(found, "") if settles else ""
