"""Days go by in a sandbox: its clock is moved, and what is due by then is done as its jobs do it."""

from datetime import timedelta

from directbill.access.actor import system
from directbill.actions import clock as actions
from directbill.actions.shape import jobs
from directbill.gateways import clock
from directbill.ops.jobs import enrollments, items, reviews, signals
from tests.journeys.installation import Installation

EVERY = {
    jobs.ITEMS_DUE: items.look,
    jobs.SIGNALS: signals.look,
    jobs.REVIEWS: reviews.look,
    jobs.ENROLLMENTS: enrollments.look,
}
"""The jobs that look at who is enrolled."""


def look(sandbox: Installation) -> None:
    """The jobs look at the day it is."""

    def looked() -> None:
        at = clock.now()
        for name, job in EVERY.items():
            job(by=system(name), at=at)

    sandbox.prepare(looked)


def days(sandbox: Installation, number: int) -> None:
    """So many days go by as `directbill clock forward` lets them, and the jobs look."""

    def gone() -> None:
        at = clock.now()
        actions.move(to=at + timedelta(days=number), by=system("clock"), at=at)

    sandbox.prepare(gone)
    look(sandbox)
