"""What a program says of items that a finding settles: how far from the bar, and the reason people then read."""

from directbill.core.desk import Desk
from directbill.core.plainly import Automatic
from directbill.core.work import said
from directbill.programs.reader import Section


def rule(section: Section) -> Automatic | None:
    """The table `automatic` of an item, where there is one."""
    if "automatic" not in section:
        return None
    part = section.section("automatic")
    band = part.decimal("band")
    if not 0 <= band < 1:
        part.fault("program_number_range", "band", found=str(band), range="0-1")
    found = Automatic(band, part.source())
    part.close()
    return found


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
