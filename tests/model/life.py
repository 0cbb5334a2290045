"""Everything one application can come to, as a graph: found once, step by step, by the core's own function."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from directbill.core import application, procedure
from directbill.core.dossier import Dossier, passed, standing
from directbill.core.errors import Refusal
from directbill.core.guards import GUARDS, Act, Guard
from directbill.core.work import Procedure, Work
from tests.model.bounded import Try, tries
from tests.model.invariants import INVARIANTS, OF_A_DOSSIER, Invariant, Step

ENDS = frozenset({application.State.ENROLLED, application.State.RENEWED, application.State.REFUSED})


@dataclass(frozen=True, slots=True)
class Edge:
    """One step: what was done, at what cost, where it leads, and which invariant it breaks."""

    tried: Try
    target: int
    broken: str = ""


@dataclass(slots=True)
class Life:
    """Dossiers by number, the steps out of each, the least setbacks to it, and the step it was first reached by."""

    procedure: Procedure
    guards: tuple[Guard, ...]
    everything: tuple[Try, ...]
    dossiers: list[Dossier]
    cost: list[int]
    reached: list[tuple[int, Try] | None]
    edges: list[list[Edge]] = field(default_factory=list)
    refused: dict[str, int] = field(default_factory=dict)

    def broken(self) -> tuple[str, list[Act]]:
        """The first invariant a step breaks, and the acts that lead there; empty where all hold."""
        for number, edges in enumerate(self.edges):
            for edge in edges:
                if edge.broken:
                    return edge.broken, [*self.path(number), edge.tried.act]
        return "", []

    def credit_passed(self, number: int) -> bool:
        """Whether the credit check of a dossier has passed."""
        item = self.procedure.of(Work.CREDIT)[0]
        return passed(self.procedure, self.dossiers[number], item.key)

    def path(self, number: int) -> list[Act]:
        """The acts from the beginning to a dossier."""
        acts = []
        step = self.reached[number]
        while step is not None:
            number, tried = step
            acts.append(tried.act)
            step = self.reached[number]
        return acts[::-1]


def explored(
    of: Procedure,
    *,
    setbacks: int,
    few: bool = False,
    guards: tuple[Guard, ...] = GUARDS,
    stop: bool = False,
) -> Life:
    """Every dossier within a bound of setbacks, every act tried in each. `stop` at the first broken invariant."""
    life = Life(of, guards, tuple(tries(of, few=few)), [procedure.begin(of)], [0], [None])
    numbers = {life.dossiers[0]: 0}
    life.edges.append([])
    ways: list[deque[int]] = [deque() for _ in range(setbacks + 2)]
    ways[0].append(0)
    done: set[int] = set()
    for price in range(setbacks + 1):
        while ways[price]:
            number = ways[price].popleft()
            if number in done:
                continue
            done.add(number)
            for edge, seen in _edges(life, number, numbers, setbacks=setbacks):
                life.edges[number].append(edge)
                if edge.broken and stop:
                    return life
                if not seen:
                    ways[life.cost[edge.target]].append(edge.target)
    return life


def _edges(
    life: Life, number: int, numbers: dict[Dossier, int], *, setbacks: int
) -> Iterator[tuple[Edge, bool]]:
    """The steps out of a dossier, and whether each leads to one seen at this price before."""
    for tried, after in _steps(life, number):
        price = life.cost[number] + tried.cost
        target = numbers.get(after)
        if target is None and price > setbacks:
            continue
        held = INVARIANTS if target is not None else (*INVARIANTS, *OF_A_DOSSIER)
        seen = target is not None and life.cost[target] <= price
        if target is None:
            target = numbers[after] = len(life.dossiers)
            life.dossiers.append(after)
            life.edges.append([])
            life.cost.append(price)
            life.reached.append((number, tried))
        elif not seen:
            life.cost[target], life.reached[target] = price, (number, tried)
        yield (
            Edge(tried, target, _broken(Step(life.procedure, life.dossiers[number], tried.act, after), held)),
            seen,
        )


def _steps(life: Life, number: int) -> Iterator[tuple[Try, Dossier]]:
    dossier = life.dossiers[number]
    for tried in life.everything:
        now = standing(life.procedure, dossier, tried.act.item).state
        if not tried.table.allows(now, tried.act.verb):
            continue
        try:
            yield tried, procedure.do(life.procedure, dossier, tried.act, guards=life.guards)
        except Refusal as refusal:
            life.refused[refusal.code] = life.refused.get(refusal.code, 0) + 1


def _broken(step: Step, held: tuple[Invariant, ...]) -> str:
    return next((i.__name__ for i in held if not i(step)), "")


def dead_ends(life: Life) -> list[int]:
    """Dossiers from which no end of an application can be reached."""
    sources: list[list[int]] = [[] for _ in life.dossiers]
    for number, edges in enumerate(life.edges):
        for edge in edges:
            sources[edge.target].append(number)
    good = {n for n, dossier in enumerate(life.dossiers) if dossier.application in ENDS}
    waiting = list(good)
    while waiting:
        for source in sources[waiting.pop()]:
            if source not in good:
                good.add(source)
                waiting.append(source)
    return [n for n in range(len(life.dossiers)) if n not in good]
