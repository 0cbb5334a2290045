"""Times of interviews: of one assessment, with how clocks show them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from django.utils import timezone

from directbill.core.errors import refuse
from directbill.core.slots import LIVE, State
from directbill.records.models import Item, Slot


@dataclass(frozen=True, slots=True)
class Shown:
    """When a time is, as clocks show it: in the zone it was offered in, and in another one."""

    begins: datetime
    ends: datetime
    zone: str


def of(row: Item) -> list[Slot]:
    """Every time of an assessment, in their order."""
    return list(Slot.objects.filter(item=row).order_by("begins", "id"))


def live(row: Item) -> list[Slot]:
    """Those that are offered or booked."""
    return [each for each in of(row) if each.state in LIVE]


def open_(row: Item, *, at: datetime) -> list[Slot]:
    """Those that can be booked."""
    return [each for each in of(row) if each.state == State.OFFERED and each.begins > at]


def booked(row: Item) -> Slot | None:
    """The one that is booked."""
    return Slot.objects.filter(item=row, state=State.BOOKED).first()


def one(row: Item, key: UUID) -> Slot | None:
    """One of an assessment by its key."""
    return Slot.objects.filter(item=row, id=key).first()


def zone(name: str) -> ZoneInfo:
    """A zone by its name in the IANA database. Refuses `slot_zone`."""
    if name not in _zones():
        raise refuse("slot_zone", column="zone", found=name)
    return ZoneInfo(name)


def clocks(found: Slot) -> tuple[Shown, ...]:
    """As clocks of the offered zone show it, of this installation's, and in UTC; each zone once."""
    names = dict.fromkeys((found.zone, timezone.get_default_timezone_name(), "UTC"))
    ends = found.begins + timedelta(minutes=found.minutes)
    return tuple(
        Shown(found.begins.astimezone(ZoneInfo(name)), ends.astimezone(ZoneInfo(name)), name)
        for name in names
    )


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
