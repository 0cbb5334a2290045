"""What is checked of a company, as a page of the desk shows it: numbers by themselves, registers beside its word."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from directbill.access.permissions import Permission
from directbill.core import registers
from directbill.core.registers import Compared, Kind, Likeness, Outcome
from directbill.gateways import registries
from directbill.queries import checks, days
from directbill.queries.checks import Said
from directbill.records.models import Item, RegisterAnswer
from directbill.web.ui import fields
from directbill.web.ui.itemized import View

OURS = frozenset({"off", "unsafe", "unreachable", "strange"})
"""Reasons for silence that have a sentence of ours; any other is the register's own word."""


@dataclass(frozen=True, slots=True)
class Number:
    label: str
    number: str
    says: str
    right: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a comparison."""

    label: str
    compared: Compared
    says: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What a register said once."""

    day: date
    by: str
    says: str
    silent: bool
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """A register: what it is, its newest answer, earlier ones, and where it is asked; else why it is not."""

    name: str
    about: str
    told: tuple[Told, ...]
    url: str
    why_not: str


@dataclass(frozen=True, slots=True)
class Checks:
    numbers: tuple[Number, ...]
    registers: tuple[Register, ...]

    def __bool__(self) -> bool:
        return bool(self.numbers or self.registers)


def of(view: View, row: Item) -> Checks:
    """Everything that is checked for an item."""
    if view.desk is None:
        return Checks((), ())
    entry, said = view.desk.entry(row.key), Said(view.owner, view.desk)
    kept = checks.answers(row) if entry.registers else []
    return Checks(
        tuple(_number(view, each) for each in checks.numbers(said, entry)),
        tuple(_register(view, row, kind, said=said, kept=kept) for kind in entry.registers),
    )


def _number(view: View, each: checks.Number) -> Number:
    reads = view.may(Permission.DETAILS_READ_RESTRICTED)
    number = fields.given(each.field, each.judged.number, texts=view.texts, reads=reads)
    says = view.texts.say(f"checks.number.{each.judged.verdict}")
    return Number(view.texts.own(each.field.label), number, says, each.judged.verdict == "right")


def _register(  # sentence: for whom, of which item, which register
    view: View, row: Item, kind: Kind, *, said: Said, kept: list[RegisterAnswer]
) -> Register:
    texts, asked = view.texts, checks.asked(said, kind)
    why_not = ""
    if not asked.fits:
        why_not = texts.say("checks.elsewhere")
    elif not asked.number:
        why_not = texts.say("checks.no_number")
    elif kind not in registries.asked_here():
        why_not = texts.say("checks.off")
    elif not view.may(Permission.REGISTER_ASK):
        why_not = texts.say("checks.not_yours")
    return Register(
        name=texts.say(f"checks.{kind}.name"),
        about=texts.say("checks.asked", number=asked.number) if asked.number and asked.fits else "",
        told=tuple(_told(view, each) for each in kept if each.kind == kind),
        url="" if why_not else reverse("desk_register", args=[row.application_id, row.key, kind.value]),
        why_not=why_not,
    )


def _told(view: View, each: RegisterAnswer) -> Told:
    found = each.outcome == Outcome.FOUND
    pairs = (("name", each.own_name, each.name), ("address", each.own_address, each.address))
    return Told(
        day=days.of(each.at),
        by=each.by_name,
        says=_says(view, each),
        silent=each.outcome == Outcome.UNAVAILABLE,
        rows=tuple(_row(view, label, own, other) for label, own, other in pairs) if found else (),
    )


def _says(view: View, each: RegisterAnswer) -> str:
    texts = view.texts
    if each.outcome == Outcome.FOUND:
        return texts.say(f"checks.standing.{each.standing}")
    if each.outcome == Outcome.NOT_FOUND:
        return texts.say("checks.not_found")
    why = (
        texts.say(f"checks.why.{each.said}")
        if each.said in OURS
        else texts.say("checks.word", word=each.said)
    )
    return texts.say("checks.silent", why=why)


def _row(  # sentence: for whom, of what, one beside the other
    view: View, label: str, own: str, other: str
) -> Row:
    compared = registers.compare(own, other)
    says = view.texts.say(f"checks.likeness.{compared.likeness}")
    return Row(view.texts.say(f"checks.{label}"), compared, says, compared.likeness is Likeness.DIFFERENT)
