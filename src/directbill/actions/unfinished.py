"""What becomes of an application nobody finishes: a reminder, a warning, and only then it lapses.

An amendment has the same clock. It ends by being dropped: what was submitted before holds again.
"""

from datetime import datetime
from uuid import UUID

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, reminding, taking_back, work
from directbill.core.application import TABLE, Due, State
from directbill.core.errors import refuse
from directbill.queries import unfinished
from directbill.records.models import Application, Notice


def remind(*, application: UUID, by: Actor, at: datetime) -> Application:
    """Tell the applicant that the application waits for them. Refuses `application_not_due`."""
    with work.on(by, Permission.APPLICATION_LAPSE):
        found = _due(application, Due.REMIND, at)
        found.reminded_at = at
        found.save(update_fields=["reminded_at"])
        _written("remind", found, reminding.reminded(found, at=at), by=by, at=at)
    return found


def warn(*, application: UUID, by: Actor, at: datetime) -> Application:
    """Tell the applicant the day on which the application ends unless they act. Refuses `application_not_due`."""
    with work.on(by, Permission.APPLICATION_LAPSE):
        found = _due(application, Due.WARN, at)
        found.warned_at = at
        found.save(update_fields=["warned_at"])
        _written("warn", found, reminding.warned(found, at=at), by=by, at=at)
    return found


def lapse(*, application: UUID, by: Actor, at: datetime) -> Application:
    """Close an application that was warned of and not touched since. Its answers stay for a new one.

    Refuses `application_not_due`.
    """
    with work.on(by, Permission.APPLICATION_LAPSE):
        found = _due(application, Due.LAPSE, at)
        before, found.state = found.state, TABLE.after(State(found.state), "lapse")
        found.closed_at, found.revision, found.reason = at, found.revision + 1, ""
        found.save()
        taking_back.close_links(found, at)
        _written("lapse", found, reminding.lapsed(found, at=at), by=by, at=at, before=before)
    return found


def discard(*, application: UUID, by: Actor, at: datetime) -> Application:
    """Drop an amendment that was warned of and not touched since. Refuses `application_not_due`."""
    with work.on(by, Permission.APPLICATION_LAPSE):
        found = _due(application, Due.LAPSE, at)
        before, found.state = found.state, TABLE.after(State(found.state), "discard")
        notices = reminding.discarded(found, at=at)
        found.revision, found.reason, found.touched_at = found.revision + 1, "", at
        found.reminded_at = found.warned_at = None
        found.save()
        taking_back.close_links(found, at)
        taking_back.restore(found, at)
        _written("discard", found, notices, by=by, at=at, before=before)
    return found


def _due(application: UUID, wanted: Due, at: datetime) -> Application:
    """The application, locked, if this is due for it now. Somebody may have acted since it was looked for."""
    found = work.lock(Application.objects.select_related("partner"), id=application)
    if unfinished.due(found, at=at) is not wanted:
        raise refuse("application_not_due", found=found.reference)
    return found


def _written(
    verb: str, found: Application, notices: list[Notice], *, by: Actor, at: datetime, before: str = ""
) -> None:  # fmt: skip
    """The event, with how many people were told: none is worth knowing, too."""
    after = {"state": found.state, "told": len(notices)}
    audit.write(
        f"unfinished:{verb}",
        by=by,
        at=at,
        subject=("application", found.reference),
        partner=found.partner_id,
        changes=audit.changed({"state": before or found.state}, after),
        edition=found.edition,
    )
