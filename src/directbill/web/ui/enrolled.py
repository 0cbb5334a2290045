"""An enrollment as its page shows it: where it stands and why, what it may do, what is open, and what was before."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from directbill.access import rules as access
from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.core import enrollment, restriction
from directbill.core.application import State as Applied
from directbill.core.enrollment import State
from directbill.core.findings import Turn
from directbill.core.signals import Watch
from directbill.documents import noticed, permitted
from directbill.documents.noticed import Noticed
from directbill.documents.permitted import Table
from directbill.documents.texts import Catalog
from directbill.documents.words import Words, words_for
from directbill.queries import days, enrollments, program, reviews
from directbill.queries import enrolled as queries
from directbill.records.models import Application, Enrollment, Restriction, Signal
from directbill.web.ui.itemized import Answer

TONES: dict[str, str] = {
    State.ACTIVE: "good",
    State.ACTIVE_WITH_CONDITIONS: "in_progress",
    State.RESTRICTED: "bad",
    State.SUSPENDED: "bad",
    State.REVOKED: "bad",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A restriction or a signal as a line of a list: what it is, where it stands, whose turn and by when."""

    title: str
    word: str
    tone: str
    line: str
    url: str = ""
    about: str = ""
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A range of days in one state, with its cause."""

    since: date
    until: date | None
    word: str
    cause: str


@dataclass(frozen=True, slots=True)
class Open:
    """Something that waits for somebody until a day."""

    turn: str
    due: date | None
    says: str
    otherwise: str


@dataclass(frozen=True, slots=True)
class Dismissible:
    """A signal that the desk may lay aside, in words."""

    key: UUID
    title: str
    about: str
    otherwise: str


class View:
    """One enrollment for one reader, on a day, with the addresses of their face."""

    def __init__(
        self,
        row: Enrollment,
        *,
        actor: Actor,
        texts: Catalog,
        on: date,
        url: Callable[..., str],
        of_review: Callable[[Application], str],
    ) -> None:
        self.row = row
        self.actor = actor
        self.texts = texts
        self.on = on
        self.url = url
        """Where a restriction of it is shown, by its number, and where a verb of one is done."""
        self.of_review = of_review
        """Where an open review of it is shown."""
        self.of_company = row.partner_id in actor.partners
        self.rules = enrollments.rules(row)
        self.words: Words = words_for(texts, program.edition(row.edition), program=program.program())
        self.restrictions = queries.restrictions(row, told=self.of_company)
        self.signals = enrollments.signals(row)

    def may(self, permission: Permission) -> bool:
        return access.may(self.actor, permission, self.row.partner_id)

    def say(self, key: str, /, **values: object) -> str:
        return self.texts.say(key, **values)

    @property
    def is_over(self) -> bool:
        """Whether nothing is asked of it any more, so that no later edition binds it."""
        return State(self.row.state) in enrollment.OVER

    @property
    def region(self) -> str:
        """The region's name; where the form asks for none, that it is for everywhere."""
        return self.texts.own(queries.region(self.row)) or self.say("enrolled.everywhere")

    @property
    def edition(self) -> str:
        return self.texts.own(self.words.edition.title)

    @property
    def word(self) -> str:
        return self.say(f"life.enrollment.{self.row.state}.word")

    @property
    def tone(self) -> str:
        return TONES.get(self.row.state, "not_started")

    @property
    def since(self) -> str:
        """Since when it stands there, and how many days that is."""
        return self.say("enrolled.since", day=self.row.since, n=(self.on - self.row.since).days)

    @property
    def open(self) -> list[Restriction]:
        """Restrictions of which something is left."""
        return [each for each in self.restrictions if each.state not in restriction.UNDONE]

    def noticed(self, row: Restriction) -> Noticed:
        """The cause of a restriction, in words."""
        return noticed.cause(row.cause, row.params, rules=self.rules, words=self.words)

    def five(self) -> tuple[Answer, ...]:
        """What, why, whose turn, by when, and what otherwise."""
        found = {"what": self._what(), "why": self._why(), **dict(self._next())}
        return tuple(Answer(self.say(f"five.{part}"), text) for part, text in found.items())

    def turn(self, side: str) -> str:
        """Whose turn it is, as this reader is told."""
        yours = side == Turn.APPLICANT and self.of_company
        return self.say(f"enrolled.turn.{'yours' if yours else side}")

    def by(self, due: date | None) -> str:
        """A day by which something is to be done, and how many days are left, or over."""
        if due is None:
            return self.say("item.no_deadline")
        left = (due - self.on).days
        return self.say("enrolled.by" if left >= 0 else "enrolled.missed", day=due, n=abs(left))

    def may_do(self) -> Table:
        """What it may do now."""
        found = enrollments.may(self.row)
        state = State(self.row.state)
        return permitted.table(found, state=state, rules=self.rules, words=self.words, on=self.on)

    def open_lines(self) -> tuple[Line, ...]:
        """Restrictions of which something is left, as a list."""
        return tuple(map(self._line, self.open))

    def over_lines(self) -> tuple[Line, ...]:
        """Restrictions of which nothing is left."""
        over = (each for each in self.restrictions if each.state in restriction.UNDONE)
        return tuple(map(self._line, over))

    def noticed_now(self) -> tuple[Line, ...]:
        """What is noticed of it now, the most urgent first."""
        found = ((row, self._signal(row)) for row in self.signals)
        return tuple(
            Line(
                title=said.title,
                word=self.by(row.due),
                tone="in_progress" if row.turn != Turn.NOBODY else "not_started",
                line=f"{self.turn(row.turn)} {self.say('enrolled.noticed_on', day=days.of(row.raised_at))}",
                about=" ".join(part for part in (said.about, said.help) if part),
                otherwise=said.otherwise,
            )
            for row, said in found
            if said is not None
        )

    def review(self) -> tuple[Answer, ...]:
        """The next review: its day, how that was computed, and when it opens. Nothing after the end."""
        if self.row.state not in enrollment.RUNNING:
            return ()
        due = reviews.due(self.row)
        opens = reviews.opens(self.row, due)
        clock = self.words.edition.review
        found = {
            "due": self.by(due.day),
            "counted": self.say(f"enrolled.counted.{due.counted_from}", base=due.base, n=clock.months),
            "opens": self.say("enrolled.opens", day=opens, n=self.rules.review_opens.count),
            "source": self.words.source_of(clock.source),
        }
        return tuple(Answer(self.say(f"enrolled.review_{part}"), text) for part, text in found.items())

    def history(self) -> tuple[Stretch, ...]:
        """Its states as ranges of days, the newest first."""
        return tuple(
            Stretch(
                each.since,
                each.until,
                self.say(f"life.enrollment.{each.state}.word"),
                self._title(each.cause),
            )
            for each in reversed(enrollments.history(self.row))
        )

    def _title(self, cause: str) -> str:
        return noticed.cause(cause, {}, rules=self.rules, words=self.words).title if cause else ""

    def _what(self) -> str:
        return self.say(f"life.enrollment.{self.row.state}.says")

    def _why(self) -> str:
        row, held = self.row, enrollments.of_core
        holding = [each for each in self.open if held(each).holds is State(row.state)]
        if holding:
            return " ".join(self.noticed(each).said for each in holding)
        values = {"enrolled": row.enrolled_on, "begins": row.begins_on, "ended": row.ended_on}
        return self.say(f"enrolled.why.{row.state}", application=row.application.reference, **values)

    def _next(self) -> Iterator[tuple[str, str]]:
        """Whose turn it is: that of whatever has to be done first. Where nothing has, when it is looked at again."""
        owner = self.open_review
        waiting = sorted(self._open(), key=lambda each: each.due or date.max)
        if waiting:
            first = waiting[0]
            yield "turn", self.turn(first.turn)
            yield "when", " ".join((self.by(first.due), *([first.says] if waiting[1:] or owner else [])))
            yield "otherwise", first.otherwise
            return
        yield "turn", self.turn(Turn.NOBODY)
        if self.row.state in enrollment.RUNNING:
            due = reviews.due(self.row)
            yield "when", self.say("enrolled.next_review", day=due.day, n=(due.day - self.on).days)
            yield "otherwise", self.say("enrolled.watched")
        elif self.row.locked_until:
            yield "when", self.say("enrolled.locked", day=self.row.locked_until)
            yield "otherwise", self.say("enrolled.otherwise_locked")
        else:
            yield "when", self.say(f"enrolled.when.{self.row.state}", day=self.row.begins_on)

    @cached_property
    def open_review(self) -> Application | None:
        """The yearly review that is open; None where none is."""
        if self.row.state not in enrollment.RUNNING:
            return None
        found = reviews.last(self.row)
        return found if found is not None and found.state == Applied.SUBMITTED else None

    def review_link(self) -> tuple[str, str] | None:
        """The reference of an open review, and its page."""
        found = self.open_review
        return (found.reference, self.of_review(found)) if found else None

    def _open(self) -> Iterator[Open]:
        owner = self.open_review
        if owner is not None:
            turn = Turn.APPLICANT if reviews.owes(owner) else Turn.DESK
            kind = next((each for each in self.rules.signals if each.watch is Watch.REVIEW), None)
            otherwise = self.texts.own(kind.otherwise) if kind else ""
            says = self.say("enrolled.review_open", reference=owner.reference)
            yield Open(turn, owner.review_due, says, otherwise)
        for row in self.open:
            if row.turn != Turn.NOBODY:
                says = self.say("enrolled.first_restriction", cause=self.noticed(row).title)
                yield Open(row.turn, row.due, says, self.otherwise(row))
        for each in self.signals:
            said = self._signal(each)
            if said is not None and each.turn != Turn.NOBODY:
                yield Open(each.turn, each.due, f"{said.title}.", said.otherwise)

    def otherwise(self, row: Restriction) -> str:
        """What happens to a restriction if nobody does anything."""
        following = row.plan[row.taken] if row.taken < len(row.plan) else None
        values: dict[str, object] = {
            "n": self.rules.again.count,
            "appeal": self.rules.appeal.count,
            "until": row.until or "",
            "next": self.say(f"life.enrollment.{following['state']}.word") if following else "",
            "says": self.say(f"life.enrollment.{following['state']}.says") if following else "",
        }
        dated = row.state == restriction.State.OPEN and following is not None and following["on"]
        return self.say(f"restricted.otherwise.{'step' if dated else row.state}", **values)

    def stands(self, row: Restriction) -> str:
        """Where a restriction stands, in a word; of one that runs and has taken something, what it keeps it in."""
        held = enrollments.of_core(row).holds
        if row.state == restriction.State.OPEN and held is not None:
            return self.say(f"life.enrollment.{held}.word")
        return self.say(f"life.restriction.{row.state}.word")

    def tone_of(self, row: Restriction) -> str:
        """How grave it is: something is taken, something is to come, or nothing is left."""
        if row.state in restriction.UNDONE:
            return "not_started"
        takes = enrollments.of_core(row).holds is not None and row.state not in restriction.TRIAL
        return "bad" if takes else "in_progress"

    def _line(self, row: Restriction) -> Line:
        open_ = row.state not in restriction.UNDONE and row.turn != Turn.NOBODY
        return Line(
            title=self.noticed(row).title,
            word=self.stands(row),
            tone=self.tone_of(row),
            line=f"{self.turn(row.turn)} {self.by(row.due)}" if open_ else "",
            url=self.url(row.number),
            otherwise=self.otherwise(row) if open_ else "",
        )

    @property
    def dismissible(self) -> list[Dismissible]:
        """Signals that lead to no restriction, and so can be laid aside."""
        kinds = ((row, self.rules.signal(row.kind)) for row in self.signals)
        free = [row for row, kind in kinds if kind is not None and not kind.leads_to]
        said = ((row, self._signal(row)) for row in free)
        return [Dismissible(row.id, n.title, n.about, n.otherwise) for row, n in said if n is not None]

    def _signal(self, row: Signal) -> Noticed | None:
        kind = self.rules.signal(row.kind)
        return noticed.told(kind, row.subject, row.params, words=self.words) if kind else None
