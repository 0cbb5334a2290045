"""The application form: sections, tasks and fields as data, and what an answer to a field must be.

A form belongs to an edition and is immutable once published, like the edition. Values are plain: a text, or a list
of items, each a dictionary of texts. An empty text is an answer not given; so is one of blanks alone.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from directbill.core import wording
from directbill.core.edition import Source, Texts
from directbill.core.errors import Fault, Place
from directbill.core.numbers import WRONG, Check, Judged

Item = dict[str, str]
Value = str | list[Item]
Values = Mapping[str, Value]

LONGEST_LINE = 200
LONGEST_TEXT = 4_000
MOST_ITEMS = 50
YES, NO = "yes", "no"
ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class FieldKind(StrEnum):
    """What a field holds. `ITEMS` is a list whose entries have fields of their own.

    `CONDITIONS` are numbers of conditions of a grant, with blanks between them.
    """

    LINE = "line"
    TEXT = "text"
    YES_NO = "yes_no"
    CHOICE = "choice"
    COUNTRY = "country"
    CURRENCY = "currency"
    EMAIL = "email"
    LINK = "link"
    DATE = "date"
    CONFIRM = "confirm"
    ACCOUNT = "account"
    PERSON = "person"
    ITEMS = "items"
    EVIDENCE = "evidence"
    CONDITIONS = "conditions"


class TaskKind(StrEnum):
    """How a task is done: by answering its fields, or on pages of its own."""

    ANSWERS = "answers"
    ACCOUNTS = "accounts"
    PEOPLE = "people"
    LEDGER = "ledger"
    SUBMIT = "submit"


SIGNS, SUBMITTER, OTHER = "signs", "submitter", "other"
SIGNER_NAME, SIGNER_EMAIL = "signer_name", "signer_email"
FIRST_TRANSACTION = "first_transaction"
ITEM_NAME = "name"
"""What an entry of a list is called: a list that answers a requirement has it."""
ITEM_UNTIL = "until"
"""The last day on which an entry of such a list is held, where the form asks for it."""
KNOWN: Mapping[TaskKind, Mapping[str, FieldKind]] = {
    TaskKind.PEOPLE: {
        SIGNS: FieldKind.CHOICE,
        SIGNER_NAME: FieldKind.LINE,
        SIGNER_EMAIL: FieldKind.EMAIL,
    },
    TaskKind.LEDGER: {FIRST_TRANSACTION: FieldKind.DATE},
}
"""Fields that the program reads by their name in a task of that kind; every other field belongs to the form alone."""


class Media(StrEnum):
    """A kind of file that can be told, and looked into, by its content alone."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    DOCX = "docx"
    XLSX = "xlsx"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Files:
    """What may be given as evidence: how large a file, of which kinds, how many documents a field, how old."""

    most_bytes: int
    media: tuple[Media, ...]
    most: int
    fresh_months: int
    """How old what a document says may be on the day it is given."""
    source: Source


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `only_if` names a field and the value under which this one is asked."""

    key: str
    kind: FieldKind
    label: Texts
    help: Texts = field(default_factory=dict)
    required: bool = True
    fixed: bool = False
    """Cannot be changed once the application was submitted; said before it is saved."""
    choices: Mapping[str, Texts] = field(default_factory=dict)
    only_if: tuple[str, str] | None = None
    fields: tuple["Field", ...] = ()
    """What an entry of `ITEMS` holds."""
    documents: tuple[Texts, ...] = ()
    """Documents any one of which is accepted as evidence."""
    media: tuple[Media, ...] = ()
    """Kinds of file this field takes, where they are not the form's own."""
    check: Check | None = None
    """The rule a number must follow, where the answer is one."""
    restricted: bool = False
    """Shown at the desk only to those who work with it; to everybody else, only that it was given."""


@dataclass(frozen=True, slots=True)
class Task:
    """One task of the list. `requirements` are the keys it answers; `after` the tasks it waits for."""

    key: str
    section: str
    kind: TaskKind
    title: Texts
    help: Texts = field(default_factory=dict)
    requirements: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    answer: str = ""
    """The field whose yes, no or list answers an attested requirement."""


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: Texts


@dataclass(frozen=True, slots=True)
class Clock:
    """Days after the last change: a reminder, a warning, the lapse; and how long a link to sign holds."""

    remind: int
    warn: int
    lapse: int
    sign: int
    source: Source


@dataclass(frozen=True, slots=True)
class Form:
    """The form of one edition. `digest` is the SHA-256 of the file it was read from.

    `name` is the edition the file is named after; a later edition without a form of its own is served by it too.
    """

    program: str
    edition: str
    sections: tuple[Section, ...]
    tasks: tuple[Task, ...]
    clock: Clock
    files: Files
    digest: str = ""
    name: str = ""

    def task(self, key: str) -> Task | None:
        """The task of a key, if the form has it."""
        return next((t for t in self.tasks if t.key == key), None)

    def of_kind(self, kind: TaskKind) -> Task | None:
        """The task of a kind that a form has once: accounts, people, ledger, submit."""
        return next((t for t in self.tasks if t.kind is kind), None)

    def accepts(self, asked_field: Field) -> tuple[Media, ...]:
        """The kinds of file a field of evidence takes."""
        return asked_field.media or self.files.media


def asked(fields: tuple[Field, ...], values: Values) -> tuple[Field, ...]:
    """The fields that are asked, given the answers so far: a follow-up only where its condition holds."""
    return tuple(f for f in fields if f.only_if is None or values.get(f.only_if[0]) == f.only_if[1])


def problems(fields: tuple[Field, ...], values: Values, *, strict: bool) -> tuple[Fault, ...]:
    """What is wrong with the answers. Only a strict reading minds what is not answered yet."""
    found: list[Fault] = []
    for each in asked(fields, values):
        value = values.get(each.key, [] if each.kind is FieldKind.ITEMS else "")
        found += _problems(each, value, strict=strict) or _misnumbered(each, values)
    return tuple(found)


def _problems(asked_field: Field, value: Value, *, strict: bool) -> list[Fault]:
    place = Place(column=asked_field.key)
    if not (value.strip() if isinstance(value, str) else value):
        return [Fault("answer_missing", place)] if strict and asked_field.required else []
    if asked_field.kind is FieldKind.ITEMS:
        return _of_items(asked_field, value, strict=strict)
    if not isinstance(value, str):
        return [Fault("answer_not_text", place)]
    if len(value) <= LONGEST_TEXT and (hidden := wording.unseen(value)):
        return [Fault("answer_unseen", place, hidden)]
    code = CHECKS[asked_field.kind](asked_field, value)
    longest = str(LONGEST_TEXT if asked_field.kind is FieldKind.TEXT else LONGEST_LINE)
    return [Fault(code, place, value[:LONGEST_LINE], {"longest": longest})] if code else []


def judged(asked_field: Field, values: Values) -> Judged | None:
    """What can be said of a number without asking anybody; None where there is none, or no rule."""
    value = values.get(asked_field.key, "")
    if asked_field.check is None or not isinstance(value, str) or not value.strip():
        return None
    country = values.get(asked_field.check.country, "")
    return asked_field.check.rule(value, country if isinstance(country, str) else "")


def _misnumbered(asked_field: Field, values: Values) -> list[Fault]:
    """A number that cannot be one."""
    found = judged(asked_field, values)
    code = WRONG.get(found.verdict) if found else None
    return [Fault(code, Place(column=asked_field.key), str(values[asked_field.key]))] if code else []


def _of_items(asked_field: Field, value: Value, *, strict: bool) -> list[Fault]:
    place = Place(column=asked_field.key)
    if not isinstance(value, list) or len(value) > MOST_ITEMS:
        return [Fault("answer_too_many", place, params={"most": str(MOST_ITEMS)})]
    if not all(isinstance(item, dict) for item in value):
        return [Fault("answer_not_text", place)]
    found = []
    known = {f.key for f in asked_field.fields}
    for number, item in enumerate(value, 1):
        strange = sorted(item.keys() - known)
        found += [
            Fault("answer_unknown", Place(row=number, column=f"{asked_field.key}.{k}")) for k in strange
        ]
        for fault in problems(asked_field.fields, item, strict=strict):
            where = Place(row=number, column=f"{asked_field.key}.{fault.place.column}")
            found.append(Fault(fault.code, where, fault.found, fault.params))
    return found


def _line(_: Field, value: str) -> str:
    if "\n" in value:
        return "answer_several_lines"
    return "answer_too_long" if len(value) > LONGEST_LINE else ""


def _text(_: Field, value: str) -> str:
    return "answer_too_long" if len(value) > LONGEST_TEXT else ""


def _yes_no(_: Field, value: str) -> str:
    return "" if value in (YES, NO) else "answer_not_offered"


def _choice(asked_field: Field, value: str) -> str:
    return "" if value in asked_field.choices else "answer_not_offered"


def _confirm(_: Field, value: str) -> str:
    return "" if value == YES else "answer_not_offered"


def _pattern(pattern: str, code: str) -> Callable[[Field, str], str]:
    compiled = re.compile(pattern)

    def check(asked_field: Field, value: str) -> str:
        return _line(asked_field, value) or ("" if compiled.fullmatch(value) else code)

    return check


def day(value: Value) -> date | None:
    """The day an answer names; None where it names none, as a soft save may keep it."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) and ISO.fullmatch(value) else None
    except ValueError:
        return None


def _date(_: Field, value: str) -> str:
    return "" if day(value) else "answer_no_date"


CHECKS: Mapping[FieldKind, Callable[[Field, str], str]] = {
    FieldKind.LINE: _line,
    FieldKind.TEXT: _text,
    FieldKind.YES_NO: _yes_no,
    FieldKind.CHOICE: _choice,
    FieldKind.COUNTRY: _choice,
    FieldKind.CURRENCY: _choice,
    FieldKind.EMAIL: _pattern(
        r"[^@\s<>,;:\"()\[\]]+@[^@\s<>,;:\"()\[\]]+\.[^@\s<>,;:\"()\[\].]+", "answer_no_email"
    ),
    FieldKind.LINK: _pattern(r"https?://[^\s<>\"]+\.[^\s<>\"]+", "answer_no_link"),
    FieldKind.DATE: _date,
    FieldKind.CONFIRM: _confirm,
    FieldKind.ACCOUNT: _line,
    FieldKind.PERSON: _line,
    FieldKind.EVIDENCE: _line,
    FieldKind.CONDITIONS: _pattern(r"[1-9][0-9]?( [1-9][0-9]?)*", "answer_not_offered"),
}
"""How a text answer is checked, by kind: the code of what is wrong, or nothing."""
