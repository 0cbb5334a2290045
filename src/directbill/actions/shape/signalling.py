"""A signal as it is raised, told and closed, with the restriction it leads to."""

from datetime import datetime

from directbill.access.actor import Actor
from directbill.actions.shape import links, outbox, standings
from directbill.actions.shape.outbox import Letter
from directbill.actions.shape.standings import Case, Cause
from directbill.core import restriction
from directbill.core.course import Act
from directbill.core.findings import Turn
from directbill.core.signals import Raised
from directbill.documents.texts import catalog
from directbill.queries import days, people
from directbill.records.models import Notice, Signal


def raise_(case: Case, found: Raised, *, by: Actor, at: datetime) -> Signal:
    """Keep it, announce the restriction it leads to, and tell the partner; a restriction is told by its own letter."""
    row = Signal.objects.create(
        partner_id=case.row.partner_id,
        enrollment=case.row,
        kind=found.signal.key,
        subject=found.subject,
        params=dict(found.params),
        turn=found.signal.turn,
        since=found.since,
        due=found.due,
        raised_at=at,
    )
    cause = Cause(signal=row.kind, subject=row.subject, params=row.params)
    if not found.signal.leads_to:
        _told(case, found, at=at)
    elif not any(
        r.cause == cause.key and r.state not in restriction.UNDONE for r in case.course.restrictions
    ):
        steps = standings.steps(case, found.signal, begins=found.due)
        standings.announce(case, cause, steps=steps, by=by, at=at)
    return row


def close(case: Case, row: Signal, *, by: Actor, at: datetime) -> None:
    """What it told of is gone: a restriction that has not begun goes with it; one that has is lifted by people."""
    row.closed_at = at
    row.save(update_fields=["closed_at"])
    cause = f"{row.kind}:{row.subject}"
    for each in case.course.restrictions:
        if each.cause == cause and not each.taken and restriction.TABLE.allows(each.state, "cancel"):
            standings.do(case, Act(number=each.number, verb="cancel", on=days.of(at)), by=by, at=at)


def _told(case: Case, found: Raised, *, at: datetime) -> list[Notice]:
    of, signal = case.row, found.signal
    notices = []
    for reader in people.told(of.partner_id):
        texts = catalog(reader.language)
        values = {
            "reference": of.reference,
            "company": of.partner.name,
            "signal": texts.own(signal.title),
            "about": found.subject,
            "help": texts.own(signal.help),
            "else": texts.own(signal.otherwise),
            "turn": texts.say(f"signal_turn.{signal.turn}"),
            "due": found.due.isoformat() if signal.turn is not Turn.NOBODY else "",
            "url": links.to(f"/c/{of.partner.reference}/enrollments/{of.reference}/"),
        }
        notices.append(
            outbox.queue(
                Letter(
                    kind="signal_raised",
                    subject=("enrollment", of.reference),
                    occasion=f"{signal.key}:{found.subject}:{days.of(at)}",
                    reader=reader.email,
                    language=reader.language,
                    partner=of.partner_id,
                    due=found.due,
                    values=values,
                ),
                at=at,
            )
        )
    return notices
