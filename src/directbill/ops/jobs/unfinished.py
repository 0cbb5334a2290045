"""Every hour: what the clock of unfinished applications asks for, and links to sign that ended unused."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from directbill.access.actor import Actor
from directbill.actions import signature, unfinished
from directbill.actions.shape import jobs
from directbill.core.application import Due, State
from directbill.core.errors import Refusal
from directbill.ops.jobs.shape import job
from directbill.queries import unfinished as asked
from directbill.records import scope

log = logging.getLogger(__name__)

DOES = {Due.REMIND: unfinished.remind, Due.WARN: unfinished.warn, Due.LAPSE: unfinished.lapse}


@job(jobs.UNFINISHED, cron="5 * * * *")
def look(*, by: Actor, at: datetime) -> None:
    """Each in a transaction of its own: one that fails keeps no other waiting, and is told at the end."""
    with scope.scoped(scope.EVERYONE):
        due: list[Callable[..., object]]
        due = [partial(signature.expire, signature=link) for link in asked.links_expired(at=at)]
        due += [_what(*each) for each in asked.all_due(at=at)]
    failures = [failure for do in due if (failure := _done(partial(do, by=by, at=at))) is not None]
    if failures:
        raise failures[0]


def _what(application: UUID, state: State, due: Due) -> Callable[..., object]:
    """An application is closed where an amendment is only dropped."""
    dropped = due is Due.LAPSE and state in asked.AMENDED
    return partial(unfinished.discard if dropped else DOES[due], application=application)


def _done(do: Callable[[], object]) -> Exception | None:
    """A refusal says that somebody acted since: nothing is left to do."""
    try:
        do()
    except Refusal as refusal:
        log.info("nothing to do any more: %s", refusal.code)
    except Exception as failure:  # noqa: BLE001 - boundary: the others are done first, then it is raised
        return failure
    return None
