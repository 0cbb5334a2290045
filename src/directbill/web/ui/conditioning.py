"""The conditions of a grant on a page: each with its five answers, and those a verb can be about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from directbill.core import conditional
from directbill.core.conditional import Condition, State
from directbill.core.findings import Turn
from directbill.queries import conditions, days
from directbill.records.models import Item
from directbill.web.ui.fields import Choice
from directbill.web.ui.itemized import Answer, View

TONES = {State.CLOSED: "good", State.MISSED: "bad"}
ABOUT = {conditional.PROVES: State.OPEN, conditional.SENDS_BACK: State.PROVEN}
"""Which conditions a verb can be about."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One condition."""

    title: str
    word: str
    tone: str
    answers: tuple[Answer, ...]


def listed(view: View, row: Item) -> tuple[Shown, ...]:
    """Every condition of the grant in its order; none where there are none."""
    found = conditions.of(row, view.desk, on=view.on)
    return tuple(
        Shown(
            title=view.texts.say("conditions.one", number=each.number, name=each.name),
            word=view.texts.say(f"conditions.{each.state}.word"),
            tone=TONES.get(each.state, "in_progress"),
            answers=tuple(
                Answer(view.texts.say(f"five.{part}"), text) for part, text in _five(view, row, each)
            ),
        )
        for each in found
    )


def choices(  # sentence: to whom, of which item, which verb
    view: View, row: Item, verb: str
) -> Mapping[str, tuple[Choice, ...]]:
    """What a verb about conditions offers, by its field."""
    if view.desk is None or view.desk.conditions is None or verb not in ABOUT:
        return {}
    found = (each for each in conditions.of(row, view.desk, on=view.on) if each.state is ABOUT[verb])
    said = ((str(each.number), f"{each.number}. {each.name}") for each in found)
    return {view.desk.conditions.which: tuple(Choice(number, name, chosen=False) for number, name in said)}


def _five(view: View, row: Item, found: Condition) -> Iterator[tuple[str, str]]:
    texts, turn = view.texts, conditional.TURNS[found.state]
    yours = turn is Turn.APPLICANT and view.owner.partner_id in view.actor.partners
    granted = next(step for step in reversed(list(row.steps.all())) if step.verb == conditional.GRANTS)
    yield "what", texts.say(f"conditions.{found.state}.says")
    yield "why", texts.say("conditions.why", day=days.of(granted.at))
    yield "turn", texts.say("item.turn_yours" if yours else f"item.turn.{turn}")
    yield "when", texts.say(f"conditions.{found.state}.when", day=found.day)
    if found.state is not State.CLOSED:
        yield "otherwise", texts.say(f"conditions.{found.state}.otherwise")
