"""Nonconformities that the desk watches: beside the queue, and each on a page to be read."""

from dataclasses import dataclass

from django.urls import reverse

from directbill.documents import nonconforming as documents
from directbill.queries import items, nonconformities, queue
from directbill.web.request import Request
from directbill.web.ui import reading


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


def lines(show: str, request: Request) -> tuple[Line, ...]:
    """Those that wait for others, or are past their day, as the queue is asked for; none beside other lists."""
    if show not in {queue.OTHERS, queue.OVERDUE}:
        return ()
    texts, found = reading.texts(request), []
    for each in nonconformities.watched(overdue=show == queue.OVERDUE, on=request.day):
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
