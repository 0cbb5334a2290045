"""The statement and its lines: streamed in order, read once, never mixed up between questions."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from directbill.core import exchange
from directbill.core.errors import Fault, Refusal
from directbill.core.exchange import Rates
from directbill.core.ledger import Attribution, Authority, Basis, DocumentState, Stream
from directbill.core.money import cross_rate
from directbill.core.parties import Role
from directbill.core.statement import Prepayment
from directbill.ledger import statement
from tests.core import made
from tests.ledger.books import MadeBooks, MadeRates
from tests.ledger.references import EURO


def asked(**changes: Any) -> Any:
    given = {
        "rule": made.rule(),
        "partner": made.COMPANY,
        "role": Role.INDIRECT_RESELLER,
        "as_of": made.AS_OF,
    }
    return {**given, "rates": MadeRates(), **changes}


def books(*charges: Any) -> MadeBooks:
    return MadeBooks(charges, [made.document("G1"), made.document("G2")], made.MONTHS)


def test_lines_come_in_the_order_of_file_and_row() -> None:
    there = books(made.charge("1", 10), made.charge("2", 9), made.charge("4", 2, file="a.csv"))
    assert [(line.file, line.row) for line in statement.lines(there, **asked())] == [
        ("a.csv", 2),
        ("made.csv", 9),
        ("made.csv", 10),
    ]


def test_other_questions_may_be_asked_while_lines_are_read() -> None:
    there = books(*(made.charge("1", row) for row in range(2, 10_002)))
    lines = statement.lines(there, **asked())
    first = next(lines)
    found = statement.statement(there, **asked(role=Role.DIRECT_BILL))
    assert (first.row, found.lines_counted) == (2, 0)
    assert sum(line.counted for line in lines) == 9_999


def test_the_sum_of_the_counted_lines_is_the_figure() -> None:
    there = books(
        made.charge("100.10", 2, currency="EUR", unit_rate=Decimal("1.081")),
        made.charge("-0.000000000000001", 3),
        made.charge("55", 4, category="marketplace"),
    )
    lines = tuple(statement.lines(there, **asked()))
    found = statement.statement(there, **asked())
    assert sum(line.usd for line in lines if line.counted and line.usd is not None) == found.counted
    assert found.counted == Decimal("108.208099999999999")


def test_a_counted_currency_without_any_rate_is_refused_with_all_its_documents() -> None:
    there = books(
        made.charge("1", 2, currency="AED"),
        made.charge("1", 3, currency="AED", document="G2"),
        made.charge("1", 4, currency="VND", category="marketplace"),
    )
    with pytest.raises(Refusal) as refused:
        statement.statement(there, **asked())
    assert refused.value.faults == tuple(
        Fault("rate_missing", found="AED", params={"document": d, "month": "2026-10", "currency": "AED"})
        for d in ("G1", "G2")
    )


def test_lines_that_do_not_count_need_no_rate_and_have_no_amount_without_one() -> None:
    there = books(made.charge("1", 2, currency="AED", category="marketplace"))
    found = statement.statement(there, **asked())
    assert [(left.amount, left.by_currency) for left in found.not_counted] == [(None, (("AED", Decimal(1)),))]
    assert found.if_counted == (("marketplace", None),)
    assert [line.usd for line in statement.lines(there, **asked())] == [None]


def test_a_euro_statement_converts_dollars_by_outside_rates_although_they_carry_the_owners() -> None:
    there = books(made.charge("110", 2, unit_rate=Decimal("0.9")), made.charge("50", 3, currency="EUR"))
    found = statement.statement(there, **asked(rule=made.rule("EUR"), rates=MadeRates(Rates(EURO))))
    a_dollar = cross_rate(dict(EURO.quotes["USD"])[date(2026, 9, 29)], Decimal(1))
    assert [(int(rate.method), rate.rate) for rate in found.rates] == [(1, Decimal(1)), (4, a_dollar)]
    assert (found.currency, found.counted) == ("EUR", 110 * a_dollar + 50)


def test_outside_rates_give_a_band_in_which_a_months_credits_and_charges_move_together() -> None:
    september = made.LAST.plus(-1)
    there = books(
        made.charge("100", 2, currency="EUR"),
        made.charge("-40", 3, currency="EUR", document="G2"),
        made.charge("-10", 4, currency="EUR", month=september),
        made.charge("5", 5),
    )
    rates = Rates(EURO)
    found = statement.statement(there, **asked(rates=MadeRates(rates)))
    now, before = (
        sorted(rate for rate, _, _ in exchange.outside(month, "EUR", to="USD", rates=rates).values())
        for month in (made.LAST, september)
    )
    assert now[0] < now[1]
    assert (found.low, found.high) == (60 * now[0] - 10 * before[1] + 5, 60 * now[1] - 10 * before[0] + 5)


def test_only_own_billed_lines_that_no_better_source_has_make_a_month_of_transactions() -> None:
    months = made.MONTHS
    there = MadeBooks(
        [
            made.charge("5", 2, month=months[0]),
            made.charge("5", 3, month=months[1], attribution=Attribution.BLANK),
            made.charge("5", 4, month=months[2], document="U"),
            made.charge("5", 5, month=months[3], basis=Basis.RETAIL),
            made.charge("5", 6, month=months[4], authority=Authority.DISTRIBUTOR, document="D"),
            made.charge("5", 7, month=months[4]),
            made.charge("-5", 8, month=months[4]),
        ],
        [
            made.document("G1"),
            made.document("U", state=DocumentState.UNBILLED),
            made.document("D", source="other"),
        ],
        months,
    )
    given = {key: value for key, value in asked().items() if key != "rates"}
    assert statement.tenure(there, **given).months == (months[0],)


def test_a_ledger_that_has_changed_is_read_again() -> None:
    there = books(made.charge("1", 2))
    assert statement.statement(there, **asked()).counted == Decimal(1)
    other = books(made.charge("2", 2))
    assert statement.statement(other, **asked()).counted == Decimal(2)
    wider = made.COMPANY.__class__(accounts=())
    assert statement.statement(there, **asked(partner=wider)).counted == Decimal(0)


def test_prepayments_are_the_counted_amounts_paid_ahead() -> None:
    there = books(
        made.charge("1200", 2, prepaid_months=12),
        made.charge("-200", 3, prepaid_months=12),
        made.charge("3600", 4, prepaid_months=36),
        made.charge("5", 5, prepaid_months=1),
        made.charge("7", 6, prepaid_months=12, category="marketplace"),
    )
    assert statement.prepayments(there, **asked()) == (
        Prepayment(made.LAST, 12, Decimal(1000)),
        Prepayment(made.LAST, 36, Decimal(3600)),
    )


def test_a_month_whose_own_lines_cancel_out_is_no_month_of_transactions() -> None:
    months = made.MONTHS
    there = books(
        made.charge("5", 2, month=months[0]),
        made.charge("5", 3, month=months[1]),
        made.charge("-5", 4, month=months[1]),
        made.charge("0", 5, month=months[2]),
        made.charge("5", 6, month=months[3], currency="EUR"),
        made.charge("-5", 7, month=months[3], currency="USD"),
        made.charge("5", 8, month=months[4], category="marketplace"),
        made.charge("5", 9, month=months[0].plus(-30), stream=Stream.AZURE),
    )
    given = {key: value for key, value in asked().items() if key != "rates"}
    found = statement.tenure(there, **given)
    assert found.months == (months[0].plus(-30), months[0], months[3], months[4])
