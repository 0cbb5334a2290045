"""A figure that was submitted, with what the desk took off it or put to it: lines with their reasons, never an edit."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from directbill.core.errors import Refusal, refuse
from directbill.core.money import total
from directbill.core.plainly import Stated
from directbill.core.work import LIVES, RECHECK, Work

PLAIN = re.compile(r"[-+]?[0-9]{1,15}(\.[0-9]{1,6})?")
LIFE = LIVES[Work.CONFIRMATION]
ADJUSTS = LIFE.figures
"""Verbs by which a line is added."""
PASSES = frozenset(row.verb for row in LIFE.table.steps if row.target in LIFE.passed) - LIFE.by_rule
"""Verbs by which a person lets the figure pass."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an item, as far as figures go: its number, its verb and what was given with it."""

    number: int
    verb: str
    given: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Line:
    """What one step took off the figure or put to it, in the unit of the requirement."""

    number: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A submitted figure, its lines, and what both come to. `threshold` as it was submitted."""

    submitted: Decimal
    lines: tuple[Line, ...]
    threshold: Decimal | None
    unit: str = ""

    @property
    def figure(self) -> Decimal:
        return total([self.submitted, *(line.amount for line in self.lines)])

    @property
    def short(self) -> bool:
        """Whether lines brought it below the bar, or left it there."""
        return bool(self.lines) and self.threshold is not None and self.figure < self.threshold


def amount(field: str, given: Mapping[str, object]) -> Decimal:
    """The amount of a line. Refuses `adjustment_unreadable` where it is no plain number, or nothing at all."""
    said = str(given.get(field, "")).strip().replace("\N{MINUS SIGN}", "-")
    if not PLAIN.fullmatch(said) or not Decimal(said):
        raise refuse("adjustment_unreadable", column=field, found=said)
    return Decimal(said)


def adjusted(stated: Stated | None, steps: Iterable[Step], *, field: str) -> Adjusted | None:
    """The figure with its lines; None where nothing was submitted or the figure is not known.

    Lines hold for the figure they were made of: what was submitted anew has none.
    """
    if stated is None or stated.measure is None:
        return None
    lines: list[Line] = []
    for step in steps:
        if step.verb == RECHECK:
            lines = []
        elif step.verb in ADJUSTS:
            lines.append(Line(step.number, amount(field, step.given)))
    return Adjusted(stated.measure, tuple(lines), stated.threshold, stated.unit)


def objection(found: Adjusted | None, *, verb: str) -> Refusal | None:
    """Why a figure cannot pass, or a line cannot be added to it; None where nothing stands against it."""
    if verb in ADJUSTS and found is None:
        return refuse("adjustment_of_nothing")
    if verb in PASSES and found is not None and found.short:
        return refuse("adjusted_short", found=f"{found.figure:f}", bar=f"{found.threshold:f}")
    return None
