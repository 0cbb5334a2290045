"""Billing files through their actions: received once, read whole or not at all, evaluated."""

import hashlib
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from directbill.actions import ledger
from directbill.actions.shape import jobs
from directbill.core.errors import Fault, Place
from directbill.core.evaluation import Divided, Facts, Tenure
from directbill.core.ledger import Document
from directbill.core.parties import Account
from directbill.core.parties import Partner as Company
from directbill.core.periods import Month
from directbill.core.statement import Statement
from directbill.documents import errors
from directbill.documents import facts as exact
from directbill.documents.texts import catalog, languages
from directbill.gateways import storage
from directbill.ledger.receipt import CurrencyTotal, Done
from directbill.programs import library
from directbill.queries import days, evaluation, folders, receipts, standing
from directbill.queries import ledger as queries
from directbill.queries.evaluation import Question
from directbill.records.models import Evaluation
from directbill.records.words import ImportState, Scan
from tests import cast
from tests.actions import ledgers
from tests.actions.ledgers import LATER
from tests.actions.sent import refused
from tests.cast import NOW
from tests.fixtures import cast as made
from tests.fixtures import invoices
from tests.fixtures import new_commerce as nce
from tests.fixtures.bill import charge, invoice, recon
from tests.fixtures.table import as_csv
from tests.judge import put

pytestmark = pytest.mark.django_db


def test_what_an_import_says_is_what_the_self_check_says_of_the_same_files(tmp_path: Path) -> None:
    every = as_csv(nce.portal(nce.lines(7)))
    company = ledgers.company(made.OWN, made.OWN_SECOND)
    ledgers.imported(company, {"a.csv": every})
    (kept,) = ledgers.evaluations(company)
    accounts = tuple(Account(number) for number in (made.OWN, made.OWN_SECOND))
    asked = Question(
        program=library.load(),
        partner=Company(accounts=accounts),
        as_of=days.of(NOW),
        folder=tmp_path,
        paths=tuple(put(tmp_path, {"a.csv": every})),
    )
    with evaluation.evaluated(asked) as checked:
        found, lines = checked.evaluation, list(checked.lines())
    known = standing.read(kept)
    assert found.next_edition is not None
    checked_by = {each.edition.name: each.facts for each in (found, found.next_edition)}
    assert {name: said(each) for name, each in known.editions.items()} == {
        name: said(each) for name, each in checked_by.items()
    }
    page = queries.lines(ledgers.known(company), queries.Filter(), after=0)
    assert page.total == len(lines)
    assert list(page.lines) == lines[:50]


def test_an_import_is_kept_with_its_receipt_its_evaluation_and_one_event() -> None:
    company = ledgers.company()
    found = ledgers.received(company, {"C:\\a.csv": ledgers.ENOUGH})
    assert ledgers.queued(jobs.READ_LEDGER) == [
        {"partner": str(company.partner.id), "ledger_import": str(found.id)}
    ]
    done = ledgers.read(company, found, at=LATER)
    assert (done.state, done.progress, done.finished_at, done.faults) == (ImportState.READ, 100, LATER, None)
    receipt = receipts.read(done.receipt)
    assert (receipt.ids, receipt.kept, receipt.files[0].file, receipt.files[0].done) == (
        (made.OWN,), 12, "a.csv", Done.NEW,
    )  # fmt: skip
    assert receipt.files[0].totals == (CurrencyTotal("USD", Decimal("360000.0000"), 12),)
    (kept,) = ledgers.evaluations(company)
    assert (kept.cause, kept.as_of, kept.made_at) == ("import", days.of(LATER), LATER)
    assert kept.facts_digest == exact.digest(kept.facts)
    lines = folders.lines(company.partner.id, kept.lines_key)
    assert kept.lines_digest == hashlib.sha256(lines.read_bytes()).hexdigest()
    force = ledgers.in_force(company)
    assert force is not None
    assert (force.ids, force.assumed, force.read_at) == ([made.OWN], False, LATER)
    assert ledgers.events(company)[-2:] == ["ledger:receive", "ledger:read_in"]


def test_files_are_stored_as_they_came_and_marked_as_not_scanned_where_nobody_scans() -> None:
    company = ledgers.company()
    ledgers.received(company, {"a.csv": ledgers.ENOUGH, "same.csv": ledgers.ENOUGH})
    (kept,) = ledgers.kept_files(company)
    assert (kept.filename, kept.size, kept.scan) == ("a.csv", len(ledgers.ENOUGH), Scan.NOT_SCANNED)
    place = storage.of_installation()
    with storage.reading(place, kept.storage_key, sha256=kept.sha256) as path:
        assert path.read_bytes() == ledgers.ENOUGH


def test_the_same_files_again_are_the_same_import_and_change_nothing() -> None:
    company = ledgers.company()
    first = ledgers.imported(company, {"a.csv": ledgers.ENOUGH, "b.csv": recon(charge("1.00"))})
    before = ledgers.events(company)
    again = ledgers.received(company, {"c.csv": recon(charge("1.00")), "d.csv": ledgers.ENOUGH}, at=LATER)
    assert (again.id, again.state, ledgers.events(company)) == (first.id, ImportState.READ, before)
    keys = {file.storage_key for file in ledgers.kept_files(company)}
    assert set(storage.of_installation().keys(before=LATER + timedelta(days=3650))) == keys


def test_rows_of_other_resellers_are_counted_and_kept_nowhere_in_the_ledger() -> None:
    company = ledgers.company()
    done = ledgers.imported(company, {"a.csv": recon(charge("1.00"), charge("987.00", reseller=made.RIVAL))})
    assert receipts.read(done.receipt).others == 1
    folder = folders.of(company.partner.id)
    assert [p for p in folder.rglob("*") if p.is_file() and made.RIVAL.encode() in p.read_bytes()] == []
    assert queries.lines(ledgers.known(company), queries.Filter()).total == 1


def test_a_refused_import_changes_nothing_and_keeps_its_faults_for_every_language() -> None:
    company = ledgers.company()
    ledgers.imported(company, {"a.csv": recon(charge("1.00"))})
    before = ledgers.in_force(company)
    done = ledgers.imported(
        company, {"b.csv": recon(charge("2.00"), charge("2.00", Subtotal="12,5x"))}, at=LATER
    )
    assert (done.state, done.receipt, done.finished_at) == (ImportState.REFUSED, None, LATER)
    assert receipts.faults_read(done.faults) == (
        Fault("amount_unreadable", Place("b.csv", 3, "Subtotal"), "12,5x"),
    )
    for lang in languages():
        found, do = errors.on_page(receipts.faults_read(done.faults)[0], catalog(lang))
        assert "12,5x" in found
        assert "--" not in do
    after = ledgers.in_force(company)
    assert before is not None
    assert after is not None
    assert (after.folder, ledgers.months(company)) == (before.folder, {"2026-03": Decimal(1)})
    assert ledgers.events(company)[-2:] == ["ledger:receive", "ledger:read_in"]


def test_figures_that_cannot_be_made_refuse_the_whole_import() -> None:
    company = ledgers.company()
    done = ledgers.imported(company, {"a.csv": recon(charge("1.00", "2026-10", currency="AED"))})
    fault = receipts.faults_read(done.faults)[0]
    assert (done.state, fault.code, fault.params["currency"]) == (ImportState.REFUSED, "rate_missing", "AED")
    assert (ledgers.in_force(company), ledgers.evaluations(company)) == (None, [])
    assert list((folders.of(company.partner.id) / folders.LEDGERS).iterdir()) == []


def test_a_name_means_one_content_whatever_the_files_were_called() -> None:
    company = ledgers.company()
    ledgers.imported(company, {"invoice.csv": recon(charge("1.00", "2026-03"))})
    ledgers.imported(company, {"invoice.csv": recon(charge("2.00", "2026-04"))}, at=LATER)
    assert [file.filename for file in ledgers.kept_files(company)] == ["invoice (2).csv", "invoice.csv"]
    known = ledgers.known(company)
    assert [queries.line(known, f"{name}:2").amount for name in ("invoice.csv", "invoice (2).csv")] == [1, 2]


def test_a_newer_version_replaces_the_older_one_and_both_are_listed() -> None:
    company = ledgers.company()
    ledgers.imported(company, {"a.csv": recon(charge("1.00"), charge("5.00"))})
    ledgers.imported(company, {"b.csv": recon(charge("7.00"))}, at=LATER)
    assert ledgers.months(company) == {"2026-03": Decimal(7)}
    listed = queries.documents(ledgers.known(company))
    shown = [(d.document.id, d.document.version, d.document.file, d.replaces, d.replaced_by) for d in listed]
    assert shown == [
        (invoice("2026-03"), "2", "b.csv", "1", ""),
        (invoice("2026-03"), "1", "a.csv", "", "2"),
    ]
    newer, older = (d.sold for d in listed)
    assert newer is not None
    assert (newer.lines, newer.counted, newer.amounts, older) == (1, Decimal(7), {"USD": Decimal(7)}, None)


def test_a_register_of_invoices_is_read_beside_the_lines() -> None:
    company = ledgers.company()
    number = invoice("2026-03")
    register = invoices.register({(number, "2026-03"): Decimal("1.00")}, paid=True)
    done = ledgers.imported(company, {"a.csv": recon(charge("1.00")), "i.json": register})
    (document,) = (d.document for d in queries.documents(ledgers.known(company)))
    assert (document.id, document.total, document.paid) == (number, Decimal("1.00"), True)
    files = receipts.read(done.receipt).files
    tie_outs = [d.tie_out for file in files for d in file.documents if d.tie_out]
    assert [(tie.rows, tie.ties) for tie in tie_outs] == [(Decimal("1.00"), True)]


@pytest.mark.parametrize(("who", "code"), [("cyd", "not_permitted"), ("dan", "not_there")])
def test_who_may_not_import_cannot(who: str, code: str) -> None:
    company = ledgers.company()
    _, dan = cast.stranger()
    person = dan if who == "dan" else company.cyd
    faults = refused(lambda: ledgers.received(company, {"a.csv": ledgers.ENOUGH}, by=person))
    assert [fault.code for fault in faults] == [code]
    assert ledgers.kept_files(company) == []


def test_a_colleague_may_import() -> None:
    company = ledgers.company()
    assert (
        ledgers.received(company, {"a.csv": ledgers.ENOUGH}, by=company.ben).received_by_id == company.ben.id
    )


def test_no_files_and_far_too_many_are_refused() -> None:
    company = ledgers.company()
    assert refused(lambda: ledgers.received(company, {}))[0].code == "ledger_no_files"
    many = {f"{n}.csv": b"x" for n in range(201)}
    assert refused(lambda: ledgers.received(company, many)) == (
        Fault("ledger_too_many_files", Place(), "201", {"most": "200"}),
    )


def test_the_calendar_moves_the_window_and_the_ledger_is_evaluated_anew() -> None:
    company = ledgers.company()
    ledgers.imported(company, {"a.csv": recon(charge("1.00", "2025-11"), charge("2.00", "2026-10"))})
    december = NOW + timedelta(days=20)
    ledger.evaluate(partner=company.partner.id, cause="calendar", by=ledgers.JOB, at=december)
    first, second = ledgers.evaluations(company)
    assert [stated(each).window.last for each in (first, second)] == [Month(2026, 10), Month(2026, 11)]
    assert (second.cause, ledgers.months(company)) == ("calendar", {"2026-10": Decimal(2)})


def said(facts: Facts) -> tuple[Statement | None, Tenure | None, tuple[Divided, ...]]:
    """What the ledger says; who the company is and what it answers is asked apart."""
    return facts.statement, facts.tenure, facts.divided


def stated(kept: Evaluation) -> Statement:
    found = standing.read(kept).facts.statement
    assert found is not None
    return found


def test_the_documents_of_the_register_are_kept_with_the_evaluation() -> None:
    company = ledgers.company()
    ledgers.imported(company, {"a.csv": ledgers.ENOUGH})
    (kept,) = ledgers.evaluations(company)
    documents = exact.made(kept.facts["documents"], tuple[Document, ...])
    assert [str(d.month) for d in documents] == list(made.WINDOW)
