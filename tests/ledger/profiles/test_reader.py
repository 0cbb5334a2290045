from pathlib import Path

import pytest

from directbill.core.errors import Refusal
from directbill.core.ledger import Basis, Category, Stream
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
category = "Art"

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
            "month": "Monat", "category": "Art",
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
        ("values =", "value =", 34, "vendor.value"),
        ("[categories]", "[kategories]", 29, "kategories"),
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
        ('date_order = "DMY"', 'date_order = "DYM"', "date_order"),
        ('decimal_mark = ","', 'decimal_mark = ";"', "decimal_mark"),
        ('grouping_mark = "."', 'grouping_mark = ","', "grouping_mark"),
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


NEAR = [
    ('price_basis = "provider_price"', 'price_basis = "Provider price"', "price_basis", "provider_price"),
    ('sign = "credit_column"', 'sign = "credit_colum"', "sign", "credit_column"),
    ('covers = ["commerce", "azure"]', 'covers = ["commerce", "azur"]', "covers", "azure"),
    ('category = "license"', 'category = "licence"', "constants.category", "license"),
    ('"Azure Nutzung" = "azure_usage"', '"Azure Nutzung" = "azure usage"', "categories.Azure Nutzung", "azure_usage"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "path", "near"), NEAR)
def test_a_misspelled_value_is_refused_with_its_line_and_the_nearest(
    right: str, wrong: str, path: str, near: str, tmp_path: Path
) -> None:
    with pytest.raises(Refusal) as told:
        read_profile(put(tmp_path, WHOLE.replace(right, wrong)))
    found = [(f.code, f.place.row, f.place.column, f.params["near"]) for f in told.value.faults]
    line = WHOLE.splitlines().index(right) + 1
    assert found == [("profile_value_near", line, path, near)]


def test_an_unknown_category_is_refused_with_all_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as told:
        read_profile(put(tmp_path, WHOLE.replace('category = "license"', 'category = "bread"')))
    (fault,) = told.value.faults
    assert (fault.code, fault.found) == ("profile_value", "bread")
    assert fault.params["known"].split(", ") == sorted(Category)


def test_a_programs_own_categories_are_known_where_they_are_given(tmp_path: Path) -> None:
    path = put(tmp_path, WHOLE.replace('category = "license"', 'category = "hardware"'))
    assert read_profile(path, categories={*Category, "hardware"}).constants["category"] == "hardware"
    assert read_profile(path, categories=None).constants["category"] == "hardware"


def test_the_category_of_all_rows_may_be_one_of_the_files_own_words(tmp_path: Path) -> None:
    text = WHOLE.replace('category = "license"', 'category = "Azure Nutzung"').replace(
        'category = "Art"\n', ""
    )
    assert read_profile(put(tmp_path, text)).constants["category"] == "Azure Nutzung"


@pytest.mark.parametrize(
    ("currency", "code", "param"),
    [
        ("provider_price", "profile_value_elsewhere", "price_basis"),
        ("license", "profile_value_elsewhere", "constants.category"),
        ("EURO", "profile_value_near", "EUR"),
        ("US$", "profile_value", ""),
        ("crowns", "profile_value", ""),
        ("", "profile_value", ""),
    ],
)
def test_a_currency_that_is_none_is_refused_with_its_line(
    currency: str, code: str, param: str, tmp_path: Path
) -> None:
    with pytest.raises(Refusal) as told:
        read_profile(put(tmp_path, SMALL.replace('"EUR"', f'"{currency}"')))
    (fault,) = told.value.faults
    told_of = fault.params.get("near", "") + fault.params.get("other", "")
    assert (fault.code, fault.place.row, fault.place.column, told_of) == (
        code,
        8,
        "constants.currency",
        param,
    )


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ('sign = "credit_column"', 'sign = "as_is"', ("profile_key_idle", 19, "columns.credit")),
        ('sign = "credit_column"\n', "", ("profile_key_idle", 18, "columns.credit")),
        ('category = "Art"\n', "", ("profile_key_idle", 28, "categories")),
        ('category = "license"', 'currency = "EUR"', ("profile_said_twice", 27, "constants.currency")),
        ('category = "license"', 'document = "R-1"', ("profile_said_twice", 27, "constants.document")),
        ('["commerce", "azure"]', '["any", "azure"]', ("profile_value", 13, "covers")),
        ('["commerce", "azure"]', '["azure", "azure"]', ("profile_value", 13, "covers")),
        ('encoding = "cp1250"', 'encoding = "cp12500"', ("profile_value", 5, "encoding")),
        ('encoding = "cp1250"', 'encoding = "base64"', ("profile_value", 5, "encoding")),
        ('price_basis = "provider_price"', 'price_basis = "reported"', ("profile_value", 12, "price_basis")),
        ('decimal_mark = ","', 'decimal_mark = ""', ("profile_value", 8, "decimal_mark")),
        ('account = "Partner"', 'account = ""', ("profile_value", 14, "account")),
        ('name = "a distributor"', 'name = " "', ("profile_value", 1, "name")),
        ('amount = "Netto"', 'amount = ""', ("profile_value", 18, "columns.amount")),
        ('column = "Hersteller"\n', "", ("profile_key_missing", None, "vendor.column")),
    ],
)
def test_what_would_do_nothing_is_refused(
    right: str, wrong: str, expected: tuple[str, int | None, str], tmp_path: Path
) -> None:
    assert right in WHOLE
    assert faults(tmp_path, WHOLE.replace(right, wrong)) == [expected]


def test_an_order_of_days_without_a_day_is_refused(tmp_path: Path) -> None:
    text = SMALL.replace("[columns]", 'date_order = "DMY"\n[columns]')
    assert faults(tmp_path, text) == [("profile_key_idle", 5, "date_order")]


def test_faults_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = (
        WHOLE.replace('"license"', '"bread"')
        .replace("skip_rows = 1", "skip_rows = -1")
        .replace('name = "a dis', '# "')
    )
    assert [(row, path) for _, row, path in faults(tmp_path, text)] == [
        (6, "skip_rows"), (27, "constants.category"), (None, "name"),
    ]  # fmt: skip


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
