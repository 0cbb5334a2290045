"""Signals between reviews: when each is raised, for whom, and by when."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from directbill.core import signals
from directbill.core.edition import Source
from directbill.core.findings import Finding, Outcome, Phase, Reason, Severity, Turn
from directbill.core.money import Money
from directbill.core.signals import Invoice, Seen, Signal, Watch

ON = date(2027, 3, 1)


def kind(watch: Watch, level: int = 0, *, days: int = 30, key: str = "") -> Signal:
    return Signal(key or f"{watch}_{level}", watch, {}, {}, {}, Turn.APPLICANT, days, Source("x"), level)


def finding(outcome: Outcome = Outcome.NOT_MET, phase: Phase = Phase.TO_REMAIN, **more: Any) -> Finding:
    severity = more.get("severity", Severity.REQUIRED)
    return Finding("revenue", (Phase.TO_APPLY, phase), severity, outcome, Reason("short", {"by": "5"}))


def raised(seen: Seen, *kinds: Signal) -> list[tuple[str, str, date]]:
    return [(each.signal.key, each.subject, each.due) for each in signals.raised(kinds, seen, on=ON)]


def usd(amount: str) -> Money:
    return Money(Decimal(amount), "USD")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (finding(), [("finding_0", "revenue", date(2027, 3, 31))]),
        (finding(Outcome.UNKNOWN), []),
        (finding(Outcome.MET), []),
        (finding(phase=Phase.TO_BE_AUTHORIZED), []),
        (finding(severity=Severity.RECOMMENDED), []),
    ],
)
def test_a_requirement_for_remaining_that_is_not_met_is_told(found: Finding, said: list[Any]) -> None:
    assert raised(Seen(findings=(found,)), kind(Watch.FINDING)) == said


@pytest.mark.parametrize(
    ("seen", "still"),
    [
        (Seen(findings=(finding(Outcome.UNKNOWN),)), True),
        (Seen(), True),
        (Seen(findings=(finding(Outcome.MET),)), False),
        (Seen(findings=(finding(Outcome.UNKNOWN),), waived=frozenset({"revenue"})), False),
    ],
    ids=["not_known", "not_computed", "met", "waived"],
)
def test_what_was_raised_is_open_until_its_requirement_is_known_to_be_met(seen: Seen, still: bool) -> None:
    assert signals.is_open(kind(Watch.FINDING), "revenue", seen) == still
    assert not signals.is_open(kind(Watch.INVOICE), "revenue", seen)


def test_of_a_requirement_that_is_asked_for_no_more_nothing_is_open() -> None:
    assert not signals.is_open(kind(Watch.FINDING), "tenure", Seen(findings=(finding(),)))


def test_what_is_waived_is_not_told() -> None:
    assert raised(Seen(findings=(finding(),), waived=frozenset({"revenue"})), kind(Watch.FINDING)) == []


@pytest.mark.parametrize(("ends", "told"), [(date(2027, 4, 30), True), (date(2027, 5, 1), False)])
def test_a_contract_is_told_so_many_days_before_its_end(ends: date, told: bool) -> None:
    said = [("contract_60", "contract", ends)] if told else []
    assert raised(Seen(contract_ends=ends), kind(Watch.CONTRACT, 60)) == said


def test_of_two_levels_before_an_end_the_nearer_is_told() -> None:
    seen = Seen(contract_ends=date(2027, 3, 10))
    assert raised(seen, kind(Watch.CONTRACT, 60), kind(Watch.CONTRACT, 14)) == [
        ("contract_14", "contract", date(2027, 3, 10))
    ]


@pytest.mark.parametrize(
    ("used", "told"),
    [
        ("69.99", []),
        ("70", ["credit_70"]),
        ("84.99", ["credit_70"]),
        ("85", ["credit_85"]),
        ("130", ["credit_100"]),
    ],
)
def test_of_the_levels_of_a_limit_the_highest_reached_is_told(used: str, told: list[str]) -> None:
    kinds = [kind(Watch.CREDIT, level) for level in (70, 85, 100)]
    found = raised(Seen(limit=usd("100"), used=usd(used)), *kinds)
    assert [key for key, _, _ in found] == told


def test_a_limit_in_another_currency_says_nothing() -> None:
    assert raised(Seen(limit=usd("1"), used=Money(Decimal(9), "EUR")), kind(Watch.CREDIT, 70)) == []
    assert signals.percent(usd("1"), usd("0")) is None


@pytest.mark.parametrize(("due", "told"), [(date(2027, 1, 30), False), (date(2027, 1, 29), True)])
def test_an_invoice_is_told_once_it_is_more_than_the_days_overdue(due: date, told: bool) -> None:
    seen = Seen(invoices=(Invoice("G1", usd("10"), due), Invoice("G2", usd("0"), date(2026, 1, 1))))
    assert raised(seen, kind(Watch.INVOICE, 30)) == (
        [("invoice_30", "G1", date(2027, 3, 31))] if told else []
    )


def test_documents_and_rejected_verifications_are_told_by_their_names() -> None:
    seen = Seen(documents={"register": date(2027, 3, 31)}, rejected={"address": date(2027, 2, 20)})
    assert raised(seen, kind(Watch.EVIDENCE, 30), kind(Watch.VERIFICATION)) == [
        ("evidence_30", "register", date(2027, 3, 31)),
        ("verification_0", "address", date(2027, 3, 31)),
    ]


def test_what_is_not_known_raises_nothing() -> None:
    assert raised(Seen(), *(kind(watch) for watch in Watch)) == []
