"""The tables of the program's page: each with rows in the reader's words, and bars where figures compare."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from directbill.core import outlook
from directbill.documents import bars
from directbill.documents.bars import Bars
from directbill.documents.markup import Markup
from directbill.documents.texts import Catalog
from directbill.queries import population

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its key in addresses, heading, what it shows, column heads, rows; bars where it has some."""

    key: str
    title: str
    says: str
    heads: Cells
    rows: Sequence[Cells]
    chart: Markup
    none: str

    @property
    def labelled(self) -> list[list[tuple[str, str]]]:
        """Each row's cells with the heads they stand under."""
        return [list(zip(self.heads, row, strict=True)) for row in self.rows]


def every(texts: Catalog, *, on: date) -> list[Table]:
    """All tables, in the order of the page."""
    return [make(texts, on) for make in TABLES.values()]


def one(key: str, texts: Catalog, *, on: date) -> Table | None:
    """One table by its key."""
    return TABLES[key](texts, on) if key in TABLES else None


def _counted(key: str, texts: Catalog, counts: Mapping[str, int]) -> Table:
    """A table of names and counts, with bars."""
    said, rows = texts.say(f"population.{key}.says"), tuple(counts.items())
    title = texts.say(f"population.{key}.title")
    return Table(
        key=key,
        title=title,
        says=said,
        heads=(texts.say(f"population.{key}.name"), texts.say("population.count")),
        rows=[(name, str(count)) for name, count in rows],
        chart=bars.svg(Bars(key, title, said, rows)),
        none=texts.say(f"population.{key}.none"),
    )


def _states(texts: Catalog, on: date) -> Table:
    del on
    counts = {texts.say(f"life.enrollment.{s}.word"): n for s, n in population.by_state().items()}
    return _counted("states", texts, counts)


def _revenues(texts: Catalog, on: date) -> Table:
    found = population.revenues(on=on)
    lows = [low for low in found if low != outlook.NO_FIGURE]
    ends = dict(zip(lows, [*lows[1:], None], strict=True))
    counts = {_share(texts, low, ends.get(low)): count for low, count in found.items()}
    return _counted("revenues", texts, counts)


def _share(texts: Catalog, low: int, end: int | None) -> str:
    if low == outlook.NO_FIGURE:
        return texts.say("population.revenues.unknown")
    if end is None:
        return texts.say("population.revenues.from", low=low)
    return texts.say("population.revenues.between", low=low, end=end)


def _ages(texts: Catalog, on: date) -> Table:
    counts = {
        texts.say(
            "population.ages.until" if end else "population.ages.more", n=end or population.AGES[-1]
        ): count
        for end, count in population.ages(on=on).items()
    }
    return _counted("ages", texts, counts)


def _reviews(texts: Catalog, on: date) -> Table:
    found = population.reviews_ahead(on=on)
    return _counted("reviews", texts, {texts.locale.month(month): count for month, count in found.items()})


def _coming(texts: Catalog, on: date) -> Table:
    rows = [
        (
            texts.locale.day(each.on),
            each.company,
            f"{each.enrollment}/{each.number}",
            texts.say(f"life.enrollment.{each.state}.word"),
        )
        for each in population.coming(on=on)
    ]
    return Table(
        key="coming",
        title=texts.say("population.coming.title"),
        says=texts.say("population.coming.says"),
        heads=tuple(texts.say(f"population.coming.{head}") for head in ("on", "company", "number", "state")),
        rows=rows,
        chart=Markup(),
        none=texts.say("population.coming.none"),
    )


def _waited(texts: Catalog, on: date) -> Table:
    rows = []
    for each in population.waited(on=on):
        table = each.state.partition(".")[0]
        name = f"{texts.say(f'population.waited.{table}')}: {texts.say(f'life.{each.state}.word')}"
        rows.append((name, texts.say(f"population.turn.{each.turn}"), str(each.median), str(each.count)))
    return Table(
        key="waited",
        title=texts.say("population.waited.title"),
        says=texts.say("population.waited.says"),
        heads=tuple(texts.say(f"population.waited.{head}") for head in ("name", "turn", "median", "count")),
        rows=rows,
        chart=Markup(),
        none=texts.say("population.waited.none"),
    )


TABLES: Mapping[str, Callable[[Catalog, date], Table]] = {
    "states": _states,
    "coming": _coming,
    "reviews": _reviews,
    "revenues": _revenues,
    "ages": _ages,
    "waited": _waited,
}
"""By their keys, in the order of the page."""
