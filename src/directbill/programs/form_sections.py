"""From a TOML table to a form: which keys there are, and of which type each is."""

from directbill.core.edition import Texts
from directbill.core.form import Clock, Field, FieldKind, Files, Form, Media, Section, Task, TaskKind
from directbill.core.numbers import Check
from directbill.programs import form_checks, numbers, places
from directbill.programs import reader as reading


def form(section: reading.Section, *, program: str, edition: str, digest: str) -> Form:
    """Read the whole file; faults are kept in the section's book."""
    found = Form(
        program=program,
        edition=edition,
        sections=tuple(_section(s) for s in section.sections("section")),
        tasks=tuple(task(s) for s in section.sections("task")),
        clock=clock(section.section("clock")),
        files=files(section.section("files")),
        digest=digest,
        name=edition,
    )
    section.close()
    form_checks.check(found, section)
    return found


def clock(section: reading.Section) -> Clock:
    found = Clock(
        remind=section.integer("remind"),
        warn=section.integer("warn"),
        lapse=section.integer("lapse"),
        sign=section.integer("sign"),
        source=section.source(),
    )
    section.close()
    return found


def files(section: reading.Section) -> Files:
    found = Files(
        most_bytes=section.integer("most_bytes"),
        media=section.choices("media", Media),
        most=section.integer("most"),
        fresh_months=section.integer("fresh_months"),
        source=section.source(),
    )
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
        documents=tuple(document(s) for s in section.sections("documents")),
        media=section.choices("media", Media) if "media" in section else (),
        check=_check(section),
        restricted=section.boolean("restricted", default=False),
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


def _check(section: reading.Section) -> Check | None:
    """`check = "tax"`, and `check_country = "FIELD"` where the rule is a country's."""
    if "check" not in section:
        return None
    name, country = section.one_of("check", tuple(numbers.RULES)), section.text("check_country", default="")
    return Check(name, numbers.RULES[name], country) if name in numbers.RULES else None


def _condition(section: reading.Section) -> tuple[str, str] | None:
    """`only_if = ["field", "value"]`."""
    words = section.words("only_if")
    if len(words) in (0, 2):
        return (words[0], words[1]) if words else None
    section.fault("form_condition_pair", "only_if", found=", ".join(words))
    return None


def document(section: reading.Section) -> Texts:
    found = {language: section.text(language) for language in reading.LANGUAGES}
    section.close()
    return found
