"""What a program says of the conditions of a grant: the fields they stand in, and the days of notice."""

from directbill.core import conditional
from directbill.core.conditional import Rule
from directbill.core.desk import Ask, Desk
from directbill.core.form import Field, FieldKind
from directbill.core.work import LIVES, Work
from directbill.programs.reader import Section

PARTS = {
    "listed": (conditional.GRANTS, FieldKind.ITEMS),
    "until": (conditional.EXTENDS, FieldKind.DATE),
}
WHICH = (conditional.PROVES, conditional.SENDS_BACK)
ENTRY = {"name": FieldKind.LINE, "day": FieldKind.DATE}


def rule(section: Section) -> Rule | None:
    """The table `conditions`, where there is one."""
    if "conditions" not in section:
        return None
    part = section.section("conditions")
    found = Rule(
        listed=part.text("listed"),
        name=part.text("name"),
        day=part.text("day"),
        which=part.text("which"),
        until=part.text("until"),
        remind_days=part.integer("remind_days"),
        again_days=part.integer("again_days"),
        source=part.source(),
    )
    part.close()
    return found


def check(desk: Desk, section: Section) -> None:
    """Every field that is named is always asked for by its verb, and of its kind; days are at least one."""
    found = desk.conditions
    if found is None:
        return
    for part in ("remind_days", "again_days"):
        if (days := getattr(found, part)) < 1:
            section.fault("program_number_range", "conditions", part, found=str(days), range="1-")
    wanted = [(part, verb, kind) for part, (verb, kind) in PARTS.items()]
    wanted += [("which", verb, FieldKind.CONDITIONS) for verb in WHICH]
    for part, verb, kind in wanted:
        _field(desk, section, part, verb=verb, kind=kind)
    listed = {f.key: f for f in _asked(desk, conditional.GRANTS).fields}.get(found.listed)
    inner = {f.key: f for f in (listed.fields if listed else ())}
    for part, kind in ENTRY.items():
        name = getattr(found, part)
        if listed and not _always(inner.get(name), kind):
            verb = f"{LIVES[Work.DECISION].table.name}.{conditional.GRANTS}"
            section.fault("desk_condition_field", "conditions", part, found=name, verb=verb, kind=str(kind))


def _field(  # sentence: of which desk, into which book, which part
    desk: Desk, section: Section, part: str, *, verb: str, kind: FieldKind
) -> None:
    name, ask = getattr(desk.conditions, part), _asked(desk, verb)
    if not _always({f.key: f for f in ask.fields}.get(name), kind):
        section.fault("desk_condition_field", "conditions", part, found=name, verb=ask.verb, kind=str(kind))


def _asked(desk: Desk, verb: str) -> Ask:
    name = f"{LIVES[Work.DECISION].table.name}.{verb}"
    return desk.asks.get(name, Ask(name))


def _always(field: Field | None, kind: FieldKind) -> bool:
    """Whether a field is always answered, and with the kind."""
    return field is not None and field.kind is kind and field.required and field.only_if is None
