"""A distributor's prices are estimates: the figure, its band, and the columns a mapping could mistake."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.fixtures import distributor
from tests.judge import Answer, cents, check, put, run

EVERY = distributor.lines(20261122)
TRUTH = distributor.truth(EVERY)


def read(folder: Path, content: bytes, profile: str, name: str = "sales.csv") -> Answer:
    paths = put(folder, {name: content, "mapping.toml": profile.encode()})
    answer = check(paths[0], options=("--mapping", str(paths[1])))
    assert answer.code == 0, answer.err
    return answer


def of_csv(folder: Path, profile: str = "") -> Answer:
    content = distributor.as_distributor_csv(distributor.file(EVERY))
    return read(folder, content, profile or distributor.profile())


def of_workbook(folder: Path) -> Answer:
    return read(folder, distributor.workbook(EVERY), distributor.profile(workbook=True), "sales.xlsx")


@pytest.mark.parametrize("carrier", [of_csv, of_workbook])
def test_the_total_of_estimates_is_the_one_known_by_construction(carrier: object, tmp_path: Path) -> None:
    answer = carrier(tmp_path)  # type: ignore[operator]
    shown = {m["month"]: m["counted"] for m in answer.statement["months"]}
    assert (answer.counted, shown) == (
        cents(TRUTH.counted), {m: str(cents(usd)) for m, usd in TRUTH.months.items()},
    )  # fmt: skip


def test_estimates_run_from_nothing_to_their_full_amount(tmp_path: Path) -> None:
    statement = of_csv(tmp_path).statement
    low, high = distributor.band(EVERY)
    assert (Decimal(statement["low"]), Decimal(statement["high"]), statement["grade"]) == (
        cents(low),
        cents(high),
        "C",
    )


@pytest.mark.parametrize("column", distributor.MONEY)
def test_mapping_another_money_column_shows_the_other_total(column: str, tmp_path: Path) -> None:
    profile = distributor.profile().replace('amount = "Netto"', f'amount = "{column}"')
    shown = of_csv(tmp_path, profile).counted
    assert (shown, shown == cents(TRUTH.counted)) == (cents(TRUTH.wrong[column]), False)


@pytest.mark.parametrize("basis", ["customer_price", "retail"])
def test_a_customers_price_never_counts(basis: str, tmp_path: Path) -> None:
    answer = of_csv(tmp_path, distributor.profile().replace("provider_price", basis))
    assert (answer.counted, answer.left("price_basis")["lines"], answer.statement["grade"]) == (
        Decimal(0), len(EVERY), "D",
    )  # fmt: skip


def test_money_of_an_unknown_category_that_could_decide_is_no_evidence_against_the_company(
    tmp_path: Path,
) -> None:
    """The mapping names no category: what the figure would be if it counted passes, so it is unknown."""
    every = distributor.lines(1, per_month=15)
    content = distributor.as_distributor_csv(distributor.file(every))
    answer = read(tmp_path, content, distributor.profile().replace('category = "license"', ""))
    finding = answer.finding("revenue_ttm")
    assert distributor.truth(every).counted > 300_000
    assert (finding["outcome"], answer.statement["grade"] == "A") == ("unknown", False)


def test_the_date_order_is_proposed_where_a_day_above_twelve_settles_it(tmp_path: Path) -> None:
    path = put(tmp_path, {"sales.csv": distributor.as_distributor_csv(distributor.file(EVERY))})[0]
    answer = run("ledger", "profile", str(path))
    assert (answer.code, 'date_order = "DMY"' in answer.out) == (0, True)


def test_the_date_order_is_left_to_a_person_where_nothing_settles_it(tmp_path: Path) -> None:
    sheet = distributor.file(EVERY).with_column("Rechnungsdatum", lambda day: f"05/{day[3:]}")
    path = put(tmp_path, {"sales.csv": distributor.as_distributor_csv(sheet)})[0]
    answer = run("ledger", "profile", str(path))
    assert (answer.code, 'date_order = "?"' in answer.out) == (0, True)
