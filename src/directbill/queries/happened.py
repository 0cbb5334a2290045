"""What happened beside the steps of an application's items: by item, in the order it happened. Some queries each."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db.models import Q

from directbill.core.findings import Turn
from directbill.core.slots import FOLLOWS, TABLE, State
from directbill.core.work import Work
from directbill.documents.happened import (
    Claim,
    Document,
    Happened,
    Independent,
    Issued,
    Moment,
    Ordered,
    Reported,
    Signed,
    Slot,
    SlotDeed,
)
from directbill.documents.texts import printable
from directbill.queries import days, slots
from directbill.records import models

BOOK, WITHDRAW = "slot:book", "slot:withdraw"
DO = "item:do"
Found = Iterator[tuple[str, Happened]]
"""The item's key, and what happened."""


def of(owner: models.Application, *, credit: bool) -> Mapping[str, tuple[Happened, ...]]:
    """By item. What the bureau was asked and sent is the credit file's: only where `credit` says so."""
    found: dict[str, list[Happened]] = defaultdict(list)
    for key, each in _all(owner, credit=credit):
        found[key].append(each)
    return {key: tuple(sorted(each, key=lambda one: one.when.at)) for key, each in found.items()}


def hidden(owner: models.Application) -> frozenset[str]:
    """Items of which there is something that only the credit file tells. One query."""
    rows = models.Item.objects.filter(application=owner)
    asked = rows.filter(Q(steps__orders__isnull=False) | Q(steps__reports__isnull=False))
    return frozenset(asked.values_list("key", flat=True))


def moment(at: datetime) -> Moment:
    """A moment, and the day that was here."""
    return Moment(at, days.of(at))


def _all(owner: models.Application, *, credit: bool) -> Found:
    yield from _claims(owner)
    yield from _independent(owner)
    yield from _slots(owner)
    yield from _signed(owner)
    yield from _issued(owner)
    if credit:
        yield from _bureau(owner)


def _claims(owner: models.Application) -> Found:
    rows = models.Claim.objects.filter(item__application=owner).select_related("item")
    for each in rows.order_by("at", "criterion", "number"):
        documents = (
            Document(printable(d["name"]), printable(d["name"]), d["sha256"]) for d in each.documents
        )
        claim = Claim(
            when=moment(each.at),
            by=each.by_name,
            criterion=each.criterion,
            result=each.result,
            text=each.text,
            documents=tuple(documents),
        )
        yield each.item.key, claim


def _independent(owner: models.Application) -> Found:
    rows = models.Independence.objects.filter(item__application=owner).select_related("item")
    for each in rows.order_by("at", "id"):
        declared = Independent(when=moment(each.at), by=each.name, organization=each.organization)
        yield each.item.key, declared


def _slots(owner: models.Application) -> Found:
    """Told by the events, for a time itself keeps only what became of it last."""
    items = models.Item.objects.filter(application=owner, work=Work.ASSESSMENT)
    for row in items:
        offered: dict[str, models.Slot] = {}
        for slot in models.Slot.objects.filter(item=row).order_by("offered_at"):
            offered[slot.begins.isoformat()] = slot
        booked = ""
        rows = models.Event.objects.filter(
            Q(kind__startswith="slot:") | Q(kind=DO), subject=f"{owner.reference}/{row.key}"
        )
        for event in rows.order_by("id"):
            deed, begins, booked = _became(event, booked)
            if deed is not None:
                yield row.key, _slot(deed, event, offered[begins])


def _became(event: models.Event, booked: str) -> tuple[SlotDeed | None, str, str]:
    """What an event meant for which time, and the time that is booked from then on."""
    said = {change["path"]: change["to"] for change in event.changes}
    if event.kind == DO:
        verb = FOLLOWS.get(said["verb"]) if booked else None
        return (SlotDeed(TABLE.after(State.BOOKED, verb)), booked, "") if verb else (None, "", booked)
    begins = said["begins"]
    if event.kind == BOOK:
        return SlotDeed.MOVED if booked else SlotDeed.BOOKED, begins, begins
    return SlotDeed.WITHDRAWN if event.kind == WITHDRAW else SlotDeed.OFFERED, begins, booked


def _slot(  # sentence: what became, by which event, of which time
    deed: SlotDeed, event: models.Event, slot: models.Slot
) -> Slot:
    return Slot(
        when=moment(event.at),
        by=event.actor_name,
        deed=deed,
        clocks=slots.clocks(slot),
        place=slot.place,
    )


def _issued(owner: models.Application) -> Found:
    rows = models.IssuedPaper.objects.filter(step__item__application=owner).select_related("step__item")
    by_step: dict[models.ItemStep, list[models.IssuedPaper]] = defaultdict(list)
    for each in rows.order_by("at", "step__item_id", "step__number", "language"):
        by_step[each.step].append(each)
    for step, papers in by_step.items():
        issued = Issued(
            when=moment(papers[0].at),
            by=step.by_name,
            step=step.number,
            papers={p.language: (json.loads(p.words)["title"], p.sha256) for p in papers},
        )
        yield step.item.key, issued


def _signed(owner: models.Application) -> Found:
    rows = models.AgreementSignature.objects.filter(step__item__application=owner)
    for each in rows.select_related("step__item").order_by("step__at", "step__number"):
        applicant = each.step.side == Turn.APPLICANT
        signed = Signed(
            when=moment(each.step.at),
            by=each.step.by_name,
            step=each.step.number,
            applicant=applicant,
            version=each.version,
            language=each.language,
            sha256=each.sha256,
            tenant=str(each.tenant or "") if applicant else "",
            proof=each.proof if applicant else "",
            confirmed=moment(days.there(each.confirmed_at)) if each.confirmed_at else None,
        )
        yield each.step.item.key, signed


def _bureau(owner: models.Application) -> Found:
    orders = models.BureauOrder.objects.filter(step__item__application=owner).select_related("step__item")
    for order in orders.order_by("at", "id"):
        yield order.step.item.key, Ordered(when=moment(order.at), step=order.step.number, why=order.why)
    reports = models.BureauReport.objects.filter(step__item__application=owner).select_related("step__item")
    for each in reports.order_by("at", "id"):
        came = Reported(when=moment(each.at), step=each.step.number, event=each.event, sha256=each.sha256)
        yield each.step.item.key, came
