"""The words of an edition for a terminal: figures with their units, values by their name, text set in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from rich.console import Console, ConsoleOptions, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from directbill.core.edition import Source, Threshold
from directbill.documents.sheet import HELD, NO_BREAK
from directbill.documents.texts import Catalog

STEP = 2
LABELS = {"phases": "phase", "excludes": "category", "contested": "category", "threshold.unit": "unit"}


@dataclass(frozen=True, slots=True)
class Inset:
    """Wrapped text with every line set in, and no blanks behind it."""

    text: str | Text
    steps: int

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        text = self.text.copy() if isinstance(self.text, Text) else Text(self.text)
        text.plain = text.plain.replace(NO_BREAK, HELD)
        for line in text.wrap(console, options.max_width - STEP * self.steps):
            line.rstrip()
            yield Text(" " * STEP * self.steps) + line


def inset(what: str | Text | Table, steps: int = 1) -> RenderableType:
    """Text or a table set in by so many steps."""
    if isinstance(what, Table):
        return Padding(what, (0, 0, 0, STEP * steps), expand=False)
    return Inset(what, steps)


def heading_lines(text: str) -> Iterator[RenderableType]:
    yield ""
    yield Text(text, style="bold")


def source_line(source: Source, say: Catalog) -> Text:
    mark = f" ({say.say('program.assumed')})" if source.assumed else ""
    return Text(say.say("program.source", source=source.ref) + mark, style="dim")


def note_lines(source: Source, say: Catalog, *, steps: int = 0) -> Iterator[RenderableType]:
    if source.note:
        yield inset(Text(say.own(source.note), style="dim"), steps)


def bar_text(bar: Threshold, say: Catalog) -> str:
    if bar.measure == "attested":
        return say.say("program.answer")
    return say.say(f"program.operator.{bar.operator}", bar=figure_text(bar, say))


def figure_text(bar: Threshold, say: Catalog) -> str:
    unit = f"program.unit.{bar.unit}"
    if say.has(unit):
        return say.say(unit, n=bar.value)
    return say.say("amount", currency=bar.unit, amount=say.locale.number(bar.value))


def words(name: str, values: Iterable[object], *, say: Catalog) -> str:
    kind = "category" if name == "counts" else LABELS.get(name, name)
    return ", ".join(word(kind, value, say=say) for value in values)


def word(kind: str, value: object, *, say: Catalog) -> str:
    """The word for a value where the texts have one; a program's own words stand as they are."""
    text = str(value.value) if isinstance(value, Enum) else str(value)
    key = f"program.{kind}.{text}"
    return say.say(key) if say.has(key) else text
