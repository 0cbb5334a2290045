"""Granting a credit limit at the desk: one person up to the bar, two above it, and only until the day given."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from directbill.access import actor
from directbill.actions import item
from directbill.actions.shape.steps import Deed
from directbill.core.work import Work
from directbill.ops.jobs import items
from directbill.queries import program
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding
from tests.actions.deciding import Deciding
from tests.actions.sent import letters, refused
from tests.cast import NOW

pytestmark = pytest.mark.django_db
CLOCK = actor.system("directbill.items_due")


def code_of(do: Callable[[], object]) -> str:
    """The code of the one fault an act is refused for."""
    (fault,) = refused(do)
    return fault.code


def in_review() -> tuple[Deciding, str, Decimal]:
    """An application whose credit is looked at, the key of that, and the most one person alone may grant."""
    case = deciding.begun().passed(Work.CONFIRMATION, Work.DETAILS, Work.VERIFICATION)
    desk = program.desk(case.app.record.edition)
    assert desk
    assert desk.credit
    return case, case.of(Work.CREDIT)[0].key, desk.credit.second_person_above.amount


def test_one_person_passes_a_limit_at_the_bar() -> None:
    case, key, bar = in_review()
    assert case.do(key, "pass", limit=str(bar)).state == "passed"


@pytest.mark.parametrize(
    ("over", "currency", "code"),
    [("0.01", "USD", "credit_second_person"), ("-1", "EUR", "credit_not_comparable")],
)
def test_one_person_alone_is_refused_above_the_bar_and_nothing_changes(
    over: str, currency: str, code: str
) -> None:
    case, key, bar = in_review()
    before, sent, steps = case.states(), letters(case.app), case.steps(key)
    limit = str(bar + Decimal(over))
    assert code_of(lambda: case.do(key, "pass", limit=limit, currency=currency)) == code
    assert (case.states(), letters(case.app), case.steps(key)) == (before, sent, steps)


def test_above_the_bar_it_is_referred_and_passed_by_a_second_person_only() -> None:
    case, key, bar = in_review()
    limit = str(bar + 1)
    case.do(key, "refer")
    assert code_of(lambda: case.do(key, "approve", limit=limit)) == "second_person_needed"
    second = cast.acting(cast.at_desk("Cleo", DeskRole.CREDIT_ANALYST))
    assert case.do(key, "approve", by=second, limit=limit).state == "passed"


def test_what_cannot_be_done_at_all_is_refused_for_that_and_not_for_its_limit() -> None:
    case, key, bar = in_review()
    case.do(key, "pass")
    assert code_of(lambda: case.do(key, "pass", limit=str(bar + 1))) == "step_not_allowed"


def test_a_result_ends_the_day_after_the_one_the_analyst_gave_and_is_renewed() -> None:
    case, key, _ = in_review()
    last = NOW.date() + timedelta(days=200)
    case.do(key, "pass", valid_until=last.isoformat())
    assert case.row(key).due == last
    items.look(by=CLOCK, at=NOW + timedelta(days=200))
    assert case.row(key).state == "passed"
    items.look(by=CLOCK, at=NOW + timedelta(days=201))
    assert case.row(key).state == "expired"
    case.do(key, "renew")
    case.do(key, "pass", valid_until="2027-12-31")
    assert (case.row(key).state, case.row(key).due) == ("passed", date(2027, 12, 31))


def test_a_result_that_would_be_over_already_is_refused() -> None:
    case, key, _ = in_review()
    yesterday = (NOW.date() - timedelta(days=1)).isoformat()
    assert code_of(lambda: case.do(key, "pass", valid_until=yesterday)) == "credit_day_passed"


def test_a_renewed_result_is_told_as_a_result_and_the_mail_that_allows_to_buy_comes_once() -> None:
    case, key, _ = in_review()
    case.do(key, "pass", valid_until=(NOW.date() + timedelta(days=200)).isoformat())
    items.look(by=CLOCK, at=NOW + timedelta(days=201))
    before = letters(case.app)
    case.do(key, "renew")
    case.do(key, "pass", valid_until="2027-12-31")
    kinds = [kind for kind, _ in letters(case.app)]
    assert (kinds.count("credit_passed"), len(kinds) - len(before)) == (1, 1)
    assert kinds.count("item_result") == [kind for kind, _ in before].count("item_result") + 1


def test_after_a_grant_the_plan_waits_for_a_result_that_ended_and_goes_on_once_it_is_renewed() -> None:
    case, key, _ = in_review()
    case.do(key, "pass", valid_until=(NOW.date() + timedelta(days=200)).isoformat())
    case.passed(Work.ASSESSMENT, Work.DECISION)
    items.look(by=CLOCK, at=NOW + timedelta(days=201))
    plan = case.of(Work.CONTRACT)[0].key
    assert (case.row(key).state, case.row(plan).state) == ("expired", "to_buy")
    ada, deed = cast.acting(case.app.company.ada), Deed(verb="record")
    assert code_of(lambda: item.do(which=case.which(plan), deed=deed, by=ada, at=NOW)) == "item_waits"
    case.do(key, "renew")
    case.do(key, "pass", valid_until="2027-12-31")
    assert case.do(plan, "record").state == "recorded"
