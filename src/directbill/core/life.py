"""What the procedure must know of a table of states: what has passed, what is lost, and which verbs are special.

The tables say what may follow what. A life adds what several things together ask for: which verbs need everything
before to have passed, which take a result back, which need a reason, and which need another person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from directbill.core.states import Table

STATE = TypeVar("STATE", bound=StrEnum)
NO_VERBS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Life(Generic[STATE]):
    """One kind of work: its table, its outcomes, and the sets of verbs the guards of the procedure read."""

    table: Table[STATE]
    passed: frozenset[STATE]
    lost: frozenset[STATE] = frozenset()
    """States that forbid a grant as long as they last."""
    granted: frozenset[STATE] = frozenset()
    """States of a decision after which no person takes a result back."""
    refused: frozenset[STATE] = frozenset()
    """States of a decision after which nothing it rests on changes any more."""
    onward: frozenset[str]
    """Verbs refused until everything before has passed."""
    back: frozenset[str] = NO_VERBS
    """Verbs that take a result back; refused once a decision rests on it."""
    reasoned: frozenset[str] = NO_VERBS
    """Verbs that need a reason which the other side can read."""
    figures: frozenset[str] = NO_VERBS
    """Verbs that change a figure: only of what has one."""
    makes: frozenset[str] = NO_VERBS
    """Verbs by which a person proposes what a second person must confirm."""
    checks: frozenset[str] = NO_VERBS
    """Verbs of the second person."""
    hears: frozenset[str] = NO_VERBS
    """Verbs of somebody who took no part before."""
    once: frozenset[str] = NO_VERBS
    """Verbs that may be done a single time."""
    leaves: frozenset[str] = NO_VERBS
    """Verbs by which a person leaves the work for good."""
    needs_loss: frozenset[str] = NO_VERBS
    """Verbs refused unless something before is lost."""
    ends: Mapping[STATE, str] = field(default_factory=dict)
    """States that end the application, by the application's verb."""
    by_rule: frozenset[str] = NO_VERBS
    """Verbs of a rule, which gives way to people."""
