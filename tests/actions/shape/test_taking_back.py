"""An amendment that is dropped: answers and documents are as they were submitted, and nobody overwrites it unseen."""

import json
from datetime import timedelta

import pytest

from directbill.actions import evidence
from directbill.core.application import State
from directbill.queries import days, dossier
from directbill.records import scope
from directbill.records.models import Evidence
from tests import cast
from tests.actions import applying
from tests.actions.giving import OTHER, add, given
from tests.actions.sent import do, submissions, submitted
from tests.cast import NOW
from tests.gateways.media import made

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(minutes=5)


def test_an_amendment_that_is_dropped_leaves_everything_as_it_was_submitted() -> None:
    app = submitted()
    do("amend", app, reason="x", at=LATER)
    by = cast.acting(app.company.ada)
    with scope.scoped(scope.EVERYONE):
        kept = Evidence.objects.get()
        before = {row.task: row.values for row in app.record.answers.all()}
    applying.say(app, "support", {"support": "no"}, finished=False)
    add(app, given(OTHER, evidence=kept.id))
    add(app, given(made.pdf(root="/N 3")))
    evidence.remove(partner=app.company.partner.id, evidence=kept.id, by=by, at=LATER)
    do("discard", app, at=LATER)
    with scope.scoped(scope.EVERYONE):
        after = {row.task: (row.values, row.finished) for row in app.record.answers.all()}
        papers = dossier.of(app.record, on=days.of(NOW))
        record = json.loads(papers.record(by={"name": "x"}, at=NOW, number=1, reason=""))
    assert after == {task: (values, True) for task, values in before.items()}
    (was,), (now,) = json.loads(submissions(app)[0].record)["evidence"], record["evidence"]
    assert {**now, "revision": was["revision"]} == was
    assert (app.record.state, now["revision"]) == (State.SUBMITTED, "3")


def test_whoever_wrote_on_what_was_dropped_is_told_of_the_conflict() -> None:
    app = submitted()
    do("amend", app, reason="x", at=LATER)
    applying.say(app, "support", {"support": "no"}, finished=False)
    with scope.scoped(scope.EVERYONE):
        seen = app.record.answers.get(task="support").revision
    do("discard", app, at=LATER)
    with scope.scoped(scope.EVERYONE):
        assert app.record.answers.get(task="support").revision == seen + 1
