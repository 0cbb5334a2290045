"""The application form of an edition, for a terminal of eighty columns."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from directbill.cli.program_words import heading_lines, inset, note_lines, source_line
from directbill.core.edition import Edition
from directbill.core.form import Field, FieldKind, Form, Task
from directbill.documents.texts import Catalog

MEGABYTE = 1 << 20


def form(found: Form | None, edition: Edition, *, say: Catalog) -> Iterator[RenderableType]:
    """Every section, task and question; of a program without a form, that it has none."""
    yield from heading_lines(say.say("program.form.heading"))
    if found is None:
        yield inset(say.say("program.form.none"))
        return
    clock = found.clock
    days = {"remind": clock.remind, "warn": clock.warn, "lapse": clock.lapse, "sign": clock.sign}
    yield inset(say.say("program.form.clock", **days))
    yield inset(source_line(clock.source, say))
    yield from note_lines(clock.source, say, steps=1)
    yield inset(say.say("program.form.files", **_limits(found)))
    yield inset(source_line(found.files.source, say))
    yield from note_lines(found.files.source, say, steps=1)
    for section in found.sections:
        yield ""
        yield inset(Text(say.own(section.title), style="bold"))
        for task in found.tasks:
            if task.section == section.key:
                yield from _task(task, found, edition, say)
    yield ""
    yield inset(Text(say.say("program.form.from", date=found.name, digest=found.digest), style="dim"), 0)


def _limits(found: Form) -> dict[str, object]:
    files = found.files
    return {
        "media": ", ".join(kind.upper() for kind in files.media),
        "megabytes": f"{files.most_bytes / MEGABYTE:.3g}",
        "most": files.most,
        "months": files.fresh_months,
    }


def _task(task: Task, found: Form, edition: Edition, say: Catalog) -> Iterator[RenderableType]:
    title = Text(say.own(task.title), style="bold")
    title.append(f"  {task.key} · {say.say(f'program.task.{task.kind}')}", style="not bold dim")
    yield inset(title, 2)
    if task.help:
        yield inset(say.own(task.help), 3)
    if task.requirements:
        names = ", ".join(say.own(edition.title_of(key)) for key in task.requirements)
        yield inset(Text(say.say("program.form.answers", names=names), style="cyan"), 3)
    if task.after:
        before = {t.key: say.own(t.title) for t in found.tasks}
        yield inset(say.say("program.waits", names=", ".join(before[key] for key in task.after)), 3)
    yield from _fields(task.fields, 3, say)


def _fields(fields: tuple[Field, ...], steps: int, say: Catalog) -> Iterator[RenderableType]:
    labels = {f.key: f for f in fields}
    for field in fields:
        line = Text(f"- {say.own(field.label)}")
        line.append(f" · {' · '.join(_marks(field, labels, say))}", style="dim")
        yield inset(line, steps)
        yield from _fields(field.fields, steps + 1, say)


def _marks(field: Field, labels: dict[str, Field], say: Catalog) -> Iterator[str]:
    yield say.say(f"program.field.{field.kind}", n=len(field.choices))
    if not field.required:
        yield say.say("program.form.optional")
    if field.fixed:
        yield say.say("program.form.fixed")
    if field.only_if is not None:
        asked = labels[field.only_if[0]]
        yield say.say(
            "program.form.only_if", field=say.own(asked.label), value=_answer(asked, field.only_if[1], say)
        )
    if field.documents:
        names = "; ".join(say.own(each) for each in field.documents)
        yield say.say("program.form.any_of", names=names)


def _answer(asked: Field, value: str, say: Catalog) -> str:
    if asked.kind is FieldKind.YES_NO:
        return say.say(f"program.form.{value}")
    return say.own(asked.choices[value])
