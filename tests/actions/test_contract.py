"""The contract of a support plan: what is over is not recorded, and its renewal is asked for once, in time."""

from datetime import date, timedelta

import pytest

from directbill.access import actor
from directbill.actions import contract
from directbill.core import dossier
from directbill.core.work import Work
from directbill.ops.jobs import items
from directbill.queries import contracts
from directbill.queries import items as queried
from directbill.records import scope
from directbill.records.models import Notice, OutboxMessage
from tests.actions import deciding
from tests.actions.deciding import Deciding
from tests.actions.sent import refused
from tests.cast import NOW

pytestmark = pytest.mark.django_db
CLOCK = actor.system("directbill.items_due")
TODAY = NOW.date()
END = TODAY + timedelta(days=364)
ASKED = END - timedelta(days=60)
"""Sixty days before, as the bundled program says."""


def to_buy() -> tuple[Deciding, str]:
    """An application whose plan may be bought, and the key of that."""
    case = deciding.begun().passed(Work.CONFIRMATION, Work.DETAILS, Work.VERIFICATION)
    case.do(case.of(Work.CREDIT)[0].key, "pass", valid_until="2030-12-31")
    return case, case.of(Work.CONTRACT)[0].key


def confirmed(start: date = TODAY) -> tuple[Deciding, str]:
    case, key = to_buy()
    case.do(key, "record", start=start.isoformat(), end=END.isoformat())
    case.do(key, "confirm")
    return case, key


def look(day: date) -> None:
    items.look(by=CLOCK, at=NOW + (day - TODAY))


def asked(case: Deciding) -> list[tuple[str, date | None]]:
    with scope.scoped(scope.EVERYONE):
        rows = Notice.objects.filter(kind=contracts.RENEW, subject=case.app.record.reference)
        return [(row.reader, row.due) for row in rows]


def test_a_contract_that_is_over_is_refused_and_nothing_changes() -> None:
    case, key = to_buy()
    before = case.states(), case.steps(key)
    over = (TODAY - timedelta(days=1)).isoformat()
    (fault,) = refused(lambda: case.do(key, "record", start="2025-11-22", end=over))
    assert (fault.code, fault.place.column, fault.found) == ("contract_over", "end", over)
    assert (case.states(), case.steps(key)) == before


def test_the_renewal_is_asked_for_once_sixty_days_ahead_and_the_plan_lapses_after_its_last_day() -> None:
    case, key = confirmed()
    ada = case.app.company.ada.email
    assert case.row(key).due == END
    look(ASKED - timedelta(days=1))
    assert asked(case) == []
    for day in (ASKED, ASKED, ASKED + timedelta(days=1), END):
        look(day)
        assert (asked(case), case.row(key).state) == ([(ada, END)], "confirmed")
    look(END + timedelta(days=1))
    assert (asked(case), case.row(key).state) == ([(ada, END)], "to_buy")


def test_an_enrolled_company_is_asked_to_write_which_contract_follows_for_no_step_is_open_any_more() -> None:
    ready = (Work.CONFIRMATION, Work.DETAILS, Work.VERIFICATION, Work.ASSESSMENT)
    case, key = confirmed()
    case.passed(*ready, Work.DECISION, Work.AGREEMENT)
    for day in (ASKED, ASKED + timedelta(days=1)):
        look(day)
    with scope.scoped(scope.EVERYONE):
        (told,) = Notice.objects.filter(kind=contracts.ENDS, subject=case.app.record.reference)
    assert (asked(case), told.due, told.values["url"].endswith("/messages/")) == ([], END, True)
    assert case.row(key).state == "confirmed"


def test_a_renewal_is_asked_for_anew_after_a_lapse() -> None:
    case, key = confirmed()
    look(END + timedelta(days=1))
    later = Deciding(case.app, NOW + (END - TODAY) + timedelta(days=2))
    end = END + timedelta(days=365)
    later.do(key, "record", start=END.isoformat(), end=end.isoformat())
    later.do(key, "confirm")
    look(end)
    assert [due for _, due in asked(case)] == [end]


def test_the_letter_says_how_many_days_are_left() -> None:
    case, _ = confirmed()
    look(ASKED)
    with scope.scoped(scope.EVERYONE):
        found = Notice.objects.get(kind=contracts.RENEW)
    said = " ".join(found.text.split()).replace("\xa0", " ")
    assert "ends on 21 Nov 2027. From 22 Sep 2027 that is 60 days." in said
    assert found.values["url"].endswith(f"/applications/{case.app.record.reference}/progress/plan/")


def test_nobody_is_asked_before_it_is_time() -> None:
    case, key = confirmed()
    early = NOW + (ASKED - TODAY) - timedelta(days=1)
    (fault,) = refused(lambda: contract.remind(item=case.row(key).id, by=CLOCK, at=early))
    assert (fault.code, asked(case)) == ("contract_not_due", [])


def test_the_day_of_the_message_is_when_it_left_and_until_then_when_the_credit_check_passed() -> None:
    case, _ = to_buy()
    told = []
    with scope.scoped(scope.EVERYONE):
        told.append(contracts.told_on(case.app.record))
        rows = OutboxMessage.objects.filter(notice__kind=contracts.MAY_BUY)
        rows.update(state="sent", sent_at=NOW + timedelta(days=2))
        told.append(contracts.told_on(case.app.record))
    assert told == [TODAY, TODAY + timedelta(days=2)]


NEW_END = END + timedelta(days=365)


def renewed(start: date = END + timedelta(days=1)) -> tuple[Deciding, str]:
    case, key = confirmed()
    case.do(key, "renew", start=start.isoformat(), end=NEW_END.isoformat())
    return case, key


def holds(case: Deciding) -> bool:
    """Whether the agreement that waits for the plan and the decision can be accepted as far as the plan goes."""
    with scope.scoped(scope.EVERYONE):
        rows = queried.of(case.app.record)
        desk = queried.desk(case.app.record)
        assert desk
        plan = case.of(Work.CONTRACT)[0].key
        return dossier.passed(desk.procedure, queried.dossier(case.app.record, rows), plan)


def test_the_old_contract_counts_while_its_renewal_waits_even_past_its_end() -> None:
    case, key = renewed()
    seen = []
    for day in (TODAY, ASKED, END, END + timedelta(days=1), END + timedelta(days=30)):
        look(day)
        seen.append((case.row(key).state, holds(case)))
    assert (seen, asked(case)) == ([("renewing", True)] * 5, [])


def test_a_confirmed_renewal_has_its_own_last_day_and_its_own_reminder() -> None:
    case, key = renewed()
    case.do(key, "confirm")
    look(END + timedelta(days=1))
    assert (case.row(key).state, case.row(key).due, asked(case)) == ("confirmed", NEW_END, [])
    look(NEW_END - timedelta(days=60))
    assert [due for _, due in asked(case)] == [NEW_END]


def test_a_renewal_that_is_sent_back_leaves_the_old_contract_as_it_was_and_the_company_is_told_why() -> None:
    case, key = renewed()
    case.do(key, "decline")
    assert (case.row(key).state, case.row(key).due, holds(case)) == ("confirmed", END, True)
    with scope.scoped(scope.EVERYONE):
        (mail,) = Notice.objects.filter(kind="item_result", values__reason="Because it is so.")
    assert mail.values["word"] == "confirmed"
    look(END + timedelta(days=1))
    assert (case.row(key).state, holds(case)) == ("to_buy", False)


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        (END + timedelta(days=2), NEW_END, "contract_gap"),
        (TODAY, END, "contract_no_longer"),
        (END + timedelta(days=1), END, "contract_ends_first"),
    ],
)
def test_what_renews_nothing_is_refused_and_nothing_changes(start: date, end: date, code: str) -> None:
    case, key = confirmed()
    before = case.states(), case.steps(key)
    (fault,) = refused(lambda: case.do(key, "renew", start=start.isoformat(), end=end.isoformat()))
    assert (fault.code, case.states(), case.steps(key)) == (code, *before)
