"""Items of the desk's work as a page shows them: five answers, two clocks, the history, and what may be done."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from directbill.access import deeds, rules
from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.core import decision, procedure
from directbill.core.desk import Ask, Desk, Entry
from directbill.core.dossier import Dossier, passed, waits_for
from directbill.core.findings import Turn
from directbill.core.form import FieldKind
from directbill.core.work import LIVES, RECHECK, Work
from directbill.documents.texts import Catalog
from directbill.queries import conditions, days, items, papers, program
from directbill.queries.clocks import pauses
from directbill.records.models import Application, Item, ItemStep
from directbill.web.ui import fields
from directbill.web.ui.clocks import Clocks

FIVE = ("what", "why", "turn", "when", "otherwise")
OTHERWISE: dict[str, str] = {
    decision.State.GRANTED_WITH_CONDITIONS: "conditions.otherwise",
    decision.State.CONDITIONS_ANSWERED: "conditions.otherwise_looked",
    decision.State.CONDITIONS_MISSED: "conditions.missed.otherwise",
}
"""What happens otherwise while something of a grant is still to be closed: it depends on whose turn it is."""


@dataclass(frozen=True, slots=True)
class Answer:
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Button:
    verb: str
    name: str
    url: str
    grave: bool


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the history."""

    day: date
    said: str
    by: str
    reason: str
    text: str
    given: tuple[Answer, ...]
    documents: tuple[tuple[str, str], ...] = ()
    """Address and name of the documents that came with it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An item on its own page or as a line of a list."""

    key: str
    title: str
    help: str
    word: str
    tone: str
    turn: str
    due: date | None
    url: str
    assignee: str
    answers: tuple[Answer, ...]
    careful: str = ""
    line: str = ""
    """Whose turn and by when, as a line of a list says it; nothing where nothing is to be done."""


class View:
    """The items of one application for one reader, on a day, with the addresses of their face."""

    def __init__(
        self,
        owner: Application,
        *,
        actor: Actor,
        texts: Catalog,
        on: date,
        url: Callable[..., str],
        file: Callable[[UUID], str],
    ) -> None:
        self.owner = owner
        self.actor = actor
        self.texts = texts
        self.on = on
        self.url = url
        self.file = file
        """Where a document is handed out on this face."""
        self.rows = items.with_steps(owner)
        self.desk: Desk | None = items.desk(owner) if self.rows else None
        self.paused = pauses(owner) if self.rows else ()

    @property
    def dossier(self) -> Dossier:
        return items.dossier(self.owner, self.rows)

    def row(self, key: str) -> Item | None:
        """The row of an item, if the application has it."""
        return next((row for row in self.rows if row.key == key), None)

    def may(self, permission: Permission) -> bool:
        return rules.may(self.actor, permission, self.owner.partner_id)

    def title(self, row: Item) -> str:
        """What the item is called."""
        return self.texts.own(self._desk().entry(row.key).title)

    @property
    def again(self) -> bool:
        """Whether it is the yearly review of a partner."""
        return self.owner.review_of_id is not None

    def listed(self) -> tuple[Shown, ...]:
        """Every item in the procedure's order."""
        return tuple(self.shown(row) for row in self.rows)

    def shown(self, row: Item) -> Shown:
        """One item with its five answers."""
        desk = self._desk()
        entry, life = desk.entry(row.key), LIVES[Work(row.work)]
        state = type(life.table.initial)(row.state)
        waits = waits_for(desk.procedure, self.dossier, row.key)
        answers = dict(self._five(row, entry, waits))
        open_ = row.turn != Turn.NOBODY or bool(waits)
        return Shown(
            key=row.key,
            title=self.texts.own(entry.title),
            help=self.texts.own(entry.help),
            word=self._stands(row, "word"),
            tone=_tone(row, passed=state in life.passed, lost=state in life.lost),
            turn=row.turn,
            due=row.due,
            url=self.url(row.key),
            assignee=str(row.assignee) if row.assignee else "",
            answers=tuple(Answer(self.texts.say(f"five.{part}"), text) for part, text in answers.items()),
            careful=self._careful(row, state=state),
            line=f"{answers['turn']} {answers['when']}" if open_ else "",
        )

    def buttons(self, row: Item) -> tuple[Button, ...]:
        """What this reader may do with an item now: the table, the guards and their rights all allow it."""
        desk = self._desk()
        found = procedure.verbs(desk.procedure, self.dossier, row.key, by=self.actor.key)
        life = LIVES[Work(row.work)]
        cannot = conditions.cannot(row, desk, on=self.on)
        by_hand = [verb for verb in found if verb not in {RECHECK, *life.by_rule, *cannot}]
        by_hand.sort(key=lambda verb: verb not in life.onward)
        return tuple(
            Button(
                verb,
                capital(self.texts.verb(life.table.name, verb, again=self.again)),
                self.url(row.key, verb),
                verb in life.reasoned,
            )
            for verb in by_hand
            if self.may(deeds.permission(Work(row.work), verb))
        )

    def history(self, row: Item) -> tuple[Deed, ...]:
        """Every step, the newest first; what is of the credit file only for those who may read it."""
        reads = row.work != Work.CREDIT or self.may(Permission.CREDIT_READ)
        documents = papers.of_steps(row)
        return tuple(
            self._deed(row, step, reads=reads, documents=documents.get(step.id, []))
            for step in items.steps(row)
        )

    def clocks(self, row: Item) -> tuple[Answer, ...]:
        """The running clock, and how many days each side had the turn so far."""
        return tuple(Answer(label, text) for label, text in self._clocks().told(row))

    def _clocks(self) -> Clocks:
        why, again = self.owner.reason, self.again
        return Clocks(self._desk(), texts=self.texts, on=self.on, paused=self.paused, why=why, again=again)

    def ask(self, row: Item, verb: str) -> Ask:
        """What is asked for with a verb."""
        name = f"{LIVES[Work(row.work)].table.name}.{verb}"
        return self._desk().asks.get(name, Ask(name))

    def _desk(self) -> Desk:
        if self.desk is None:
            raise LookupError(self.owner.reference)
        return self.desk

    def _five(self, row: Item, entry: Entry, waits: tuple[str, ...]) -> Iterable[tuple[str, str]]:
        texts, table = self.texts, LIVES[Work(row.work)].table
        yield "what", " ".join((self._stands(row, "says"), *self._asked_last(row)))
        yield "why", self._why(entry)
        titles = ", ".join(texts.own(self._desk().entry(key).title) for key in waits)
        if titles and row.turn == Turn.NOBODY and not table.is_final(type(table.initial)(row.state)):
            yield "turn", texts.say("item.waits", items=titles)
            yield "when", texts.say("item.after_them")
        else:
            yours = row.turn == Turn.APPLICANT and self.owner.partner_id in self.actor.partners
            yield "turn", texts.say("item.turn_yours" if yours else f"item.turn.{row.turn}")
            yield "when", self._clocks().when(row)
        if row.turn != Turn.NOBODY or titles:
            promised = OTHERWISE.get(row.state) if row.work == Work.DECISION else None
            yield "otherwise", texts.say(promised) if promised else texts.own(entry.otherwise)

    def _stands(self, row: Item, part: str) -> str:
        """Where it stands, in a word or a sentence."""
        name = LIVES[Work(row.work)].table.name
        return self.texts.stands(name, row.state, part, again=self.again)

    def _asked_last(self, row: Item) -> Iterable[str]:
        """The reason and the words by which it became the applicant's turn."""
        last = next(reversed(list(row.steps.all())), None)
        if last is None or row.turn != Turn.APPLICANT or last.side not in {Turn.DESK, Turn.ASSESSOR}:
            return
        if (
            row.work != Work.CREDIT
            or self.owner.partner_id in self.actor.partners
            or self.may(Permission.CREDIT_READ)
        ):
            reasons = self.ask(row, last.verb).reasons
            if last.reason in reasons:
                yield self.texts.own(reasons[last.reason])
            if last.text:
                yield self.texts.say("item.quoted", text=last.text)

    def _why(self, entry: Entry) -> str:
        edition = program.edition(self.owner.edition)
        found = next((r for r in edition.requirements if r.key == entry.requirement), None)
        title = self.texts.own(edition.title)
        if found is None:
            return self.texts.say("item.why_order", edition=title)
        return self.texts.say("item.why", requirement=self.texts.own(found.title), edition=title)

    def _careful(self, row: Item, *, state: object) -> str:
        """Before the first plan is bought while the assessment or the decision is still open, the page warns."""
        if row.work != Work.CONTRACT or row.turn != Turn.APPLICANT or self.again:
            return ""
        desk, dossier = self._desk(), self.dossier
        still = [
            self.texts.own(desk.entry(item.key).title)
            for item in desk.procedure.items
            if item.work in {Work.ASSESSMENT, Work.DECISION} and not passed(desk.procedure, dossier, item.key)
        ]
        return self.texts.say("item.plan_early", items=", ".join(still)) if still else ""

    def _deed(self, row: Item, step: ItemStep, *, reads: bool, documents: list[papers.Document]) -> Deed:
        texts, table = self.texts, LIVES[Work(row.work)].table
        of_company = self.owner.partner_id in self.actor.partners
        own, inner = (
            step.side == Turn.APPLICANT and of_company,
            of_company and papers.is_inner(row, step.verb),
        )
        ask = self.ask(row, step.verb)
        shown = (reads or own) and not inner
        restricted = own or self.may(Permission.DETAILS_READ_RESTRICTED)
        reason = texts.own(ask.reasons[step.reason]) if step.reason in ask.reasons else ""
        given = [
            Answer(texts.own(f.label), fields.given(f, step.given[f.key], texts=texts, reads=restricted))
            for f in ask.fields
            if shown and step.given.get(f.key) and f.kind is not FieldKind.EVIDENCE
        ]
        files = tuple((self.file(each.file), each.title) for each in documents if shown)
        by = texts.say("item.by_itself") if step.side == Turn.NOBODY else step.by_name
        told = shown or (of_company and not inner)
        said = texts.say(
            "item.did",
            verb=capital(texts.verb(table.name, step.verb, again=self.again)),
            word=texts.stands(table.name, step.after, "word", again=self.again),
        )
        return Deed(
            days.of(step.at), said, by, reason if told else "", step.text if told else "", tuple(given), files
        )


def capital(text: str) -> str:
    """A verb as the name of a button or the heading of its page."""
    return text[:1].upper() + text[1:]


def _tone(row: Item, *, passed: bool, lost: bool) -> str:
    if passed:
        return "good"
    if lost:
        return "bad"
    return "not_started" if row.turn == Turn.NOBODY else "in_progress"
