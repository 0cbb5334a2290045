"""Check your answers: every question with its answer and the way back to change it."""

from dataclasses import dataclass

from directbill.core import form
from directbill.core.application import Draft
from directbill.core.form import Field, FieldKind, Form, Task, TaskKind, Values
from directbill.documents.texts import Catalog
from directbill.web.ui import fields


@dataclass(frozen=True, slots=True)
class Answered:
    """One question with its answer; `lines` where the answer is a list."""

    label: str
    answer: str
    url: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """The answers to one task."""

    key: str
    title: str
    rows: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """What answers refer to by key: accounts and documents, by their names."""

    accounts: dict[str, str]
    evidence: dict[tuple[str, str], tuple[str, ...]]


def cards(questions: Form, said: Draft, named: Named, *, texts: Catalog, change: str) -> tuple[Card, ...]:
    """One card for each task that was answered. `change` is the address of a task, with `{task}` in it."""
    return tuple(
        _card(task, said[task.key].values if task.key in said else {}, named, texts=texts, change=change)
        for task in questions.tasks
        if task.kind is not TaskKind.SUBMIT
    )


def _card(task: Task, values: Values, named: Named, *, texts: Catalog, change: str) -> Card:
    url = change.replace("{task}", task.key) if change else ""
    rows = (_row(task, f, values, named, texts=texts, url=url) for f in form.asked(task.fields, values))
    return Card(task.key, texts.own(task.title), tuple(rows))


def _row(task: Task, asked: Field, values: Values, named: Named, *, texts: Catalog, url: str) -> Answered:
    link = f"{url}#f-{asked.key}" if url else ""
    label, value = texts.own(asked.label), values.get(asked.key, "")
    if asked.kind is FieldKind.EVIDENCE:
        documents = named.evidence.get((task.key, asked.key), ())
        return Answered(label, "" if documents else texts.say("ui.not_provided"), link, documents)
    if asked.kind is FieldKind.ACCOUNT:
        return Answered(label, named.accounts.get(str(value), texts.say("ui.not_provided")), link)
    if not isinstance(value, str):
        lines = tuple(fields.shown(asked, [item], texts) for item in value)
        return Answered(label, "", link, lines)
    return Answered(label, fields.shown(asked, value, texts) or texts.say("ui.not_provided"), link)
