"""State tables: per aggregate one tuple of steps (verb, from, to) and one table of whose turn each state is.

Everything that asks "may this happen now?" reads the table: the actions, the buttons of every face, the diagrams
of the reference and the search over all states. Nothing else changes a state.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from directbill.core.errors import refuse
from directbill.core.findings import Turn

STATE = TypeVar("STATE", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Step(Generic[STATE]):
    """One row: the verb, the states it may be done in, the state it leads to, and whose deed it is."""

    verb: str
    sources: frozenset[STATE]
    target: STATE
    by: Turn


def step(  # table: a row
    verb: str, sources: Iterable[STATE], target: STATE, *, by: Turn = Turn.APPLICANT
) -> Step[STATE]:
    """A row of a table of steps. What nobody does, the clock or a rule does."""
    return Step(verb, frozenset(sources), target, by)


@dataclass(frozen=True, slots=True)
class Table(Generic[STATE]):
    """The life of one kind of thing. A state without a way out is final."""

    name: str
    initial: STATE
    steps: tuple[Step[STATE], ...]
    turns: Mapping[STATE, Turn]

    def verbs(self, state: STATE) -> tuple[str, ...]:
        """What may be done in a state, in the table's order."""
        return tuple(s.verb for s in self.steps if state in s.sources)

    def allows(self, state: STATE, verb: str) -> bool:
        """Whether a verb may be done in a state."""
        return verb in self.verbs(state)

    def doer(self, verb: str) -> Turn:
        """Whose deed a verb is: the same in every state it may be done in."""
        return next(row.by for row in self.steps if row.verb == verb)

    def after(self, state: STATE, verb: str) -> STATE:
        """The state a verb leads to.

        Refuses `step_not_allowed`, saying what may be done instead, or `step_after_end`. State and verbs are said
        with the table's name (`application.draft`), by which every language has its words for them.
        """
        for row in self.steps:
            if row.verb == verb and state in row.sources:
                return row.target
        found, said = f"{self.name}.{state}", f"{self.name}.{verb}"
        if self.is_final(state):
            raise refuse("step_after_end", found=found, verb=said)
        allowed = ", ".join(f"{self.name}.{each}" for each in self.verbs(state))
        raise refuse("step_not_allowed", found=found, verb=said, allowed=allowed)

    def is_final(self, state: STATE) -> bool:
        """Whether nothing more can be done."""
        return not self.verbs(state)

    def states(self) -> Iterator[STATE]:
        """Every state that has a turn: all of them, or the table is incomplete."""
        return iter(self.turns)
