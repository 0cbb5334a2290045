"""Everything an enrollment can come to within a stated number of days, by the core's own functions.

Days are few: the ladder takes a step every other day, an announcement lasts two, what stood still gives one. Whoever
could make a difference tries every verb every day, with a reason and without, naming yesterday, today or tomorrow.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product

from directbill.core import course, enrollment, restriction
from directbill.core.course import GUARDS, Act, Course, Guard, Terms
from directbill.core.errors import Refusal
from directbill.core.findings import Turn
from directbill.core.ladder import Step
from tests.model.standing_invariants import INVARIANTS, Moved

TERMS = Terms(announced=2, again=1, appeal=2)
FIRST = date(2027, 1, 1)
DESK, HEARING = ("ann", "ben"), "cora"
LADDER = (enrollment.State.RESTRICTED, enrollment.State.SUSPENDED, enrollment.State.REVOKED)
CAUSES = ("review", "invoice")


@dataclass(frozen=True, slots=True)
class Place:
    """An enrollment on a day."""

    course: Course
    day: int


@dataclass(slots=True)
class Found:
    """What was searched: places, the way to each, steps, refusals, and the first invariant that broke."""

    reached: dict[Place, tuple[Place, str] | None]
    steps: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    broken: str = ""
    path: tuple[str, ...] = ()
    onward: dict[Place, list[Place]] = field(default_factory=dict)

    def way(self, place: Place) -> tuple[str, ...]:
        """What was done to come to a place."""
        said: list[str] = []
        step = self.reached[place]
        while step is not None:
            place, done = step
            said.append(done)
            step = self.reached[place]
        return tuple(said[::-1])


def on(day: int) -> date:
    return FIRST + timedelta(days=day)


def searched(*, days: int, causes: int = 1, guards: tuple[Guard, ...] = GUARDS) -> Found:
    """Every place within so many days, with at most so many restrictions; stops at the first broken invariant."""
    first = Place(course.began(Course()), 0)
    found = Found({first: None})
    waiting = deque([first])
    while waiting:
        place = waiting.popleft()
        for said, after, moved in _moves(place, found, days=days, causes=causes, guards=guards):
            found.steps += 1
            found.onward.setdefault(place, []).append(after)
            if after not in found.reached:
                found.reached[after] = (place, said)
                waiting.append(after)
            broken = next((i.__name__ for i in INVARIANTS if moved and not i(moved)), "")
            if broken:
                found.broken, found.path = broken, (*found.way(place), said)
                return found
    return found


def _moves(
    place: Place, found: Found, *, days: int, causes: int, guards: tuple[Guard, ...]
) -> Iterator[tuple[str, Place, Moved | None]]:
    now, today = place.course, on(place.day)
    if place.day < days:
        yield "a day passes", Place(now, place.day + 1), None
    for act in _acts(place, few=causes > 1):
        try:
            after = course.do(now, act, terms=TERMS, guards=guards)
        except Refusal as refusal:
            found.refused[refusal.code] = found.refused.get(refusal.code, 0) + 1
            continue
        yield _said(act), Place(after, place.day), Moved(now, act, after, TERMS)
    for cause in CAUSES[:causes]:
        try:
            steps = tuple(Step(state, on(place.day + 2 * n)) for n, state in enumerate(LADDER))
            after = course.announced(now, cause, steps=steps, on=today, terms=TERMS)
        except Refusal as refusal:
            found.refused[refusal.code] = found.refused.get(refusal.code, 0) + 1
            continue
        if len(after.restrictions) <= causes:
            yield f"{cause} is announced", Place(after, place.day), None
    if now.state is not enrollment.State.ENDED:
        yield "it ends", Place(course.ended(now), place.day), None


def _acts(place: Place, *, few: bool) -> Iterator[Act]:
    """Everything anybody could try with each restriction today; `few`: only what the guards let pass at their best."""
    today = on(place.day)
    for row in place.course.restrictions:
        for verb in dict.fromkeys(restriction.TABLE.verbs(row.state)):
            if verb == "close":
                continue
            reasons = ("so", "") if verb in restriction.REASONED else ("",)
            until = tuple(today + timedelta(days=n) for n in (-1, 0, 1)) if verb in UNTIL else (None,)
            people = _people(verb)
            if few:
                people, reasons, until = people[-1:], reasons[:1], until[1:2] or until
            for by, reason, day in product(people, reasons, until):
                yield Act(number=row.number, verb=verb, on=today, by=by, reason=reason, until=day)


UNTIL = frozenset({"extend", "lift", "lift_partly"})


def _people(verb: str) -> tuple[str, ...]:
    if restriction.TABLE.doer(verb) is not Turn.DESK:
        return ("",)
    if verb in restriction.HEARS:
        return (DESK[0], HEARING)
    if verb in restriction.MAKES:
        return DESK[::-1]
    return DESK if verb in restriction.CHECKS else DESK[:1]


def _said(act: Act) -> str:
    return f"{act.verb} {act.number}{' by ' * bool(act.by)}{act.by}"


def dead_ends(found: Found) -> list[Place]:
    """Places from which neither good standing nor the end can be reached, within the days."""
    sources: dict[Place, list[Place]] = {}
    for place, onward in found.onward.items():
        for after in onward:
            sources.setdefault(after, []).append(place)
    good = {p for p in found.reached if p.course.state in enrollment.GOOD | {enrollment.State.ENDED}}
    waiting = list(good)
    while waiting:
        for source in sources.get(waiting.pop(), []):
            if source not in good:
                good.add(source)
                waiting.append(source)
    return [place for place in found.reached if place not in good]


def counterexample(guard: Guard) -> str:
    """What goes wrong without a guard, and how; empty where nothing does."""
    others = tuple(each for each in GUARDS if each is not guard)
    found = searched(days=6, guards=others)
    return f"{found.broken}: {', '.join(found.path)}" if found.broken else ""
