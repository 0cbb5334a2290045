"""A time in words, as clocks of several zones show it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from directbill.documents.texts import Catalog


class Clock(Protocol):
    """A stretch of time as clocks of one zone show it."""

    @property
    def begins(self) -> datetime: ...
    @property
    def ends(self) -> datetime: ...
    @property
    def zone(self) -> str: ...


def said(clocks: Iterable[Clock], texts: Catalog) -> str:
    """The same time in every zone, the offered one first: day, from when until when, and the zone's name."""
    return " · ".join(_one(each, texts) for each in clocks)


def _one(clock: Clock, texts: Catalog) -> str:
    hours = f"{clock.begins:%H:%M}\N{EN DASH}{clock.ends:%H:%M}"
    return texts.say("slot.time", day=clock.begins.date(), hours=hours, zone=clock.zone)
