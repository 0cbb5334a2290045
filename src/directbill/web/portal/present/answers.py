"""Check your answers: every question with its answer and the way back to change it."""

from dataclasses import dataclass
from typing import Any

from directbill.core import form
from directbill.core.application import Answers, Draft
from directbill.core.form import Field, FieldKind, Form, Task, TaskKind, Values
from directbill.documents.papers import Card as PaperCard
from directbill.documents.papers import Papers
from directbill.documents.papers import Row as PaperRow
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


def cards(questions: Form, said: Draft, *, named: Named, texts: Catalog, change: str) -> tuple[Card, ...]:
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
        lines = tuple(fields.shown(asked, [item], texts=texts) for item in value)
        return Answered(label, "", link, lines)
    return Answered(label, fields.shown(asked, value, texts=texts) or texts.say("ui.not_provided"), link)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a record of a submission says, ready to be shown."""

    said: Draft
    named: Named


def recorded(record: dict[str, Any]) -> Recorded:
    """The answers of a record, with the names of what they refer to."""
    said = {
        task: Answers(values=values, finished=True, started=True)
        for task, values in record["answers"].items()
    }
    accounts = {a["id"]: a["number"] for a in record["accounts"]}
    documents: dict[tuple[str, str], tuple[str, ...]] = {}
    for each in record["evidence"]:
        key = (each["task"], each["field"])
        documents[key] = (*documents.get(key, ()), f"{each['title']} ({each['file']})")
    return Recorded(said, Named(accounts, documents))


def papers(record: dict[str, Any], questions: Form, *, sha256: str, texts: Catalog) -> Papers:
    """A submission on paper."""
    found = recorded(record)
    made = cards(questions, found.said, named=found.named, texts=texts, change="")
    values = {
        "number": record["number"],
        "day": record["submitted_at"][:10],
        "name": record["submitted_by"]["name"],
    }
    return Papers(
        lang=texts.lang,
        kicker=f"{record['partner']['name']} · {record['application']}",
        title=texts.say("papers.title", reference=record["application"]),
        lead=(texts.say("papers.lead", **values), texts.say("submit.careful")),
        cards=tuple(
            PaperCard(c.title, tuple(PaperRow(r.label, r.answer, r.lines) for r in c.rows)) for c in made
        ),
        end=(texts.say("papers.end", edition=record["edition"]["name"]), f"SHA-256 {sha256}"),
        foot=texts.say("papers.foot", reference=record["application"], number=record["number"]),
    )
