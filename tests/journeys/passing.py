"""Days go by in a sandbox: its clock is moved, and what is due by then is done as its jobs do it."""

from datetime import datetime, timedelta

from directbill.access.actor import system
from directbill.actions import clock as actions
from directbill.actions.shape import figures, jobs
from directbill.gateways import clock
from directbill.ops import ledgers
from directbill.ops.jobs import enrollments, items, reviews, signals
from directbill.queries import days as today
from directbill.queries import ledgers_due
from directbill.records import scope
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
        _evaluated(at)
        for name, job in EVERY.items():
            job(by=system(name), at=at)

    sandbox.prepare(looked)


def _evaluated(at: datetime) -> None:
    """Figures of another window than today's are made anew, as the worker does every few minutes."""
    with scope.scoped(scope.EVERYONE):
        stale = ledgers_due.to_evaluate(today.of(at), engine=figures.ENGINE)
    for partner in stale:
        ledgers.evaluate(partner=str(partner), by=system(jobs.EVALUATE_LEDGER), at=at)


def days(sandbox: Installation, number: int) -> None:
    """So many days go by as `directbill clock forward` lets them, and the jobs look."""

    def gone() -> None:
        at = clock.now()
        actions.move(to=at + timedelta(days=number), by=system("clock"), at=at)

    sandbox.prepare(gone)
    look(sandbox)
