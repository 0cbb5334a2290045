"""What closes a verification: documents given and accepted, registers that confirm, the link that was opened."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from directbill.core import closing
from directbill.core.closing import Proof
from directbill.core.desk import Desk, Entry
from directbill.core.findings import Turn
from directbill.core.form import Values
from directbill.core.registers import Answer, Kind, Outcome, Question, Standing
from directbill.core.work import passing
from directbill.queries import checks, days, mailboxes, papers
from directbill.queries.checks import Said
from directbill.queries.papers import Document
from directbill.records.models import Application, Item, ItemStep, RegisterAnswer

ACCEPTED = "accepted"
"""What a step keeps the documents under that were accepted with it."""


@dataclass(frozen=True, slots=True)
class Standings:
    """Where the proof of an item stands: what there is, the documents behind it, and how it was proven otherwise."""

    proof: Proof
    given: tuple[Document, ...]
    """Every document that came with a step, the oldest first."""
    accepted: frozenset[UUID]
    by_hand: ItemStep | None = None
    """The step by which it was proven in another way, as long as its result lasts."""
    asked: frozenset[str] = frozenset()
    """Reasons for which the desk asked the company since it passed last."""
    settled: date | None = None
    """The day on which what is accepted was checked."""


def kinds(entry: Entry) -> tuple[str, ...]:
    """The kinds of document that close a group of an item, each once."""
    return tuple(dict.fromkeys(key for group in entry.closes for key in group.documents))


def standings(  # sentence: of whom, at which desk, of which item
    owner: Application, desk: Desk, row: Item
) -> Standings:
    """Where the proof of an item stands now. What was accepted for a result counts as long as the result lasts."""
    step = _passed(desk, row)
    taken = _taken(step.given) if step else frozenset()
    given = given_with(row)
    rule = desk.by_hand
    by_hand = step if step and rule and step.given.get(rule.by_hand) else None
    settled_on = days.of(step.at) if step else None
    found = proof(owner, desk, row, accepted=_kinds(given, taken))
    return Standings(found, given, taken, by_hand, asked(desk, row), settled_on)


def asked(desk: Desk, row: Item) -> frozenset[str]:
    """Reasons for which the desk asked the company about an item, since it passed last. One query."""
    passed = desk.procedure.item(row.key).life.passed
    found: set[str] = set()
    for step in ItemStep.objects.filter(item=row).order_by("number"):
        if step.after in passed:
            found.clear()
        elif step.side == Turn.DESK and step.reason:
            found.add(step.reason)
    return frozenset(found)


def proof(  # sentence: of whom, at which desk, of which item
    owner: Application, desk: Desk, row: Item, *, accepted: frozenset[str]
) -> Proof:
    """What there is, where documents of these kinds are accepted."""
    entry, said = desk.entry(row.key), Said(owner, desk)
    link = mailboxes.newest_opened(row)
    read = bool(entry.proof and link and link.email == said.value(entry.proof.to))
    return Proof(accepted, _confirming(row, entry, said), read)


def given_with(row: Item) -> tuple[Document, ...]:
    """Every document that came with a step of an item, the oldest first."""
    found = (each for documents in papers.of_steps(row).values() for each in documents)
    return tuple(sorted(found, key=lambda each: (each.given, str(each.id))))


def _passed(desk: Desk, row: Item) -> ItemStep | None:
    """The step by which a person let it pass, as long as that lasts."""
    item = desk.procedure.item(row.key)
    last = ItemStep.objects.filter(item=row, after=row.state).order_by("-number").first()
    if last is None or last.verb not in passing(item):
        return None
    return last if last.number == row.revision else None


def _taken(given: Values) -> frozenset[UUID]:
    """Documents that a step accepted, and those the desk gave with it."""
    lists = [value for value in given.values() if isinstance(value, list)]
    return frozenset(UUID(each["document"]) for value in lists for each in value if "document" in each)


def _kinds(given: tuple[Document, ...], taken: frozenset[UUID]) -> frozenset[str]:
    return frozenset(each.kind for each in given if each.id in taken and each.kind)


def _confirming(  # sentence: of which item, in words of the program, as the company says
    row: Item, entry: Entry, said: Said
) -> frozenset[Kind]:
    """Registers whose newest answer proves the company as it now says it is."""
    named = {kind for group in entry.closes for kind in group.registers}
    newest: dict[str, RegisterAnswer] = {}
    for each in checks.answers(row) if named else ():
        newest.setdefault(each.kind, each)
    return frozenset(kind for kind in named if kind in newest and _confirms(newest[kind], kind, said))


def _confirms(  # sentence: which answer, of which register, as the company says
    found: RegisterAnswer, kind: Kind, said: Said
) -> bool:
    asked = checks.asked(said, kind)
    answer = Answer(
        Question(kind, found.number, found.country, found.at),
        Outcome(found.outcome),
        found.name,
        found.address,
        Standing(found.standing),
    )
    return closing.confirms(answer, number=asked.number, name=asked.name, address=asked.address)
