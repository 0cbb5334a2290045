"""What stands in the way of submitting, who may, and the figures that must be of today."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from directbill.access.actor import Proof
from directbill.actions import application, partner
from directbill.core.application import State
from directbill.core.errors import Fault, Place
from directbill.records import scope
from tests import cast
from tests.actions import applying, ledgers
from tests.actions.sent import complete, do, letters, refused, submissions
from tests.cast import NOW
from tests.fixtures.bill import charge, recon, year

pytestmark = pytest.mark.django_db


def test_an_application_without_a_ledger_is_refused_with_every_obstacle() -> None:
    app = applying.answered()
    assert refused(lambda: do("submit", app)) == (
        Fault("requirement_unknown", Place(column="revenue_ttm"), "revenue_no_ledger"),
        Fault("requirement_unknown", Place(column="indirect_tenure"), "tenure_no_ledger"),
    )


def test_too_little_revenue_refuses_and_says_so() -> None:
    app = applying.answered(files={"a.csv": recon(*year("1000.00"))})
    (fault,) = refused(lambda: do("submit", app))
    assert (fault.code, fault.place.column) == ("requirement_not_met", "revenue_ttm")
    assert (app.record.state, submissions(app), letters(app)) == (State.DRAFT, [], [])


def test_a_task_that_is_not_finished_and_files_still_being_read_stand_in_the_way() -> None:
    app = complete()
    applying.say(app, "support", applying.SAID["support"], finished=False)
    ledgers.received(app.company, {"b.csv": recon(*year("1.00"))})
    found = {(f.code, f.place.column) for f in refused(lambda: do("submit", app))}
    assert {("task_not_done", "support"), ("task_problem", "revenue")} <= found


def test_an_account_that_was_removed_stands_in_the_way() -> None:
    app = complete()
    with scope.scoped(scope.EVERYONE):
        account = app.record.partner.accounts.get()
    by = cast.acting(app.company.ada)
    partner.remove_account(partner=app.company.partner.id, account=account.id, by=by, at=NOW)
    found = {(f.code, f.place.column) for f in refused(lambda: do("submit", app))}
    assert ("task_problem", "accounts") in found


@pytest.mark.parametrize(("change", "code"), [
    ({"administrator": Proof.DENIED}, "administrator_denied"),
    ({"administrator": Proof.NOT_SAID}, "administrator_not_said"),
    ({"confirmed_at": NOW - timedelta(minutes=16)}, "step_up_needed"),
    ({"confirmed_at": None}, "step_up_needed"),
])  # fmt: skip
def test_only_a_proved_administrator_who_just_confirmed_submits(change: dict[str, Any], code: str) -> None:
    app = complete()
    by = replace(cast.acting(app.company.ada), **change)
    assert refused(lambda: application.submit(which=app.which, by=by, at=NOW))[0].code == code


def test_figures_of_a_window_that_has_moved_are_made_anew_before_submitting() -> None:
    app = applying.answered(files={"a.csv": recon(*year("27000.00"))})
    december = NOW + timedelta(days=20)
    (fault,) = refused(lambda: do("submit", app, at=december))
    assert (fault.code, fault.place.column) == ("requirement_unknown", "revenue_ttm")
    november = recon(charge("27000.00", "2026-11"))
    ledgers.imported(app.company, {"b.csv": november}, at=NOW + timedelta(days=13))
    do("submit", app, at=december)
    assert json.loads(submissions(app)[0].record)["ledger"]["as_of"] == "2026-12-12"
    assert [each.cause for each in ledgers.evaluations(app.company)] == ["import", "import", "submission"]
