"""Enrollments: made where an application ended well, and active from the day that the decision set."""

from datetime import datetime
from uuid import UUID

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, standings, work
from directbill.core import course
from directbill.core.application import State as Applied
from directbill.core.enrollment import State
from directbill.core.errors import refuse
from directbill.queries import days
from directbill.records.models import Application, Enrollment


def begin(*, application: UUID, by: Actor, at: datetime) -> Enrollment:
    """Make the enrollment of an application that ended well before there were any. Refuses `not_there`."""
    with work.on(by, Permission.ENROLLMENT_CLOCK):
        rows = Application.objects.select_related("partner")
        owner = work.lock(rows, id=application, state=Applied.ENROLLED, enrollment=None)
        found = standings.begin(owner, by=by, at=at)
        if found is None:
            raise refuse("not_there")
        _written("begin", found, before="", by=by, at=at)
    return found


def activate(*, enrollment: UUID, by: Actor, at: datetime) -> Enrollment:
    """Let it begin once its day has come. Refuses `enrollment_not_due`."""
    with work.on(by, Permission.ENROLLMENT_CLOCK):
        case = standings.locked(enrollment)
        if days.of(at) < case.row.begins_on or case.row.state != State.PENDING_ACTIVATION:
            raise refuse("enrollment_not_due", found=case.row.reference)
        before = case.row.state
        deed = standings.Deed(verb="activate", by=by, at=at)
        standings.to_state(case.row, course.began(case.course).state, deed)
        _written("activate", case.row, before=before, by=by, at=at)
    return case.row


def _written(verb: str, found: Enrollment, *, before: str, by: Actor, at: datetime) -> None:
    audit.write(
        f"enrollment:{verb}",
        by=by,
        at=at,
        subject=("enrollment", found.reference),
        partner=found.partner_id,
        changes=audit.changed({"state": before}, {"state": found.state}),
        edition=found.edition,
    )
