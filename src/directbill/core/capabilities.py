"""Capabilities: what an enrollment may do on a day, derived from its state and what holds it there; never stored.

Which state allows what is a table of the program's data. Where no source says, the answer is `unknown`, and whoever
must have a yes or a no takes it for a no.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from directbill.core import enrollment, ladder, restriction
from directbill.core.edition import Source, Texts
from directbill.core.restriction import Restriction
from directbill.core.signals import Raised


class Permit(StrEnum):
    """Whether a state allows something."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Capability:
    """One thing an enrollment may do, in words, and in which states; each state has its own source."""

    key: str
    title: Texts
    permits: Mapping[enrollment.State, Permit]
    sources: Mapping[enrollment.State, Source]
    serves: bool = False
    """Whether it serves customers who are there already: what the first step of a ladder never stops."""


@dataclass(frozen=True, slots=True)
class Details:
    """Why something is not allowed: a code that is stable, since when, until when, and what the holder can do.

    `resolution` is a code too: every language has its sentence for both.
    """

    code: str
    cause: str
    resolution: str
    since: date
    until: date | None = None
    """The day on which it ends by itself, or the next step is taken; None where neither is dated."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """A capability on a day: whether it is allowed, and the details where it is not."""

    capability: Capability
    permit: Permit
    details: Details | None = None


def of(
    table: Iterable[Capability],
    *,
    state: enrollment.State,
    since: date,
    restrictions: Iterable[Restriction] = (),
    signals: Iterable[Raised] = (),
) -> tuple[Allowed, ...]:
    """Every capability of the table in a state that holds since a day, in the table's order.

    A signal that stops something stops it in every state that would allow it.
    """
    details = _details(state, since, tuple(restrictions))
    stopped = {key: each for each in signals for key in each.signal.stops}
    return tuple(_allowed(each, state, details, stopped.get(each.key)) for each in table)


def may(found: Iterable[Allowed], key: str) -> bool:
    """The answer for whoever must have one: what is unknown, or no capability of the table, is a no."""
    return any(each.capability.key == key and each.permit is Permit.YES for each in found)


def _allowed(  # sentence: what, in which state, why not, what stops it
    capability: Capability, state: enrollment.State, details: Details, by: Raised | None
) -> Allowed:
    permit = capability.permits.get(state, Permit.UNKNOWN)
    if permit is not Permit.YES:
        return Allowed(capability, permit, details)
    if by is None:
        return Allowed(capability, permit)
    code = f"signal_{by.signal.key}"
    return Allowed(capability, Permit.NO, Details(code, by.subject, f"resolve_{by.signal.watch}", by.since))


def _details(state: enrollment.State, since: date, restrictions: tuple[Restriction, ...]) -> Details:
    """By the restriction that keeps the enrollment where it is: of several, the one whose next step comes first."""
    held_by = [r for r in restrictions if r.holds is state]
    found = min(held_by, key=lambda r: _until(r) or date.max, default=None)
    if found is None:
        return Details(code=f"enrollment_{state}", cause="", resolution=f"resolve_{state}", since=since)
    return Details(
        code=f"enrollment_{state}",
        cause=found.cause,
        resolution=f"resolve_{found.state}",
        since=since,
        until=_until(found),
    )


def _until(found: Restriction) -> date | None:
    if found.state in restriction.TRIAL | {restriction.State.LIFT_DECIDED}:
        return found.until
    following = ladder.next_step(found.steps, taken=found.taken)
    return following.on if following else None
