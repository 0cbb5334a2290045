"""US dollars by the six methods, fixed rates, bands: section 9, Money."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.fixtures import cast
from tests.fixtures.bill import charge, recon
from tests.fixtures.truth import inverse
from tests.judge import Answer, cents, check, put


def ask(folder: Path, *charges: dict[str, str], rates: str = "", **asked: object) -> Answer:
    paths = put(folder, {"recon.csv": recon(*charges), "rates.csv": rates.encode()})
    options = ("--rates", str(paths[1])) if rates else ()
    return check(paths[0], **{"ids": [cast.OWN], "options": options, **asked})  # type: ignore[arg-type]


def test_an_amount_in_us_dollars_needs_no_rate(tmp_path: Path) -> None:
    answer = ask(tmp_path, charge("100.00"))
    assert (answer.counted, answer.statement["low"], answer.statement["high"]) == (
        Decimal(100),
        "100.00",
        "100.00",
    )


def test_a_line_priced_in_us_dollars_is_divided_by_its_own_rate(tmp_path: Path) -> None:
    rate = "0.846202666"
    answer = ask(tmp_path, charge("1000.00", category="azure_usage", currency="EUR", rate=rate))
    assert answer.counted == cents(Decimal(1000) * inverse(Decimal(rate)))


def test_the_rate_is_fixed_to_twelve_places_before_it_is_multiplied(tmp_path: Path) -> None:
    """Dividing a trillion by the rate itself would differ in the cents."""
    amount, rate = Decimal("900000000000.00"), Decimal("0.846202666")
    answer = ask(tmp_path, charge(str(amount), category="azure_usage", currency="EUR", rate=str(rate)))
    assert (answer.counted, answer.counted == cents(amount / rate)) == (cents(amount * inverse(rate)), False)


def test_two_rates_in_one_document_each_keep_their_lines(tmp_path: Path) -> None:
    lines = [charge("1000.00", category="azure_usage", currency="EUR", rate=r) for r in ("0.80", "0.90")]
    assert ask(tmp_path, *lines).counted == cents(
        Decimal(1000) * inverse(Decimal("0.80")) + Decimal(1000) * inverse(Decimal("0.90"))
    )


def test_a_license_in_euro_takes_the_rate_of_its_invoice_month(tmp_path: Path) -> None:
    lines = [
        charge("1.00", category="azure_usage", currency="EUR", rate="0.80"),
        charge("1000.00", currency="EUR"),
    ]
    answer = ask(tmp_path, *lines)
    assert (answer.counted, answer.statement["low"]) == (Decimal("1251.25"), "1251.25")


def test_of_several_month_rates_the_latest_dated_is_taken(tmp_path: Path) -> None:
    azure = {"category": "azure_usage", "currency": "EUR"}
    older = charge("1.00", rate="0.80", **azure) | {"PCToBCExchangeRateDate": "3/1/2026"}
    newer = charge("1.00", rate="0.90", **azure) | {"PCToBCExchangeRateDate": "3/15/2026"}
    answer = ask(tmp_path, newer, older, charge("900.00", currency="EUR"))
    exact = inverse(Decimal("0.80")) + inverse(Decimal("0.90")) + 900 * inverse(Decimal("0.90"))
    assert answer.counted == cents(exact)


def test_without_a_rate_of_the_owner_the_reference_rate_gives_a_band(tmp_path: Path) -> None:
    answer = ask(tmp_path, charge("1000.00", currency="EUR"))
    low, high = Decimal(answer.statement["low"]), Decimal(answer.statement["high"])
    assert (answer.code, low <= answer.counted <= high, low < high) == (0, True, True)


def test_a_threshold_inside_the_band_decides_nothing(tmp_path: Path) -> None:
    low, high = _band_of_a_million(tmp_path)
    middle = Decimal(300_000) / ((low + high) / 2 / 1_000_000)
    lines = [charge("0.00", m, currency="EUR") for m in cast.WINDOW if m != "2026-03"]
    answer = ask(tmp_path, charge(str(cents(middle)), currency="EUR"), *lines)
    shown = answer.statement
    assert Decimal(shown["low"]) < 300_000 <= Decimal(shown["high"])
    assert answer.finding("revenue_ttm")["outcome"] == "unknown"


def _band_of_a_million(folder: Path) -> tuple[Decimal, Decimal]:
    statement = ask(folder, charge("1000000.00", currency="EUR")).statement
    return Decimal(statement["low"]), Decimal(statement["high"])


def test_a_currency_without_any_rate_is_refused_naming_what_to_give(tmp_path: Path) -> None:
    answer = ask(tmp_path, charge("100.00", currency="AED"))
    assert (answer.code, answer.faults[0].code, answer.out) == (2, "rate_missing", "")
    assert [w for w in ("AED", "2026-03", "--rates") if w not in answer.err] == []


def test_a_rate_of_the_users_own_closes_the_gap(tmp_path: Path) -> None:
    answer = ask(
        tmp_path, charge("100.00", currency="AED"), rates="month,currency,rate\n2026-03,AED,0.2723\n"
    )
    assert (answer.code, answer.counted) == (0, Decimal("27.23"))


def test_a_line_that_does_not_count_needs_no_rate(tmp_path: Path) -> None:
    answer = ask(tmp_path, charge("1.00"), charge("100.00", currency="AED", category="marketplace"))
    assert (answer.code, answer.counted, answer.left("category")["amount"]) == (0, Decimal("1.00"), None)


def test_currencies_are_never_added(tmp_path: Path) -> None:
    lines = (charge("100.00"), charge("100.00", category="azure_usage", currency="EUR", rate="0.50"))
    assert ask(tmp_path, *lines).counted == Decimal("300.00")


def test_only_the_figure_shown_is_rounded(tmp_path: Path) -> None:
    """Three thirds of a cent are a cent."""
    lines = [charge("0.003333333333333"), charge("0.003333333333333"), charge("0.003333333333334")]
    assert ask(tmp_path, *lines).counted == Decimal("0.01")


@pytest.mark.parametrize(("amount", "shown"), [("0.005", "0.00"), ("0.015", "0.02"), ("0.025", "0.02")])
def test_a_figure_is_rounded_half_even(amount: str, shown: str, tmp_path: Path) -> None:
    assert ask(tmp_path, charge(amount)).statement["counted"] == shown


def test_fifteen_digits_on_top_of_hundreds_of_trillions_stay_exact(tmp_path: Path) -> None:
    lines = (
        charge("999999999999999.000000000000001"),
        charge("-999999999999999"),
        charge("0.004999999999999"),
    )
    assert ask(tmp_path, *lines).statement["counted"] == "0.00"
    more = (*lines, charge("0.000000000000001"))
    assert ask(tmp_path, *more).statement["counted"] == "0.01"
