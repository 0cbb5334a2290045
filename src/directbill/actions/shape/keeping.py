"""An act on something of an enrollment, kept: the row as it is now, and one step that nobody changes any more."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from directbill.access.actor import Actor
from directbill.core.findings import Turn
from directbill.core.states import Table
from directbill.records.models import StandingStep


class Row(Protocol):
    """What every such row has."""

    id: Any  # shape: columns are descriptors
    partner_id: UUID
    enrollment_id: UUID
    state: Any
    revision: Any

    def save(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What is kept of an act: the verb, by whom, when, in which words, and what was given with it."""

    verb: str
    by: Actor
    at: datetime
    side: Turn | None = None
    """Whose deed it is, where the table does not say: that by which something begins."""
    text: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


class Turned(Row, Protocol):
    """A row that says whose turn it is."""

    turn: Any  # shape: columns are descriptors


def turned(  # sentence: of which table, which row, how
    table: Table[Any], row: Turned, deed: Deed, *, after: StrEnum
) -> None:
    """Keep a row that says whose turn it is."""
    row.turn = table.turns[after]
    keep(table, row, deed, after=after)


def keep(  # sentence: of which table, which row, how
    table: Table[Any], row: Row, deed: Deed, *, after: StrEnum
) -> None:
    """Keep the row in the state it came to, and the step that led there."""
    before = row.state if row.revision else ""
    row.state = after
    row.revision += 1
    row.save()
    StandingStep.objects.create(
        partner_id=row.partner_id,
        enrollment_id=row.enrollment_id,
        table=table.name,
        subject=row.id,
        number=row.revision,
        verb=deed.verb,
        before=before,
        after=after,
        side=deed.side or table.doer(deed.verb),
        at=deed.at,
        by=deed.by.key,
        by_name=deed.by.name,
        text=deed.text,
        values=dict(deed.values),
    )
