"""What an application goes through after it was submitted: the kinds of work, the items and their order."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from directbill.core import (
    agreement,
    assessment,
    confirmation,
    contract,
    credit,
    decision,
    details,
    renewal,
    vetting,
)
from directbill.core.errors import refuse
from directbill.core.findings import Turn
from directbill.core.life import Life


class Work(StrEnum):
    """The kinds of work an item can be, each with its own table of states."""

    CONFIRMATION = "confirmation"
    DETAILS = "details"
    VERIFICATION = "verification"
    CREDIT = "credit"
    CONTRACT = "contract"
    ASSESSMENT = "assessment"
    DECISION = "decision"
    AGREEMENT = "agreement"
    RENEWAL = "renewal"


LIVES: Mapping[Work, Life[Any]] = {
    Work.CONFIRMATION: confirmation.LIFE,
    Work.DETAILS: details.LIFE,
    Work.VERIFICATION: vetting.LIFE,
    Work.CREDIT: credit.LIFE,
    Work.CONTRACT: contract.LIFE,
    Work.ASSESSMENT: assessment.LIFE,
    Work.DECISION: decision.LIFE,
    Work.AGREEMENT: agreement.LIFE,
    Work.RENEWAL: renewal.LIFE,
}
OPEN, WAIT = "open", "wait"
ITSELF = (WAIT, OPEN)
"""Verbs nobody does: the procedure opens what may be open and takes back what may not."""
RECHECK = "recheck"
BY_NOBODY = frozenset({*ITSELF, RECHECK})
"""Verbs that are done by nobody's hand: they follow from something else."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be settled: its stable key, the kind of work, what comes before, and whether it is a figure."""

    key: str
    work: Work
    after: tuple[str, ...] = ()
    figure: bool = False

    @property
    def life(self) -> Life[Any]:
        return LIVES[self.work]


@dataclass(frozen=True)
class Procedure:
    """The items of a program, each after those it names."""

    items: tuple[Item, ...]

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each key stands in a dossier."""
        return {item.key: place for place, item in enumerate(self.items)}

    @cached_property
    def before(self) -> Mapping[str, tuple[str, ...]]:
        """Everything that comes before an item, directly or not, in the order of the list."""
        found: dict[str, set[str]] = {}
        for item in self.items:
            found[item.key] = set(item.after).union(*(found[key] for key in item.after))
        return {key: tuple(k for k in self.places if k in keys) for key, keys in found.items()}

    def item(self, key: str) -> Item:
        """The item of a key. Refuses `item_unknown`."""
        if key not in self.places:
            raise refuse("item_unknown", found=key, allowed=", ".join(self.places))
        return self.items[self.places[key]]

    def of(self, work: Work) -> tuple[Item, ...]:
        """The items of one kind of work."""
        return tuple(item for item in self.items if item.work is work)


def said(item: Item, word: str) -> str:
    """A verb or state with its table's name, by which every language has its words for it."""
    return f"{item.life.table.name}.{word}"


def passing(item: Item) -> tuple[str, ...]:
    """The verbs by which a person of the desk lets an item pass."""
    life = item.life
    return tuple(row.verb for row in life.table.steps if row.by is Turn.DESK and row.target in life.passed)
