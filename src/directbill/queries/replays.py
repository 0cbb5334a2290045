"""Decisions computed again from what they were kept with: the same bytes, or what differs."""

from collections.abc import Iterator
from dataclasses import dataclass

from directbill.core.errors import Fault, Refusal
from directbill.documents import decided
from directbill.queries import program
from directbill.records.models import Decision


@dataclass(frozen=True, slots=True)
class Replayed:
    """One decision, and why its bytes differ; no faults where they are the same."""

    application: str
    number: int
    verb: str
    sha256: str
    faults: tuple[Fault, ...] = ()


def every() -> Iterator[Replayed]:
    """Every decision on record, in the order they were taken. Asked in the scope of all partners."""
    rows = Decision.objects.select_related("application").order_by("decided_at", "id")
    for row in rows.iterator():
        yield Replayed(row.application.reference, row.number, row.verb, row.sha256, faults(row))


def faults(row: Decision) -> tuple[Fault, ...]:
    """Why the bytes of a decision differ when it is computed again; nothing where they are the same."""
    try:
        again = decided.again(row.record, program.edition(row.application.edition))
    except Refusal as refusal:
        return refusal.faults
    return () if again == row.record.encode() else (Fault("replay_differs", found=row.application.reference),)
