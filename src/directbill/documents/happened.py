"""What happened beside the steps of an item: claims, times of interviews, papers, signatures, reports; plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from directbill.documents.clocking import Clock


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was, and the day that was in the installation's time zone."""

    at: datetime
    day: date


@dataclass(frozen=True, slots=True)
class Document:
    """A document somebody gave."""

    title: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What the company claimed of a criterion at one time."""

    when: Moment
    by: str
    criterion: str
    result: str
    text: str
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Independent:
    """An assessor declared to be independent of the company. It holds for them alone."""

    when: Moment
    by: str
    organization: str


class SlotDeed(StrEnum):
    """What became of a time of an interview."""

    OFFERED = "offered"
    WITHDRAWN = "withdrawn"
    BOOKED = "booked"
    MOVED = "moved"
    """Booked instead of the one that was booked before."""
    HELD = "held"
    MISSED = "missed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """What was done with a time of an interview. `clocks` show it first in the zone it was offered in."""

    when: Moment
    by: str
    deed: SlotDeed
    clocks: tuple[Clock, ...]
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A paper issued with a step: by language its title and the SHA-256 of its PDF."""

    when: Moment
    by: str
    step: int
    papers: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A signature under a text. What only an applicant proves is empty where the desk signs."""

    when: Moment
    by: str
    step: int
    applicant: bool
    version: str
    language: str
    sha256: str
    tenant: str
    proof: str
    confirmed: Moment | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """A try to order a report of a credit bureau, and why the bureau did not take it."""

    when: Moment
    step: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A report that came from a credit bureau, for the step that ordered it."""

    when: Moment
    step: int
    event: str
    sha256: str


Happened = Claim | Independent | Slot | Issued | Signed | Ordered | Reported
