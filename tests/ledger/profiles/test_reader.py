from pathlib import Path

import pytest

from directbill.core.errors import Refusal
from directbill.core.ledger import Basis, Stream
from directbill.ledger.carriers import Layout
from directbill.ledger.profiles import (
    DateOrder,
    Locale,
    MonthFrom,
    Profile,
    Sign,
    Vendor,
    read_profile,
)

WHOLE = """\
name = "a distributor"
version = 2
fingerprint = "0123"
delimiter = ";"
encoding = "cp1250"
skip_rows = 1
sheet = "Sales"
decimal_mark = ","
grouping_mark = "."
date_order = "DMY"
sign = "credit_column"
price_basis = "provider_price"
covers = ["commerce", "azure"]
account = "Partner"
month_from = "date"

[columns]
amount = "Netto"
credit = "Gutschrift"
currency = "Währung"
document = "Rechnung"
date = "Datum"
month = "Monat"

[constants]
category = "license"

[categories]
"Azure Nutzung" = "azure_usage"

[vendor]
column = "Hersteller"
values = ["Microsoft", "Microsoft Corporation"]
"""
SMALL = """\
name = "small"
decimal_mark = "."
price_basis = "customer_price"
account = "own"
[columns]
amount = "Net"
[constants]
currency = "EUR"
"""


def put(folder: Path, text: str) -> Path:
    path = folder / "mapping.toml"
    path.write_text(text, encoding="utf-8")
    return path


def faults(folder: Path, text: str) -> list[tuple[str, int | None, str]]:
    with pytest.raises(Refusal) as told:
        read_profile(put(folder, text))
    assert {fault.place.file for fault in told.value.faults} == {"mapping.toml"}
    return [(fault.code, fault.place.row, fault.place.column) for fault in told.value.faults]


def test_a_whole_profile_is_read(tmp_path: Path) -> None:
    assert read_profile(put(tmp_path, WHOLE)) == Profile(
        name="a distributor",
        version=2,
        fingerprint="0123",
        layout=Layout(encoding="cp1250", delimiter=";", skip_rows=1, sheet="Sales", decimal_mark=","),
        locale=Locale(",", ".", DateOrder.DMY),
        sign=Sign.CREDIT_COLUMN,
        basis=Basis.PROVIDER_PRICE,
        covers=(Stream.COMMERCE, Stream.AZURE),
        account="Partner",
        month_from=MonthFrom.DATE,
        columns={
            "amount": "Netto", "credit": "Gutschrift", "currency": "Währung", "document": "Rechnung", "date": "Datum",
            "month": "Monat",
        },
        constants={"category": "license"},
        categories={"Azure Nutzung": "azure_usage"},
        vendor=Vendor("Hersteller", ("Microsoft", "Microsoft Corporation")),
    )  # fmt: skip


def test_a_small_profile_is_enough(tmp_path: Path) -> None:
    assert read_profile(put(tmp_path, SMALL)) == Profile(
        name="small",
        basis=Basis.CUSTOMER_PRICE,
        columns={"amount": "Net"},
        constants={"currency": "EUR"},
    )


def test_the_month_comes_from_the_one_column_that_can_tell_it(tmp_path: Path) -> None:
    text = SMALL.replace('amount = "Net"', 'amount = "Net"\nperiod_end = "To"').replace(
        "[columns]", 'date_order = "YMD"\n[columns]'
    )
    assert read_profile(put(tmp_path, text)).month_from is MonthFrom.PERIOD_END


@pytest.mark.parametrize(
    ("right", "wrong", "line", "path"),
    [
        ("delimiter", "delimeter", 4, "delimeter"),
        ("decimal_mark", "decimal_marc", 8, "decimal_marc"),
        ("date_order", "date_odrer", 10, "date_odrer"),
        ("amount =", "amonut =", 18, "columns.amonut"),
        ("values =", "value =", 33, "vendor.value"),
        ("[categories]", "[kategories]", 28, "kategories"),
    ],
)
def test_a_typo_in_a_key_is_refused_with_its_line(
    right: str, wrong: str, line: int, path: str, tmp_path: Path
) -> None:
    assert faults(tmp_path, WHOLE.replace(right, wrong))[0] == ("profile_key_unknown", line, path)


def test_the_nearest_key_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as told:
        read_profile(put(tmp_path, WHOLE.replace("grouping_mark", "groupingmark")))
    assert told.value.faults[0].params["near"] == "grouping_mark"


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ('decimal_mark = ","', "decimal_mark"),
        ('date_order = "DMY"', "date_order"),
        ('account = "Partner"', "account"),
        ('amount = "Netto"', "columns.amount"),
        ('currency = "Währung"', "columns.currency"),
        ('values = ["Microsoft", "Microsoft Corporation"]', "vendor.values"),
    ],
)
def test_a_question_mark_has_to_be_settled_first(line: str, path: str, tmp_path: Path) -> None:
    key, _, value = line.partition(" = ")
    open_ = '["?"]' if value.startswith("[") else '"?"'
    number = WHOLE.splitlines().index(line) + 1
    assert faults(tmp_path, WHOLE.replace(line, f"{key} = {open_}")) == [("profile_unsettled", number, path)]


@pytest.mark.parametrize(
    ("right", "wrong", "path"),
    [
        ('decimal_mark = ","', 'decimal_mark = ";"', "decimal_mark"),
        ('grouping_mark = "."', 'grouping_mark = ","', "grouping_mark"),
        ('date_order = "DMY"', 'date_order = "DYM"', "date_order"),
        ('delimiter = ";"', 'delimiter = "#"', "delimiter"),
        ("skip_rows = 1", "skip_rows = -1", "skip_rows"),
        ("version = 2", "version = true", "version"),
        ('covers = ["commerce", "azure"]', 'covers = ["everything"]', "covers"),
        ('covers = ["commerce", "azure"]', "covers = 7", "covers"),
        ('price_basis = "provider_price"', 'price_basis = "list"', "price_basis"),
        ('account = "Partner"', "account = 7", "account"),
        ('values = ["Microsoft", "Microsoft Corporation"]', "values = []", "vendor.values"),
    ],
)
def test_a_wrong_value_is_refused_with_its_line(right: str, wrong: str, path: str, tmp_path: Path) -> None:
    number = WHOLE.splitlines().index(right) + 1
    assert faults(tmp_path, WHOLE.replace(right, wrong)) == [("profile_value", number, path)]


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ('name = "small"\n', "name"),
        ('decimal_mark = "."\n', "decimal_mark"),
        ('price_basis = "customer_price"\n', "price_basis"),
        ('account = "own"\n', "account"),
        ('amount = "Net"\n', "columns.amount"),
        ('currency = "EUR"\n', "columns.currency"),
    ],
)
def test_what_a_profile_must_say_is_asked_for(line: str, path: str, tmp_path: Path) -> None:
    assert faults(tmp_path, SMALL.replace(line, "")) == [("profile_key_missing", None, path)]


def test_dates_need_their_order_and_two_of_them_a_choice(tmp_path: Path) -> None:
    text = SMALL.replace('amount = "Net"', 'amount = "Net"\ndate = "Day"\nmonth = "Month"')
    assert faults(tmp_path, text) == [
        ("profile_key_missing", None, "date_order"),
        ("profile_key_missing", None, "month_from"),
    ]


@pytest.mark.parametrize("text", ["= [ =", 'name = "a\n', 'name = "a"\nname = "b"\n', "name = a"])
def test_what_is_no_toml_is_refused_with_its_line(text: str, tmp_path: Path) -> None:
    code, line, _ = faults(tmp_path, f"version = 1\n{text}")[0]
    assert (code, line) == ("profile_broken", 3 if text.count("name") > 1 else 2)


def test_a_profile_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    path.write_bytes('name = "Žižka"'.encode("cp1250"))
    with pytest.raises(Refusal) as told:
        read_profile(path)
    assert told.value.code == "text_not_utf8"


def test_a_profile_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as told:
        read_profile(tmp_path / "nowhere.toml")
    assert (told.value.code, told.value.faults[0].place.file) == ("file_missing", "nowhere.toml")
