import io
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pytest

from directbill.ledger import profiles
from directbill.ledger.carriers import Sheet
from directbill.ledger.profiles import Draft, evidence
from tests.fixtures import distributor
from tests.ledger.carriers.reading import opened

SALES = distributor.lines(5)


def lines(delimiter: str, *rows: Iterable[str]) -> bytes:
    return "".join(delimiter.join(row) + "\n" for row in rows).encode()


def proposed(folder: Path, content: bytes, name: str = "sales.csv") -> Draft:
    return profiles.propose(opened(folder, content, name))


def test_a_german_file_is_proposed_whole(tmp_path: Path) -> None:
    draft = proposed(tmp_path, distributor.as_distributor_csv(distributor.file(SALES)))
    assert draft.columns == {
        "amount": "Netto", "currency": "Waehrung", "document": "Rechnung", "date": "Rechnungsdatum",
        "customer": "Kunde", "product": "Artikel",
    }  # fmt: skip
    said = (
        "name",
        "delimiter",
        "decimal_mark",
        "grouping_mark",
        "date_order",
        "sign",
        "account",
        "month_from",
    )
    assert [draft.top[key] for key in said] == ["sales", ";", ",", ".", "DMY", "as_is", "Partner", "date"]
    assert (draft.unsettled, draft.doubts) == ((), {})


@pytest.mark.parametrize(
    ("more", "constants"), [("Notes", {"category": "unknown"}), ("Category", {}), ("Term", {})]
)
def test_that_nothing_says_what_the_rows_sell_is_said(
    more: str, constants: dict[str, str], tmp_path: Path
) -> None:
    """Without a category nothing of the file counts."""
    header = ("Month", "Net amount", "Currency", "Partner ID", more)
    assert proposed(tmp_path, lines(",", header, ("2026-03", "1.50", "EUR", "1", "x"))).constants == constants


def test_a_workbook_is_proposed_whole(tmp_path: Path) -> None:
    draft = proposed(tmp_path, distributor.workbook(SALES), "sales.xlsx")
    said = ("sheet", "decimal_mark", "grouping_mark", "date_order", "account", "month_from")
    assert [draft.top[key] for key in said] == ["Sheet", ".", "", "YMD", "Partner", "date"]
    assert draft.unsettled == ()


@pytest.mark.parametrize(
    "header",
    [
        ("Číslo faktury", "Měsíc", "Zákazník", "Částka bez DPH", "Měna"),
        ("INVOICE_NUMBER", "BillingMonth", "Company Name", "cost_total", "currencyCode"),
        ("Belegnummer", "Abrechnungsmonat", "Endkunde", "Gesamt (netto)", "Währung"),
    ],
)
def test_headers_are_understood_in_three_languages(header: tuple[str, ...], tmp_path: Path) -> None:
    draft = proposed(tmp_path, lines(";", header, ("A1", "2026-03", "K", "1,50", "EUR")))
    fields = ("document", "month", "customer", "amount", "currency")
    assert (draft.columns, draft.unsettled) == (dict(zip(fields, header, strict=True)), ("account",))


def test_an_order_no_date_proves_is_left_open(tmp_path: Path) -> None:
    days = [f"{day:02d}/{month:02d}/2026" for day in range(1, 13) for month in range(1, 13)]
    content = lines(
        ",",
        ("Invoice date", "Net amount", "Currency", "Partner ID"),
        *((d, "1.50", "EUR", "1") for d in days),
    )
    assert proposed(tmp_path, content).unsettled == ("date_order",)


def test_marks_no_amount_proves_are_left_open(tmp_path: Path) -> None:
    content = lines(";", ("Month", "Net amount", "Currency", "Partner ID"), ("2026-03", "1.234", "EUR", "1"))
    assert proposed(tmp_path, content).unsettled[:2] == ("decimal_mark", "grouping_mark")


def test_several_amounts_are_left_open_and_named(tmp_path: Path) -> None:
    header = ("Month", "Net amount", "Subtotal", "Currency", "Partner ID")
    draft = proposed(tmp_path, lines(",", header, ("2026-03-31", "1.50", "2.50", "EUR", "1")))
    assert (draft.unsettled, draft.doubts) == (
        ("columns.amount",),
        {"columns.amount": ("Net amount", "Subtotal")},
    )


def test_a_column_of_words_is_no_amount_whatever_its_name(tmp_path: Path) -> None:
    header = ("Month", "Amount", "Net", "Currency", "Partner ID")
    draft = proposed(tmp_path, lines(",", header, ("2026-03-31", "1.50", "yes", "EUR", "1")))
    assert draft.unsettled == ("decimal_mark", "columns.amount")


def test_what_no_column_says_is_asked_for(tmp_path: Path) -> None:
    draft = proposed(tmp_path, lines(",", ("Something", "Net amount"), ("x", "1.50")))
    assert draft.unsettled == ("account", "constants.currency")
    assert (draft.top["month_from"], "date_order" in draft.top) == ("option", False)


def test_credits_in_a_column_of_their_own_are_seen(tmp_path: Path) -> None:
    header = ("Monat", "Netto", "Gutschrift", "Währung", "Partner")
    draft = proposed(
        tmp_path, lines(";", header, ("2026-03", "1,50", "", "EUR", "1"), ("2026-03", "", "2,50", "EUR", "1"))
    )
    assert (draft.top["sign"], draft.columns["credit"]) == ("credit_column", "Gutschrift")


def test_several_vendors_are_named_and_left_open(tmp_path: Path) -> None:
    header = ("Month", "Net amount", "Currency", "Partner ID", "Vendor")
    rows = (("2026-03-31", "1.50", "EUR", "1", v) for v in ("Microsoft", "Adobe", "Microsoft"))
    draft = proposed(tmp_path, lines(",", header, *rows))
    assert (draft.unsettled, draft.doubts) == (("vendor.values",), {"vendor.values": ("Adobe", "Microsoft")})


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["1.234,56"], ","), (["1,234.56"], "."), (["12,5"], ","), (["0.125"], "."), (["1234.567"], "."),
        (["1.234.567"], ","), (["1 234", "5,25"], ","), (["1.234"], "?"), (["12"], "?"), ([], "?"),
        (["1,5", "1.5"], "?"), (["1'234.50"], "."),
    ],
)  # fmt: skip
def test_only_what_cells_prove_is_taken_for_the_decimal_mark(cells: list[str], mark: str) -> None:
    assert evidence.decimal_mark(cells) == mark


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["13/04/2026"], "DMY"), (["04/13/2026"], "MDY"), (["2026-04-03"], "YMD"), (["20260403"], "YMD"),
        (["03/04/2026"], "?"), (["13/04/2026", "04/13/2026"], "?"), (["3. 4. 2026", "30. 4. 2026"], "DMY"), ([], "?"),
        (["2026-03", "202604"], "YMD"), (["03/2026"], "YMD"), (["03/2026", "03/04/2026"], "?"),
    ],
)  # fmt: skip
def test_only_what_cells_prove_is_taken_for_the_date_order(cells: list[str], order: str) -> None:
    assert evidence.date_order(cells) == order


def sheet_with(folder: Path, *header: str, name: str = "a.csv") -> Sheet:
    return opened(folder, lines(",", header), name)


def test_a_fingerprint_follows_the_names_not_their_order(tmp_path: Path) -> None:
    one, same, other = (sheet_with(tmp_path, *names) for names in (("a", "b"), ("b", " a "), ("a", "B")))
    assert profiles.fingerprint(one) == profiles.fingerprint(same) != profiles.fingerprint(other)


def test_a_workbook_has_another_fingerprint_than_a_csv(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["a", "b"])
    content = io.BytesIO()
    workbook.save(content)
    book = opened(tmp_path, content.getvalue(), "a.xlsx")
    assert profiles.fingerprint(book) != profiles.fingerprint(sheet_with(tmp_path, "a", "b"))
