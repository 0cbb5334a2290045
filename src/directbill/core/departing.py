"""What composes the ways out of an enrollment: what may begin beside what, and what closes with what.

Leaving by notice, the transition with its customers, and waivers each have a life of their own. Held here against each
other: actions, buttons and the search over all states use these functions and nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from directbill.core import enrollment, leaving, moving, transition, waiver
from directbill.core.errors import Refusal, refuse
from directbill.core.leaving import Leaving
from directbill.core.moving import Move
from directbill.core.states import Table
from directbill.core.transition import Transition
from directbill.core.waiver import Waiver

GIVE, ASK = f"{leaving.TABLE.name}.give", f"{transition.TABLE.name}.ask"
LIST, PROPOSE = f"{moving.TABLE.name}.list", f"{waiver.TABLE.name}.propose"
"""How each begins, named with its table."""
OVERTAKE, CLOSE = "overtake", "close"
"""Verbs by which something ends with something else."""


@dataclass(frozen=True, slots=True)
class Departure:
    """An enrollment's state, the notice and the transition that run or ran last, its customers, and its waivers."""

    state: enrollment.State
    leaving: Leaving | None = None
    transition: Transition | None = None
    moves: tuple[Move, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    reference: str = ""
    """What it is called where something is refused."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A verb, named with its table, held against everything its guards read."""

    departure: Departure
    verb: str


Guard = Callable[[Asked], Refusal | None]


def one_notice(asked: Asked) -> Refusal | None:
    """Notice is given once, until it is taken back."""
    again = asked.verb == GIVE and _notice_runs(asked.departure)
    return refuse("leaving_given", found=asked.departure.reference) if again else None


def one_transition(asked: Asked) -> Refusal | None:
    """One transition is under way at a time."""
    found = asked.departure.transition
    there = asked.verb == ASK and found is not None and found.state in transition.RUNNING
    return refuse("transition_there", found=asked.departure.reference) if there else None


def no_notice_runs(asked: Asked) -> Refusal | None:
    """Who gave notice takes it back first."""
    runs = asked.verb == ASK and _notice_runs(asked.departure)
    return refuse("leaving_given", found=asked.departure.reference) if runs else None


def no_transition_runs(asked: Asked) -> Refusal | None:
    """Who is on the way to indirect reseller takes that back first, or goes it to its end: customers depend on it."""
    found = asked.departure.transition
    runs = asked.verb == GIVE and found is not None and found.state in transition.RUNNING
    return refuse("transition_runs", found=_said(found)) if runs else None


def customers_are_listed(asked: Asked) -> Refusal | None:
    """Customers are listed once it is approved, until the company says that all is settled."""
    found = asked.departure.transition
    if asked.verb != LIST or (found is not None and found.state in transition.LISTS):
        return None
    return refuse("transition_no_list", found=_said(found))


def provider_accepted(asked: Asked) -> Refusal | None:
    """Nothing is done with a customer before the provider accepted; one listed by mistake is removed at any time."""
    table, _, verb = asked.verb.partition(".")
    if table != moving.TABLE.name or asked.verb == LIST or verb == "remove":
        return None
    found = asked.departure.transition
    if found is not None and found.state in transition.BOTH:
        return None
    return refuse("transition_not_moving", found=_said(found))


def not_over(asked: Asked) -> Refusal | None:
    """Nothing is excused from what is over."""
    over = asked.verb == PROPOSE and not enrollment.TABLE.allows(asked.departure.state, "end")
    return refuse("enrollment_over") if over else None


GUARDS: tuple[Guard, ...] = (
    one_notice,
    one_transition,
    no_notice_runs,
    no_transition_runs,
    customers_are_listed,
    provider_accepted,
    not_over,
)
"""In the order in which they are held; the first that refuses is what is told."""


def refusal(found: Departure, verb: str, *, guards: tuple[Guard, ...] = GUARDS) -> Refusal | None:
    """Why a verb, named with its table, may not be done beside what else is open; None where it may."""
    asked = Asked(found, verb)
    return next((refused for guard in guards if (refused := guard(asked)) is not None), None)


def held(found: Departure, verb: str, *, guards: tuple[Guard, ...] = GUARDS) -> None:
    """Refuse a verb that may not be done beside what else is open."""
    if (refused := refusal(found, verb, guards=guards)) is not None:
        raise refused


def advanced(
    found: Departure, act: transition.Act, *, guards: tuple[transition.Guard, ...] = transition.GUARDS
) -> Departure:
    """The departure after an act on its transition: what is taken back takes its customers along."""
    if found.transition is None:
        raise refuse("not_there")
    after = transition.do(found.transition, replace(act, moves=found.moves), guards=guards)
    left = found.moves if after.state is not transition.State.WITHDRAWN else _closed(found.moves)
    return replace(found, transition=after, moves=left)


def ended(found: Departure) -> Departure:
    """The departure after the end of the enrollment, whatever ended it: what still runs is overtaken or closed."""
    runs = found.transition is not None and found.transition.state in transition.RUNNING
    return replace(
        found,
        state=enrollment.TABLE.after(found.state, "end"),
        leaving=found.leaving and _over(found.leaving, leaving.TABLE, OVERTAKE),
        transition=found.transition and _over(found.transition, transition.TABLE, OVERTAKE),
        moves=_closed(found.moves) if runs else found.moves,
        waivers=tuple(_over(each, waiver.TABLE, CLOSE) for each in found.waivers),
    )


STANDS = TypeVar("STANDS", Leaving, Transition, Move, Waiver)


def _over(found: STANDS, table: Table[Any], verb: str) -> STANDS:
    """What ends with something else, where it has not ended before."""
    return replace(found, state=table.after(found.state, verb)) if table.allows(found.state, verb) else found


def _closed(moves: tuple[Move, ...]) -> tuple[Move, ...]:
    return tuple(_over(each, moving.TABLE, CLOSE) for each in moves)


def _notice_runs(found: Departure) -> bool:
    return found.leaving is not None and found.leaving.state is leaving.State.GIVEN


def _said(found: Transition | None) -> str:
    return f"{transition.TABLE.name}.{found.state}" if found else ""
