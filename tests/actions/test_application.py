"""Applications through their actions: complete or refused, kept to the byte, and nothing lost on any way back."""

import hashlib
import json
from datetime import timedelta

import pytest

from directbill.actions import answers, application
from directbill.core.application import TABLE, State
from directbill.core.errors import Fault, Place
from directbill.records import scope
from directbill.records.models import Application
from tests import cast
from tests.actions import applying
from tests.actions.sent import complete, do, events, letters, refused, submissions, submitted
from tests.cast import NOW

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(minutes=5)


def test_a_complete_application_is_submitted_with_one_event_and_one_letter() -> None:
    app = complete()
    before = app.record
    found = do("submit", app)
    (kept,) = submissions(app)
    assert (found.state, found.revision, found.submitted_at, found.first_submitted_at) == (
        State.SUBMITTED, before.revision + 1, NOW, NOW,
    )  # fmt: skip
    assert (kept.number, kept.submitted_at, kept.submitted_by, kept.sha256) == (
        1, NOW, "Ada", hashlib.sha256(kept.record.encode()).hexdigest(),
    )  # fmt: skip
    assert events(app)[-1] == (
        "application:submit",
        {
            "state": ("draft", "submitted"),
            "revision": (None, found.revision),
            "sha256": (None, kept.sha256),
        },
    )
    assert letters(app) == [("application_submitted", "ada@example.com")]


def test_submitted_twice_from_one_page_it_is_submitted_once() -> None:
    app = complete()
    which = app.which
    by = cast.acting(app.company.ada)
    application.submit(which=which, by=by, at=NOW)
    seen, now = str(which.revision), str(which.revision + 1)
    again = refused(lambda: application.submit(which=which, by=by, at=LATER))
    assert again == (Fault("revision_stale", Place(), now, {"seen": seen}),)
    (fault,) = refused(lambda: do("submit", app))
    assert (fault.code, fault.found) == ("step_not_allowed", "application.submitted")
    assert (len(submissions(app)), len(letters(app))) == (1, 1)


@pytest.mark.parametrize("verb", ["submit", "recall", "amend", "withdraw"])
@pytest.mark.parametrize(
    ("who", "code"), [("Ben", "not_permitted"), ("Cyd", "not_permitted"), ("Dan", "not_there")]
)
def test_who_is_no_administrator_of_the_company_does_none_of_it(verb: str, who: str, code: str) -> None:
    app = applying.begun()
    cast.stranger()
    more = {} if verb == "submit" else {"reason": "x"}
    by = cast.acting(cast.person(who))
    faults = refused(lambda: getattr(application, verb)(which=app.which, by=by, at=NOW, **more))
    assert faults[0].code == code


def test_recalled_it_is_a_draft_again_with_all_its_answers() -> None:
    app = submitted()
    before = app.record
    found = do("recall", app, reason=" Wrong address ", at=LATER)
    assert (found.state, found.reason, found.touched_at) == (State.DRAFT, "Wrong address", LATER)
    assert (found.submitted_at, found.first_submitted_at) == (before.submitted_at, NOW)
    assert events(app)[-1] == (
        "application:recall",
        {"state": ("submitted", "draft"), "revision": (None, found.revision)},
    )
    assert ("application_recalled", "ada@example.com") in letters(app)
    applying.say(app, "support", {**applying.SAID["support"], "hours": "Every day"})
    do("submit", app, at=LATER)
    first, second = submissions(app)
    assert (second.number, second.reason) == (2, "Wrong address")
    hours = [json.loads(s.record)["answers"]["support"]["hours"] for s in (first, second)]
    assert hours == ["Working days 8 to 18", "Every day"]


def test_what_is_fixed_stays_fixed_after_a_recall() -> None:
    app = submitted()
    do("recall", app, reason="", at=LATER)
    said = {**applying.SAID["company"], "country": "SK"}
    faults = refused(lambda: applying.say(app, "company", said))
    assert faults == (Fault("field_fixed", Place(column="country")),)


def test_amended_it_keeps_its_place_and_its_first_date() -> None:
    app = submitted()
    assert refused(lambda: do("amend", app, reason=" ")) == (Fault("reason_missing", Place(column="reason")),)
    assert do("amend", app, reason="More hours", at=LATER).state == State.AMENDING
    applying.say(app, "support", {**applying.SAID["support"], "hours": "Every day"})
    found = do("submit", app, at=LATER)
    assert (found.state, found.first_submitted_at, found.submitted_at) == (State.SUBMITTED, NOW, LATER)
    assert [s.reason for s in submissions(app)] == ["", "More hours"]
    assert events(app)[-1][1]["state"] == ("amending", "submitted")


@pytest.mark.parametrize("state", sorted(s for s in State))
@pytest.mark.parametrize("verb", ["submit", "recall", "amend", "discard", "withdraw"])
def test_each_verb_is_done_where_the_table_allows_it_and_refused_everywhere_else(
    state: State, verb: str
) -> None:
    app = complete()
    with scope.scoped(scope.EVERYONE):
        record = app.record
        record.state = state
        record.submitted_at = record.first_submitted_at = NOW
        record.closed_at = NOW if TABLE.is_final(state) else None
        record.save()
    more = {"reason": "x"} if verb in ("recall", "amend", "withdraw") else {}
    if not TABLE.allows(state, verb):
        (fault,) = refused(lambda: do(verb, app, **more))
        assert (fault.code, fault.found) in {
            ("step_not_allowed", f"application.{state}"), ("step_after_end", f"application.{state}"),
        }  # fmt: skip
        assert app.record.state == state
        return
    found = do(verb, app, **more)
    assert found.state == TABLE.after(state, verb)
    assert events(app)[-1][0] == f"application:{verb}"
    assert events(app)[-1][1]["state"] == (state.value, found.state)


def test_withdrawn_it_is_closed_and_what_was_submitted_stays() -> None:
    app = submitted()
    found = do("withdraw", app, reason="We changed our mind", at=LATER)
    assert (found.state, found.closed_at, found.reason) == (State.WITHDRAWN, LATER, "We changed our mind")
    assert len(submissions(app)) == 1
    assert ("application_withdrawn", "ada@example.com") in letters(app)
    assert (
        application.begin(partner=app.company.partner.id, by=cast.acting(app.company.ada), at=LATER).state
        == State.DRAFT
    )


def test_a_warning_of_lapse_is_answered_by_anything_the_applicant_does() -> None:
    app = submitted()
    with scope.scoped(scope.EVERYONE):
        Application.objects.filter(id=app.id).update(warned_at=NOW, reminded_at=NOW)
    found = do("recall", app, reason="", at=LATER)
    assert (found.warned_at, found.reminded_at, found.touched_at) == (None, None, LATER)


def test_one_unfinished_application_at_a_time() -> None:
    app = applying.begun()
    by = cast.acting(app.company.ben)
    faults = refused(lambda: application.begin(partner=app.company.partner.id, by=by, at=NOW))
    assert faults == (Fault("application_open", Place(), app.record.reference),)


def test_a_new_application_has_the_newest_answers_but_nothing_that_must_be_declared_anew() -> None:
    app = complete()
    do("withdraw", app, reason="", at=NOW)
    answers.save(
        partner=app.company.partner.id,
        application=None,
        task="support",
        given=answers.Given(values={"support": "no"}, finished=False, revision=0),
        by=cast.acting(app.company.ada),
        at=LATER,
    )
    found = application.begin(partner=app.company.partner.id, by=cast.acting(app.company.ada), at=LATER)
    with scope.scoped(scope.EVERYONE):
        rows = {row.task: (row.values, row.finished) for row in found.answers.all()}
    assert rows["support"] == ({"support": "no"}, False)
    assert rows["company"] == (applying.SAID["company"], False)
    assert rows["declaration"] == ({}, False)


def test_reasons_longer_than_anybody_reads_are_refused() -> None:
    app = submitted()
    faults = refused(lambda: do("withdraw", app, reason="x" * 5_000))
    assert faults == (Fault("text_too_long", Place(column="reason"), "5000", {"longest": "4000"}),)
    assert app.record.state == State.SUBMITTED
