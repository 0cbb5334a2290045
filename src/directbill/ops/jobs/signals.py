"""Every day: what the records say of each enrolled partner, held against what was noticed before."""

import logging
from datetime import datetime
from functools import partial

from directbill.access.actor import Actor
from directbill.actions import signal
from directbill.actions.shape import jobs
from directbill.ops.jobs.shape import each, job
from directbill.queries import noticed
from directbill.records import scope

log = logging.getLogger(__name__)


@job(jobs.SIGNALS, cron="40 4 * * *")
def look(*, by: Actor, at: datetime) -> None:
    """Each enrollment in a transaction of its own; one where nothing is new refuses, and that is all."""
    with scope.scoped(scope.EVERYONE):
        keys = list(noticed.running())
    each([partial(signal.look, enrollment=key) for key in keys], by=by, at=at, log=log)
