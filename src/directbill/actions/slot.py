"""Times of interviews: the assessor offers and withdraws them, the company books one of them or another instead."""

from datetime import date, datetime, time
from uuid import UUID

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, slotting, steps, work
from directbill.actions.shape.slotting import Offer
from directbill.actions.shape.steps import Case, Deed, Which
from directbill.core import assessment, slots, wording
from directbill.core.errors import refuse
from directbill.core.slots import State
from directbill.core.work import Work
from directbill.documents.invitation import REQUEST
from directbill.queries import slots as queries
from directbill.records.models import Item, Slot
from directbill.records.models.kept import LONGEST_NAME

S = assessment.State
OFFERED_IN = frozenset({S.INVITED, S.OVERDUE, S.BOOKED})
"""Where times can be offered: while interviews are to be held."""
MOST = 20
"""Of one assessment at a time."""


def offer(*, which: Which, offered: Offer, by: Actor, at: datetime) -> Slot:
    """Offer a time. The company is told, at most once a day.

    Refuses `slot_zone`, `slot_time`, `slot_skipped`, `slot_twice`, `slot_length`, `slot_over`, `slot_overlaps`,
    `slot_too_many`, and `slots_not_now` where no interview is to be held.
    """
    with work.on(by, Permission.ASSESSMENT_HOLD, which.partner):
        case, row = _own(which, by)
        if row.state not in OFFERED_IN:
            raise refuse("slots_not_now", found=f"assessment.{row.state}")
        live = queries.live(row)
        if len(live) >= MOST:
            raise refuse("slot_too_many", found=str(MOST))
        begins = _instant(offered)
        slots.require(begins, offered.minutes, ((each.begins, each.minutes) for each in live), at=at)
        place = wording.plain(offered.place, column="place", longest=LONGEST_NAME)
        if not place:
            raise refuse("slot_place", column="place")
        found = Slot.objects.create(
            partner_id=row.partner_id,
            item=row,
            assessor_id=work.person(by),
            begins=begins,
            minutes=offered.minutes,
            zone=offered.zone,
            place=place,
            state=slots.TABLE.initial,
            offered_at=at,
        )
        slotting.told_offered(row, found, at=at)
        _written("offer", case, found, by=by, at=at)
    return found


def withdraw(*, which: Which, slot: UUID, by: Actor, at: datetime) -> Slot:
    """Withdraw a time that is not booked."""
    with work.on(by, Permission.ASSESSMENT_HOLD, which.partner):
        case, row = _own(which, by)
        found = slotting.move(slotting.lock(row, slot), "withdraw")
        found.save()
        _written("withdraw", case, found, by=by, at=at)
    return found


def book(*, which: Which, slot: UUID, by: Actor, at: datetime) -> Slot:
    """Book a time, or another one instead of the one that is booked. Both sides are invited, or told of the move.

    Refuses `slot_taken` where it is not on offer any more, and `slot_over`.
    """
    with work.on(by, Permission.ITEM_ANSWER, which.partner):
        case = steps.locked(which)
        row = _row(case, which)
        found, before = slotting.lock(row, slot), queries.booked(row)
        if found.state != State.OFFERED:
            raise refuse("slot_taken", found=f"slot.{found.state}")
        if found.begins <= at:
            raise refuse("slot_over", column="day")
        found.uid, found.sequence = slotting.fresh_uid(), 0
        if before is not None:
            found.uid, found.sequence = before.uid, before.sequence + 1
            slotting.move(before, "release").save()
        slotting.move(found, "book").save()
        clock = queries.clocks(found)[0]
        values = {
            "day": clock.begins.date().isoformat(),
            "time": f"{clock.begins:%H:%M}",
            "time_zone": found.zone,
        }
        deed = Deed(verb="book" if before is None else "rebook", values=values)
        steps.moved(case, which, deed, by=by, at=at)
        slotting.tell("interview_booked", row, found, method=REQUEST, at=at)
        _written("book", case, found, by=by, at=at)
    return found


def _own(which: Which, by: Actor) -> tuple[Case, Item]:
    case = steps.locked(which)
    row = _row(case, which)
    if row.assignee_id != by.person:
        raise refuse("not_there")
    return case, row


def _row(case: Case, which: Which) -> Item:
    row = case.row(which.key)
    if which.work is not Work.ASSESSMENT:
        raise refuse("not_there")
    row.application = case.owner
    return row


def _instant(offered: Offer) -> datetime:
    zone = queries.zone(offered.zone)
    try:
        day, at = date.fromisoformat(offered.day), time.fromisoformat(offered.time)
    except ValueError:
        raise refuse("slot_time", column="time", found=f"{offered.day} {offered.time}") from None
    if at.tzinfo is not None:
        raise refuse("slot_time", column="time", found=offered.time)
    return slots.instant(day, at, zone=zone)


def _written(  # sentence: what was done, of which case, with which time
    verb: str, case: Case, found: Slot, *, by: Actor, at: datetime
) -> None:
    audit.write(
        f"slot:{verb}",
        by=by,
        at=at,
        subject=("item", f"{case.owner.reference}/{found.item.key}"),
        partner=found.partner_id,
        changes=audit.changed({}, {"begins": found.begins.isoformat(), "state": str(found.state)}),
        edition=case.owner.edition,
    )
