"""Nonconformities of an assessment on a page: as a list, and each with its history and what may be done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.http import Http404

from directbill.actions.shape import nonconforming
from directbill.actions.shape.nonconforming import Which
from directbill.core import nonconformity
from directbill.core.findings import Turn
from directbill.core.nonconformity import State
from directbill.core.work import Work
from directbill.documents import nonconforming as documents
from directbill.queries import nonconformities, slots
from directbill.records.models import Item, Nonconformity
from directbill.web.request import Request
from directbill.web.ui import reading
from directbill.web.ui.itemized import Answer, Button, View, capital

TONES = {State.CLOSED: "good", State.OVERDUE: "bad", State.FELL_AWAY: "not_started"}
Address = Callable[[UUID], str]


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the history, with the addresses and names of the documents that were named."""

    said: str
    day: date
    by: str
    text: str
    due: date | None
    documents: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One nonconformity. `revision` is what the page was opened at."""

    title: str
    number: str
    word: str
    tone: str
    url: str
    answers: tuple[Answer, ...]
    found: str
    history: tuple[Step, ...]
    revision: int


def listed(view: View, row: Item, *, url: Address) -> tuple[Shown, ...]:
    """Every one of an assessment, those that last first; none of another kind of work."""
    if row.work != Work.ASSESSMENT:
        return ()
    return tuple(shown(view, each, url=url) for each in nonconformities.of(row))


def able(row: Item, buttons: tuple[Button, ...], *, at: datetime) -> tuple[Button, ...]:
    """The buttons of an item without those that what lasts, or a time that is offered, would refuse."""
    if row.work != Work.ASSESSMENT:
        return buttons
    known, offered = nonconformities.standings(row), slots.open_(row, at=at)
    free = {"book", "rebook"} if offered else frozenset()
    return tuple(
        each for each in buttons if nonconformity.against(each.verb, known) is None and each.verb not in free
    )


def opened(  # sentence: for whom, of which assessment, which one
    view: View, row: Item, key: UUID
) -> Nonconformity:
    """One of an assessment; any other is not there."""
    found = nonconformities.one(row, key) if row.work == Work.ASSESSMENT else None
    if found is None:
        raise Http404
    found.item = row
    return found


def shown(view: View, found: Nonconformity, *, url: Address) -> Shown:
    """One as this reader reads it."""
    if view.desk is None:
        raise Http404
    texts, told = view.texts, nonconformities.told(found, view.desk)
    yours = found.turn == Turn.APPLICANT and found.partner_id in view.actor.partners
    five = documents.five(told, texts, on=view.on, yours=yours)
    return Shown(
        title=texts.own(told.criterion),
        number=texts.say("nonconformity.one", number=found.number),
        word=texts.say(f"life.nonconformity.{found.state}.word"),
        tone=TONES.get(told.state, "in_progress"),
        url=url(found.id),
        answers=tuple(Answer(texts.say(f"five.{part}"), text) for part, text in five),
        found=found.text,
        history=tuple(
            Step(
                capital(documents.did(each.verb, texts)),
                each.day,
                each.by,
                each.text,
                each.due,
                tuple((view.file(UUID(file)), name) for file, name, _ in each.documents),
            )
            for each in reversed(told.steps)
        ),
        revision=found.revision,
    )


def which(found: Nonconformity, request: Request) -> Which:
    """One, with the revision that the page was opened at."""
    seen = nonconforming.seen(found)
    return Which(
        partner=seen.partner, item=seen.item, key=seen.key, revision=reading.number(request, "revision")
    )
