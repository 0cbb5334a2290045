"""What must hold of an edition's revenue, adoption and ladder."""

from itertools import pairwise

from directbill.core.edition import Edition
from directbill.programs.kinds import NEVER
from directbill.programs.reader import Section

LAST_CLOSING_DAY = 28
LAST_WINDOW = 120


def revenue(edition: Edition, section: Section) -> None:
    rule = edition.revenue
    left_out = [e.category for e in rule.excludes]
    for place, category in enumerate(left_out):
        if category in rule.counts:
            section.fault("program_category_both", "revenue", "excludes", place, "category", found=category)
        if category in left_out[:place]:
            section.fault("program_twice", "revenue", "excludes", place, "category", found=category)
    for place, category in enumerate(rule.contested):
        if category not in left_out:
            section.fault("program_contested_counted", "revenue", "contested", place, found=category)
    if bool(rule.contested) != bool(rule.contested_source):
        section.fault("program_contested_source", "revenue", "contested", found=", ".join(rule.contested))


def window(edition: Edition, section: Section) -> None:
    for key, found, last in (
        ("months", edition.revenue.months, LAST_WINDOW),
        ("closing_day", edition.revenue.closing_day, LAST_CLOSING_DAY),
    ):
        if not 1 <= found <= last:
            section.fault("program_number_range", "revenue", key, found=str(found), range=f"1-{last}")


def adoption(edition: Edition, section: Section) -> None:
    """Every audience is told once from when the edition binds it, and never before it is in effect."""
    if not edition.adoption:
        section.fault("program_list_empty", "adoption", found="adoption")
    for place, rule in enumerate(edition.adoption):
        if NEVER < rule.since < edition.effective:
            section.fault("program_since_early", "adoption", place, "since", found=str(rule.since))
        if rule.audience in [r.audience for r in edition.adoption[:place]]:
            section.fault("program_twice", "adoption", place, "audience", found=rule.audience)


def ladder(edition: Edition, section: Section) -> None:
    days = [(place, r.days) for place, r in enumerate(edition.ladder) if r.days is not None]
    for (_, earlier), (place, later) in pairwise(days):
        if later <= earlier:
            section.fault("program_ladder_order", "ladder", place, "days", found=str(later))
    if not edition.ladder:
        section.fault("program_list_empty", "ladder", found="ladder")
