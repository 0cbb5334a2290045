"""Nonconformities that the desk watches: beside the queue, and each on a page to be read."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from directbill.documents import nonconforming as documents
from directbill.queries import items, nonconformities, queue
from directbill.records.models import Nonconformity
from directbill.web.request import Request
from directbill.web.ui import reading

AFTER = "watched"
"""Where in the address it stands after which nonconformity the page begins."""


@dataclass(frozen=True, slots=True)
class Line:
    """One of the list."""

    title: str
    company: str
    reference: str
    word: str
    turn: str
    when: str
    assignee: str
    url: str


@dataclass(frozen=True, slots=True)
class Watched:
    """A page of them, and the address of the next one."""

    lines: tuple[Line, ...] = ()
    more: str = ""


def listed(show: str, request: Request) -> Watched:
    """Those that wait for others, or are past their day, as the queue is asked for; none beside other lists."""
    if show not in {queue.OTHERS, queue.OVERDUE}:
        return Watched()
    after = queue.Place.parse(request.GET.get(AFTER, ""))
    rows, more = nonconformities.watched(overdue=show == queue.OVERDUE, on=request.day, after=after)
    address = "?" + urlencode({"show": show, AFTER: str(more)}) if more else ""
    return Watched(_lines(rows, request), address)


def _lines(rows: list[Nonconformity], request: Request) -> tuple[Line, ...]:
    texts, found = reading.texts(request), []
    for each in rows:
        owner = each.item.application
        desk = items.desk(owner)
        if desk is None:
            continue
        told = nonconformities.told(each, desk)
        five = dict(documents.five(told, texts, on=request.day, yours=False))
        found.append(
            Line(
                texts.own(told.criterion),
                owner.partner.name,
                owner.reference,
                texts.say(f"life.nonconformity.{each.state}.word"),
                five["turn"],
                five["when"],
                str(each.item.assignee or ""),
                reverse("desk_nonconformity", args=[owner.id, each.item.key, each.id]),
            )
        )
    return tuple(found)
