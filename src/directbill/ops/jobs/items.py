"""Every hour: steps the clock takes by itself, and those of applications that were submitted before there were any."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from directbill.access.actor import Actor
from directbill.actions import bureau as bureaus
from directbill.actions import condition, contract, nonconformity
from directbill.actions import item as actions
from directbill.actions.shape import jobs, nonconforming
from directbill.actions.shape.steps import Deed, Which
from directbill.core.errors import Refusal
from directbill.core.work import Work
from directbill.gateways import bureau as gateway
from directbill.ops.jobs.shape import job
from directbill.queries import bureau, conditions, contracts, days, items, mailboxes, nonconformities, plainly
from directbill.records import scope
from directbill.records.models import Item

log = logging.getLogger(__name__)


@job(jobs.ITEMS_DUE, cron="10 * * * *")
def look(*, by: Actor, at: datetime) -> None:
    """Each in a transaction of its own: one that fails keeps no other waiting, and is told at the end."""
    with scope.scoped(scope.EVERYONE):
        due: list[Callable[..., object]]
        due = [partial(actions.begin, application=key) for key in items.unbegun()]
        due += [
            partial(actions.do, which=_which(r), deed=Deed(verb=v)) for r, v in items.late(on=days.of(at))
        ]
        due += [partial(actions.do, which=_which(r), deed=Deed(verb=v)) for r, v in mailboxes.proven()]
        due += [
            partial(actions.do, which=_which(r), deed=Deed(verb=v, reason=why))
            for r, v, why in plainly.settled()
        ]
        due += [partial(contract.remind, item=row.id) for row in contracts.to_renew(on=days.of(at))]
        due += [
            partial(condition.remind, item=row.id, number=each.number)
            for row, each in conditions.to_remind(on=days.of(at))
        ]
        due += [
            partial(nonconformity.overdue, which=nonconforming.seen(found))
            for found in nonconformities.late(on=days.of(at))
        ]
    failures = [failure for do in due if (failure := _done(partial(do, by=by, at=at))) is not None]
    if failures:
        raise failures[0]


@job(jobs.BUREAU, cron="* * * * *")
def orders(*, by: Actor, at: datetime) -> None:
    """Every minute: reports that came give the review back to the desk; what was ordered and not tried yet is ordered.

    Where no bureau is used, nothing is ordered, and people go on by hand.
    """
    with scope.scoped(scope.EVERYONE):
        due: list[Callable[..., object]]
        due = [
            partial(actions.do, which=_which(row), deed=Deed(verb=bureau.RECEIVE))
            for row in bureau.answered()
        ]
        if gateway.used_here():
            due += [partial(bureaus.order, step=step.id) for step in bureau.untried()]
    failures = [failure for do in due if (failure := _done(partial(do, by=by, at=at))) is not None]
    if failures:
        raise failures[0]


def _which(row: Item) -> Which:
    return Which(
        partner=row.partner_id,
        application=row.application_id,
        key=row.key,
        work=Work(row.work),
        revision=row.revision,
    )


def _done(do: Callable[[], object]) -> Exception | None:
    """A refusal says that somebody acted since: nothing is left to do."""
    try:
        do()
    except Refusal as refusal:
        log.info("nothing to do any more: %s", refusal.code)
    except Exception as failure:  # noqa: BLE001 - boundary: the others are done first, then it is raised
        return failure
    return None
