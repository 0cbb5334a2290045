"""What must hold between the values of a form, and between a form and the editions it serves."""

from collections.abc import Callable, Iterable

from directbill.core import form as forms
from directbill.core.edition import Edition, Kind
from directbill.core.findings import Phase
from directbill.core.form import KNOWN, Field, FieldKind, Files, Form, Task, TaskKind
from directbill.programs.book import Book
from directbill.programs.reader import Section

ANSWERING = frozenset({FieldKind.YES_NO, FieldKind.ITEMS})
"""Kinds of field that can answer an attested requirement."""
SIMPLE = frozenset(FieldKind) - {
    FieldKind.ITEMS, FieldKind.EVIDENCE, FieldKind.ACCOUNT, FieldKind.PERSON, FieldKind.CONDITIONS,
}  # fmt: skip
"""Kinds of field an entry of a list may have."""
ASKED = frozenset({Kind.ATTESTATION, Kind.DATA, Kind.COMPUTED, Kind.EVIDENCE})
"""Kinds of requirement that the company settles itself when it applies."""


def check(form: Form, section: Section) -> None:
    """Add a fault to the section's book for everything in the form that contradicts something else in it."""
    for rule in RULES:
        rule(form, section)


def _clock(form: Form, section: Section) -> None:
    clock = form.clock
    if not 0 < clock.remind < clock.warn < clock.lapse:
        days = f"{clock.remind}, {clock.warn}, {clock.lapse}"
        section.fault("form_clock_order", "clock", "lapse", found=days)
    if clock.sign < 1:
        section.fault("program_number_range", "clock", "sign", found=str(clock.sign), range="1-")


def _files(form: Form, section: Section) -> None:
    files(form.files, section)


def files(found: Files, section: Section) -> None:
    """Every limit of what may be given as evidence lets something through."""
    limits = {
        "most_bytes": found.most_bytes,
        "most": found.most,
        "fresh_months": found.fresh_months,
    }
    for key, limit in limits.items():
        if limit < 1:
            section.fault("program_number_range", "files", key, found=str(limit), range="1-")


def _sections(form: Form, section: Section) -> None:
    used = {t.section for t in form.tasks}
    distinct(section, "section", keys=(s.key for s in form.sections))
    for place, each in enumerate(form.sections):
        if each.key not in used:
            section.fault("form_section_empty", "section", place, "key", found=each.key)


def _tasks(form: Form, section: Section) -> None:
    """Keys are distinct; a task waits for tasks before it; every section named is there."""
    sections = {s.key for s in form.sections}
    distinct(section, "task", keys=(t.key for t in form.tasks))
    before: set[str] = set()
    for place, each in enumerate(form.tasks):
        if each.section not in sections:
            section.fault("form_section_unknown", "task", place, "section", found=each.section)
        for number, key in enumerate(each.after):
            if key not in before:
                section.fault("form_after_unknown", "task", place, "after", number, found=key)
        before.add(each.key)


def _kinds(form: Form, section: Section) -> None:
    """Tasks on pages of their own are there once; submitting is the last of all."""
    seen: set[TaskKind] = set()
    for place, each in enumerate(form.tasks):
        if each.kind in seen and each.kind is not TaskKind.ANSWERS:
            section.fault("form_kind_twice", "task", place, "kind", found=each.kind)
        seen.add(each.kind)
    last = form.tasks[-1] if form.tasks else None
    if last is None or last.kind is not TaskKind.SUBMIT:
        section.fault("form_submit_last", "task", found=last.key if last else "")


def _fields(form: Form, section: Section) -> None:
    for place, task in enumerate(form.tasks):
        of_fields(task.fields, section, path=("task", place))


def of_fields(fields: tuple[Field, ...], section: Section, *, path: tuple[str | int, ...]) -> None:
    """Fields that are asked together, and the entries of those that are lists."""
    _fields_of(fields, section, path)
    for number, field in enumerate(fields):
        _entry(field, section, (*path, "field", number))
        if field.media and field.kind is not FieldKind.EVIDENCE:
            section.fault("form_media_field", *path, "field", number, "media", found=field.key)
        if any(f.restricted for f in (field, *field.fields)) and field.kind is FieldKind.ITEMS:
            section.fault("form_restricted_list", *path, "field", number, "restricted", found=field.key)


def _fields_of(fields: tuple[Field, ...], section: Section, path: tuple[str | int, ...]) -> None:
    """Keys are distinct, and a follow-up names a field before it and a value that one can have."""
    distinct(section, *path, "field", keys=(f.key for f in fields))
    before: dict[str, Field] = {}
    for place, each in enumerate(fields):
        if each.only_if is not None and not _possible(before.get(each.only_if[0]), each.only_if[1]):
            found = " ".join(each.only_if)
            section.fault("form_condition_unknown", *path, "field", place, "only_if", found=found)
        if each.kind is FieldKind.CHOICE and not each.choices:
            section.fault("program_list_empty", *path, "field", place, "choices", found="choices")
        before[each.key] = each
    for place, each in enumerate(fields):
        _numbered(each, before, section=section, path=(*path, "field", place))


def _numbered(  # sentence: which field, beside which
    field: Field, beside: dict[str, Field], *, section: Section, path: tuple[str | int, ...]
) -> None:
    """A number stands on a line of its own; whose country's rule applies is said by a field beside it."""
    if field.check is None:
        return
    if field.kind is not FieldKind.LINE:
        section.fault("form_check_kind", *path, "check", found=field.kind)
    country = beside.get(field.check.country)
    if field.check.country and (country is None or country.kind is not FieldKind.COUNTRY):
        section.fault("form_check_country", *path, "check_country", found=field.check.country)


def _possible(asked: Field | None, value: str) -> bool:
    if asked is None:
        return False
    return value in (forms.YES, forms.NO) if asked.kind is FieldKind.YES_NO else value in asked.choices


def _entry(field: Field, section: Section, path: tuple[str | int, ...]) -> None:
    """What an entry of a list holds: some fields, each of a kind that stands on one page with the others."""
    if (field.kind is FieldKind.ITEMS) != bool(field.fields):
        section.fault("form_items_fields", *path, found=field.key)
    for place, each in enumerate(field.fields):
        if each.kind not in SIMPLE:
            allowed = ", ".join(sorted(SIMPLE))
            section.fault(
                "program_value_unknown", *path, "field", place, "kind", found=each.kind, allowed=allowed
            )
    _fields_of(field.fields, section, path)


def _answers(form: Form, section: Section) -> None:
    """What answers a requirement is a yes or no, or a list whose entries have a name."""
    for place, task in enumerate(form.tasks):
        field = next((f for f in task.fields if f.key == task.answer), None)
        if task.answer and (field is None or not _answering(field)):
            section.fault("form_answer_field", "task", place, "answer", found=task.answer)


def _answering(field: Field) -> bool:
    named = any(f.key == forms.ITEM_NAME and f.required for f in field.fields)
    return field.kind in ANSWERING and (field.kind is not FieldKind.ITEMS or named)


def _known(form: Form, section: Section) -> None:
    """Fields that the program reads by their name are what it takes them for."""
    for place, task in enumerate(form.tasks):
        known = KNOWN.get(task.kind, {})
        for number, field in enumerate(task.fields):
            path = ("task", place, "field", number)
            wanted = known.get(field.key, field.kind)
            if field.kind is not wanted:
                section.fault(
                    "form_known_kind", *path, "kind", found=field.kind, key=field.key, wanted=wanted
                )
            elif field.key == forms.SIGNS and task.kind is TaskKind.PEOPLE:
                _signs(task, field, section, place, number)


def _signs(task: Task, field: Field, section: Section, place: int, number: int) -> None:
    wanted = (forms.SUBMITTER, forms.OTHER)
    if set(field.choices) != set(wanted):
        found = ", ".join(field.choices)
        path = ("task", place, "field", number, "choices")
        section.fault("form_known_choices", *path, found=found, wanted=", ".join(wanted))
    keys = {f.key for f in task.fields}
    for key in (forms.SIGNER_NAME, forms.SIGNER_EMAIL):
        if key not in keys:
            section.fault("form_known_missing", "task", place, "field", found=key)


def distinct(section: Section, *path: str | int, keys: Iterable[str], key: str = "key") -> None:
    """A fault for each name that stands twice in a list."""
    known = list(keys)
    for place, name in enumerate(known):
        if name in known[:place]:
            section.fault("program_twice", *path, place, key, found=name)


RULES: tuple[Callable[[Form, Section], None], ...] = (
    _clock,
    _files,
    _sections,
    _tasks,
    _kinds,
    _fields,
    _answers,
    _known,
)


def serves(form: Form, editions: Iterable[Edition], *, book: Book) -> None:
    """Add a fault for everything the editions ask that the form does not, and the other way round."""
    served = tuple(editions)
    known = {r.key for edition in served for r in edition.requirements}
    asked: dict[str, Task] = {}
    for place, task in enumerate(form.tasks):
        for number, key in enumerate(task.requirements):
            path = ("task", place, "requirements", number)
            if key not in known:
                book.fault("form_requirement_unknown", path, found=key)
            elif key in asked:
                book.fault("program_twice", path, found=key)
            asked[key] = task
    for edition in served:
        _covers(asked, edition, book)


def _covers(asked: dict[str, Task], edition: Edition, book: Book) -> None:
    """Every requirement to apply that the company settles itself is asked, and answered where it is attested."""
    day = edition.effective.isoformat()
    for requirement in edition.requirements:
        key = requirement.key
        if requirement.phases[0] is not Phase.TO_APPLY or requirement.kind not in ASKED:
            continue
        if key not in asked:
            book.fault("form_requirement_uncovered", (), found=key, edition=day)
        elif requirement.kind is Kind.ATTESTATION and not asked[key].answer:
            book.fault("form_requirement_unanswered", (), found=key, edition=day)
