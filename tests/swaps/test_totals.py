"""Every reader shows the total known by construction, and every mistake in reading would show another."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.fixtures.table import as_csv, as_tsv
from tests.fixtures.truth import CLOUD
from tests.judge import cents, check
from tests.swaps.forms import FORMS, Form, mistaken

TABLES = {name: form for name, form in FORMS.items() if form.sheet is not None}
SWAPS = [(name, column) for name, form in TABLES.items() for column in mistaken(form)]


@pytest.mark.parametrize("name", FORMS)
def test_the_total_is_the_one_known_by_construction(name: str, tmp_path: Path) -> None:
    form = FORMS[name]
    answer = check(*form.write(tmp_path))
    assert (answer.code, answer.counted) == (0, cents(form.truth.counted))


@pytest.mark.parametrize("name", FORMS)
def test_every_month_has_its_own_total(name: str, tmp_path: Path) -> None:
    form = FORMS[name]
    answer = check(*form.write(tmp_path))
    shown = {m["month"]: m["counted"] for m in answer.statement["months"]}
    assert shown == {m: str(cents(usd)) for m, usd in form.truth.months.items()}


@pytest.mark.parametrize("name", FORMS)
def test_every_account_and_category_has_its_share(name: str, tmp_path: Path) -> None:
    form = FORMS[name]
    statement = check(*form.write(tmp_path)).statement
    accounts = {a["account"]: a["counted"] for a in statement["accounts"]}
    assert {k: v for k, v in accounts.items() if v != "0.00"} == _shown(form.truth.accounts)
    categories = {c["category"]: c["counted"] for c in statement["categories"] if c["category"] in CLOUD}
    if not name.startswith(("eligibility", "subscriptions")):
        assert {k: v for k, v in categories.items() if v != "0.00"} == _shown(form.truth.categories)


def _shown(figures: dict[str, Decimal]) -> dict[str, str]:
    return {key: str(cents(usd)) for key, usd in figures.items()}


@pytest.mark.parametrize("name", FORMS)
def test_lines_counted_are_the_lines_that_count(name: str, tmp_path: Path) -> None:
    form = FORMS[name]
    answer = check(*form.write(tmp_path))
    assert sum(m["lines"] for m in answer.statement["months"]) == form.truth.lines_counted


@pytest.mark.parametrize(("name", "column"), SWAPS)
def test_swapping_two_money_columns_shows_the_other_total(name: str, column: str, tmp_path: Path) -> None:
    """The file with the two header names exchanged: a reader that took the wrong one would be found out."""
    form = TABLES[name]
    assert form.sheet is not None
    answer = _read(form, as_csv(form.sheet.swapped(form.money, column)), tmp_path)
    assert (answer, answer == cents(form.truth.counted)) == (cents(mistaken(form)[column]), False)


@pytest.mark.parametrize("name", TABLES)
def test_dropping_the_negative_rows_shows_the_other_total(name: str, tmp_path: Path) -> None:
    form = TABLES[name]
    assert form.sheet is not None
    sheet = form.sheet.only(lambda r: "-" not in r[form.money])
    shown = _read(form, as_csv(sheet), tmp_path)
    assert (shown, shown == cents(form.truth.counted)) == (
        cents(form.truth.wrong["negatives dropped"]),
        False,
    )


@pytest.mark.parametrize("name", [n for n in TABLES if n.startswith("new commerce")])
def test_the_total_with_tax_under_the_subtotal_shows_the_other_total(name: str, tmp_path: Path) -> None:
    form = TABLES[name]
    assert form.sheet is not None
    total = "totalForCustomer" if "camel" in name else "Total"
    shown = _read(form, as_csv(form.sheet.copied(total, form.money)), tmp_path)
    assert (shown, shown == cents(form.truth.counted)) == (cents(form.truth.wrong["Total"]), False)


@pytest.mark.parametrize("name", ["eligibility", "subscriptions"])
@pytest.mark.parametrize(("column", "word", "mistake"), [
    ("IsDuplicateRowForPGA", "0", "duplicate_row"), ("PartnerAttributionType", "CSP Tier 2", "influenced"),
])  # fmt: skip
def test_copies_and_influenced_sales_would_raise_the_total(
    name: str, column: str, word: str, mistake: str, tmp_path: Path
) -> None:
    form = TABLES[name]
    assert form.sheet is not None
    sheet = form.sheet.with_column(column, lambda _: word)
    assert _read(form, as_tsv(sheet), tmp_path) == cents(form.truth.wrong[mistake])


@pytest.mark.parametrize("name", [n for n in TABLES if n.startswith("FOCUS")])
def test_tax_rows_would_raise_the_total(name: str, tmp_path: Path) -> None:
    form = TABLES[name]
    assert form.sheet is not None
    sheet = form.sheet.with_column("ChargeCategory", lambda word: "Usage" if word == "Tax" else word)
    assert _read(form, as_csv(sheet), tmp_path) == cents(form.truth.wrong["tax"])


@pytest.mark.parametrize("name", FORMS)
def test_every_mistake_has_a_total_of_its_own(name: str) -> None:
    """The fixtures themselves can fail: no mistake shows the right total, nor another mistake's."""
    truth = FORMS[name].truth
    totals = [cents(usd) for usd in (truth.counted, *truth.wrong.values())]
    assert len(totals) == len(set(totals))


def _read(form: Form, content: bytes, folder: Path) -> object:
    path = folder / "other.csv"
    path.write_bytes(content)
    return check(path).counted
