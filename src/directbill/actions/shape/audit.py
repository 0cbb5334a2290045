"""The one event of an action. Writing without an actor fails; the database refuses it too."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from directbill.access.actor import Actor
from directbill.records.models import Event

Change = dict[str, Any]


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """What differs, by path: `{"path", "from", "to"}`, in alphabetical order."""
    keys = sorted(before.keys() | after.keys())
    return [
        {"path": key, "from": before.get(key), "to": after.get(key)}
        for key in keys
        if before.get(key) != after.get(key)
    ]


def write(
    kind: str,
    *,
    by: Actor,
    at: datetime,
    subject: tuple[str, object],
    partner: UUID | None = None,
    **more: Any,  # shape: changes, reason, edition
) -> Event:
    """Add the event. `subject` is its kind and what identifies it."""
    if not by.key:
        raise ValueError("an event needs an actor")
    return Event.objects.create(
        kind=kind,
        at=at,
        actor_kind=by.kind,
        actor=by.key,
        actor_name=by.name,
        partner_key=partner,
        subject_kind=subject[0],
        subject=str(subject[1]),
        request=by.request,
        **more,
    )
