"""A figure and the lines the desk added to it, as the pages of both sides show them."""

from dataclasses import dataclass
from decimal import Decimal

from directbill.core.adjusting import Adjusted
from directbill.core.money import shown, shown_against
from directbill.queries import adjusting, days
from directbill.records.models import Item, ItemStep
from directbill.web.ui.itemized import View


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what it is, why, and the amount."""

    label: str
    why: str
    amount: str


def of(view: View, row: Item) -> tuple[Row, ...]:
    """The figure as submitted, each line, what they come to, and the bar; nothing where the desk added no line."""
    found = adjusting.of(row, view.desk) if view.desk else None
    if found is None or not found.lines:
        return ()
    steps = {step.number: step for step in ItemStep.objects.filter(item=row)}
    bars = () if found.threshold is None else (_row(view, "bar", found.threshold, found),)
    lines = (
        Row(
            _by(view, steps[each.number]),
            _why(view, row, steps[each.number]),
            _line(view, each.amount, found),
        )
        for each in found.lines
    )
    first, last = _row(view, "submitted", found.submitted, found), _row(view, "figure", found.figure, found)
    return (first, *lines, last, *bars)


def _row(  # sentence: to whom, which figure, how much
    view: View, name: str, value: Decimal, found: Adjusted
) -> Row:
    bar = found.threshold
    figure = shown(value) if bar is None else shown_against(value, bar)
    return Row(view.texts.say(f"adjusting.{name}"), "", _in_unit(view, figure, found.unit))


def _by(view: View, step: ItemStep) -> str:
    return view.texts.say("adjusting.by", name=step.by_name, day=days.of(step.at).isoformat())


def _why(view: View, row: Item, step: ItemStep) -> str:
    reasons = view.ask(row, step.verb).reasons
    said = view.texts.own(reasons[step.reason]) if step.reason in reasons else ""
    return " ".join(part for part in (said, step.text) if part)


def _line(view: View, value: Decimal, found: Adjusted) -> str:
    return ("+" if value > 0 else "") + _in_unit(view, value, found.unit)


def _in_unit(view: View, value: Decimal, unit: str) -> str:
    texts = view.texts
    if texts.has(f"unit.{unit}"):
        return texts.say(f"unit.{unit}", n=value)
    return texts.say("amount", currency=unit, amount=texts.locale.money(value))
