"""Which rate, by which method: the first that exists, fixed to 12 places; a band only for outside rates."""

from datetime import date
from decimal import Decimal

import pytest

from directbill.core import exchange
from directbill.core.exchange import OwnerRates, Rates, Reference, UserRate, Wanted
from directbill.core.findings import Reason
from directbill.core.money import unit_rate
from directbill.core.periods import Month
from directbill.core.statement import Method, RateUsed

OCTOBER = Month(2026, 10)
SEPTEMBER = Month(2026, 9)
QUOTES = {
    "USD": tuple((date(2026, m, d), Decimal(r)) for m, d, r in ((9, 28, "1.10"), (9, 29, "1.12"), (9, 30, "1.5"),
        (10, 1, "1.20"), (10, 2, "1.30"), (10, 30, "1.10"))),
    "CZK": tuple((date(2026, m, d), Decimal(r)) for m, d, r in ((9, 28, "25"), (10, 1, "24"), (10, 2, "26"),
        (10, 30, "25"))),
    "RUB": ((date(2026, 9, 28), Decimal(90)), (date(2026, 10, 1), Decimal(91))),
}  # fmt: skip
ECB = Reference("ECB", "EUR", date(2026, 9, 1), date(2026, 10, 30), "ab", QUOTES)
TWD = UserRate(OCTOBER, "TWD", Decimal("0.031"), "central bank")


def resolved(
    wanted: Wanted, *, to: str = "USD", owner: OwnerRates | None = None, rates: Rates | None = None
) -> RateUsed | None:
    return exchange.resolve(wanted, to=to, owner=owner or OwnerRates(), rates=rates or Rates(ECB, (TWD,)))


def seen(*rates: tuple[str, date | None]) -> OwnerRates:
    return exchange.owner_rates((OCTOBER, "EUR", Decimal(rate), day) for rate, day in rates)


def used(
    currency: str, method: Method, rate: str, *, day: date | None = None, source: str = "", high: str = ""
) -> RateUsed:
    fixed = Decimal(rate)
    return RateUsed(
        "G1", OCTOBER, currency, method, fixed, day, source, low=fixed, high=Decimal(high or rate)
    )


def test_an_amount_in_the_statements_currency_is_taken_as_it_is() -> None:
    assert resolved(Wanted("G1", OCTOBER, "USD", Decimal(3))) == used("USD", Method.SAME_CURRENCY, "1")


def test_the_lines_own_rate_goes_before_all_others() -> None:
    owner = seen(("1.3", date(2026, 9, 29)))
    wanted = Wanted("G1", OCTOBER, "EUR", Decimal("1.2"), date(2026, 9, 30))
    assert resolved(wanted, owner=owner) == used("EUR", Method.LINE_RATE, "1.2", day=date(2026, 9, 30))


def test_the_months_rate_comes_from_other_lines_of_the_same_month_and_currency() -> None:
    owner = seen(("1.3", date(2026, 9, 29)))
    assert resolved(Wanted("G2", OCTOBER, "EUR"), owner=owner) == RateUsed(
        "G2",
        OCTOBER,
        "EUR",
        Method.MONTH_RATE,
        Decimal("1.3"),
        date(2026, 9, 29),
        "",
        Decimal("1.3"),
        Decimal("1.3"),
    )
    assert resolved(Wanted("G2", SEPTEMBER, "EUR"), owner=owner, rates=Rates()) is None


@pytest.mark.parametrize(
    ("rates", "expected"),
    [
        ((("1.1", date(2026, 9, 28)), ("1.2", date(2026, 9, 30))), "1.2"),
        ((("1.2", date(2026, 9, 28)), ("1.1", None)), "1.2"),
        ((("1.2", None), ("1.1", None)), "1.1"),
    ],
)
def test_of_several_rates_in_a_month_the_latest_dated_is_taken_and_said(
    rates: tuple[tuple[str, date | None], ...], expected: str
) -> None:
    found = resolved(Wanted("G1", OCTOBER, "EUR"), owner=seen(*rates))
    assert found is not None
    assert (found.rate, found.source) == (Decimal(expected), exchange.LATEST)
    assert exchange.notes([found], Rates()) == (
        Reason("month_rate_latest", {"month": "2026-10", "currency": "EUR"}),
    )


def test_the_day_rate_is_that_of_two_working_days_before_the_month() -> None:
    """1 October 2026 is a Thursday: two working days before it is Tuesday the 29th."""
    found = exchange.day_reference(ECB, OCTOBER, currency="EUR", to="USD")
    assert found == (Decimal("1.120000000000"), date(2026, 9, 29), "ECB")


def test_a_day_without_a_rate_takes_the_last_published_one_at_most_seven_days_back() -> None:
    assert exchange.day_reference(ECB, OCTOBER, currency="CZK", to="USD") == (
        Decimal("0.044000000000"),
        date(2026, 9, 28),
        "ECB",
    )
    assert exchange.day_reference(ECB, Month(2026, 11), currency="RUB", to="USD") is None


@pytest.mark.parametrize(("days_back", "there"), [(7, True), (8, False)])
def test_a_rate_is_never_older_than_seven_days(days_back: int, there: bool) -> None:
    day = date(2026, 9, 29 - days_back)
    old = Reference("old", "EUR", day, day, "", {"USD": ((day, Decimal(1)),)})
    assert (exchange.day_reference(old, OCTOBER, currency="EUR", to="USD") is not None) is there


def test_the_months_average_is_the_mean_of_cross_rates_rounded_once() -> None:
    mean = (Decimal("1.20") / 24 + Decimal("1.30") / 26 + Decimal("1.10") / 25) / 3
    found = exchange.month_average(ECB, OCTOBER, currency="CZK", to="USD")
    assert found == (mean.quantize(Decimal("1e-12")), date(2026, 10, 30), "ECB")


def test_a_month_that_is_not_over_in_the_file_has_no_average() -> None:
    early = Reference("ECB", "EUR", ECB.first, date(2026, 10, 29), "", QUOTES)
    assert exchange.month_average(early, OCTOBER, currency="CZK", to="USD") is None


def test_a_series_that_ends_within_the_month_has_no_average() -> None:
    assert exchange.month_average(ECB, OCTOBER, currency="RUB", to="USD") is None


def test_a_users_rate_is_taken_where_nothing_is_published() -> None:
    expected = used("TWD", Method.USER_RATE, "0.031000000000", source="central bank")
    assert resolved(Wanted("G1", OCTOBER, "TWD")) == expected
    assert exchange.notes([expected], Rates(ECB)) == (Reason("user_rates", {"sources": "central bank"}),)


def test_of_a_users_dated_rates_the_months_latest_is_taken() -> None:
    dated = tuple(UserRate(OCTOBER, "TWD", Decimal(n), str(n), date(2026, 10, n)) for n in (3, 9, 5))
    found = resolved(Wanted("G1", OCTOBER, "TWD"), rates=Rates(None, dated))
    assert found is not None
    assert (found.rate, found.rate_date) == (Decimal(9), date(2026, 10, 9))


def test_outside_rates_give_a_band_over_whichever_exist() -> None:
    own = UserRate(OCTOBER, "EUR", Decimal("1.5"), "own")
    found = resolved(Wanted("G1", OCTOBER, "EUR"), rates=Rates(ECB, (own,)))
    assert found == used("EUR", Method.DAY_REFERENCE, "1.12", day=date(2026, 9, 29), source="ECB", high="1.5")


def test_the_owners_rates_lead_to_dollars_only() -> None:
    """A statement in euros converts dollars, and everything else, by outside rates."""
    priced = Wanted("G1", OCTOBER, "USD", Decimal("1.2"))
    found = resolved(priced, to="EUR", owner=exchange.owner_rates([(OCTOBER, "USD", Decimal("1.2"), None)]))
    assert found is not None
    assert (found.method, found.rate) == (Method.DAY_REFERENCE, Decimal("0.892857142857"))


def test_nothing_is_made_up_where_no_method_has_a_rate() -> None:
    assert resolved(Wanted("G1", OCTOBER, "AED")) is None


def test_the_owners_rate_is_the_inverse_to_twelve_places_half_even() -> None:
    assert unit_rate(Decimal("0.846202666")) == Decimal("1.181749999355")


def test_the_published_file_is_named_with_its_dates_and_hash() -> None:
    found = resolved(Wanted("G1", OCTOBER, "EUR"))
    assert found is not None
    params = {"name": "ECB", "first": "2026-09-01", "last": "2026-10-30", "sha256": "ab"}
    assert exchange.notes([found], Rates(ECB)) == (Reason("reference_rates", params),)
