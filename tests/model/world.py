"""Two applications, two people of the desk, and a worker that may die at any moment: every state they can come to.

The worker does what the clock asks for, and sends *the* e-mail. It takes a job, does it, and only then strikes it
off; whoever dies in between leaves the job to be taken again. The steps of an application are those of its graph
(`life`), found by the core's own function; the message goes by the core's own table.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from directbill.core import delivery
from directbill.core.delivery import Delivery
from directbill.core.findings import Turn
from tests.model.life import ENDS, Edge, Life


class Mail(NamedTuple):
    """The e-mail of one application: how often it was caused and taken by the carrier, and where it stands."""

    caused: int = 0
    taken: int = 0
    state: Delivery | None = None
    handed: bool = False


class Job(NamedTuple):
    """A job of the clock in the worker's hands: whose, which act, and whether it was done already."""

    whose: int
    number: int
    done: bool


class World(NamedTuple):
    """One state of everything. `left` are the setbacks that may still happen."""

    lives: tuple[int, int]
    left: int
    mails: tuple[Mail, Mail]
    job: Job | None = None


class Move(NamedTuple):
    who: str
    what: str
    after: World


@dataclass(slots=True)
class Found:
    """What the search saw: how many states, and the way to the first that breaks an invariant."""

    states: int = 0
    moves: int = 0
    broken: str = ""
    path: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Search:
    """The moves out of a state. `key_once`: the carrier takes the key of a message a single time."""

    life: Life
    key_once: bool = True
    by_verb: list[dict[int, Edge]] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)
    passed: list[bool] = field(default_factory=list)
    ended: list[bool] = field(default_factory=list)

    def __post_init__(self) -> None:
        numbers: dict[str, int] = {}
        for edges in self.life.edges:
            row: dict[int, Edge] = {}
            for edge in edges:
                name = (
                    f"{edge.tried.act.item}.{edge.tried.act.verb} {edge.tried.act.by}{edge.tried.act.touched}"
                )
                row[numbers.setdefault(name, len(numbers))] = edge
            self.by_verb.append(row)
        self.acts = list(numbers)
        everything = range(len(self.life.dossiers))
        self.passed = [self.life.credit_passed(number) for number in everything]
        self.ended = [self.life.dossiers[number].application in ENDS for number in everything]

    def moves(self, now: World) -> Iterator[Move]:
        """Everything that can happen next."""
        for whose in (0, 1):
            yield from self._people(now, whose)
            yield from self._message(now, whose)
        yield from self._worker(now)

    def _people(self, now: World, whose: int) -> Iterator[Move]:
        for number, edge in self.by_verb[now.lives[whose]].items():
            if edge.tried.cost > now.left:
                continue
            if edge.tried.side is not Turn.NOBODY:
                yield Move(f"application {whose + 1}", self.acts[number], self._stepped(now, whose, edge))
            elif now.job is None:
                yield Move(
                    "the worker takes", self.acts[number], now._replace(job=Job(whose, number, done=False))
                )

    def _stepped(self, now: World, whose: int, edge: Edge) -> World:
        lives = tuple(edge.target if i == whose else n for i, n in enumerate(now.lives))
        after = now._replace(lives=lives, left=now.left - edge.tried.cost)
        if not self.passed[edge.target] or self.passed[now.lives[whose]]:
            return after
        mail = now.mails[whose]
        return _mailed(
            after, whose, mail._replace(caused=mail.caused + 1, state=mail.state or delivery.TABLE.initial)
        )

    def _worker(self, now: World) -> Iterator[Move]:
        job = now.job
        if job is None:
            return
        yield Move("the worker dies", "its job is taken again", now._replace(job=job._replace(done=False)))
        if job.done:
            yield Move("the worker strikes off", self.acts[job.number], now._replace(job=None))
            return
        edge = self.by_verb[now.lives[job.whose]].get(job.number)
        if edge is None or edge.tried.cost > now.left:
            yield Move(
                "the worker is refused", self.acts[job.number], now._replace(job=job._replace(done=True))
            )
        else:
            after = self._stepped(now, job.whose, edge)
            yield Move("the worker does", self.acts[job.number], after._replace(job=job._replace(done=True)))

    def _message(self, now: World, whose: int) -> Iterator[Move]:
        mail, table = now.mails[whose], delivery.TABLE
        if mail.state is None:
            return
        if table.allows(mail.state, "claim"):
            claimed = mail._replace(state=table.after(mail.state, "claim"), handed=False)
            yield Move("the worker claims", f"message {whose + 1}", _mailed(now, whose, claimed))
        if mail.state is not Delivery.SENDING:
            return
        if not mail.handed:
            taken = mail.taken if self.key_once and mail.taken else mail.taken + 1
            yield Move(
                "the carrier takes",
                f"message {whose + 1}",
                _mailed(now, whose, mail._replace(taken=taken, handed=True)),
            )
            back = mail._replace(state=table.after(mail.state, "put_back"))
            yield Move(
                "the worker dies before handing over", f"message {whose + 1}", _mailed(now, whose, back)
            )
            return
        sent = mail._replace(state=table.after(mail.state, "send"), handed=False)
        yield Move("the worker marks as sent", f"message {whose + 1}", _mailed(now, whose, sent))
        doubt = mail._replace(state=table.after(mail.state, "doubt"), handed=False)
        yield Move("the worker dies after handing over", f"message {whose + 1}", _mailed(now, whose, doubt))

    def broken(self, now: World) -> str:
        """The invariant a state breaks, or nothing."""
        for life, mail in zip(now.lives, now.mails, strict=True):
            if mail.taken > 1 or mail.caused > 1:
                return "exactly_one_notice_of_each_kind"
            if mail.state is Delivery.SENT and mail.taken != 1:
                return "sent_means_taken"
            if self.passed[life] and not mail.caused:
                return "passed_means_told"
        return ""

    def stuck(self, now: World, *, moved: bool) -> str:
        """Where nothing can happen any more, everything has come to its end: applications, jobs and messages."""
        if moved:
            return ""
        ended = all(self.ended[life] for life in now.lives) and now.job is None
        told = all(mail.state in {None, Delivery.SENT} for mail in now.mails)
        return "" if ended and told else "no_dead_end"


def _mailed(now: World, whose: int, mail: Mail) -> World:
    first, second = now.mails
    return now._replace(mails=(mail, second) if whose == 0 else (first, mail))


def searched(search: Search, *, setbacks: int) -> Found:
    """Every state within a bound of setbacks of both applications together."""
    first = World((0, 0), setbacks, (Mail(), Mail()))
    came: dict[World, tuple[World, str] | None] = {first: None}
    waiting = deque([first])
    found = Found()
    while waiting:
        now = waiting.popleft()
        found.states += 1
        moved = False
        for who, what, after in search.moves(now):
            found.moves += 1
            moved = True
            if after not in came:
                came[after] = (now, f"{who}: {what}")
                waiting.append(after)
        if broken := search.broken(now) or search.stuck(now, moved=moved):
            found.broken, found.path = broken, _path(came, now)
            return found
    return found


def _path(came: dict[World, tuple[World, str] | None], now: World) -> list[str]:
    path = []
    step = came[now]
    while step is not None:
        path.append(step[1])
        step = came[step[0]]
    return path[::-1]
