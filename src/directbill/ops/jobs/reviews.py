"""Every hour: reviews that open, days on which one is told of, and restrictions announced for those not passed."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from directbill.access.actor import Actor
from directbill.actions import review
from directbill.actions.shape import jobs
from directbill.ops.jobs.shape import each, job
from directbill.queries import days, reviews
from directbill.records import scope

log = logging.getLogger(__name__)


@job(jobs.REVIEWS, cron="25 * * * *")
def look(*, by: Actor, at: datetime) -> None:
    """Each in a transaction of its own: one that fails keeps no other waiting, and is told at the end."""
    today = days.of(at)
    with scope.scoped(scope.EVERYONE):
        due: list[Callable[..., object]]
        due = [partial(review.begin, enrollment=row.id) for row in reviews.to_open(on=today)]
        due += [partial(review.announce, review=owner.id) for owner in reviews.to_announce(on=today)]
        due += [partial(review.remind, review=owner.id) for owner, _ in reviews.to_remind(on=today)]
    each(due, by=by, at=at, log=log)
