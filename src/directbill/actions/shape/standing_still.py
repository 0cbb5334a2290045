"""What an open review does when its enrollment changes: it stands still, goes on, or ends with it."""

from datetime import datetime

from directbill.access.actor import Actor
from directbill.actions.shape import audit, pausing
from directbill.core import application, enrollment, review
from directbill.core.application import State
from directbill.queries import reviews
from directbill.records.models import Enrollment


def follow(row: Enrollment, by: Actor, *, at: datetime) -> None:
    """Bring every open review of an enrollment to where it belongs, now that the enrollment has changed.

    As long as it stands still no day of its steps is due; the days move what is due once it goes on.
    """
    for owner in reviews.open_of(row):
        before = State(owner.state)
        if verb := review.follows(before, standing=enrollment.State(row.state)):
            owner.state = application.TABLE.after(before, verb)
            owner.closed_at = at if application.TABLE.is_final(State(owner.state)) else None
            owner.revision += 1
            owner.save()
            audit.write(
                f"review:{verb}",
                by=by,
                at=at,
                subject=("application", owner.reference),
                partner=owner.partner_id,
                changes=audit.changed({"state": before.value}, {"state": str(owner.state)}),
                edition=owner.edition,
            )
            if verb == review.RESUME:
                pausing.resume(owner)
            else:
                pausing.pause(owner)
