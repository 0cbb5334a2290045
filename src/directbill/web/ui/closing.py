"""What closes a verification, on the pages of both sides: each group, what closed it, and what is still missing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from directbill.core import closing
from directbill.core.closing import OTHER, Group, Needs
from directbill.core.errors import Fault
from directbill.core.form import FieldKind, Values
from directbill.core.work import passing
from directbill.documents.words import Words
from directbill.queries import closing as proofs
from directbill.queries import days, program
from directbill.queries.closing import ACCEPTED, Standings
from directbill.queries.papers import Document
from directbill.records.models import Item
from directbill.web.request import Request
from directbill.web.ui.fields import Choice
from directbill.web.ui.itemized import View

ACCEPT = "accept"
"""The name under which a page sends the documents that are accepted."""


NAMED = frozenset({"closes_open", "closes_unasked", "document_too_old", "document_undated"})
"""Faults that name a group, or a kind of document."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that came, and whether it was accepted."""

    url: str
    title: str
    says: str
    age: str
    """Whether it is fresh, by how much, by which rule."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document a group takes, with what came of it."""

    title: str
    about: str
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A group, as a page shows it."""

    id: str
    title: str
    closed: bool
    idle: bool
    """Nothing is asked for, and nothing is missing."""
    says: str
    """What closed it, or what is still missing, as a sentence."""
    lead: str
    kinds: tuple[Kind, ...]
    besides: str
    assumed: str


@dataclass(frozen=True, slots=True)
class Closing:
    """What closes an item. `by_hand` is how it was proven in another way; `offered` can be accepted with the verb."""

    groups: tuple[Shown, ...]
    by_hand: str
    offered: tuple[Choice, ...] = ()
    kinds: tuple[Choice, ...] = ()
    """What a document that is given now can be, and what was said of one; empty where nothing is asked."""
    issued: str = ""
    """The day that was said of it."""


def of(  # sentence: to whom, of which item
    view: View, row: Item, *, verb: str = "", request: Request | None = None
) -> Closing | None:
    """What closes an item, and what a page of a verb asks for; None where no documents are named."""
    entry = view.desk.entry(row.key) if view.desk else None
    if view.desk is None or entry is None or not entry.closes:
        return None
    found = proofs.standings(view.owner, view.desk, row)
    told = _By(view, found)
    sent = set(request.POST.getlist(ACCEPT)) if request else set()
    offered = (each for each in found.given if each.kind) if verb in passing(entry.item) else ()
    return Closing(
        groups=tuple(map(told.group, entry.closes)),
        by_hand=told.by_hand(),
        offered=tuple(Choice(str(e.id), told.offered(e), str(e.id) in sent) for e in offered),
        kinds=tuple(told.kinds(proofs.kinds(entry), said=_typed(view, row, verb, "kind", request)))
        if verb
        else (),
        issued=_typed(view, row, verb, "issued", request) if verb else "",
    )


def _typed(view: View, row: Item, verb: str, part: str, request: Request | None) -> str:
    """What was sent about a document beside it."""
    keys = (each.key for each in view.ask(row, verb).fields if each.kind is FieldKind.EVIDENCE)
    found = (str(request.POST.get(f"{key}.{part}", "")) for key in keys) if request else ()
    return next(filter(None, found), "")


def sent(  # sentence: by whom, of which item, with which verb
    view: View, row: Item, verb: str, *, request: Request
) -> Values:
    """The documents that were accepted on the page of a verb."""
    if view.desk is None or verb not in passing(view.desk.procedure.item(row.key)):
        return {}
    return {ACCEPTED: [{"document": key} for key in request.POST.getlist(ACCEPT)]}


def worded(  # sentence: to whom, of which item, what is wrong
    view: View, row: Item, faults: tuple[Fault, ...]
) -> tuple[Fault, ...]:
    """Groups that are still open, and documents that are not fresh, by their titles in the reader's language."""
    groups = view.desk.entry(row.key).closes if view.desk else ()
    titles = {group.key: view.texts.own(group.title) for group in groups}
    kinds = view.desk.documents if view.desk else {}
    titles |= {key: view.texts.own(kind.title) for key, kind in kinds.items()}
    return tuple(replace(f, found=titles[f.found]) if f.code in NAMED else f for f in faults)


@dataclass(frozen=True, slots=True)
class _By:
    """Sentences about one item's proof, for one reader."""

    view: View
    found: Standings

    def group(self, group: Group) -> Shown:
        texts = self.view.texts
        closed, idle = self._closed(group), self._idle(group)
        note = texts.own(group.source.note) if group.source.assumed else ""
        return Shown(
            id=f"f-closes.{group.key}",
            title=texts.own(group.title),
            closed=closed,
            idle=idle and not closed,
            says=self._closed_by(group) if closed else self._missing(group),
            lead=texts.say(f"closing.{group.needs}") if group.documents else "",
            kinds=() if idle else tuple(self._kind(key) for key in group.documents),
            besides=self._besides(group),
            assumed=texts.say("closing.assumed", note=note) if note else "",
        )

    def _closed(self, group: Group) -> bool:
        return self.found.by_hand is not None or closing.closed(group, self.found.proof)

    def _idle(self, group: Group) -> bool:
        given = frozenset(each.kind for each in self.found.given)
        return closing.idle(group, asked=self.found.asked, given=given)

    def by_hand(self) -> str:
        """How it was proven in another way, as the company reads it."""
        step, desk, texts = self.found.by_hand, self.view.desk, self.view.texts
        if step is None or desk is None or desk.by_hand is None:
            return ""
        asked = {f.key: f for f in self.view.ask(step.item, step.verb).fields}
        how = texts.own(asked[desk.by_hand.by_hand].choices[step.given[desk.by_hand.by_hand]])
        return texts.say(
            "closing.by_hand", how=how, seen=step.given[desk.by_hand.words], day=days.of(step.at)
        )

    def offered(self, each: Document) -> str:
        """A document that can be accepted: what it is, what it is called, and what accepting says of it."""
        name = {"kind": self._title(each.kind), "title": each.title}
        age = self._age(each, on=self.view.on)
        return " ".join(filter(None, (self.view.texts.say("closing.accept", **name), age)))

    def kinds(self, keys: tuple[str, ...], *, said: str) -> Iterator[Choice]:
        """What a document can be said to be."""
        for key in keys:
            yield Choice(key, self._title(key), key == said)
        if keys:
            yield Choice(OTHER, self.view.texts.say("closing.other"), said == OTHER)

    def _named(self, key: str) -> closing.Named | None:
        return self.view.desk.documents.get(key) if self.view.desk else None

    def _title(self, key: str) -> str:
        kind = self._named(key)
        return self.view.texts.own(kind.title) if kind else key

    def _fresh(self, key: str) -> str:
        kind = self._named(key)
        return self.view.texts.say("closing.fresh", n=kind.fresh_months) if kind and kind.fresh_months else ""

    def _age(self, each: Document, *, on: date) -> str:
        """Whether it is fresh on a day, and by how many days."""
        kind, texts = self._named(each.kind), self.view.texts
        found = closing.freshness(kind, each.issued, on=on) if kind else None
        if kind is None or found is None:
            return texts.say("fresh.dated", issued=each.issued) if each.issued else ""
        values = {"on": on, "issued": each.issued, "until": found.until, "n": found.days}
        return texts.say(f"fresh.{found.age}", **values)

    def _rule(self, key: str) -> str:
        """The rule of its age, and where that comes from; empty where there is none."""
        kind, texts = self._named(key), self.view.texts
        if kind is None or not kind.fresh_months:
            return ""
        words = Words(texts, program.edition(self.view.owner.edition), program.program())
        return texts.say("fresh.rule", n=kind.fresh_months, source=words.source_of(kind.source))

    def _kind(self, key: str) -> Kind:
        texts, kind = self.view.texts, self._named(key)
        examples = ", ".join(texts.own(each) for each in kind.examples) if kind else ""
        about = texts.say("closing.examples", examples=examples) if examples else ""
        return Kind(
            self._title(key),
            " ".join(filter(None, (about, self._fresh(key)))),
            tuple(self._paper(each) for each in self.found.given if each.kind == key),
        )

    def _paper(self, each: Document) -> Paper:
        word = "accepted" if each.id in self.found.accepted else "given"
        says = self.view.texts.say(f"closing.{word}", day=days.of(each.given))
        on = self.found.settled if word == "accepted" and self.found.settled else self.view.on
        return Paper(
            self.view.file(each.file),
            each.title,
            says,
            " ".join(filter(None, (self._age(each, on=on), self._rule(each.kind)))),
        )

    def _besides(self, group: Group) -> str:
        texts = self.view.texts
        if group.link:
            return texts.say("closing.link")
        names = ", ".join(texts.say(f"checks.{kind}.name") for kind in group.registers)
        return texts.say("closing.registers", names=names) if names else ""

    def _closed_by(self, group: Group) -> str:
        texts, proof = self.view.texts, self.found.proof
        if not closing.closed(group, proof):
            return texts.say("unasked.otherwise")
        if group.link and proof.link:
            return texts.say("closing.by_link")
        registers = [texts.say(f"checks.{kind}.name") for kind in group.registers if kind in proof.registers]
        if registers:
            return texts.say("closing.by_register", names=", ".join(registers))
        there = (self._title(key) for key in group.documents if key in proof.documents)
        return texts.say("closing.by_documents", names=", ".join(there))

    def _missing(self, group: Group) -> str:
        texts = self.view.texts
        names = [self._title(key) for key in closing.missing(group, self.found.proof)]
        if self._idle(group):
            return texts.say("unasked.idle", names=", ".join(map(self._title, group.documents)))
        waiting = {each.kind for each in self.found.given}
        if any(key in waiting for key in group.documents):
            return texts.say("closing.to_accept")
        if not names:
            return texts.say("closing.link_missing")
        joined = texts.say("closing.or").join(names) if group.needs is Needs.ANY_OF else ", ".join(names)
        return texts.say(f"closing.missing_{group.needs}", names=joined)
