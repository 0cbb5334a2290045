"""The chart as SVG by our own hand: each month stands on the months before it, up to the threshold.

Positions across are percentages and positions down are pixels: it fits any width and its letters never shrink.
"""

from dataclasses import dataclass
from decimal import Decimal

from directbill.documents.markup import Markup, el, join
from directbill.documents.report import Bar, Chart

HEIGHT = 236
TOP = 26
BASE = 196
LETTERS = 20
"""The height a line of letters needs."""
BAR_SHARE = Decimal("0.72")
HEADROOM = Decimal("1.06")


@dataclass(frozen=True, slots=True)
class Scale:
    """From amounts to pixels from the top, and from months to percent from the left."""

    low: Decimal
    high: Decimal
    months: int

    def share(self, amount: Decimal) -> Decimal:
        """Where an amount lies between the lowest and the highest: 0 to 1."""
        return (amount - self.low) / (self.high - self.low)

    def y(self, amount: Decimal) -> str:
        return _plain(BASE - self.share(amount) * (BASE - TOP))

    def x(self, month: int, within: Decimal = Decimal(0)) -> str:
        return f"{_plain((month + within) * 100 / self.months)}%"

    @property
    def width(self) -> str:
        return f"{_plain(BAR_SHARE * 100 / self.months)}%"


def svg(chart: Chart) -> Markup:
    """The chart with its text alternative; empty where there is no month."""
    if not chart.bars:
        return Markup()
    scale = scale_of(chart)
    return el(
        "svg",
        el("title", chart.title, id="chart-title"),
        el("desc", chart.description, id="chart-desc"),
        *(_bar(bar, place, scale) for place, bar in enumerate(chart.bars)),
        el("line", x1="0", x2="100%", y1=scale.y(Decimal(0)), y2=scale.y(Decimal(0)), class_="axis"),
        *(_month(bar, place, scale) for place, bar in enumerate(chart.bars)),
        _threshold(chart, scale),
        _total(chart, scale),
        role="img",
        aria_labelledby="chart-title chart-desc",
        width="100%",
        height=str(HEIGHT),
    )


def scale_of(chart: Chart) -> Scale:
    """Room for every running total and the threshold."""
    amounts = [Decimal(0), chart.threshold or Decimal(0), *(bar.running for bar in chart.bars)]
    high = max(amounts) * HEADROOM
    return Scale(min(amounts), high if high > min(amounts) else min(amounts) + 1, len(chart.bars))


def _bar(bar: Bar, place: int, scale: Scale) -> Markup:
    before = bar.running - bar.value
    lower, upper = sorted((before, bar.running))
    ground = before if bar.value >= 0 else bar.running
    if not bar.covered:
        return _box(place, Decimal(0), before, "gone", scale)
    return join(
        _box(place, Decimal(0), ground, "before", scale),
        _box(place, lower, upper, "month" if bar.value >= 0 else "less", scale),
    )


def _box(place: int, start: Decimal, end: Decimal, kind: str, scale: Scale) -> Markup:
    lower, upper = sorted((start, end))
    top, bottom = Decimal(scale.y(upper)), Decimal(scale.y(lower))
    if top == bottom:
        return Markup()
    left = scale.x(place, (1 - BAR_SHARE) / 2)
    return el("rect", x=left, y=_plain(top), width=scale.width, height=_plain(bottom - top), class_=kind)


def _month(bar: Bar, place: int, scale: Scale) -> Markup:
    """The month's name below its bar; the year below the first month and below each January."""
    middle = scale.x(place, Decimal("0.5"))
    name = el("text", bar.axis, x=middle, y=str(BASE + 16), class_="name")
    year = el("text", bar.year, x=middle, y=str(BASE + 31), class_="name") if bar.year else None
    gone = el("text", "?", x=middle, y=_above(bar, scale), class_="name") if not bar.covered else None
    return join(name, year, gone)


def _above(bar: Bar, scale: Scale) -> str:
    return _plain(Decimal(scale.y(bar.running)) - 4)


def _threshold(chart: Chart, scale: Scale) -> Markup:
    if chart.threshold is None:
        return Markup()
    y = scale.y(chart.threshold)
    return join(
        el("line", x1="0", x2="100%", y1=y, y2=y, class_="bar"),
        el("text", chart.threshold_text, x="0", y=_plain(Decimal(y) - 6), class_="bar-name"),
    )


def _total(chart: Chart, scale: Scale) -> Markup:
    """The total above the last bar; above the threshold where the line would run through it."""
    last = chart.bars[-1]
    y = Decimal(scale.y(last.running))
    line = y if chart.threshold is None else Decimal(scale.y(chart.threshold))
    above = line if 0 <= y - line < LETTERS else y
    return el("text", last.running_text, x="100%", y=_plain(above - 6), class_="total")


def _plain(number: Decimal) -> str:
    return f"{number.quantize(Decimal('0.1')).normalize():f}"
