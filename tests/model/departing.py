"""Everything an enrollment's end can come to within a stated number of days, by the core's own functions.

Days are few: notice lasts two, the provider's link one, a waiver until tomorrow. Whoever could make a difference tries
every verb every day, with a reason and without. Meanwhile the enrollment's own state moves by any verb of its table,
and may end in a way of its own.
"""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import chain

from directbill.core import enrollment, leaving, transition, waiver
from directbill.core.departing import Departure
from directbill.core.errors import Refusal
from tests.model import departing_tries as tries
from tests.model.departing_invariants import INVARIANTS, PARTS, Did, Moved
from tests.model.departing_tries import HELD, MOST, Held, Today, Try

FIRST = date(2027, 1, 1)
LINK = 1
"""Days for which the provider's link holds."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far is searched: days, customers of a transition, waivers, and whether the enrollment's state moves too."""

    days: int
    customers: int = 0
    waivers: bool = False
    standings: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """What is open about an enrollment on a day, and the day on which the provider's link ends."""

    departure: Departure
    day: int
    link: int = 0


@dataclass(slots=True)
class Found:
    """What was searched: places, the way to each, steps, refusals, and the first invariant that broke."""

    reached: dict[Place, tuple[Place, Did] | None]
    steps: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    broken: str = ""
    path: tuple[str, ...] = ()
    sources: dict[Place, list[tuple[str, Place]]] = field(default_factory=dict)
    """From where somebody came to a place, and by which verb."""

    def way(self, place: Place) -> tuple[str, ...]:
        """What was done to come to a place."""
        said: list[str] = []
        step = self.reached[place]
        while step is not None:
            place, did = step
            said.append(str(did))
            step = self.reached[place]
        return tuple(said[::-1])


def searched(bounds: Bounds, *, held: Held = HELD) -> Found:
    """Every place within the bounds; stops at the first broken invariant."""
    first = Place(Departure(enrollment.TABLE.initial if bounds.standings else enrollment.State.ACTIVE), 0)
    found = Found({first: None})
    waiting = deque([first])
    while waiting:
        place = waiting.popleft()
        for moved, after in _moves(place, found, bounds, held=held):
            found.steps += 1
            found.sources.setdefault(after, []).append((moved.did.verb, place))
            if after not in found.reached:
                found.reached[after] = (place, moved.did)
                waiting.append(after)
            if broken := next((i.__name__ for i in INVARIANTS if not i(moved)), ""):
                found.broken, found.path = broken, (*found.way(place), str(moved.did))
                return found
    return found


def _moves(place: Place, found: Found, bounds: Bounds, *, held: Held) -> Iterator[tuple[Moved, Place]]:
    now, on = place.departure, FIRST + timedelta(days=place.day)
    today = Today(now, on, link=place.day < place.link, held=held)
    if place.day < bounds.days:
        passes = Did(verb="day.passes", on=on + timedelta(days=1))
        yield Moved(now, passes, now, MOST), replace(place, day=place.day + 1)
    for did, done in _tried(today, bounds):
        try:
            after = done()
        except Refusal as refusal:
            found.refused[refusal.code] = found.refused.get(refusal.code, 0) + 1
            continue
        link = place.day + LINK if did.verb == "transition.name_provider" else place.link
        yield Moved(now, did, after, MOST), _kept(after, place.day, link)


def _tried(today: Today, bounds: Bounds) -> Iterator[Try]:
    return chain(
        tries.of_leaving(today),
        tries.of_transition(today),
        tries.of_customers(today, most=bounds.customers),
        tries.of_waivers(today) if bounds.waivers else (),
        tries.of_standing(today, moves=bounds.standings),
    )


def _kept(found: Departure, day: int, link: int) -> Place:
    """What still matters: nobody asks for a notice that was taken back, nor for a waiver or a link that is over."""
    if found.state is enrollment.State.ENDED:
        return Place(Departure(found.state), day)
    notice = found.leaving if found.leaving and found.leaving.state is leaving.State.GIVEN else None
    waivers = tuple(each for each in found.waivers if each.state in waiver.OPEN)
    asked = found.transition is not None and found.transition.state is transition.State.PROVIDER_ASKED
    return Place(replace(found, leaving=notice, waivers=waivers), day, link if asked else 0)


def dead_ends(found: Found) -> list[Place]:
    """Places where a part is open that its own verbs do not bring to an end on that very day."""
    return [place for is_open in dict.fromkeys(PARTS.values()) for place in _trapped(found, is_open)]


def _trapped(found: Found, is_open: Callable[[Departure], bool]) -> Iterator[Place]:
    tables = {table for table, part in PARTS.items() if part is is_open}
    good = {place for place in found.reached if not is_open(place.departure)}
    waiting = list(good)
    while waiting:
        for verb, source in found.sources.get(waiting.pop(), []):
            if verb.partition(".")[0] in tables and source not in good:
                good.add(source)
                waiting.append(source)
    return (place for place in found.reached if place not in good)


def counterexample(guard: str) -> str:
    """What goes wrong without a guard, and how; empty where nothing does."""
    found = searched(Bounds(days=3, customers=1, waivers=True), held=HELD.without(guard))
    return f"{found.broken}: {', '.join(found.path)}" if found.broken else ""
