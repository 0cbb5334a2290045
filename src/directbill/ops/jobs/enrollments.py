"""Every hour: what the clock does for enrollments. One step of a restriction at a time, in the order of their days."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from directbill.access.actor import Actor
from directbill.actions import enrollment, leaving, publication, restriction, transition, waiver
from directbill.actions.shape import jobs
from directbill.ops.jobs.shape import each, job
from directbill.queries import days, departures, enrollments, publications, reminders, transitions, waivers
from directbill.records import scope

log = logging.getLogger(__name__)


@job(jobs.ENROLLMENTS, cron="20 * * * *")
def look(*, by: Actor, at: datetime) -> None:
    """Each in a transaction of its own: one that fails keeps no other waiting, and is told at the end.

    After a downtime a restriction whose next two steps are due takes the first one now and the second at the next
    hour: each is told by its own letter.
    """
    today = days.of(at)
    with scope.scoped(scope.EVERYONE):
        due: list[Callable[..., object]]
        due = [partial(enrollment.begin, application=row.id) for row in enrollments.unmade()]
        due += [partial(enrollment.activate, enrollment=key) for key in enrollments.to_begin(on=today)]
        due += [partial(restriction.take, restriction=row.id) for row in enrollments.to_act(on=today)]
        due += [partial(restriction.remind, restriction=row.id) for row in reminders.to_remind(on=today)]
        due += [partial(leaving.carry_out, enrollment=key) for key in departures.to_carry_out(on=today)]
        due += [partial(transition.lapse, link=key) for key in transitions.to_lapse(at=at)]
        due += [partial(waiver.expire, key=key) for key in waivers.to_expire(on=today)]
        due += [partial(publication.tell, enrollment=key) for key in publications.to_tell(on=today)]
    each(due, by=by, at=at, log=log)
