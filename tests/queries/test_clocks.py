"""The clock of an item at the desk: it pauses while the applicant has the turn, and says what it was computed from."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests import cast
from tests.actions import applying, deciding, ledgers
from tests.actions.deciding import Deciding
from tests.actions.sent import do
from tests.cast import NOW
from tests.web import pages
from tests.web.desk.views.test_items import rea, url
from tests.web.portal.views.test_progress import url as progress

from directbill.core.findings import Turn
from directbill.core.work import Work
from directbill.queries import assessors, clocks, items
from directbill.records import scope

pytestmark = pytest.mark.django_db
FIRST = NOW.date()


def later(case: Deciding, days: int) -> Deciding:
    return replace(case, at=NOW + timedelta(days=days))


def due(case: Deciding, key: str) -> date:
    found = case.row(key).due
    assert found
    return found


def working(case: Deciding, since: date, days: int) -> date:
    """So many working days after a day, counted on fingers."""
    with scope.scoped(scope.EVERYONE):
        desk = items.desk(case.app.record)
    assert desk
    counted = [since + timedelta(days=n) for n in range(1, 60)]
    return [day for day in counted if desk.calendar.works(day)][days - 1]


def key_of(case: Deciding) -> str:
    return case.of(Work.CONFIRMATION)[0].key


def test_the_desk_has_its_working_days_from_the_day_it_came() -> None:
    case = deciding.begun()
    assert due(case, key_of(case)) == working(case, FIRST, 5)


def test_the_applicants_days_do_not_count_and_the_desks_earlier_ones_do() -> None:
    case = deciding.begun()
    key = key_of(case)
    asked = working(case, FIRST, 3)
    later(case, (asked - FIRST).days).do(key, "query")
    assert due(case, key) == asked + timedelta(days=14)
    back = asked + timedelta(days=10)
    later(case, (back - FIRST).days).do(key, "answer")
    assert due(case, key) == working(case, back, 2)


def test_the_applicant_has_the_whole_time_whenever_asked() -> None:
    case = deciding.begun()
    key = key_of(case)
    for days in (1, 9):
        later(case, days).do(key, "query")
        assert due(case, key) == FIRST + timedelta(days=days + 14)
        later(case, days + 3).do(key, "answer")


def test_a_result_that_is_looked_at_again_begins_a_new_budget() -> None:
    case = deciding.begun()
    key = key_of(case)
    later(case, 3).do(key, "accept")
    later(case, 8).do(key, "reopen")
    assert due(case, key) == working(case, FIRST + timedelta(days=8), 5)


def test_the_page_shows_both_clocks_and_what_the_day_was_computed_from() -> None:
    case = deciding.begun()
    key = key_of(case)
    asked = working(case, FIRST, 3)
    later(case, (asked - FIRST).days).do(key, "query")
    later(case, (asked - FIRST).days + 10).do(key, "answer")
    with scope.scoped(scope.EVERYONE):
        row = next(r for r in items.with_steps(case.app.record) if r.key == key)
        desk = items.desk(case.app.record)
        assert desk
        running = clocks.running(row, of_desk=desk, on=row.due or FIRST)
    assert running
    assert (running.due.used, running.due.given, running.spent) == (3, 2, 2)
    said = pages.text(pages.as_(rea()).get(url(case, "desk_item", key)).content)
    assert "of 5 working days, 3 working days were used before; 2 working days are left" in said
    assert "The applicant 10 days" in said


def taken_back(case: Deciding, verb: str, *, day: int) -> None:
    do(
        verb,
        case.app,
        at=NOW + timedelta(days=day),
        **({"reason": "A new address."} if verb in ("amend", "recall") else {}),
    )


@pytest.mark.parametrize("back", ["submit", "discard"])
def test_while_the_application_is_amended_its_clocks_stand_still_and_then_go_on(back: str) -> None:
    case = deciding.begun().passed(Work.CONFIRMATION)
    key = case.of(Work.DETAILS)[0].key
    before = due(case, key)
    taken_back(case, "amend", day=3)
    shown = pages.as_(case.app.company.ada).get(progress(case, key)).content.decode()
    assert "The clock stands still since" in shown
    assert "“A new address.”" in shown
    taken_back(case, back, day=13)
    assert due(case, key) == before + timedelta(days=10)
    shown = pages.as_(case.app.company.ada).get(progress(case, key)).content.decode()
    assert "10 days, from" in shown
    assert "The clock stands still since" not in shown


def test_days_of_the_desk_that_fall_into_a_pause_are_not_counted() -> None:
    case = deciding.begun()
    key = key_of(case)
    first = working(case, FIRST, 1)
    taken_back(case, "amend", day=(first - FIRST).days)
    taken_back(case, "submit", day=(first - FIRST).days + 20)
    assert due(case, key) == working(case, first + timedelta(days=20), 4)


@pytest.mark.parametrize(
    ("leaves", "back"), [("amend", "submit"), ("amend", "discard"), ("recall", "submit")]
)
def test_while_an_application_is_away_nothing_of_it_has_a_day_and_each_day_is_moved_when_it_is_back(
    leaves: str, back: str
) -> None:
    case = deciding.begun()
    before = {row.key: row.due for row in case.rows()}
    assert any(before.values())
    taken_back(case, leaves, day=1)
    assert {row.key: row.due for row in case.rows()} == dict.fromkeys(before)
    taken_back(case, back, day=21)
    moved = {
        key: working(case, FIRST + timedelta(days=21), 5 - counted(case, 1)) if was else None
        for key, was in before.items()
    }
    assert {row.key: row.due for row in case.rows()} == moved


def counted(case: Deciding, days: int) -> int:
    """Working days among so many after the first."""
    with scope.scoped(scope.EVERYONE):
        desk = items.desk(case.app.record)
    assert desk
    return sum(desk.calendar.works(FIRST + timedelta(days=n)) for n in range(1, days + 1))


def of_another_company() -> Deciding:
    """A second application, just submitted."""
    app = applying.begun(cast.applicant("Litware Example a.s."))
    account = applying.with_account(app)
    ledgers.imported(app.company, {"a.csv": ledgers.ENOUGH})
    accounts = {"region": "europe", "account": str(account.id)}
    for task, values in {**applying.SAID, "accounts": accounts}.items():
        applying.say(app, task, values)
    do("submit", app)
    return Deciding(app)


def test_an_assessor_reads_what_runs_before_what_stands_still() -> None:
    first, second = deciding.begun(), of_another_company()
    for case in (first, second):
        case.passed(Work.CONFIRMATION).appointed("assessment")
    asa = first.who(Work.ASSESSMENT, "hold").person
    order = [first.app.id, second.app.id]
    taken_back(first, "amend", day=1)
    with scope.scoped(scope.EVERYONE):
        assert [row.application_id for row in assessors.all_mine(asa)] == order[::-1]
    taken_back(first, "discard", day=2)
    with scope.scoped(scope.EVERYONE):
        assert {row.application_id: row.due for row in assessors.all_mine(asa)} == {
            order[0]: FIRST + timedelta(days=31),
            order[1]: FIRST + timedelta(days=30),
        }


def test_days_on_which_an_application_was_away_are_nobodys() -> None:
    case = deciding.begun().passed(Work.CONFIRMATION)
    key = case.of(Work.DETAILS)[0].key
    spent = []
    for verb, day in (("amend", 3), ("discard", 13), ("amend", 15)):
        taken_back(case, verb, day=day)
        with scope.scoped(scope.EVERYONE):
            steps, paused = items.steps(case.row(key))[::-1], clocks.pauses(case.app.record)
            on = FIRST + timedelta(days=day + 2)
            spent.append(items.days_spent(steps, begun=FIRST, on=on, paused=paused))
    assert spent == [{Turn.APPLICANT: 3}, {Turn.APPLICANT: 5}, {Turn.APPLICANT: 5}]
