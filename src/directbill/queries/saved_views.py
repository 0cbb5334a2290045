"""The views of the queue that a person saved."""

from dataclasses import dataclass
from uuid import UUID

from directbill.documents.texts import printable
from directbill.records.models import SavedView


@dataclass(frozen=True, slots=True)
class Saved:
    """One view, by its name."""

    id: UUID
    name: str
    address: str


def of(person: UUID | None) -> list[Saved]:
    """All of somebody's, by name. One query."""
    rows = SavedView.objects.filter(person_id=person) if person else SavedView.objects.none()
    found = [Saved(row.id, printable(row.name), row.address) for row in rows]
    return sorted(found, key=lambda each: each.name.casefold())
