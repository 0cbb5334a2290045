"""An enrollment: where a partner stands in one region, today and on any day before.

The states are told by the table; which one holds follows from the restrictions (core/course.py). What is kept are the
steps, and the spans of days are read from them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from directbill.core.errors import refuse
from directbill.core.findings import Turn
from directbill.core.parties import Role, RolePeriod
from directbill.core.states import Table, step


class State(StrEnum):
    """What a partner's standing in a region is."""

    PENDING_ACTIVATION = "pending_activation"
    ACTIVE = "active"
    ACTIVE_WITH_CONDITIONS = "active_with_conditions"
    RESTRICTED = "restricted"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    ENDED = "ended"


S = State
GOOD = frozenset({S.ACTIVE, S.ACTIVE_WITH_CONDITIONS})
"""States in which nothing is taken away."""
REDUCED = (S.RESTRICTED, S.SUSPENDED, S.REVOKED)
"""States a ladder leads to, the mildest first."""
RUNNING = GOOD | {S.RESTRICTED, S.SUSPENDED}
"""States in which the partner serves customers."""

OVER = frozenset({S.REVOKED, S.ENDED})
"""States after which nothing is asked of it any more."""

TABLE: Table[State] = Table(
    name="enrollment",
    initial=S.PENDING_ACTIVATION,
    steps=(
        #    verb                       from                            to                         whose deed
        step("activate", {S.PENDING_ACTIVATION}, S.ACTIVE, by=Turn.NOBODY),
        step("restrict", GOOD, S.RESTRICTED, by=Turn.NOBODY),
        step("suspend", GOOD | {S.RESTRICTED}, S.SUSPENDED, by=Turn.NOBODY),
        step("revoke", {S.RESTRICTED, S.SUSPENDED}, S.REVOKED, by=Turn.NOBODY),
        step("ease_to_suspended", {S.REVOKED}, S.SUSPENDED, by=Turn.NOBODY),
        step("ease_to_restricted", {S.SUSPENDED, S.REVOKED}, S.RESTRICTED, by=Turn.NOBODY),
        step("restore_with_conditions", {S.ACTIVE, *REDUCED}, S.ACTIVE_WITH_CONDITIONS, by=Turn.NOBODY),
        step("restore", {S.ACTIVE_WITH_CONDITIONS, *REDUCED}, S.ACTIVE, by=Turn.NOBODY),
        step("end", {S.PENDING_ACTIVATION, *RUNNING, S.REVOKED}, S.ENDED, by=Turn.NOBODY),
    ),
    turns={
        S.PENDING_ACTIVATION: Turn.NOBODY,
        S.ACTIVE: Turn.NOBODY,
        S.ACTIVE_WITH_CONDITIONS: Turn.APPLICANT,
        S.RESTRICTED: Turn.APPLICANT,
        S.SUSPENDED: Turn.APPLICANT,
        S.REVOKED: Turn.NOBODY,
        S.ENDED: Turn.NOBODY,
    },
)


def verb_to(state: State, target: State) -> str:
    """The verb that leads from one state to another; refuses `standing_leads_nowhere` where none does."""
    for row in TABLE.steps:
        if state in row.sources and row.target is target:
            return row.verb
    raise refuse("standing_leads_nowhere", found=f"enrollment.{state}", target=f"enrollment.{target}")


@dataclass(frozen=True, slots=True)
class Change:
    """A state that was come to on a day, and the code of its cause."""

    state: State
    on: date
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A state from a day until, and with, another; None while it lasts."""

    state: State
    since: date
    until: date | None
    cause: str = ""


def spans(changes: Iterable[Change]) -> tuple[Span, ...]:
    """The history as ranges of days, the oldest first.

    The day of a change belongs to what was come to: an order of that day is held against the later state. Of several
    changes on one day the last one holds, and the others have no span.
    """
    found: list[Span] = []
    for row in sorted(changes, key=lambda each: each.on):
        if found and found[-1].since == row.on:
            found.pop()
        if found:
            found[-1] = replace(found[-1], until=row.on - timedelta(days=1))
        found.append(Span(row.state, row.on, None, row.cause))
    return tuple(found)


def on(history: Sequence[Span], day: date) -> Span | None:
    """The span a day lies in; None before the first."""
    return next(
        (s for s in reversed(history) if s.since <= day and (s.until is None or day <= s.until)), None
    )


def roles(spans: Iterable[tuple[date, date | None]]) -> tuple[RolePeriod, ...]:
    """The roles of a company that sold directly in these spans of days (None = still), in the order of time.

    In between, before the first and after the last it resells for others; of a company that never sold directly
    nothing is told. A day of change belongs to both.
    """
    found: list[RolePeriod] = []
    since: date | None = None
    for begin, end in _joined(spans):
        found += [RolePeriod(Role.INDIRECT_RESELLER, since, begin), RolePeriod(Role.DIRECT_BILL, begin, end)]
        since = end
    return (*found, RolePeriod(Role.INDIRECT_RESELLER, since)) if since else tuple(found)


def _joined(spans: Iterable[tuple[date, date | None]]) -> list[tuple[date, date | None]]:
    """The spans that touch each other as one."""
    found: list[tuple[date, date | None]] = []
    for begin, end in sorted(spans, key=lambda span: span[0]):
        if not found or (found[-1][1] or begin) < begin:
            found.append((begin, end))
            continue
        first, last = found[-1]
        found[-1] = (first, None if last is None or end is None else max(last, end))
    return found
