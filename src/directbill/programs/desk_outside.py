"""What the desk's work asks outside: which registers, with which answers; and whose mailbox gets a link."""

from collections.abc import Mapping

from directbill.core.desk import Desk, Link, Lookup, verb_of_proof
from directbill.core.form import FieldKind
from directbill.core.registers import Kind
from directbill.programs.book import Book
from directbill.programs.reader import Section

Fields = Mapping[str, FieldKind]
"""Every answer that can be named, with its kind: `FIELD` of the enrollment form, `TASK.FIELD` of the application's."""


def lookup(section: Section) -> Lookup:
    """How a register is asked about a company."""
    found = Lookup(
        kind=section.choice("kind", Kind),
        number=section.text("number"),
        name=section.text("name"),
        address=section.words("address"),
        country=section.text("country", default=""),
        countries=section.words("countries"),
    )
    section.close()
    return found


def link(section: Section) -> Link | None:
    """`proof = { link = "TASK.FIELD", days = 7 }`: whose mailbox proves itself, and how long the link holds."""
    if "proof" not in section:
        return None
    part = section.section("proof")
    found = Link(to=part.text("link"), days=part.integer("days"))
    part.close()
    return found


def check(desk: Desk, section: Section) -> None:
    """Registers stand once, items name those that stand there, and a link settles what a rule can settle."""
    for place, entry in enumerate(desk.entries):
        for number, kind in enumerate(entry.registers):
            if kind not in desk.registers:
                section.fault("desk_register_none", "item", place, "registers", number, found=kind)
        if entry.proof is None:
            continue
        if not verb_of_proof(entry.item):
            section.fault("desk_proof_idle", "item", place, "proof", found=entry.item.work)
        if entry.proof.days < 1:
            found = str(entry.proof.days)
            section.fault("program_number_range", "item", place, "proof", "days", found=found, range="1-")


def answers(desk: Desk, fields: Fields, *, book: Book) -> None:
    """Every answer that is named can be given; a link goes to an address of mail."""
    for place, each in enumerate(desk.registers.values()):
        named = {"number": each.number, "name": each.name, "country": each.country}
        named |= {f"address[{n + 1}]": path for n, path in enumerate(each.address)}
        for key, path in named.items():
            if path and path not in fields:
                book.fault("desk_answer_unknown", ("register", place, key), found=path)
    for place, entry in enumerate(desk.entries):
        if entry.proof is not None and fields.get(entry.proof.to) is not FieldKind.EMAIL:
            book.fault("desk_proof_address", ("item", place, "proof", "link"), found=entry.proof.to)
