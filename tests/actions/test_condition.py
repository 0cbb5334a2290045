"""A grant with conditions: each has its day, which drives the clock, and the company is reminded of each once."""

from datetime import date, timedelta
from typing import Any

import pytest

from directbill.access import actor
from directbill.actions import condition
from directbill.core.work import Work
from directbill.ops.jobs import items
from directbill.queries import conditions, days
from directbill.queries import items as rows
from directbill.records import scope
from directbill.records.models import Notice
from tests.actions import deciding
from tests.actions.deciding import Deciding
from tests.actions.sent import refused
from tests.cast import NOW

pytestmark = pytest.mark.django_db
CLOCK = actor.system("directbill.items_due")
TODAY = NOW.date()
FIRST, SECOND = TODAY + timedelta(days=35), TODAY + timedelta(days=90)
BEFORE = (Work.CONFIRMATION, Work.DETAILS, Work.VERIFICATION, Work.CREDIT, Work.ASSESSMENT, Work.CONTRACT)
DAY = timedelta(days=1)


def listed(*days_: date) -> list[dict[str, str]]:
    return [{"name": f"Thing {n}", "due": day.isoformat()} for n, day in enumerate(days_, 1)]


def granted() -> tuple[Deciding, str]:
    """Granted with two conditions, the later one named first."""
    case = deciding.begun().passed(*BEFORE)
    key = case.of(Work.DECISION)[0].key
    case.do(key, "recommend_grant")
    case.do(key, "grant_with_conditions", conditions=listed(SECOND, FIRST))
    return case, key


def later(case: Deciding, on: date) -> Deciding:
    return Deciding(case.app, NOW + (on - TODAY))


def look(day: date) -> None:
    items.look(by=CLOCK, at=NOW + (day - TODAY))


def stand(case: Deciding, key: str) -> tuple[str, date | None, list[tuple[int, str]]]:
    with scope.scoped(scope.EVERYONE):
        row = case.row(key)
        found = conditions.of(row, rows.desk(case.app.record), on=days.of(case.at))
    return row.state, row.due, [(each.number, str(each.state)) for each in found]


def reminded(case: Deciding) -> list[tuple[str, str, date | None]]:
    with scope.scoped(scope.EVERYONE):
        found = Notice.objects.filter(kind=conditions.REMIND, subject=case.app.record.reference).order_by(
            "due"
        )
        return [(row.reader, row.values["name"], row.due) for row in found]


def test_the_due_day_of_a_grant_with_conditions_is_its_earliest_open_one_and_the_mail_says_it() -> None:
    case, key = granted()
    assert stand(case, key) == ("granted_with_conditions", FIRST, [(1, "open"), (2, "open")])
    with scope.scoped(scope.EVERYONE):
        mail = Notice.objects.filter(kind="item_turn", due=FIRST).get()
    assert mail.values["last"] == FIRST.isoformat()


def test_each_is_proven_and_closed_by_itself_and_the_agreement_waits_for_the_last() -> None:
    case, key = granted()
    agreement = case.of(Work.AGREEMENT)[0].key
    case.do(key, "prove_conditions", which="2")
    assert stand(case, key)[0::2] == ("conditions_answered", [(1, "open"), (2, "proven")])
    (fault,) = refused(lambda: case.do(key, "close_conditions"))
    assert (fault.code, fault.found) == ("conditions_left", "1")
    case.do(key, "close_some")
    assert stand(case, key) == ("granted_with_conditions", SECOND, [(1, "open"), (2, "closed")])
    assert case.row(agreement).state == "waiting"
    case.do(key, "prove_conditions", which="1")
    (fault,) = refused(lambda: case.do(key, "close_some"))
    assert fault.code == "conditions_none_left"
    case.do(key, "close_conditions")
    assert stand(case, key) == ("granted", None, [(1, "closed"), (2, "closed")])
    assert case.row(agreement).state == "offered"


def test_one_is_proven_while_the_desk_looks_at_another() -> None:
    case, key = granted()
    case.do(key, "prove_conditions", which="2")
    case.do(key, "prove_conditions", which="1")
    case.do(key, "close_conditions")
    assert stand(case, key)[0] == "granted"


def test_the_clock_marks_it_missed_the_day_after_and_not_before() -> None:
    case, key = granted()
    seen = []
    for day in (FIRST, FIRST + DAY):
        look(day)
        seen.append(stand(later(case, day), key)[0::2])
    assert seen == [
        ("granted_with_conditions", [(1, "open"), (2, "open")]),
        ("conditions_missed", [(1, "open"), (2, "missed")]),
    ]


def test_an_extension_gives_what_was_missed_a_new_day_that_the_clock_reads() -> None:
    case, key = granted()
    look(FIRST + DAY)
    now, until = later(case, FIRST + DAY), FIRST + 10 * DAY
    (fault,) = refused(lambda: now.do(key, "extend", until=FIRST.isoformat()))
    assert (fault.code, fault.place.column) == ("condition_day_passed", "until")
    now.do(key, "extend", until=until.isoformat())
    assert stand(now, key) == ("granted_with_conditions", until, [(1, "open"), (2, "open")])
    look(until + DAY)
    assert stand(later(case, until + DAY), key)[0] == "conditions_missed"


def test_what_is_sent_back_late_has_ten_days_from_then() -> None:
    case, key = granted()
    later(case, FIRST).do(key, "prove_conditions", which="2")
    look(FIRST + 3 * DAY)
    now = later(case, FIRST + 3 * DAY)
    now.do(key, "send_back", which="2")
    assert stand(now, key) == ("granted_with_conditions", FIRST + 13 * DAY, [(1, "open"), (2, "open")])


def test_a_day_that_is_over_is_refused_and_nothing_changes() -> None:
    case = deciding.begun().passed(*BEFORE)
    key = case.of(Work.DECISION)[0].key
    case.do(key, "recommend_grant")
    before = case.states(), case.steps(key)
    past = listed(TODAY, TODAY - DAY)
    (fault,) = refused(lambda: case.do(key, "grant_with_conditions", conditions=past))
    assert (fault.code, fault.found) == ("condition_day_passed", (TODAY - DAY).isoformat())
    assert (case.states(), case.steps(key)) == before


@pytest.mark.parametrize("which", ["3", "1 3"])
def test_what_is_none_of_the_conditions_cannot_be_proven(which: str) -> None:
    case, key = granted()
    (fault,) = refused(lambda: case.do(key, "prove_conditions", which=which))
    assert (fault.code, fault.place.column, fault.found) == ("condition_not_there", "which", "3")


@pytest.mark.parametrize("which", ["", "one", "1;2", "0"])
def test_a_proof_names_its_conditions(which: Any) -> None:
    case, key = granted()
    (fault,) = refused(lambda: case.do(key, "prove_conditions", which=which))
    assert (fault.code, fault.place.column) == ("answer_not_offered" if which else "answer_missing", "which")


def test_the_company_is_reminded_of_each_once_fourteen_days_ahead() -> None:
    case, key = granted()
    ada = case.app.company.ada.email
    seen = []
    for day in (FIRST - 15 * DAY, FIRST - 14 * DAY, FIRST - 14 * DAY, FIRST):
        look(day)
        seen.append(reminded(case))
    second = (ada, "Thing 2", FIRST)
    assert seen == [[], [second], [second], [second]]
    later(case, FIRST).do(key, "prove_conditions", which="2")
    later(case, FIRST).do(key, "close_some")
    look(SECOND - 14 * DAY)
    assert reminded(case) == [second, (ada, "Thing 1", SECOND)]


def test_two_that_end_on_one_day_are_each_told() -> None:
    case = deciding.begun().passed(*BEFORE)
    key = case.of(Work.DECISION)[0].key
    case.do(key, "recommend_grant")
    case.do(key, "grant_with_conditions", conditions=listed(FIRST, FIRST))
    for _ in range(2):
        look(FIRST)
    assert sorted(name for _, name, _ in reminded(case)) == ["Thing 1", "Thing 2"]


def test_nobody_is_reminded_of_what_is_proven_or_before_it_is_time() -> None:
    case, key = granted()
    case.do(key, "prove_conditions", which="2")
    (fault,) = refused(
        lambda: condition.remind(item=case.row(key).id, number=2, by=CLOCK, at=NOW + (FIRST - TODAY))
    )
    assert (fault.code, reminded(case)) == ("condition_not_due", [])


def test_the_reminder_names_the_condition_and_the_days_left() -> None:
    granted()
    look(FIRST - 14 * DAY)
    with scope.scoped(scope.EVERYONE):
        found = Notice.objects.get(kind=conditions.REMIND)
    said = " ".join(found.text.split()).replace("\xa0", " ")
    assert "is condition 2 of the decision on the application of Contoso" in said
    assert "from 13 Dec 2026 there are 14 days left" in said
