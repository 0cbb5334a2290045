"""The report on a terminal: eighty columns, the answer first; plain text where it is piped."""

import math
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from directbill.core.edition import Program
from directbill.core.evaluation import Evaluation
from directbill.core.findings import Outcome, Phase, Verdict
from directbill.documents.presenter import present
from directbill.documents.report import Bar, Group, Item, Report, Revenue
from directbill.documents.sheet import HELD, NO_BREAK, released
from directbill.documents.texts import Catalog, printable
from directbill.documents.texts.locale import MINUS

WIDEST = 100
MARK = 4
GUTTER = 2
NARROWEST_SIDE_BY_SIDE = 76
BLOCKS = "▁▂▃▄▅▆▇█"
ASCII_BLOCKS = ".:-=+*%#"
MISSING = "·"
DASH = "\N{EN DASH}"
MARKS = {Outcome.MET: "✓", Outcome.NOT_MET: "✗", Outcome.UNKNOWN: "?", Outcome.NOT_YET: DASH}
COLORS = {
    Outcome.MET: "green",
    Outcome.NOT_MET: "red",
    Outcome.UNKNOWN: "yellow",
    Outcome.NOT_YET: "bright_black",
}
VERDICT_COLORS = {Verdict.ELIGIBLE: "green", Verdict.NOT_ELIGIBLE: "red", Verdict.UNDECIDED: "yellow"}
PLAIN = str.maketrans({
    "✓": "+", "✗": "x", DASH: "-", "·": ".", MINUS: "-", "…": "...", "━": "=", "─": "-", "→": "->",
    **dict(zip(BLOCKS, ASCII_BLOCKS, strict=True)),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes text a console can show: markup in the user's words stays text, glyphs fall back to ASCII."""

    console: Console
    width: int

    def text(self, words: str, style: str = "") -> Text:
        parts = printable(words).split(NO_BREAK)
        return Text(HELD.join(fitting(part, self.console.encoding) for part in parts), style=style)

    def line(self, *parts: Text, indent: int = 0) -> None:
        self.console.print(
            Padding(Text.assemble(*parts), (0, 0, 0, indent)), width=self.width, highlight=False
        )

    def ends(self, left: Text, right: Text, *, indent: int = 0) -> None:
        """Two texts at the ends of a line; one below the other where both do not fit."""
        room = self.width - indent - left.cell_len - right.cell_len
        if room >= GUTTER:
            self.line(left, Text(" " * room), right, indent=indent)
        else:
            self.line(left, indent=indent)
            self.line(right, indent=max(indent, self.width - right.cell_len))

    def gap(self) -> None:
        self.console.print()


def fitting(words: str, encoding: str) -> str:
    """The words as far as an encoding can carry them: plain marks, then letters without their accents."""
    try:
        words.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        bare = unicodedata.normalize("NFKD", words.translate(PLAIN))
        return bare.encode("ascii", "ignore").decode()
    return words


def render(
    evaluation: Evaluation, texts: Catalog, *, console: Console | None = None, program: Program | None = None
) -> None:
    """Print the report. Colors, width and encoding are the console's (NO_COLOR and pipes are honored)."""
    console = console or Console()
    with console.capture() as laid_out:
        report = present(evaluation, texts, program=program)
        show(report, Pen(console, min(console.width, WIDEST)), texts=texts)
    page = released(laid_out.get())
    if console.record:
        console.print(Text.from_ansi(page), highlight=False)
    elif console.is_terminal:
        console.file.write(page)
    else:
        # In a file or a pipe the blanks at the ends of lines are noise.
        console.file.write("".join(f"{line.rstrip()}\n" for line in page.splitlines()))


def show(report: Report, pen: Pen, *, texts: Catalog) -> None:
    """The whole report, top to bottom."""
    _head(report, pen)
    if report.revenue is not None:
        _revenue(report.revenue, texts, pen)
    else:
        pen.line(pen.text(report.no_revenue))
        pen.gap()
    _groups(report, pen)
    _paragraphs(pen, [f"{item.title}: {item.hold}" for item in _held(report)], "yellow")
    _paragraphs(pen, report.warnings, "bold yellow")
    pen.line(pen.text(report.labels["now"], "bold"))
    _list(pen, report.steps)
    beside = [report.how, *report.standing]
    if opened := _first_open(report):
        beside.append(texts.say("label.five", requirement=opened))
    for text in filter(None, beside):
        pen.line(pen.text(text, "bright_black"), indent=4)
    pen.gap()
    if report.later:
        pen.line(pen.text(report.labels["then"], "bold"))
        _list(pen, report.later, mark=DASH)
        pen.gap()
    if report.next_edition is not None:
        pen.line(pen.text(report.next_edition.headline))
    if report.notes:
        pen.line(pen.text(texts.say("label.assumed_in", n=len(report.notes)), "bright_black"))


def _head(report: Report, pen: Pen) -> None:
    title = pen.text(f"{report.program} · {report.edition_line} · {report.as_of_line}", "bold")
    verdict = pen.text(report.headline.upper(), f"bold {VERDICT_COLORS[report.verdict]}")
    who = pen.text(" · ".join(report.company), "bright_black")
    if title.cell_len + verdict.cell_len + 2 <= pen.width:
        pen.ends(title, verdict)
        pen.line(who)
    else:
        pen.line(title)
        pen.ends(who, verdict)
    if report.preview:
        pen.line(pen.text(report.preview, "yellow"))
    pen.gap()


def _revenue(revenue: Revenue, texts: Catalog, pen: Pen) -> None:
    color = COLORS[revenue.outcome] if revenue.outcome else ""
    pen.ends(pen.text(revenue.heading, "bold"), pen.text(revenue.line, "bold"))
    if revenue.chart.bars:
        pen.ends(_sparkline(revenue, pen), pen.text(revenue.distance, color), indent=2)
    if revenue.share is not None:
        pen.ends(_gauge(revenue, pen, color), pen.text(revenue.share_text, color), indent=2)
    for sentence in revenue.sentences:
        pen.line(pen.text(sentence), indent=2)
    basis = f"{revenue.lines} · {texts.say('label.basis_short')} {revenue.grade}"
    pen.line(pen.text(basis), indent=2)
    if revenue.requirement:
        why = texts.say("label.explain", requirement=revenue.requirement)
        pen.line(pen.text(why, "bright_black"), indent=2)
    pen.gap()


def _sparkline(revenue: Revenue, pen: Pen) -> Text:
    bars = revenue.chart.bars
    return Text.assemble(
        pen.text(f"{bars[0].short} ", "bright_black"),
        pen.text("".join(levels(bars)), "cyan"),
        pen.text(f" {bars[-1].short}", "bright_black"),
    )


def levels(bars: Iterable[Bar]) -> list[str]:
    """One block for each month, the highest month the full block; a month without documents is a dot."""
    bars = tuple(bars)
    top = max((bar.value for bar in bars), default=Decimal(0))
    return [_level(bar, top) for bar in bars]


def _level(bar: Bar, top: Decimal) -> str:
    if not bar.covered:
        return MISSING
    if top <= 0 or bar.value <= 0:
        return BLOCKS[0]
    return BLOCKS[min(len(BLOCKS) - 1, math.ceil(bar.value / top * len(BLOCKS)) - 1)]


def _gauge(revenue: Revenue, pen: Pen, color: str) -> Text:
    """How much of the threshold there is: full only when it is reached."""
    room = pen.width - 2 - len(revenue.share_text) - 2
    share = min(max(revenue.share or Decimal(0), Decimal(0)), Decimal(100))
    full = int(share * room / 100)
    return Text.assemble(pen.text("━" * full, color), pen.text("─" * (room - full), "bright_black"))


def _groups(report: Report, pen: Pen) -> None:
    apply = [g for g in report.groups if g.phase is Phase.TO_APPLY]
    later = [g for g in report.groups if g.phase is Phase.TO_BE_AUTHORIZED]
    if apply and later and pen.width >= NARROWEST_SIDE_BY_SIDE:
        _side_by_side(apply[0], later[0], report.labels["later"], pen)
        return
    for group in (*apply, *later):
        pen.line(pen.text(group.title, "bold"))
        pen.console.print(_column(group, pen), width=pen.width, highlight=False)
        pen.gap()


def _side_by_side(left: Group, right: Group, title: str, pen: Pen) -> None:
    """Two columns; the right one takes two lines an item where one is too narrow."""
    widths = [_natural(group) for group in (left, right)]
    fits = sum(widths) + GUTTER <= pen.width
    grid = Table.grid(padding=(0, GUTTER, 0, 0))
    grid.add_column(width=widths[0] if fits else pen.width * 3 // 5 - GUTTER)
    grid.add_column(width=widths[1] if fits else pen.width - pen.width * 3 // 5)
    grid.add_row(pen.text(left.title, "bold"), pen.text(title, "bold"))
    grid.add_row(_column(left, pen), _column(right, pen) if fits else _stack(right, pen))
    pen.console.print(grid, width=pen.width, highlight=False)
    pen.gap()


def _natural(group: Group) -> int:
    """The width at which no title and no few words break."""
    titles, shorts = (
        max(map(len, column)) for column in zip(*((i.title, i.short) for i in group.items), strict=True)
    )
    return MARK + titles + 1 + shorts


def _column(group: Group, pen: Pen) -> Table:
    """Mark, title and the few words beside it."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=MARK - 1, justify="right")
    grid.add_column(ratio=3)
    grid.add_column(ratio=2, min_width=min(18, max((len(item.short) for item in group.items), default=0)))
    for item in group.items:
        grid.add_row(_mark(item, pen), pen.text(item.title), pen.text(item.short, _color(item)))
    return grid


def _stack(group: Group, pen: Pen) -> Table:
    """Mark and title, the few words below."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=MARK - 1, justify="right")
    grid.add_column()
    for item in group.items:
        grid.add_row(_mark(item, pen), pen.text(item.title))
        grid.add_row("", pen.text(item.short, _color(item)))
    return grid


def _color(item: Item) -> str:
    return "yellow" if item.hold else COLORS[item.outcome]


def _mark(item: Item, pen: Pen) -> Text:
    return pen.text(MARKS[item.outcome], f"bold {COLORS[item.outcome]}")


def _held(report: Report) -> list[Item]:
    return [
        item
        for group in report.groups
        if group.phase is Phase.TO_BE_AUTHORIZED
        for item in group.items
        if item.hold
    ]


def _first_open(report: Report) -> str:
    """The requirement the reader will ask about first: the first that fails, else the first still open."""
    found = [item for group in report.groups for item in group.items if item.outcome is not Outcome.MET]
    found.sort(key=lambda item: item.outcome is not Outcome.NOT_MET)
    return found[0].requirement if found else ""


def _paragraphs(pen: Pen, paragraphs: Iterable[str], style: str) -> None:
    for paragraph in paragraphs:
        pen.line(pen.text(paragraph, style))
        pen.gap()


def _list(pen: Pen, entries: Iterable[str], mark: str = "") -> None:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=3, justify="right")
    grid.add_column()
    for number, entry in enumerate(entries, 1):
        grid.add_row(pen.text(mark or f"{number}"), pen.text(entry))
    pen.console.print(grid, width=pen.width, highlight=False)
