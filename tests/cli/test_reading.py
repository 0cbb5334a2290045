"""The receipt's summary says what a reader must know before trusting the figure, and no more."""

from dataclasses import replace
from decimal import Decimal

from directbill.cli import language, reading
from directbill.core.errors import Fault, Place
from directbill.core.periods import Month
from directbill.ledger.receipt import CurrencyTotal, DocumentReceipt, Done, FileReceipt, Receipt, TieOut

OCTOBER = Month(2026, 10)


def document(
    number: str, *, basis: str = "invoice", done: Done = Done.NEW, tie: TieOut | None = None
) -> DocumentReceipt:
    return DocumentReceipt(number, OCTOBER, basis, "billed", 1, done, tie)


def file(name: str, *, done: Done = Done.NEW, documents: tuple[DocumentReceipt, ...] = ()) -> FileReceipt:
    return FileReceipt(file=name, sha256="0", format="any", done=done, read=1, kept=1, documents=documents)


def said(receipt: Receipt, lang: str = "en") -> list[str]:
    language.speak(lang)
    try:
        return reading.summary(receipt).splitlines()
    finally:
        language.speak("en")


def test_counts_and_totals_are_added_over_the_files_but_never_over_currencies() -> None:
    euros = (CurrencyTotal("EUR", Decimal("10.005"), 2), CurrencyTotal("CZK", Decimal(-7), 1))
    one = FileReceipt(file="a", sha256="1", format="x", read=10, kept=6, others=3, rejected=1, totals=euros)
    two = FileReceipt(
        file="b", sha256="2", format="x", read=2, kept=2, unattributed=(("blank", 1),), totals=euros[:1]
    )
    assert said(Receipt((one, two))) == [
        (
            "Read 2 files, 12 lines: 8 kept, 3 of other companies counted and dropped unchecked, 1 naming no company, "
            "1 faulty left out"
        ),
        "  CZK \N{MINUS SIGN}7.00 on 1 own line",
        "  EUR 20.01 on 4 own lines",
    ]


def test_documents_that_never_count_are_said_and_no_invoice_is_asked_for() -> None:
    states = (("u:1", "unbilled", 3), ("T1", "test", 1), ("G2", "void", 2), ("G3", "void", 0))
    found = tuple(DocumentReceipt(name, OCTOBER, "lines", state, n, Done.NEW) for name, state, n in states)
    assert said(Receipt((file("a.csv", documents=found),)))[1:] == [
        "a.csv: 3 lines are not billed yet, so listed and not counted",
        "a.csv: T1 is a test invoice, so its 1 line is listed and not counted",
        "a.csv: G2 is void, so its 2 lines are listed and not counted",
    ]


def test_what_came_twice_is_said() -> None:
    part = document("G1", done=Done.PART)
    files = (
        file("a.csv", done=Done.SAME),
        file("b.csv", done=Done.REPLACED),
        file("c.csv", documents=(part,)),
    )
    assert said(Receipt(files))[1:] == [
        "a.csv: read before, nothing added",
        "b.csv: replaced by a newer version given with it",
        "c.csv: a further part of G1, added",
    ]


def test_what_a_newer_version_replaced_is_in_no_total() -> None:
    totals = (CurrencyTotal("EUR", Decimal("62.50"), 5),)
    files = (
        replace(file("a.csv", done=Done.REPLACED), totals=totals),
        replace(file("b.csv"), totals=(CurrencyTotal("EUR", Decimal("111.50"), 4),)),
    )
    assert said(Receipt(files))[1:] == [
        "  EUR 111.50 on 4 own lines",
        "a.csv: replaced by a newer version given with it",
    ]


def test_rejects_unknown_charge_types_and_totals_that_do_not_tie_are_said() -> None:
    tie = TieOut(Decimal(10), Decimal("12.5"), "EUR")
    odd = FileReceipt(
        file="a.csv", sha256="1", format="x", read=1, charge_types=(("surprise", 3),),
        rejects=(Fault("any", Place("a.csv", 7, "Subtotal"), "x"),), documents=(document("G1", tie=tie),),
    )  # fmt: skip
    assert said(Receipt((odd,)))[1:] == [
        "a.csv: row 7 left out (Subtotal: x)",
        "a.csv: charge type on no list: surprise (3 lines, counted like any other)",
        "G1: its lines come to EUR 10.00, the invoice says 12.50",
    ]


def test_a_total_with_tax_ties_and_one_that_is_neither_is_said_with_both() -> None:
    ties = TieOut(Decimal(10), Decimal("12.5"), "EUR", with_tax=Decimal("12.5"))
    neither = TieOut(Decimal(10), Decimal("12.5"), "EUR", with_tax=Decimal("11.9"))
    files = (file("a.csv", documents=(document("G1", tie=ties), document("G2", tie=neither))),)
    assert said(Receipt(files))[1:] == [
        "G2: its lines come to EUR 10.00 before tax and 11.90 with it, the invoice says 12.50"
    ]


def test_months_that_only_the_lines_tell_are_named_once() -> None:
    files = tuple(file(f"{n}.csv", documents=(document(f"G{n}", basis="lines"),)) for n in range(5))
    assert said(Receipt(files))[1:] == [
        (
            "5 documents take the month most of their lines give; a file of the invoices would settle it: "
            "G0 (2026-10), G1 (2026-10), G2 (2026-10), …"
        )
    ]


def test_many_remarks_of_one_kind_are_cut_and_counted() -> None:
    lines = said(Receipt(tuple(file(f"{n}.csv", done=Done.SAME) for n in range(20))))
    assert (len(lines), lines[-1]) == (14, "… and 8 more")


def test_an_assumed_company_is_named_in_the_language_asked_for() -> None:
    receipt = Receipt((file("a.csv"),), ids=("6900001",), ids_assumed=True)
    assert said(receipt, "cs") == [
        "Načteno: 1 soubor, 1 řádek; ponecháno 1",
        "Za vaši byla vzata jediná firma uvedená v\N{NO-BREAK SPACE}souborech: 6900001",
    ]
