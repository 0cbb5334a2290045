"""What anybody could try about the end of an enrollment on a day: each verb, and what the core makes of it.

What may begin beside what is asked as the actions ask it (core/departing.py), and what ends it ends it as they do.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from itertools import product
from typing import Any

from directbill.core import departing, enrollment, leaving, moving, transition, waiver
from directbill.core.departing import Departure
from directbill.core.edition import Source
from directbill.core.findings import Turn
from directbill.core.moving import Kind, Line, Move, Way
from directbill.core.waiver import Waiver
from tests.model.departing_invariants import Did
from tests.rules import moves as rules

NOTICE, MOST = 2, 1
"""Days that a notice lasts, and the most a waiver may."""
DESK = ("ann", "ben")
NAMES = ("Fabrikam", "Northwind")
RULES = rules.of("2024-04-10")
KINDS = {
    key: Kind(key, {}, transfers, Source("x")) for key, transfers in (("license", True), ("plan", False))
}
PLANS = (
    (Line("Office", "license", Way.TRANSFER),),
    (Line("Server", "plan", Way.TRANSFER),),
    (Line("Server", "plan", Way.LET_EXPIRE),),
)
"""A plan that can be, one that transfers what may not be, and one without the day of an end."""
LAST = (-1, 1, 2)
"""Days from today that a waiver is proposed until."""

Try = tuple[Did, Callable[[], Departure]]


@dataclass(frozen=True, slots=True)
class Held:
    """The guards that everything is held against."""

    beside: tuple[departing.Guard, ...] = departing.GUARDS
    notices: tuple[leaving.Guard, ...] = leaving.GUARDS
    transitions: tuple[transition.Guard, ...] = transition.GUARDS
    customers: tuple[moving.Guard, ...] = moving.GUARDS
    waivers: tuple[waiver.Guard, ...] = waiver.GUARDS
    proposals: tuple[waiver.ProposalGuard, ...] = waiver.PROPOSAL_GUARDS

    def without(self, name: str) -> "Held":
        """All of them but one."""
        where, _, guard = name.partition(".")
        others: Any = tuple(each for each in getattr(self, where) if each.__name__ != guard)
        return replace(self, **{where: others})


HELD = Held()
GUARDS = tuple(f"{f.name}.{guard.__name__}" for f in fields(Held) for guard in getattr(HELD, f.name))
"""The name of each, after where it is held."""


@dataclass(frozen=True, slots=True)
class Today:
    """Where an enrollment is today; whether the provider's link still holds, and against which guards all is held."""

    now: Departure
    on: date
    link: bool
    held: Held = HELD


def of_leaving(today: Today) -> Iterator[Try]:
    """Notice is given, taken back by the company, and carried out by the clock."""
    now, on, guards = today.now, today.on, today.held.notices

    def give() -> Departure:
        departing.held(now, departing.GIVE, guards=today.held.beside)
        return replace(now, leaving=leaving.given(now.state, on=on, days=NOTICE, guards=guards))

    def take_back(given: leaving.Leaving) -> Departure:
        return replace(now, leaving=leaving.taken_back(given, on=on, guards=guards))

    def carry_out(given: leaving.Leaving) -> Departure:
        return departing.ended(replace(now, leaving=leaving.carried_out(given, on=on, guards=guards)))

    yield Did(verb=departing.GIVE, on=on), give
    if (given := now.leaving) is not None:
        yield Did(verb="leaving.take_back", on=on), lambda: take_back(given)
        yield Did(verb="leaving.carry_out", on=on), lambda: carry_out(given)


def of_transition(today: Today) -> Iterator[Try]:
    """It is asked for, and everybody does what its table has; the provider only while its link holds."""
    now, on = today.now, today.on

    def ask() -> Departure:
        found = transition.asked(now.state, RULES)
        departing.held(now, departing.ASK, guards=today.held.beside)
        return replace(now, transition=found, moves=())

    def advance(did: Did, verb: str) -> Departure:
        act = transition.Act(verb=verb, by=did.by, reason=did.reason)
        after = departing.advanced(now, act, guards=today.held.transitions)
        return departing.ended(after) if verb == "complete" else after

    yield Did(verb=departing.ASK, on=on), ask
    for verb in transition.TABLE.verbs(now.transition.state) if now.transition else ():
        side = transition.TABLE.doer(verb)
        if verb == departing.OVERTAKE or (side is Turn.THIRD_PARTY and not today.link):
            continue
        if verb == "lapse" and today.link:
            continue
        people = DESK if verb == "complete" else _people(side)
        for by, reason in product(people, _reasons(verb, transition.REASONED)):
            did = Did(verb=f"transition.{verb}", on=on, by=by, reason=reason)
            yield did, lambda did=did, verb=verb: advance(did, verb)


def of_customers(today: Today, *, most: int) -> Iterator[Try]:
    """The company lists customers, at most so many, and does with each what its table has; the desk verifies."""
    now = today.now

    def listed() -> Departure:
        departing.held(now, departing.LIST, guards=today.held.beside)
        return replace(now, moves=(*now.moves, Move(NAMES[len(now.moves)])))

    def move(did: Did, act: moving.Act) -> Departure:
        departing.held(now, did.verb, guards=today.held.beside)
        place = did.number - 1
        moved = moving.do(now.moves[place], act, kinds=KINDS, guards=today.held.customers)
        return replace(now, moves=(*now.moves[:place], moved, *now.moves[place + 1 :]))

    if now.transition is not None and len(now.moves) < most:
        yield Did(verb=departing.LIST, on=today.on), listed
    for number, row in enumerate(now.moves, 1):
        for act in _acts(row):
            by = DESK[0] if moving.TABLE.doer(act.verb) is Turn.DESK else ""
            did = Did(
                verb=f"customer_move.{act.verb}",
                on=today.on,
                by=by,
                reason=act.reason,
                number=number,
                line=act.line,
            )
            yield did, lambda did=did, act=act: move(did, act)


def of_waivers(today: Today) -> Iterator[Try]:
    """One person proposes, whoever is there decides, and the clock ends what is over; of one requirement."""
    now, on = today.now, today.on

    def propose(did: Did) -> Departure:
        assert did.until is not None  # trusted: every proposal here names a day
        departing.held(now, departing.PROPOSE, guards=today.held.beside)
        wanted = waiver.proposed(
            Waiver("plan", did.until, did.by),
            on=on, most=MOST, reason=did.reason, others=now.waivers, guards=today.held.proposals,
        )  # fmt: skip
        return replace(now, waivers=(*now.waivers, wanted))

    def decide(did: Did, verb: str) -> Departure:
        act, place = waiver.Act(verb=verb, on=on, by=did.by, reason=did.reason), did.number - 1
        after = waiver.do(now.waivers[place], act, guards=today.held.waivers)
        return replace(now, waivers=(*now.waivers[:place], after, *now.waivers[place + 1 :]))

    for days, reason in product(LAST, ("so", "")):
        until = on + timedelta(days)
        did = Did(verb=departing.PROPOSE, on=on, by=DESK[0], reason=reason, until=until)
        yield did, lambda did=did: propose(did)
    for number, row in enumerate(now.waivers, 1):
        for verb, by, reason in _decisions(row):
            did = Did(verb=f"waiver.{verb}", on=on, by=by, reason=reason, number=number)
            yield did, lambda did=did, verb=verb: decide(did, verb)


def of_standing(today: Today, *, moves: bool) -> Iterator[Try]:
    """The enrollment comes to another standing by its restrictions, or ends in a way of its own."""
    now, table = today.now, enrollment.TABLE
    for verb in table.verbs(now.state):
        did = Did(verb=f"enrollment.{verb}", on=today.on)
        if verb == "end":
            yield did, lambda: departing.ended(now)
        elif moves:
            yield did, lambda verb=verb: replace(now, state=table.after(now.state, verb))


def _decisions(row: Waiver) -> Iterator[tuple[str, str, str]]:
    """Each verb but that of the end, by whom, with which reason."""
    for verb in waiver.TABLE.verbs(row.state):
        if verb == departing.CLOSE:
            continue
        people = DESK if verb in waiver.SECOND else _people(waiver.TABLE.doer(verb))
        yield from ((verb, *rest) for rest in product(people, _reasons(verb, waiver.REASONED)))


def _people(side: Turn) -> tuple[str, ...]:
    return DESK[:1] if side is Turn.DESK else ("",)


def _acts(row: Move) -> Iterator[moving.Act]:
    for verb in dict.fromkeys(moving.TABLE.verbs(row.state)):
        if verb == "plan":
            yield from (moving.Act(verb=verb, lines=lines) for lines in PLANS)
        elif verb == "mark":
            yield from (moving.Act(verb=verb, line=line) for line in (1, 2))
        elif verb != departing.CLOSE:
            yield from (moving.Act(verb=verb, reason=r) for r in _reasons(verb, moving.REASONED))


def _reasons(verb: str, reasoned: frozenset[str]) -> tuple[str, ...]:
    return ("so", "") if verb in reasoned else ("",)
