"""Filling in the tasks of an application: by the questions as the form puts them, in the visitor's language."""

from collections.abc import Mapping
from typing import Any

from directbill.core.form import Field, FieldKind, Form, Task, TaskKind
from directbill.programs import forms, library
from tests.actions.applying import SAID
from tests.journeys.visitor import Visitor

CHOSEN = (FieldKind.YES_NO, FieldKind.CHOICE, FieldKind.ACCOUNT)
PICKED = (FieldKind.COUNTRY, FieldKind.CURRENCY)


def form(edition: str = "2024-04-10") -> Form:
    """The questions an application of the tests is asked."""
    program = library.load(None)
    return forms.of(program, library.edition(program, edition), where=None)


def tasks() -> list[Task]:
    """The tasks that have questions, in order."""
    return [task for task in form().tasks if task.kind is not TaskKind.SUBMIT]


def task(key: str) -> Task:
    return next(task for task in form().tasks if task.key == key)


def title(visitor: Visitor, key: str) -> str:
    """A task by its name."""
    return visitor.texts.own(task(key).title)


def opens_task(visitor: Visitor, key: str) -> None:
    """From the task list."""
    visitor.goes(visitor.page.locator(f"#{key}").get_by_role("link"))
    visitor.page.get_by_role("heading", level=1, name=title(visitor, key), exact=True).wait_for()


def answers(visitor: Visitor, key: str, said: Mapping[str, Any]) -> None:
    """The questions of the task whose page is open."""
    for field in task(key).fields:
        if field.key in said:
            answers_one(visitor, field, said[field.key])


def answers_one(visitor: Visitor, field: Field, value: Any) -> None:
    label = visitor.texts.own(field.label)
    if field.kind is FieldKind.ITEMS:
        _answers_entries(visitor, field, value)
    elif field.kind in CHOSEN:
        choices = visitor.page.get_by_role("group", name=label)
        exact = field.kind is not FieldKind.ACCOUNT
        choices.get_by_label(_option(visitor, field, value), exact=exact).check()
    elif field.kind in PICKED:
        visitor.page.get_by_label(label, exact=True).select_option(value)
    elif field.kind is FieldKind.CONFIRM:
        visitor.page.get_by_label(label).check()
    else:
        _text_field(visitor, label, field).fill(value)


def _text_field(visitor: Visitor, label: str, field: Field) -> Any:
    words = label if field.required else f"{label} {visitor.say('ui.optional')}"
    return visitor.page.get_by_label(words, exact=True)


def _option(visitor: Visitor, field: Field, value: str) -> str:
    if field.kind is FieldKind.CHOICE:
        return visitor.texts.own(field.choices[value])
    return visitor.say(f"ui.{value}") if field.kind is FieldKind.YES_NO else value


def _answers_entries(visitor: Visitor, field: Field, entries: list[dict[str, str]]) -> None:
    for inner in field.fields:
        if inner.key in entries[0]:
            answers_one(visitor, inner, entries[0][inner.key])


def finishes(visitor: Visitor, key: str, said: Mapping[str, Any] | None = None) -> None:
    """Open a task, answer it, say that it is finished; the list then calls it done."""
    opens_task(visitor, key)
    answers(visitor, key, said if said is not None else SAID[key])
    visitor.presses("task.finish")
    is_called(visitor, key, "done")


def is_called(visitor: Visitor, key: str, state: str) -> None:
    """What the task list says of a task."""
    row = visitor.page.locator(f"#{key}")
    row.get_by_text(visitor.say(f"task_state.{state}"), exact=True).wait_for()


def adds_the_account(visitor: Visitor, number: str) -> None:
    """On the page of the task about accounts."""
    opens_task(visitor, "accounts")
    visitor.follows("accounts.add")
    visitor.chooses(visitor.say("account_kind.location"), of=visitor.say("account_field.kind"))
    visitor.fills(visitor.say("account_field.number"), number)
    visitor.page.get_by_label(visitor.say("account_field.country")).select_option("DE")
    visitor.presses("ui.save")
    visitor.page.get_by_role("heading", level=1, name=title(visitor, "accounts"), exact=True).wait_for()


def finishes_every_task(visitor: Visitor, number: str) -> None:
    """From the task list, with the account there already, back to it."""
    said = {**SAID, "accounts": {"region": "europe", "account": number}}
    for each in tasks():
        finishes(visitor, each.key, said[each.key])
