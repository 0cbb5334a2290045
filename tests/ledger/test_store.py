"""The stored ledger: a folder of Parquet files and a register; a throw-away one in memory."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from directbill.core.errors import Refusal
from directbill.core.ledger import DocumentState
from directbill.core.periods import Month
from directbill.ledger import canonical
from directbill.ledger.store import Store
from tests.fixtures import cast, focus, invoices
from tests.fixtures import new_commerce as nce
from tests.fixtures.bill import charge, invoice, recon
from tests.fixtures.table import as_csv
from tests.ledger.reading import load, rows

MARCH, APRIL = Month(2026, 3), Month(2026, 4)


@pytest.mark.parametrize("stored", [True, False])
def test_an_empty_ledger_has_the_canonical_table(stored: bool, tmp_path: Path) -> None:
    with Store(tmp_path) if stored else Store.temporary() as store:
        found = store.connection().execute("DESCRIBE charges").fetchall()
    assert tuple((name, kind) for name, kind, *_ in found) == canonical.CHARGES


def test_both_kinds_of_ledger_hold_the_same(tmp_path: Path) -> None:
    content = {"a.csv": as_csv(nce.portal(nce.lines(2)))}
    with Store.temporary() as memory, Store(tmp_path / "ledger") as folder:
        one, other = (load(tmp_path, content, store=store) for store in (memory, folder))
    assert (one.rows, one.documents, one.receipt) == (other.rows, other.documents, other.receipt)


def test_rows_lie_by_month_and_sorted_by_account(tmp_path: Path) -> None:
    ids = frozenset({cast.OWN, cast.OWN_SECOND})
    with Store(tmp_path / "ledger") as store:
        load(tmp_path, {"a.csv": as_csv(nce.portal(nce.lines(2)))}, store=store, ids=ids)
        months = [p.parent.name for p in store.files()]
        only = store.files([MARCH])
    assert months == sorted(cast.WINDOW)
    accounts = [a for (a,) in duckdb.execute(f"SELECT account FROM '{only[0]}'").fetchall()]
    assert (len(only), accounts == sorted(accounts), len(set(accounts)) > 1) == (1, True, True)
    found = duckdb.execute(f"DESCRIBE SELECT * FROM '{only[0]}'").fetchall()
    assert tuple((name, kind) for name, kind, *_ in found) == canonical.CHARGES


def test_a_billed_document_covers_its_month(tmp_path: Path) -> None:
    lines = (
        charge("1.00"), charge("1.00", "2026-04", InvoiceNumber=""), charge("1.00", "2026-05", InvoiceNumber="T1"),
        charge("1.00", "2026-06"),
    )  # fmt: skip
    void = invoices.page([invoices.Invoice(invoice("2026-06"), "2026-06", Decimal(1), status="Void")])
    found = load(tmp_path, {"a.csv": recon(*lines), "i.json": void})
    assert found.covered == {MARCH}
    assert {d.state for d in found.documents} == set(DocumentState)


def test_a_month_of_other_resellers_lines_is_covered_beside_own_ones_only(tmp_path: Path) -> None:
    theirs = charge("1.00", "2026-04", reseller=cast.RIVAL)
    assert load(tmp_path, {"a.csv": recon(charge("1.00"), theirs)}).covered == {MARCH, APRIL}
    assert load(tmp_path, {"a.csv": recon(theirs)}).covered == frozenset()


def test_the_note_that_voids_is_void_as_well(tmp_path: Path) -> None:
    note = invoices.Invoice("G9", "2026-03", Decimal(-1), kind="void_note", amends=invoice("2026-03"))
    lines = recon(charge("1.00"), charge("-1.00", InvoiceNumber="G9"))
    found = load(tmp_path, {"a.csv": lines, "i.json": invoices.page([note])})
    assert {d.id: (d.kind, d.state) for d in found.documents} == {
        invoice("2026-03"): ("invoice", DocumentState.VOID), "G9": ("void_note", DocumentState.VOID),
    }  # fmt: skip


def test_an_invoice_without_lines_is_known_and_covers_nothing(tmp_path: Path) -> None:
    register = invoices.page([invoices.Invoice("G7", "2026-03", Decimal("5.00"), paid=True)])
    found = load(tmp_path, {"i.json": register})
    assert [(d.id, d.lines, d.total, d.paid) for d in found.documents] == [("G7", 0, Decimal("5.00"), True)]
    assert (found.covered, found.receipt.files[0].invoices) == (frozenset(), 1)


def test_an_invoice_that_comes_later_moves_its_document(tmp_path: Path) -> None:
    with Store(tmp_path / "ledger") as store:
        load(tmp_path, {"a.csv": recon(charge("1.00"), charge("2.00", "2026-05"))}, store=store)
        late = invoices.page([invoices.Invoice(invoice("2026-03"), "2026-04", Decimal(1))])
        found = load(tmp_path, {"i.json": late}, store=store)
        assert [p.parent.name for p in store.files()] == ["2026-04", "2026-05"]
    assert [str(m)[:7] for m in found.column("month")] == ["2026-04", "2026-05"]
    assert found.receipt.moved == ((invoice("2026-03"), MARCH, APRIL),)


def test_what_a_newer_version_replaced_stays_readable(tmp_path: Path) -> None:
    with Store(tmp_path / "ledger") as store:
        load(tmp_path, {"a.csv": recon(charge("1.00"), charge("7.00", "2026-04"))}, store=store)
        found = load(tmp_path, {"b.csv": recon(charge("2.00"))}, store=store)
        old = store.connection().execute(f"SELECT file, amount FROM {store.superseded_sql()}").fetchall()
    assert (sorted(found.amounts()), old) == ([Decimal(2), Decimal(7)], [("a.csv", Decimal("1.0000"))])


def test_a_ledger_opened_again_says_the_same(tmp_path: Path) -> None:
    with Store(tmp_path / "ledger") as store:
        found = load(tmp_path, {"a.csv": as_csv(nce.portal(nce.lines(4)))}, store=store)
    with Store(tmp_path / "ledger") as again:
        assert (rows(again), again.documents(), again.covered()) == (
            found.rows,
            found.documents,
            found.covered,
        )


@pytest.mark.parametrize(("register", "code"), [
    ("{", "ledger_damaged"), ("[]", "ledger_damaged"), ("{}", "ledger_schema_unknown"),
    (json.dumps({"schema": "directbill.ledger/99"}), "ledger_schema_unknown"),
    (json.dumps({"schema": "directbill.ledger/1"}), "ledger_damaged"),
])  # fmt: skip
def test_a_register_that_cannot_be_read_is_refused(register: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "register.json").write_text(register)
    with pytest.raises(Refusal) as refused:
        Store(tmp_path)
    assert refused.value.code == code


def damage_by_removing(file: Path) -> None:
    file.unlink()


def damage_by_cutting(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-9])


@pytest.mark.parametrize(
    "damage", [damage_by_removing, damage_by_cutting, lambda file: file.write_bytes(b"PAR")]
)
def test_a_file_of_the_ledger_that_is_gone_or_cut_off_is_refused_by_name(
    damage: Callable[[Path], object], tmp_path: Path
) -> None:
    with Store(tmp_path / "ledger") as store:
        load(tmp_path, {"a.csv": as_csv(nce.portal(nce.lines(4)))}, store=store)
    file = next((tmp_path / "ledger").rglob("*.parquet"))
    damage(file)
    with Store(tmp_path / "ledger") as store, pytest.raises(Refusal) as refused:
        store.connection()
    assert (refused.value.code, refused.value.faults[0].place.file) == ("ledger_damaged", str(file))


def test_an_export_without_a_reseller_column_covers_nothing(tmp_path: Path) -> None:
    sheet = focus.file(focus.lines(1, months=("2026-03",)), "1.2", generic=True)
    assert load(tmp_path, {"a.csv": as_csv(sheet)}).covered == frozenset()
