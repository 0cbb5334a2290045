"""Mapped files: read as the profile declares, and in no other way."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from directbill.core.errors import Refusal
from directbill.core.periods import Month
from directbill.ledger.profiles import read_profile
from tests.fixtures import cast
from tests.ledger.reading import OWN, Imported, load

TOP = """\
name = "a supplier"
delimiter = ";"
decimal_mark = ","
grouping_mark = "."
date_order = "DMY"
price_basis = "provider_price"
"""
COLUMNS = """
[columns]
amount = "Net"
document = "Invoice"
date = "Date"
customer = "Customer"
[constants]
currency = "eur"
category = "license"
"""
HEADER = "Invoice;Date;Partner;Customer;Net;Credit;Kind;Vendor\n"
ROW = f"R-1;25/03/2026;{cast.OWN};A;1.234,56;;seat;V\n"


def mapped(
    folder: Path, text: str, profile: str = 'account = "Partner"\n' + COLUMNS, top: str = TOP, **more: object
) -> Imported:
    (folder / "m.toml").write_text(top + profile, encoding="utf-8")
    given = (read_profile(folder / "m.toml"),)
    return load(folder, {"x.csv": (HEADER + text).encode()}, profiles=given, **more)  # type: ignore[arg-type]


def refusal(folder: Path, text: str, **asked: object) -> tuple[str, int | None, str]:
    with pytest.raises(Refusal) as refused:
        mapped(folder, text, **asked)  # type: ignore[arg-type]
    fault = refused.value.faults[0]
    return fault.code, fault.place.row, fault.place.column


def test_a_row_is_read_by_the_declared_locale(tmp_path: Path) -> None:
    (row,) = mapped(tmp_path, ROW).rows
    shown = ("document", "month", "format", "authority", "stream", "basis", "account", "amount", "currency", "category",
             "category_rule", "customer")  # fmt: skip
    assert tuple(row[name] for name in shown) == (
        "a supplier:R-1", date(2026, 3, 1), "mapped:a supplier", 4, "licenses", "provider_price", cast.OWN,
        Decimal("1234.5600"), "EUR", "license", "mapped.constant", "A",
    )  # fmt: skip


@pytest.mark.parametrize(("amount", "code"), [
    ("1234.56", "amount_unlike_profile"), ("1.23,4", "amount_unlike_profile"), ("12 EUR", "amount_unlike_profile"),
    ("", "amount_missing"),
])  # fmt: skip
def test_what_contradicts_the_declared_locale_is_refused(amount: str, code: str, tmp_path: Path) -> None:
    assert refusal(tmp_path, ROW.replace("1.234,56", amount)) == (code, 2, "Net")


@pytest.mark.parametrize(("day", "code"), [
    ("03/25/2026", "date_order"), ("2026-03-25", "date_order"), ("46112", "date_unreadable"),
    ("31/02/2026", "date_unreadable"), ("25/03/2031", "date_future"), ("", "date_missing"),
])  # fmt: skip
def test_a_day_in_another_order_than_declared_is_refused(day: str, code: str, tmp_path: Path) -> None:
    assert refusal(tmp_path, ROW.replace("25/03/2026", day)) == (code, 2, "Date")


@pytest.mark.parametrize("time", ["05:06", " 5:06:07.25 PM", "T05:06:07Z", " 05:06+02:00"])
def test_a_time_behind_a_day_is_passed_over(time: str, tmp_path: Path) -> None:
    assert mapped(tmp_path, ROW.replace("25/03/2026", f"25/03/2026 {time}")).column("month") == [
        date(2026, 3, 1)
    ]


def test_a_header_may_hold_quotes(tmp_path: Path) -> None:
    header = HEADER.replace("Net", '"Net ""EUR"" \'x\'"').replace("Partner", '"Partner ""ID"""')
    columns = COLUMNS.replace('"Net"', '"""Net "EUR" \'x\'"""')
    text = TOP + "account = 'Partner \"ID\"'\n" + columns
    (tmp_path / "m.toml").write_text(text, encoding="utf-8")
    given = (read_profile(tmp_path / "m.toml"),)
    assert load(tmp_path, {"x.csv": (header + ROW).encode()}, profiles=given).amounts() == [
        Decimal("1234.56")
    ]
    with pytest.raises(Refusal) as refused:
        load(tmp_path, {"x.csv": (header + ROW.replace("1.234,56", "x")).encode()}, profiles=given)
    assert refused.value.faults[0].place.column == "Net \"EUR\" 'x'"


def test_other_resellers_rows_are_dropped_by_the_account_column(tmp_path: Path) -> None:
    found = mapped(tmp_path, ROW + ROW.replace(cast.OWN, cast.RIVAL))
    assert (found.receipt.kept, found.receipt.others) == (1, 1)


def test_every_row_is_own_where_the_profile_says_so(tmp_path: Path) -> None:
    found = mapped(tmp_path, ROW + ROW.replace(cast.OWN, ""), 'account = "own"\n' + COLUMNS)
    assert (found.column("account"), found.column("attribution")) == ([cast.OWN] * 2, ["own"] * 2)


@pytest.mark.parametrize(("sign", "cells", "amount"), [
    ("as_is", "-5,00;", "-5"), ("negate", "-5,00;", "5"), ("credit_column", "5,00;", "5"),
    ("credit_column", "0,00;5,00", "-5"),
])  # fmt: skip
def test_credits_are_told_as_declared(sign: str, cells: str, amount: str, tmp_path: Path) -> None:
    credit = 'credit = "Credit"\n' if sign == "credit_column" else ""
    columns = COLUMNS.replace("document =", f"{credit}document =")
    found = mapped(
        tmp_path, ROW.replace("1.234,56;", cells), f'sign = "{sign}"\naccount = "Partner"\n' + columns
    )
    assert found.amounts() == [Decimal(amount)]


def test_a_charge_and_a_credit_in_one_row_are_refused(tmp_path: Path) -> None:
    columns = COLUMNS.replace("document =", 'credit = "Credit"\ndocument =')
    profile = 'sign = "credit_column"\naccount = "Partner"\n' + columns
    assert refusal(tmp_path, ROW.replace("1.234,56;", "5,00;6,00"), profile=profile) == (
        "amount_unlike_profile",
        2,
        "Net",
    )


def test_a_file_that_names_no_document_is_one_a_month(tmp_path: Path) -> None:
    columns = COLUMNS.replace('document = "Invoice"\n', "")
    found = mapped(tmp_path, ROW + ROW.replace("/03/", "/04/"), 'account = "Partner"\n' + columns)
    assert [(d.id, d.month, d.month_basis) for d in found.documents] == [
        ("a supplier:2026-03", Month(2026, 3), "file"), ("a supplier:2026-04", Month(2026, 4), "file"),
    ]  # fmt: skip


def test_a_month_no_column_tells_must_be_given(tmp_path: Path) -> None:
    columns = COLUMNS.replace('date = "Date"\n', "")
    profile = 'account = "Partner"\n' + columns
    top = TOP.replace('date_order = "DMY"\n', "")
    assert refusal(tmp_path, ROW, profile=profile, top=top)[0] == "month_unknown"
    found = mapped(tmp_path, ROW, profile, top=top, months={"R-1": Month(2026, 4)})
    assert (found.column("month"), found.documents[0].month_basis) == ([date(2026, 4, 1)], "given")


def test_other_vendors_rows_are_kept_apart(tmp_path: Path) -> None:
    profile = 'account = "Partner"\n' + COLUMNS + '[vendor]\ncolumn = "Vendor"\nvalues = ["V", "W"]\n'
    found = mapped(tmp_path, ROW + ROW.replace(";V\n", ";X\n"), profile)
    assert found.column("not_counted") == ["", "other_vendor"]


def test_the_files_own_categories_become_ours(tmp_path: Path) -> None:
    columns = COLUMNS.replace("document =", 'category = "Kind"\ndocument =').replace(
        'category = "license"\n', ""
    )
    profile = 'account = "Partner"\n' + columns + '[categories]\nseat = "license"\n'
    rows = "".join(ROW.replace(";seat;", f";{word};") for word in ("seat", "widgets", ""))
    found = mapped(tmp_path, rows, profile)
    assert list(zip(found.column("category"), found.column("category_rule"), strict=True)) == [
        ("license", "mapped.column"), ("widgets", "mapped.column"), ("unknown", "mapped.unknown"),
    ]  # fmt: skip
    assert found.receipt.files[0].categories == (("widgets", 1),)


def test_a_programs_own_category_needs_no_explaining(tmp_path: Path) -> None:
    columns = COLUMNS.replace("document =", 'category = "Kind"\ndocument =').replace(
        'category = "license"\n', ""
    )
    found = mapped(tmp_path, ROW, 'account = "Partner"\n' + columns, categories=frozenset({"seat"}))
    assert found.receipt.files[0].categories == ()


def test_without_a_narrower_word_the_category_of_a_row_tells_its_stream(tmp_path: Path) -> None:
    columns = COLUMNS.replace("document =", 'category = "Kind"\ndocument =').replace(
        'category = "license"\n', ""
    )
    profile = 'account = "Partner"\n' + columns + '[categories]\nseat = "license"\ncloud = "azure_usage"\n'
    rows = "".join(ROW.replace(";seat;", f";{word};") for word in ("seat", "cloud", "widgets", ""))
    assert mapped(tmp_path, rows, profile).column("stream") == ["licenses", "usage", "any", "any"]


@pytest.mark.parametrize(
    ("covers", "streams"),
    [
        ('["commerce"]', ["commerce"] * 4),
        ('["commerce", "azure"]', ["commerce", "azure", "azure", "any"]),
        ('["legacy_license", "azure"]', ["legacy_license", "azure", "azure", "any"]),
        ('["commerce", "legacy_license"]', ["licenses", "usage", "usage", "any"]),
        ('["licenses", "azure"]', ["licenses", "azure", "azure", "any"]),
        ('["any"]', ["licenses", "usage", "usage", "any"]),
    ],
)
def test_a_profile_narrows_the_stream(covers: str, streams: list[str], tmp_path: Path) -> None:
    columns = COLUMNS.replace("document =", 'category = "Kind"\ndocument =').replace(
        'category = "license"\n', ""
    )
    rows = "".join(
        ROW.replace(";seat;", f";{c};") for c in ("license", "azure_usage", "reservation", "widgets")
    )
    found = mapped(tmp_path, rows, f'covers = {covers}\naccount = "Partner"\n' + columns)
    assert found.column("stream") == streams


def test_a_category_of_all_rows_narrows_the_stream_too(tmp_path: Path) -> None:
    found = mapped(tmp_path, ROW, 'covers = ["commerce", "azure"]\naccount = "Partner"\n' + COLUMNS)
    assert found.column("stream") == ["commerce"]


def test_a_given_profile_leaves_known_files_alone(tmp_path: Path) -> None:
    from tests.fixtures.bill import charge, recon

    (tmp_path / "m.toml").write_text(TOP + 'account = "Partner"\n' + COLUMNS, encoding="utf-8")
    given = (read_profile(tmp_path / "m.toml"),)
    found = load(
        tmp_path, {"a.csv": recon(charge("1.00")), "x.csv": (HEADER + ROW).encode()}, profiles=given, ids=OWN
    )
    assert [f.format for f in found.receipt.files] == ["nce_recon", "mapped:a supplier"]
