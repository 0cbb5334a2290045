"""Times of interviews on a page."""

from dataclasses import dataclass
from datetime import datetime

from directbill.core.slots import State
from directbill.core.work import Work
from directbill.documents import clocking
from directbill.queries import slots
from directbill.records.models import Item, Slot
from directbill.web.ui.itemized import View

TONES = {State.BOOKED: "in_progress", State.HELD: "good", State.MISSED: "bad"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One time, as clocks of each zone show it. `open` while it can be booked or withdrawn."""

    key: str
    time: str
    length: str
    place: str
    word: str
    says: str
    tone: str
    reason: str
    open: bool


def link(row: Item, url: str) -> str:
    """The address of the page of times, for an assessment; empty for another kind of work."""
    return url if row.work == Work.ASSESSMENT else ""


def shown(view: View, row: Item, *, at: datetime) -> tuple[Shown, ...]:
    """Every time of an assessment."""
    return tuple(_shown(view, each, at=at) for each in slots.of(row))


def _shown(view: View, found: Slot, *, at: datetime) -> Shown:
    texts, life = view.texts, f"life.slot.{found.state}"
    return Shown(
        key=str(found.id),
        time=clocking.said(slots.clocks(found), texts),
        length=texts.say("slot.length", n=found.minutes),
        place=found.place,
        word=texts.say(f"{life}.word"),
        says=texts.say(f"{life}.says"),
        tone=TONES.get(State(found.state), "not_started"),
        reason=found.reason,
        open=found.state == State.OFFERED and found.begins > at,
    )
