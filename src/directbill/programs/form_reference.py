"""The reference page that is made from a program's application forms."""

from collections.abc import Iterator, Sequence

from directbill.core.edition import Edition, Program, Texts
from directbill.core.form import Field, FieldKind, Form, Media, Task
from directbill.core.numbers import Check
from directbill.programs.markdown import GENERATED, table

LANGUAGE = "en"


def page(program: Program, forms: Sequence[Form]) -> str:
    """All forms of a program as tables of Markdown, in order."""
    parts = [f"# Forms of {_own(program.title)}", GENERATED, _intro(program)]
    for form, following in zip(forms, [*forms[1:], None], strict=True):
        served = [e for e in program.editions if _serves(form, following, e)]
        parts.extend(_form(form, served))
    return "\n\n".join(parts) + "\n"


def _serves(form: Form, following: Form | None, edition: Edition) -> bool:
    return form.name <= edition.name and (following is None or edition.name < following.name)


def _intro(program: Program) -> str:
    return (
        f"What an application under an edition of `{program.name}` asks, as data: `forms/` beside the editions. A form "
        "serves the edition it is named after and every later one until the next form. A task whose requirements an "
        "edition does not have is left out. Saving keeps whatever can be read; submitting wants every task finished."
    )


def _form(form: Form, served: Sequence[Edition]) -> Iterator[str]:
    yield f"## Form {form.name}"
    yield f"Serves: {', '.join(e.name for e in served)}. SHA-256 `{form.digest[:16]}`."
    clock = form.clock
    mark = f" (assumed) {_own(clock.source.note)}" if clock.source.assumed else ""
    yield (
        f"Untouched, an unfinished application brings a reminder after {clock.remind} days, a warning after "
        f"{clock.warn}, and lapses after {clock.lapse}, never without {clock.lapse - clock.warn} days between the two. "
        f"A link to sign holds {clock.sign} days. Source: {clock.source.ref}{mark}"
    )
    files = form.files
    mark = f" (assumed) {_own(files.source.note)}" if files.source.assumed else ""
    yield (
        f"Evidence: {kinds(files.media)}; at most {files.most_bytes:,} bytes a file and {files.most} documents a "
        f"question; older than {files.fresh_months} months it is marked. Source: {files.source.ref}{mark}"
    )
    yield table(("Section", "Task", "Kind", "Answers", "Waits for"), (_task(t, form) for t in form.tasks))
    yield "**Questions**"
    yield table(
        ("Task", "Field", "Kind", "Question", "Asked"), (row for t in form.tasks for row in _fields(t))
    )


def _task(task: Task, form: Form) -> tuple[str, ...]:
    titles = {s.key: _own(s.title) for s in form.sections}
    return (
        titles[task.section],
        line(f"**{_own(task.title)}** (`{task.key}`)", task.help),
        str(task.kind),
        ", ".join(f"`{key}`" for key in task.requirements),
        ", ".join(f"`{key}`" for key in task.after),
    )


def _fields(task: Task) -> Iterator[tuple[str, ...]]:
    for field in task.fields:
        for name, *rest in rows(field, field.key):
            yield f"`{task.key}`", f"`{name}`", *rest


def rows(field: Field, name: str) -> Iterator[tuple[str, str, str, str]]:
    """A field and those of its entries: name, kind, question, when it is asked."""
    yield name, _kind(field), line(_own(field.label), field.help), _asked(field)
    for each in field.fields:
        yield from rows(each, f"{name}.{each.key}")


def _kind(field: Field) -> str:
    if field.kind is FieldKind.CHOICE:
        return f"{field.kind}: {', '.join(f'`{key}`' for key in field.choices)}"
    if field.documents:
        taken = f" ({kinds(field.media)})" if field.media else ""
        return f"{field.kind}: {', or '.join(_own(each) for each in field.documents)}{taken}"
    return f"{field.kind}: {_check(field.check)}" if field.check else str(field.kind)


def _check(check: Check) -> str:
    of = f" of the `{check.country}`" if check.country else ""
    return f"a `{check.name}` number{of}"


def kinds(media: Sequence[Media]) -> str:
    """Kinds of file, in capitals."""
    return ", ".join(kind.upper() for kind in media)


def _asked(field: Field) -> str:
    words = ["always" if field.only_if is None else f"if `{field.only_if[0]}` is `{field.only_if[1]}`"]
    words += [] if field.required else ["may stay empty"]
    words += ["fixed once submitted"] if field.fixed else []
    words += ["restricted"] if field.restricted else []
    return ", ".join(words)


def line(said: str, help_: Texts) -> str:
    """What is asked, and the help below it."""
    return f"{said} *{_own(help_)}*" if help_ else said


def _own(texts: Texts) -> str:
    return texts.get(LANGUAGE, "")
