"""`directbill ledger`: receipts and the list, in both languages, in eighty columns."""

from decimal import Decimal
from pathlib import Path

import pytest
from tests.fixtures import cast, invoices
from tests.fixtures import new_commerce as nce
from tests.fixtures.bill import charge, invoice, recon
from tests.fixtures.table import as_csv
from tests.judge import Answer, put, run

ASK = ("--partner-id", cast.OWN)
MARCH = invoice("2026-03")


def load(folder: Path, files: dict[str, bytes], *options: str) -> Answer:
    return run("ledger", "import", *map(str, put(folder, files)), *ASK, *options)


def test_the_receipt_says_what_became_of_every_row_and_document(tmp_path: Path) -> None:
    lines = (
        charge("1.10"),
        charge("-0.20"),
        charge("5.00", reseller="0"),
        charge("9.00", reseller=cast.RIVAL),
    )
    register = invoices.page([invoices.Invoice(MARCH, "2026-03", lines[0]["Subtotal"], paid=False)])  # type: ignore[arg-type]
    answer = load(tmp_path, {"a.csv": recon(*lines), "i.json": register})
    assert (answer.code, answer.out) == (0, """\
2 files, 4 lines read

  Read for PartnerID 6900001.
  Rows of other resellers were counted and dropped; their amounts, dates and
  currencies were not checked.

a.csv · new-commerce reconciliation · imported
Rows          4 read = 3 kept + 1 of other resellers (dropped) + 0 rejected
Unattributed  1 name no reseller of their own: zero 1
Own, pretax   USD 0.90 on 2 lines
Dates         1 Mar 2026 to 31 Mar 2026

Documents
  Document    Month    Month by  Lines  State   Import  Invoice total
  G202603236  2026-03  invoice       3  billed  new     here in part

i.json · invoices and notes · kept in the register
Invoices  1 read: what they are, their months, totals and payments
""")  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "cs"])
@pytest.mark.parametrize(
    "command",
    [("ledger", "list"), ("ledger", "import"), ("ledger", "--help"), ("ledger", "import", "--help")],
)
def test_everything_fits_eighty_columns_in_either_language(
    command: tuple[str, ...], lang: str, tmp_path: Path
) -> None:
    files = {
        "a.csv": as_csv(nce.portal(nce.lines(1))),
        "b.csv": recon(charge("1.00", ChargeType="levitation")),
    }
    answer = load(tmp_path, files, "--accept-rejects", "--lang", lang)
    if command != ("ledger", "import"):
        answer = run(*command, "--lang", lang)
    assert (
        answer.code,
        [line for line in answer.out.splitlines() if len(line) > 80 and "/" not in line],
    ) == (0, [])
    assert [word for word in ("receipt.", "export.", "listing.", "reason.", "{") if word in answer.out] == []


def test_the_same_file_again_is_said_to_be_here(tmp_path: Path) -> None:
    load(tmp_path, {"a.csv": recon(charge("1.00"))})
    assert "a.csv · here already, nothing changed" in load(tmp_path, {"a.csv": recon(charge("1.00"))}).out


def test_rejected_rows_are_listed_with_their_reason_and_their_file(tmp_path: Path) -> None:
    answer = load(
        tmp_path, {"a.csv": recon(charge("1.00"), charge("2.00", Subtotal="(2)"))}, "--accept-rejects"
    )
    assert ("3: This is no amount: (2)" in answer.out, "Rejected rows:" in answer.out) == (True, True)


def test_the_list_shows_documents_versions_and_gaps(tmp_path: Path) -> None:
    load(tmp_path, {"a.csv": recon(charge("1.00"), charge("2.00", "2026-05"))})
    load(tmp_path, {"b.csv": recon(charge("3.00"))})
    out = run("ledger", "list").out
    said = ("3 documents in ", "replaced 2", "Covered: March 2026 to May 2026, but missing: April 2026")
    assert [words for words in said if words not in out] == []


def test_an_empty_ledger_says_how_to_fill_it(tmp_path: Path) -> None:
    assert "directbill ledger import FILE" in run("ledger", "list").out


@pytest.mark.parametrize("options", [(), ("--mapping", "nowhere.toml"), ("--month", "G404=2026-03")])
def test_an_import_of_nothing_sensible_is_refused(options: tuple[str, ...], tmp_path: Path) -> None:
    paths = map(str, put(tmp_path, {"a.csv": recon(charge("1.00"))})) if options else ()
    answer = run("ledger", "import", *paths, *ASK, *options)
    assert (answer.code, answer.out, answer.err != "") == (2, "", True)


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ("1.10", "ties out"),
        ("1.375", "ties with tax"),
        ("1.20", "off by \N{MINUS SIGN}0.10"),
        ("", "not known"),
    ],
)
def test_the_receipt_says_how_a_document_ties_out(stated: str, said: str, tmp_path: Path) -> None:
    register = [invoices.Invoice(MARCH, "2026-03", Decimal(stated))] if stated else []
    files = {"a.csv": recon(charge("1.10"))} | ({"i.json": invoices.page(register)} if stated else {})
    row = next(r for r in load(tmp_path, files).out.splitlines() if r.startswith(f"  {MARCH}"))
    assert row.endswith(f"  {said}")


def test_a_document_here_in_part_says_so(tmp_path: Path) -> None:
    rows = recon(charge("1.10"), charge("2.00", reseller=cast.RIVAL))
    register = invoices.page([invoices.Invoice(MARCH, "2026-03", Decimal("3.10"))])
    told = load(tmp_path, {"a.csv": rows, "i.json": register}).out
    assert f"  {MARCH}" in told
    assert "  here in part" in told


def test_no_word_of_the_czech_receipt_is_broken_where_an_invoice_ties_out(tmp_path: Path) -> None:
    line = charge("1.10")
    register = invoices.page([invoices.Invoice(MARCH, "2026-03", line["Subtotal"], paid=False)])  # type: ignore[arg-type]
    told = load(tmp_path, {"a.csv": recon(line), "i.json": register}, "--lang", "cs").out.splitlines()
    place = told.index("Doklady")
    assert [row.split() for row in told[place + 1 : place + 3]] == [
        ["Doklad", "Měsíc", "Určuje", "Řádků", "Stav", "Import", "Částka", "faktury"],
        [MARCH, "2026-03", "faktura", "1", "vyfakturováno", "nový", "souhlasí"],
    ]
    assert told[place + 3] == ""
