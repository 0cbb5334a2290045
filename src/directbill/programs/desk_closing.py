"""What a program says of what closes a verification: kinds of documents, groups of them, and the way around."""

from collections.abc import Collection, Iterator, Sequence

from directbill.core import closing
from directbill.core.closing import Group, Named, Needs, Rule
from directbill.core.desk import Ask, Desk, Entry
from directbill.core.form import FieldKind
from directbill.core.registers import Kind
from directbill.core.work import passing, said
from directbill.programs import form_sections
from directbill.programs.reader import Section

Found = tuple[str, tuple[str | int, ...], str]
"""A fault: its code, where below the groups, and what was found."""


def named(section: Section) -> Named:
    """One kind of document: `[[document]]`."""
    found = Named(
        key=section.identifier("key"),
        title=section.texts("title", required=True),
        examples=tuple(form_sections.document(s) for s in section.sections("examples")),
        fresh_months=section.integer("fresh_months", default=0),
        source=section.source(),
    )
    section.close()
    return found


def groups(section: Section) -> tuple[Group, ...]:
    """`[[item.closes]]`, in their order."""
    return tuple(map(_group, section.sections("closes")))


def _group(section: Section) -> Group:
    needs = section.choice("needs", Needs)
    found = Group(
        key=section.identifier("key"),
        title=section.texts("title", required=True),
        needs=needs,
        documents=section.words("documents"),
        source=section.source(),
        registers=section.choices("registers", Kind) if "registers" in section else (),
        link=section.boolean("link", default=False),
        asked_by=section.words("asked_by") if "asked_by" in section else (),
    )
    section.close()
    return found


def rule(section: Section) -> Rule | None:
    """The table `closing`, where there is one."""
    if "closing" not in section:
        return None
    part = section.section("closing")
    older = part.text("older") if "older" in part else ""
    found = Rule(by_hand=part.text("by_hand"), words=part.text("words"), older=older)
    part.close()
    return found


def check(desk: Desk, section: Section) -> None:
    """Every kind that is named there is, everything that closes can come to be, and the way around can be asked for."""
    for place, (key, kind) in enumerate(desk.documents.items()):
        if kind.fresh_months < 0:
            found = str(kind.fresh_months)
            section.fault("program_number_range", "document", place, "fresh_months", found=found, range="0-")
        if key == closing.OTHER:
            section.fault("program_twice", "document", place, "key", found=key)
    for place, entry in enumerate(desk.entries):
        for code, path, found in _of_item(desk, entry):
            section.fault(code, "item", place, "closes", *path, found=found)


def _of_item(desk: Desk, entry: Entry) -> Iterator[Found]:
    verbs = passing(entry.item)
    if entry.closes and not verbs:
        yield "desk_closes_idle", (), entry.item.work
    for name in (said(entry.item, verb) for verb in verbs) if entry.closes else ():
        if desk.by_hand and not _asked_for(desk.by_hand, desk.asks.get(name, Ask(name))):
            yield "desk_closes_by_hand", (), name
    keys = [group.key for group in entry.closes]
    for number, group in enumerate(entry.closes):
        if group.key in keys[:number]:
            yield "program_twice", (number, "key"), group.key
        yield from ((code, (number, *path), found) for code, path, found in _of_group(desk, entry, group))


def _asked_for(rule: Rule, ask: Ask) -> bool:
    """Whether a verb lets somebody choose how it was proven otherwise, what was seen, and why an old one will do."""
    kinds = {f.key: f.kind for f in ask.fields if not f.required}
    texts = (rule.words, rule.older) if rule.older else (rule.words,)
    return kinds.get(rule.by_hand) == FieldKind.CHOICE and all(kinds.get(t) == FieldKind.TEXT for t in texts)


def _reasons(desk: Desk, entry: Entry) -> frozenset[str]:
    """Reasons of every verb of an item's kind of work."""
    table = f"{entry.item.life.table.name}."
    return frozenset(key for name, ask in desk.asks.items() if name.startswith(table) for key in ask.reasons)


def _of_group(  # sentence: at which desk, of which item, which group
    desk: Desk, entry: Entry, group: Group
) -> Iterator[Found]:
    named: tuple[tuple[str, str, Sequence[str], Collection[str]], ...] = (
        ("desk_document_unknown", "documents", group.documents, desk.documents),
        ("desk_register_none", "registers", group.registers, entry.registers),
        ("desk_closes_reason", "asked_by", group.asked_by, _reasons(desk, entry)),
    )
    for code, part, keys, known in named:
        for number in (n for n, key in enumerate(keys) if key not in known):
            yield code, (part, number), keys[number]
    if group.link is not (entry.proof is not None):
        yield "desk_closes_link", ("link",), group.key
    if not (group.documents or group.registers or group.link):
        yield "program_list_empty", ("documents",), "documents"
