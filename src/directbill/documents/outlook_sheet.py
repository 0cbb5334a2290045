"""The outlook as plain text of eighty columns: partner by partner, or by groups with the days of telling."""

from collections.abc import Iterable, Mapping

from directbill.core.outlook import Row, Tally
from directbill.documents import outlooks
from directbill.documents.outlooks import Told
from directbill.documents.report import Table
from directbill.documents.sheet import Sheet
from directbill.documents.texts import Catalog
from directbill.documents.words import words_for

COUNTS = ("all", "passes", "passes_near", "fails", "fails_near", "unknown")
MOST_DAYS = 31
"""Days of telling listed; the data list every one."""


def partners(told: Told, texts: Catalog) -> str:
    """Every partner with its result and what keeps it from passing, then all of them counted."""
    sheet = _begun(told, texts)
    words = words_for(texts, told.edition)
    rows = tuple(_partner(row, told, texts) for row in told.rows)
    head = tuple(
        texts.say(f"outlook.head.{key}") for key in ("enrollment", "company", "region", "result", "why")
    )
    if rows:
        sheet.table(Table("partners", texts.say("outlook.partners"), head, rows))
    _paragraphs(sheet, (*outlooks.notes(told, texts), words.say("outlook.left_open")))
    return sheet.text()


def groups(told: Told, texts: Catalog) -> str:
    """By region, by size, by requirement, and by the day on which they must be told."""
    sheet = _begun(told, texts)
    if told.rows:
        sheet.table(regions(told, texts))
        sheet.table(sizes(told, texts))
        sheet.table(requirements(told, texts))
        sheet.table(tellings(told, texts))
    _paragraphs(sheet, (*outlooks.days(told, texts), *outlooks.notes(told, texts)))
    return sheet.text()


def regions(told: Told, texts: Catalog) -> Table:
    """By region."""
    found = {outlooks.region_named(key, told, texts): each for key, each in told.by_region.items()}
    return counted("region", found, texts)


def sizes(told: Told, texts: Catalog) -> Table:
    """By size, the smallest first."""
    words = words_for(texts, told.edition)
    found = {outlooks.size_named(n, told.bars, words): each for n, each in told.by_size.items()}
    return counted("size", found, texts)


def counted(  # sentence: by what, which groups, in which words
    key: str, groups_: Mapping[str, Tally], texts: Catalog
) -> Table:
    """A table of groups by name."""
    head = (texts.say(f"outlook.head.{key}"), *(texts.say(f"outlook.head.{each}") for each in COUNTS))
    rows = tuple((name, *numbers(tally, texts)) for name, tally in groups_.items())
    return Table(key, texts.say(f"outlook.by.{key}"), head, rows, numeric=tuple(range(1, len(head))))


def numbers(tally: Tally, texts: Catalog) -> tuple[str, ...]:
    """The counts of a group, as they are written."""
    return tuple(texts.locale.number(getattr(tally, each)) for each in COUNTS)


def requirements(told: Told, texts: Catalog) -> Table:
    """What keeps how many from passing."""
    words = words_for(texts, told.edition)
    rows = tuple(
        (words.title(key), *map(texts.locale.number, counts)) for key, *counts in told.requirements()
    )
    head = tuple(texts.say(f"outlook.head.{key}") for key in ("requirement", "not_met", "unknown", "open"))
    return Table("requirements", texts.say("outlook.by.requirement"), head, rows, numeric=(1, 2, 3))


def tellings(told: Told, texts: Catalog) -> Table:
    """How many are told on which day, and for which reviews."""
    head = tuple(texts.say(f"outlook.head.{key}") for key in ("told", "partners", "first", "last"))
    rows = []
    for each in told.tellings[:MOST_DAYS]:
        binds = sorted(row.binding.day for row in each.rows if row.binding)
        count = texts.locale.number(len(each.rows))
        ends = (texts.locale.day(binds[0]), texts.locale.day(binds[-1]))
        rows.append((texts.locale.day(each.day), count, *ends))
    more = told.tellings[MOST_DAYS:]
    note = texts.say("outlook.more_days", n=len(more), day=more[-1].day) if more else ""
    return Table("tellings", texts.say("outlook.by.told"), head, tuple(rows), numeric=(1,), note=note)


def summary(told: Told, texts: Catalog) -> str:
    """All of them in one sentence."""
    if not told.rows:
        return texts.say("outlook.nobody")
    counts = {key: getattr(told.total, key) for key in COUNTS}
    return texts.say("outlook.summary", **counts)


def _begun(told: Told, texts: Catalog) -> Sheet:
    sheet = Sheet()
    sheet.heading(texts.say("outlook.heading", edition=told.edition.effective, day=told.on, n=len(told.rows)))
    if not told.edition.enabled:
        sheet.paragraph(texts.say("outlook.not_in_force"))
    sheet.paragraph(summary(told, texts))
    return sheet


def _partner(row: Row, told: Told, texts: Catalog) -> tuple[str, ...]:
    near = "_near" if row.outlook.near else ""
    return (
        row.enrollment,
        row.name,
        outlooks.region_named(row.region, told, texts),
        texts.say(f"outlook.result.{row.outlook.result}{near}"),
        outlooks.why(row, words_for(texts, told.edition)),
    )


def _paragraphs(sheet: Sheet, said: Iterable[str]) -> None:
    sheet.gap()
    for each in said:
        sheet.paragraph(each)
