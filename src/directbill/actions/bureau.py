"""A credit bureau: a report is ordered, and comes later. It is kept for a person to read, and decides nothing."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, bureau_orders, work
from directbill.core.errors import refuse
from directbill.gateways import bureau as gateway
from directbill.queries import bureau
from directbill.records.models import Application, BureauOrder, BureauReport, ItemStep


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What the bureau sent: its event, the order it answers, and the body it signed."""

    event: str
    order: UUID
    body: bytes


def order(*, step: UUID, by: Actor, at: datetime) -> BureauOrder:
    """Order the report of a step, and keep whether the bureau took it. Nothing is locked while it is asked.

    Refuses `not_there` where nothing is to be ordered any more.
    """
    found, body = bureau_orders.prepared(step, by=by)
    why = gateway.order(body)
    with work.on(by, Permission.ITEM_CLOCK):
        kept = BureauOrder.objects.create(partner_id=found.partner_id, step=found, at=at, why=why)
        _written("order", found, by=by, at=at, why=why)
    return kept


def receive(*, sent: Sent, by: Actor, at: datetime) -> BureauReport:
    """Keep a report, once for each event. A job then gives the review back to the desk; who reads it decides.

    Refuses `bureau_order_unknown`, and `bureau_event_differs` where an event comes again with another content.
    """
    with work.on(by, Permission.ITEM_CLOCK):
        found = bureau.step(sent.order)
        if found is None:
            raise refuse("bureau_order_unknown", found=str(sent.order))
        work.lock(Application.objects.all(), id=found.item.application_id)
        digest = hashlib.sha256(sent.body).hexdigest()
        known = BureauReport.objects.filter(event=sent.event).first()
        if known is not None:
            if (known.sha256, known.step_id) != (digest, found.id):
                raise refuse("bureau_event_differs", found=sent.event)
            return known
        kept = BureauReport.objects.create(
            partner_id=found.partner_id,
            step=found,
            event=sent.event,
            body=sent.body.decode(),
            sha256=digest,
            at=at,
        )
        _written("receive", found, by=by, at=at, sha256=digest)
    return kept


def _written(  # sentence: what was done, on which order
    verb: str, found: ItemStep, *, by: Actor, at: datetime, why: str = "", sha256: str = ""
) -> None:
    """What the event says: that it happened. Nothing of the report stands in it."""
    audit.write(
        f"bureau:{verb}",
        by=by,
        at=at,
        subject=("item", f"{found.item.application.reference}/{found.item.key}"),
        partner=found.partner_id,
        changes=audit.changed({}, {"why": why, "sha256": sha256}),
        edition=found.item.application.edition,
    )
