"""What a program says of figures: how far from the bar a finding settles them, and in which field a line is given."""

from decimal import Decimal

from directbill.core.desk import Ask, Desk, Entry
from directbill.core.form import FieldKind
from directbill.core.plainly import Automatic, Carries
from directbill.core.work import LIVES, Work, said
from directbill.programs.reader import Section

GIVEN = f"{LIVES[Work.DETAILS].table.name}.give"
"""The verb by which the company gives details; in a review, its certification."""


def rule(section: Section) -> Automatic | None:
    """The table `automatic` of an item, where there is one."""
    if "automatic" not in section:
        return None
    part = section.section("automatic")
    carried = part.boolean("carried", default=False)
    band = Decimal(0) if carried else part.decimal("band")
    if not 0 <= band < 1:
        part.fault("program_number_range", "band", found=str(band), range="0-1")
    found = Automatic(band, part.source(), carried)
    part.close()
    return found


def carries(section: Section) -> Carries | None:
    """The table `carries`, where there is one: only a review's file has it."""
    if "carries" not in section:
        return None
    part = section.section("carries")
    found = Carries(part.text("field"), part.text("value"), part.source())
    part.close()
    return found


def check_carried(desk: Desk, section: Section) -> None:
    """What is carried over needs the answer that certifies it: the verb that gives details always asks for it."""
    asked = {f.key: f for verb, ask in desk.asks.items() if verb == GIVEN for f in ask.fields}
    found = asked.get(desk.carries.field) if desk.carries else None
    if desk.carries and (found is None or not found.required or found.only_if is not None):
        section.fault("review_carries_field", "carries", "field", found=desk.carries.field)
    for place, entry in enumerate(desk.entries):
        if entry.automatic and entry.automatic.carried and desk.carries is None:
            section.fault("review_carries_nothing", "item", place, "automatic", found=entry.item.key)


def check(desk: Desk, section: Section) -> None:
    """A finding settles only what names its requirement, by a verb that is a rule's, and says why in the one reason."""
    for place, entry in enumerate(desk.entries):
        if entry.automatic is None:
            continue
        if not (entry.requirement and entry.item.life.by_rule):
            section.fault("desk_automatic_idle", "item", place, "automatic", found=entry.item.key)
        for verb in sorted(entry.item.life.by_rule):
            name = said(entry.item, verb)
            if name not in desk.asks or len(desk.asks[name].reasons) != 1 or desk.asks[name].fields:
                section.fault("desk_automatic_reason", "item", place, "automatic", found=name)


def check_figures(desk: Desk, section: Section) -> None:
    """A figure is that of a requirement, and every verb that adds a line to it asks for the amount."""
    for place, entry in enumerate(desk.entries):
        if entry.figure and not (entry.requirement and all(_asks(desk, entry, v) for v in _adding(entry))):
            section.fault("desk_figure_field", "item", place, "figure", found=entry.figure)


def _adding(entry: Entry) -> list[str]:
    return [said(entry.item, verb) for verb in sorted(entry.item.life.figures)] or [""]


def _asks(desk: Desk, entry: Entry, name: str) -> bool:
    asked = {f.key: f for f in desk.asks.get(name, Ask(name)).fields}
    found = asked.get(entry.figure)
    return found is not None and found.kind is FieldKind.LINE and found.required and found.only_if is None
