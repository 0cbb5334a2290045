"""From the words of a scenario to the answers of an application, and back from what hinders it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from directbill.core import application
from directbill.core.application import Answers, Draft
from directbill.core.edition import Edition, Program
from directbill.core.errors import Refusal
from directbill.core.evaluation import Facts
from directbill.core.findings import Finding
from directbill.core.form import Field, Form, Task, Value
from directbill.programs import forms
from directbill.programs.reader import Section

HINDERS = "hinders"
"""What an expectation about submitting is called: task or requirement, and the code of what stands in the way."""
TASKS, UNFINISHED, ABSENT = "tasks", "unfinished", "none"


def of(program: Program, edition: Edition, *, where: Path) -> Form | None:
    """The form scenarios of an edition speak of; None where there is none, or it has faults of its own."""
    try:
        return forms.of(program, edition, where=where)
    except Refusal:
        return None


def draft(given: Section, form: Form | None) -> Draft:
    """The tasks a scenario answers, each finished unless it says otherwise; faults are kept in the section's book."""
    if TASKS not in given or form is None:
        given.taken |= {TASKS, UNFINISHED}
        return {}
    unfinished = given.words(UNFINISHED)
    holder = given.section(TASKS)
    known = [t.key for t in form.tasks]
    for key in (*holder.table, *unfinished):
        if key not in known:
            given.fault("scenario_task_unknown", TASKS, key, found=key, known=", ".join(known))
    said = {t.key: _values(holder.section(t.key), t) for t in form.tasks if _answered(holder, t)}
    return {
        key: Answers(values=values, finished=key not in unfinished, started=True)
        for key, values in said.items()
    }


def attested(facts: Facts, form: Form | None, *, said: Draft) -> Facts:
    """The facts with what the answers attest laid over them."""
    if form is None or not said:
        return facts
    answers = {**facts.partner.answers, **application.attestations(form, said)}
    return replace(facts, partner=replace(facts.partner, answers=answers))


def hinders(form: Form | None, *, said: Draft, findings: tuple[Finding, ...]) -> str:
    """Everything that stands in the way of submitting, as `key code`, in order."""
    if form is None:
        return "form_none"
    found = application.obstacles(form, said, findings=findings)
    return ", ".join(f"{f.place.column} {f.code}" for f in found)


def expected(section: Section) -> str:
    """The same text from what a scenario expects: `nothing`, or a list of `key code`."""
    if isinstance(section.table[HINDERS], str):
        return section.one_of(HINDERS, ("nothing",))
    return ", ".join(section.words(HINDERS, least=1))


def _answered(holder: Section, task: Task) -> bool:
    return task.key in holder and holder.table[task.key] != ABSENT


def _values(section: Section, task: Task) -> dict[str, Value]:
    found = {f.key: _value(section, f) for f in task.fields if f.key in section}
    section.close()
    return found


def _value(section: Section, field: Field) -> Value:
    if not field.fields:
        return section.text(field.key, default="")
    return [_item(each, field) for each in section.sections(field.key)]


def _item(section: Section, field: Field) -> dict[str, Any]:
    found = {f.key: section.text(f.key, default="") for f in field.fields if f.key in section}
    section.close()
    return found
