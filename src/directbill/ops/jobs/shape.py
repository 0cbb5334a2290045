"""The one shape of a job: it acts in its own name, by the installation's clock, and may be run again at any time.

A worker that is killed leaves its job half done, and the job is run again from its beginning. So a job asks the
records what is left to do, and does each piece in a transaction of its own, through an action or the outbox.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Protocol

from procrastinate.contrib.django import app

from directbill.access import actor
from directbill.access.actor import Actor
from directbill.core.errors import Refusal
from directbill.gateways import clock


class Work(Protocol):
    """What a job does: by whom it is done, the time it is, and the values it was queued with."""

    def __call__(
        self, *, by: Actor, at: datetime, **values: str
    ) -> object: ...  # shape: the values of a job are its own


def each(due: Iterable[Callable[..., object]], *, by: Actor, at: datetime, log: logging.Logger) -> None:
    """Do each in a transaction of its own. A refusal says that somebody acted since: nothing is left to do.

    What fails keeps no other waiting, and the first failure is raised at the end.
    """
    failures: list[Exception] = []
    for do in due:
        try:
            do(by=by, at=at)
        except Refusal as refusal:
            log.info("nothing to do any more: %s", refusal.code)
        except Exception as failure:  # noqa: BLE001 - boundary: the others are done first, then it is raised
            failures.append(failure)
    if failures:
        raise failures[0]


def job(name: str, *, cron: str = "") -> Callable[[Callable[..., object]], Callable[..., object]]:
    """Make a function the job of a name; with `cron`, one that is queued by the calendar and waits at most once.

    The five fields of `cron` may be followed by a sixth: seconds.
    """

    def known(work: Callable[..., object]) -> Callable[..., object]:
        def run(timestamp: int = 0, **values: Any) -> None:  # shape: procrastinate calls it so
            del timestamp
            work(by=actor.system(name), at=clock.now(), **values)

        task = app.task(name=name, queueing_lock=name if cron else None)(run)
        if cron:
            app.periodic(cron=cron)(task)
        return work

    return known
