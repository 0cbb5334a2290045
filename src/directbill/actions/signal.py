"""Signals between two reviews: raised and closed by the clock, dismissed by the desk with a reason."""

from datetime import datetime
from uuid import UUID

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, signalling, standings, work
from directbill.actions.shape.standings import Case
from directbill.core import form, signals, wording
from directbill.core.errors import refuse
from directbill.core.signals import Seen
from directbill.queries import days, noticed
from directbill.records.models import Enrollment, Signal


def look(*, enrollment: UUID, by: Actor, at: datetime) -> Enrollment:
    """Raise what the records say now and was not noticed yet, and close what is gone. What is not known stays.

    A signal that leads to a restriction announces it with the signal's day; one that is gone before the first step
    cancels it. Refuses `signal_nothing_new`.
    """
    with work.on(by, Permission.ENROLLMENT_CLOCK):
        case = standings.locked(enrollment)
        today = days.of(at)
        seen = noticed.seen(case.row, on=today)
        found = signals.raised(case.rules.signals, seen, on=today)
        open_rows = {(row.kind, row.subject): row for row in noticed.known(case.row)}
        new = [each for each in found if each.key not in open_rows]
        there = {each.key for each in found}
        gone = [row for key, row in open_rows.items() if key not in there and not _is_open(case, row, seen)]
        if not new and not gone:
            raise refuse("signal_nothing_new", found=case.row.reference)
        raised = [signalling.raise_(case, each, by=by, at=at) for each in new]
        for row in gone:
            signalling.close(case, row, by=by, at=at)
        audit.write(
            "signal:look",
            by=by,
            at=at,
            subject=("enrollment", case.row.reference),
            partner=case.row.partner_id,
            changes=audit.changed({}, {"raised": [r.kind for r in raised], "closed": [r.kind for r in gone]}),
            edition=case.row.edition,
        )
    return case.row


def _is_open(case: Case, row: Signal, seen: Seen) -> bool:
    kind = case.rules.signal(row.kind)
    return kind is not None and signals.is_open(kind, row.subject, seen)


def dismiss(*, signal: UUID, text: str, by: Actor, at: datetime) -> Signal:
    """Lay a signal aside, saying why: it is not raised again as long as what it tells of lasts.

    What leads to a restriction is not dismissed: the restriction has its own ways out. Refuses `reason_missing`,
    `signal_restricts`.
    """
    with work.on(by, Permission.SIGNAL_DISMISS):
        rows = Signal.objects.select_related("enrollment").filter(closed_at=None, dismissed_by=None)
        row = work.lock(rows, id=signal)
        case = standings.locked(row.enrollment_id)
        said = wording.plain(text, column="text", longest=form.LONGEST_TEXT)
        if not said.strip():
            raise refuse("reason_missing", column="text", found=row.kind)
        kind = case.rules.signal(row.kind)
        if kind is not None and kind.leads_to:
            raise refuse("signal_restricts", found=row.kind)
        row.dismissed_by_id, row.text = work.person(by), said
        row.save(update_fields=["dismissed_by", "text"])
        audit.write(
            "signal:dismiss",
            by=by,
            at=at,
            subject=("enrollment", case.row.reference),
            partner=row.partner_id,
            changes=audit.changed({}, {"kind": row.kind, "about": row.subject}),
            reason=said,
            edition=case.row.edition,
        )
    return row
