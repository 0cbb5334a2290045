"""An application complete in every task, and what becomes of it: sent, taken back, told of."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from directbill.actions import application
from directbill.core.errors import Fault, Refusal
from directbill.records import scope
from directbill.records.models import Application, Event, Notice, OutboxMessage, Submission
from tests import cast
from tests.actions import applying, ledgers
from tests.actions.applying import Applying
from tests.actions.giving import add, given
from tests.cast import NOW

FILES = {"a.csv": ledgers.ENOUGH}


def complete() -> Applying:
    """Every task finished, twelve months of enough revenue in the ledger, a document given."""
    app = applying.answered(files=FILES)
    add(app, given())
    return app


def do(verb: str, app: Applying, *, at: datetime = NOW, **more: Any) -> Application:
    act: Callable[..., Application] = getattr(application, verb)
    return act(which=app.which, by=cast.later(cast.acting(app.company.ada), at), at=at, **more)


def submitted() -> Applying:
    app = complete()
    do("submit", app)
    return app


def refused(act: Callable[[], object]) -> tuple[Fault, ...]:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.faults


def submissions(app: Applying) -> list[Submission]:
    with scope.scoped(scope.EVERYONE):
        return list(Submission.objects.filter(application_id=app.id).order_by("number"))


def events(app: Applying) -> list[tuple[str, dict[str, Any]]]:
    with scope.scoped(scope.EVERYONE):
        rows = Event.objects.filter(subject=app.record.reference).order_by("id")
        return [(e.kind, {c["path"]: (c["from"], c["to"]) for c in e.changes}) for e in rows]


def letters(app: Applying) -> list[tuple[str, str]]:
    with scope.scoped(scope.EVERYONE):
        rows = Notice.objects.filter(subject=app.record.reference).order_by("at", "kind")
        assert OutboxMessage.objects.filter(notice__in=rows).count() == len(rows)
        return [(n.kind, n.reader) for n in rows]
