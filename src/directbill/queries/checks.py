"""What is checked of a company without anybody's word: its numbers by themselves, and what registers said of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from directbill.core import form
from directbill.core.application import Answers
from directbill.core.desk import Desk, Entry, Lookup
from directbill.core.form import Field, Values
from directbill.core.numbers import Judged
from directbill.core.registers import Kind
from directbill.core.work import LIVES, Work
from directbill.queries import program, standing
from directbill.records.models import Application, Item, ItemStep, RegisterAnswer


@dataclass(frozen=True, slots=True)
class Number:
    """A number that was given, and what can be said of it by itself."""

    field: Field
    judged: Judged


@dataclass(frozen=True, slots=True)
class Asked:
    """What a register can be asked about a company, and what the company says of itself."""

    lookup: Lookup
    number: str
    """As registers write it; empty where none was given."""
    country: str
    name: str
    address: str
    fits: bool
    """Whether the register has companies of that country."""


class Said:
    """Everything the company said: the answers of the application's form, and of the enrollment form."""

    def __init__(self, owner: Application, desk: Desk) -> None:
        self.desk = desk
        self.questions = program.form(owner.edition)
        self.draft = standing.draft(owner.partner_id, owner)
        self.given = _given(owner)

    def values(self, task: str) -> Values:
        """The answers of a task, or of the enrollment form where none is named."""
        return self.draft.get(task, Answers()).values if task else self.given

    def fields(self, task: str) -> tuple[Field, ...]:
        """The questions of a task, or of the enrollment form where none is named."""
        if task:
            found = self.questions.task(task)
            return found.fields if found else ()
        return tuple(f for ask in self._details() for f in ask)

    def value(self, path: str) -> str:
        """The answer that the desk's work names; empty where there is none."""
        task, _, key = path.rpartition(".")
        found = self.values(task).get(key, "")
        return found if isinstance(found, str) else ""

    def number(self, path: str) -> str:
        """The same for a number, as registers write it."""
        task, _, key = path.rpartition(".")
        asked = next((f for f in self.fields(task) if f.key == key), None)
        judged = form.judged(asked, self.values(task)) if asked else None
        return judged.number if judged else self.value(path)

    def _details(self) -> Iterator[tuple[Field, ...]]:
        for verb, ask in self.desk.asks.items():
            if verb in {f"{LIVES[Work.DETAILS].table.name}.{v}" for v in LIVES[Work.DETAILS].onward}:
                yield ask.fields


def _given(owner: Application) -> Values:
    """What the enrollment form says now: each answer as it was given last."""
    steps = ItemStep.objects.filter(item__application=owner, item__work=Work.DETAILS).order_by("number")
    return {key: value for step in steps for key, value in step.given.items()}


def numbers(said: Said, entry: Entry) -> tuple[Number, ...]:
    """The numbers an item rests on, each with its verdict."""
    own = [(f, said.given) for f in said.fields("") if f.key in entry.rests_on]
    of_tasks = [(f, said.values(task)) for task in entry.rests_on for f in said.fields(task) if task]
    found = ((f, form.judged(f, values)) for f, values in (*own, *of_tasks))
    return tuple(Number(f, judged) for f, judged in found if judged is not None)


def asked(said: Said, kind: Kind) -> Asked:
    """What a register is asked about the company."""
    lookup = said.desk.registers[kind]
    country = said.value(lookup.country) if lookup.country else ""
    return Asked(
        lookup=lookup,
        number=said.number(lookup.number),
        country=country,
        name=said.value(lookup.name),
        address=", ".join(filter(None, map(said.value, lookup.address))),
        fits=not lookup.countries or country in lookup.countries,
    )


def answers(item: Item) -> list[RegisterAnswer]:
    """What registers said, the newest first."""
    return list(RegisterAnswer.objects.filter(item=item).order_by("-at", "id"))
