"""From a TOML table to a form: which keys there are, of which type each is, and what must agree with the edition."""

from directbill.core.edition import Edition, Kind, Texts
from directbill.core.findings import Phase
from directbill.core.form import Clock, Field, FieldKind, Form, Section, Task, TaskKind
from directbill.programs import places
from directbill.programs import reader as reading

ANSWERING = frozenset({FieldKind.YES_NO, FieldKind.ITEMS})
"""Kinds of field that can answer an attested requirement."""


def form(section: reading.Section, *, program: str, edition: str, digest: str) -> Form:
    """Read the whole file; faults are kept in the section's book."""
    found = Form(
        program=program,
        edition=edition,
        sections=tuple(_section(s) for s in section.sections("section")),
        tasks=tuple(task(s) for s in section.sections("task")),
        clock=clock(section.section("clock")),
        digest=digest,
    )
    section.close()
    _check(found, section)
    return found


def clock(section: reading.Section) -> Clock:
    found = Clock(
        remind=section.integer("remind"),
        warn=section.integer("warn"),
        lapse=section.integer("lapse"),
        sign=section.integer("sign"),
        source=section.source(),
    )
    if not 0 < found.remind < found.warn < found.lapse:
        section.fault("form_clock_order", "lapse", found=f"{found.remind}, {found.warn}, {found.lapse}")
    section.close()
    return found


def task(section: reading.Section) -> Task:
    found = Task(
        key=section.identifier("key"),
        section=section.identifier("section"),
        kind=section.choice("kind", TaskKind),
        title=section.texts("title", required=True),
        help=section.texts("help"),
        requirements=section.words("requirements"),
        after=section.words("after"),
        fields=tuple(field(s) for s in section.sections("field")),
        answer=section.text("answer", default=""),
    )
    kinds = {f.key: f.kind for f in found.fields}
    if found.answer and kinds.get(found.answer) not in ANSWERING:
        section.fault("form_answer_field", "answer", found=found.answer)
    _conditions(found.fields, section)
    section.close()
    return found


def field(section: reading.Section) -> Field:
    kind = section.choice("kind", FieldKind)
    found = Field(
        key=section.identifier("key"),
        kind=kind,
        label=section.texts("label", required=True),
        help=section.texts("help"),
        required=section.boolean("required", default=True),
        fixed=section.boolean("fixed", default=False),
        choices=_choices(section, kind),
        only_if=_condition(section),
        fields=tuple(field(s) for s in section.sections("field")),
        documents=tuple(_document(s) for s in section.sections("documents")),
    )
    section.close()
    return found


def _section(section: reading.Section) -> Section:
    found = Section(section.identifier("key"), section.texts("title", required=True))
    section.close()
    return found


def _choices(section: reading.Section, kind: FieldKind) -> dict[str, Texts]:
    """Choices are written out, except countries and currencies, whose names a library keeps."""
    if kind is FieldKind.COUNTRY:
        return places.countries()
    if kind is FieldKind.CURRENCY:
        return places.currencies()
    if kind is not FieldKind.CHOICE:
        return {}
    holder = section.section("choices")
    return {name: holder.texts(name, required=True) for name in holder.table}


def _condition(section: reading.Section) -> tuple[str, str] | None:
    words = section.words("only_if")
    return (words[0], words[1]) if len(words) > 1 else None


def _document(section: reading.Section) -> Texts:
    found = {language: section.text(language) for language in reading.LANGUAGES}
    section.close()
    return found


def _conditions(fields: tuple[Field, ...], section: reading.Section) -> None:
    """A follow-up names a field asked before it."""
    before: set[str] = set()
    for place, each in enumerate(fields):
        if each.only_if and each.only_if[0] not in before:
            section.fault("form_condition_unknown", "field", place, "only_if", found=each.only_if[0])
        before.add(each.key)


def _check(found: Form, section: reading.Section) -> None:
    """Keys are distinct; a task waits for tasks before it; every section named is there."""
    sections = {s.key for s in found.sections}
    before: set[str] = set()
    for place, each in enumerate(found.tasks):
        if each.key in before:
            section.fault("program_twice", "task", place, "key", found=each.key)
        if each.section not in sections:
            section.fault("form_section_unknown", "task", place, "section", found=each.section)
        for key in each.after:
            if key not in before:
                section.fault("form_after_unknown", "task", place, "after", found=key)
        before.add(each.key)


def uncovered(found: Form, edition: Edition) -> tuple[str, ...]:
    """Requirements to apply that the company must answer and no task asks for."""
    asked = {key for each in found.tasks for key in each.requirements}
    wanted = {Kind.ATTESTATION, Kind.DATA, Kind.COMPUTED, Kind.EVIDENCE}
    return tuple(
        r.key
        for r in edition.requirements
        if r.phases[0] is Phase.TO_APPLY and r.kind in wanted and r.key not in asked
    )
