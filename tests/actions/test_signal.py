"""Signals between reviews: raised once, told, closed by themselves, and the restriction some of them lead to."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from directbill.actions import billing, restriction, signal
from directbill.actions.billing import Said
from directbill.core.errors import Refusal
from directbill.core.money import Money
from directbill.core.signals import Invoice
from directbill.ops.jobs import signals as job
from directbill.queries import days, enrollments
from directbill.records import scope
from directbill.records.models import Signal
from tests.actions import ledgers
from tests.actions.enrolled import CLOCK, Enrolled, enrolled, later, reviewer
from tests.cast import NOW
from tests.fixtures import cast as made
from tests.fixtures.bill import bills

pytestmark = pytest.mark.django_db
TODAY = days.of(NOW)


@pytest.fixture
def found() -> Enrolled:
    return enrolled()


def usd(amount: str) -> Money:
    return Money(Decimal(amount), "USD")


def owes(found: Enrolled, used: str = "0", *, on: int = 0, overdue: int | None = None) -> None:
    """What the billing system says so many days on; one invoice that is overdue, where it is."""
    as_of = TODAY + timedelta(days=on)
    invoices = [] if overdue is None else [Invoice("G1", usd("250.00"), as_of - timedelta(days=overdue))]
    said = Said(enrollment=found.row.reference, as_of=as_of, used=usd(used), invoices=invoices)
    billing.record(said=said, by=CLOCK, at=later(on))


def look(found: Enrolled, *, on: int = 0) -> list[tuple[str, str, date]]:
    """What is noticed after the daily job."""
    job.look(by=CLOCK, at=later(on))
    with scope.scoped(scope.EVERYONE):
        return [
            (row.kind, row.subject, row.due)
            for row in enrollments.signals(found.row)
            if row.kind != "plan_ends"
        ]


def test_an_invoice_overdue_more_than_thirty_days_announces_a_suspension_a_month_ahead(
    found: Enrolled,
) -> None:
    owes(found, overdue=31)
    assert look(found) == [("invoice_overdue", "G1", TODAY + timedelta(days=30))]
    row = found.restriction()
    assert (row.cause, row.plan) == (
        "invoice_overdue:G1",
        [{"state": "suspended", "on": (TODAY + timedelta(days=30)).isoformat()}],
    )
    assert (found.row.state, found.letters()) == ("active", ["restriction_announced"])


def test_paying_before_the_day_closes_the_signal_and_cancels_what_was_announced(found: Enrolled) -> None:
    owes(found, overdue=31)
    look(found)
    owes(found, on=10)
    assert (look(found, on=10), found.restriction().state, found.row.state) == ([], "cancelled", "active")


def test_paying_after_the_day_closes_the_signal_and_leaves_the_rest_to_people(found: Enrolled) -> None:
    owes(found, overdue=31)
    look(found)
    restriction.take(restriction=found.restriction().id, by=CLOCK, at=later(30))
    owes(found, on=40)
    assert (look(found, on=40), found.restriction().state, found.row.state) == ([], "open", "suspended")


@pytest.mark.parametrize(("share", "kinds"), [("0.69", []), ("0.70", ["credit_70"]), ("0.90", ["credit_85"])])
def test_how_much_of_the_limit_is_used_is_told_by_the_highest_level(
    found: Enrolled, share: str, kinds: list[str]
) -> None:
    owes(found, str(LIMIT * Decimal(share)))
    assert [kind for kind, _, _ in look(found)] == kinds
    assert len(found.letters()) == len(kinds)


LIMIT = Decimal(12)
"""What the credit check of the tests grants."""


def test_a_used_up_limit_stops_new_purchases_and_nothing_else(found: Enrolled) -> None:
    owes(found, str(LIMIT))
    look(found)
    with scope.scoped(scope.EVERYONE):
        denied = {each.capability.key for each in enrollments.may(found.row) if each.permit == "no"}
    assert (denied, found.row.state) == ({"place_new_orders", "add_add_ons"}, "active")


def test_revenue_that_fell_is_told_until_it_is_known_to_be_back(found: Enrolled) -> None:
    company, told = found.case.app.company, [("requirement_not_met", "revenue_ttm", days.of(later(290)))]
    ledgers.imported(company, {"fell.csv": bills("10000.00", *made.AFTER[:7])}, at=later(200))
    assert look(found, on=200) == told
    ledgers.imported(company, {"june.csv": bills("10000.00", made.AFTER[7])}, at=later(275))
    assert (look(found, on=275), ledgers.known(company).facts.statement.missing != ()) == (told, True)
    ledgers.imported(company, {"july.csv": bills("200000.00", made.AFTER[8])}, at=later(275))
    assert look(found, on=275) == []


def test_what_lasts_is_raised_once(found: Enrolled) -> None:
    owes(found, str(LIMIT * Decimal("0.9")))
    assert look(found) == look(found, on=1)
    with pytest.raises(Refusal) as refused:
        signal.look(enrollment=found.key, by=CLOCK, at=later(2))
    assert refused.value.code == "signal_nothing_new"
    assert found.letters() == ["signal_raised"]


def test_what_is_dismissed_is_not_raised_again_while_it_lasts(found: Enrolled) -> None:
    owes(found, str(LIMIT * Decimal("0.9")))
    look(found)
    with scope.scoped(scope.EVERYONE):
        row = Signal.objects.get(enrollment_id=found.key, kind="credit_85")
    signal.dismiss(signal=row.id, text="Agreed with the company.", by=reviewer(), at=later(1))
    assert look(found, on=2) == []
    owes(found, "0", on=3)
    look(found, on=3)
    owes(found, str(LIMIT * Decimal("0.9")), on=4)
    assert [kind for kind, _, _ in look(found, on=4)] == ["credit_85"]


def test_what_restricts_is_not_dismissed(found: Enrolled) -> None:
    owes(found, overdue=31)
    look(found)
    with scope.scoped(scope.EVERYONE):
        row = Signal.objects.get(enrollment_id=found.key, kind="invoice_overdue")
    for text, code in (("Never mind.", "signal_restricts"), (" ", "reason_missing")):
        with pytest.raises(Refusal) as refused:
            signal.dismiss(signal=row.id, text=text, by=reviewer(), at=NOW)
        assert refused.value.code == code


def test_of_one_whose_rights_are_revoked_nothing_is_noticed_and_after_an_appeal_what_lasts_is_there_again(
    found: Enrolled,
) -> None:
    owes(found, str(LIMIT))
    noticed = look(found)
    for state, left in (("revoked", []), ("active", noticed)):
        with scope.scoped(scope.EVERYONE):
            row = found.row
            row.state = state
            row.save()
        assert look(found, on=1) == left


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"as_of": TODAY + timedelta(days=1)}, "billing_day_ahead"),
        ({"invoices": [Invoice("G1", Money(Decimal(1), "EUR"), TODAY)]}, "billing_currencies"),
        ({"enrollment": "ENR-0000-0000"}, "not_there"),
        ({}, "billing_older"),
    ],
)
def test_a_statement_that_cannot_be_right_is_refused(
    found: Enrolled, more: dict[str, object], code: str
) -> None:
    owes(found)
    said = {"enrollment": found.row.reference, "as_of": TODAY, "used": usd("1"), **more}
    with pytest.raises(Refusal) as refused:
        billing.record(said=Said(**said), by=CLOCK, at=NOW)  # type: ignore[arg-type]  # types: by case
    assert refused.value.code == code
