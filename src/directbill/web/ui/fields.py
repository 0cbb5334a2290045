"""A form's fields as a page shows them, and what a browser sent back as values of the form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from django.http import QueryDict

from directbill.core.errors import Fault
from directbill.core.form import YES, Field, FieldKind, Item, Value, Values
from directbill.documents import answers
from directbill.documents.texts import Catalog

INPUT_TYPES = {FieldKind.EMAIL: "email", FieldKind.LINK: "url", FieldKind.DATE: "date"}
AUTOCOMPLETE = {
    "legal_name": "organization",
    "street": "street-address",
    "city": "address-level2",
    "postal_code": "postal-code",
    "contact_email": "email",
}
shown, given = answers.shown, answers.given


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    chosen: bool
    reveals: bool = False
    """Choosing it shows the follow-up questions."""


@dataclass(frozen=True, slots=True)
class Given:
    """A document given for a question."""

    id: str
    title: str
    about: str
    url: str
    newer: str
    old: bool


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents given for a question, and where another is given."""

    given: tuple[Given, ...] = ()
    add: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """One field as the template places it."""

    id: str
    name: str
    kind: str
    label: str
    help: str
    value: str
    optional: bool
    fixed: bool
    locked: bool
    """Cannot be changed any more."""
    input_type: str
    autocomplete: str
    error: str = ""
    theirs: str | None = None
    """What somebody else saved meanwhile, where it differs."""
    choices: tuple[Choice, ...] = ()
    items: tuple["ItemView", ...] = ()
    documents: tuple[str, ...] = ()
    given: tuple[Given, ...] = ()
    add: str = ""
    follow: tuple["View", ...] = ()

    @property
    def described_by(self) -> str:
        parts = (
            ("help", self.help),
            ("fixed", self.fixed),
            ("error", self.error),
            ("theirs", self.theirs is not None),
        )
        return " ".join(f"{self.id}-{part}" for part, there in parts if there)


@dataclass(frozen=True, slots=True)
class ItemView:
    """One entry of a list."""

    number: int
    fields: tuple[View, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Fields with their values, in a language: what `views` shows."""

    texts: Catalog
    values: Values
    faults: tuple[Fault, ...] = ()
    theirs: Values | None = None
    locked: bool = False
    """Whether fixed fields cannot change any more."""
    choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    """Choices that records give, by field: the company's accounts."""
    documents: Mapping[str, Documents] = field(default_factory=dict)
    """Documents given, by field."""
    prefix: str = ""

    def error(self, key: str) -> str:
        """What is wrong with a field."""
        return next((self.texts.error(f)[0] for f in self.faults if f.place.column == key), "")


def views(fields: tuple[Field, ...], sheet: Sheet) -> tuple[View, ...]:
    """The fields in order; a follow-up stands under the question it depends on."""
    shown: list[View] = []
    for each in fields:
        made = _view(each, sheet)
        parent = next(
            (n for n, v in enumerate(shown) if each.only_if and v.name == sheet.prefix + each.only_if[0]),
            None,
        )
        if parent is None:
            shown.append(made)
        else:
            shown[parent] = _with_follow(shown[parent], made, each)
    return tuple(shown)


def _with_follow(parent: View, made: View, asked: Field) -> View:
    revealing = asked.only_if[1] if asked.only_if else ""
    choices = tuple(replace(c, reveals=c.reveals or c.value == revealing) for c in parent.choices)
    return replace(parent, choices=choices, follow=(*parent.follow, made))


def _view(asked: Field, sheet: Sheet) -> View:
    value = sheet.values.get(asked.key, "")
    name = sheet.prefix + asked.key
    return View(
        id=f"f-{name}",
        name=name,
        kind=asked.kind.value,
        label=sheet.texts.own(asked.label),
        help=sheet.texts.own(asked.help),
        value=value if isinstance(value, str) else "",
        optional=not asked.required,
        fixed=asked.fixed,
        locked=asked.fixed and sheet.locked,
        input_type=INPUT_TYPES.get(asked.kind, "text"),
        autocomplete=AUTOCOMPLETE.get(asked.key, ""),
        error=sheet.error(name),
        theirs=_theirs(asked, sheet),
        choices=tuple(_choices(asked, sheet)),
        items=tuple(_items(asked, value, sheet)),
        documents=tuple(sheet.texts.own(d) for d in asked.documents),
        given=sheet.documents.get(asked.key, Documents()).given,
        add=sheet.documents.get(asked.key, Documents()).add,
    )


def _theirs(asked: Field, sheet: Sheet) -> str | None:
    if sheet.theirs is None or sheet.theirs.get(asked.key, "") == sheet.values.get(asked.key, ""):
        return None
    return shown(asked, sheet.theirs.get(asked.key, ""), texts=sheet.texts)


def _choices(asked: Field, sheet: Sheet) -> Iterator[Choice]:
    value = sheet.values.get(asked.key, "")
    if asked.kind is FieldKind.YES_NO:
        yield from (Choice(v, sheet.texts.say(f"ui.{v}"), value == v) for v in (YES, "no"))
    if asked.kind in answers.PICKED:
        named = [Choice(v, sheet.texts.own(label), value == v) for v, label in asked.choices.items()]
        ordered = asked.kind is not FieldKind.CHOICE
        yield from sorted(named, key=lambda c: sheet.texts.locale.sorting(c.label)) if ordered else named
    if asked.key in sheet.choices:
        chosen = value.split() if asked.kind is FieldKind.CONDITIONS and isinstance(value, str) else [value]
        yield from (replace(c, chosen=c.value in chosen) for c in sheet.choices[asked.key])


def _items(asked: Field, value: Value, sheet: Sheet) -> Iterator[ItemView]:
    """The entries of a list, and at least one empty one."""
    if asked.kind is not FieldKind.ITEMS:
        return
    entries: list[Item] = value if isinstance(value, list) and value else [{}]
    for number, entry in enumerate(entries, 1):
        faults = tuple(
            replace(
                f, place=replace(f.place, column=f"{asked.key}.{number}.{f.place.column.partition('.')[2]}")
            )
            for f in sheet.faults
            if f.place.row == number and f.place.column.startswith(f"{asked.key}.")
        )
        inner = replace(sheet, values=entry, faults=faults, theirs=None, prefix=f"{asked.key}.{number}.")
        yield ItemView(number, views(asked.fields, inner))


def sent(fields: tuple[Field, ...], data: QueryDict) -> dict[str, Value]:
    """The values a browser sent: texts without surrounding blanks; an entry of a list with nothing in it is dropped."""
    found: dict[str, Value] = {}
    for each in fields:
        if each.kind is FieldKind.ITEMS:
            found[each.key] = _sent_items(each, data)
        elif each.kind is FieldKind.CONDITIONS:
            found[each.key] = " ".join(_clean(value) for value in data.getlist(each.key))
        elif value := _clean(data.get(each.key, "")):
            found[each.key] = value
    return {key: value for key, value in found.items() if value}


def _sent_items(asked: Field, data: QueryDict) -> list[Item]:
    entries = []
    for number in range(1, _entries(asked, data) + 1):
        keys = {f.key: f"{asked.key}.{number}.{f.key}" for f in asked.fields}
        entry = {key: _clean(data.get(name, "")) for key, name in keys.items()}
        if any(entry.values()):
            entries.append({key: value for key, value in entry.items() if value})
    return entries


def _entries(asked: Field, data: QueryDict) -> int:
    numbers = (name.split(".")[1] for name in data if name.startswith(f"{asked.key}."))
    return min(max((int(n) for n in numbers if n.isdecimal() and len(n) < 4), default=0), 200)


def _clean(text: str) -> str:
    """Line ends as one, no surrounding blanks; what is inside stays as it was typed."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
