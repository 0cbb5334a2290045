"""The reading in force: it grows, is read again for other accounts, and is never left half."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from directbill.actions import partner
from directbill.actions.shape import jobs
from directbill.actions.shape.settled import Settled
from directbill.core.errors import Fault
from directbill.queries import folders, receipts
from directbill.queries import ledger as queries
from directbill.records import scope
from directbill.records.models import Evaluation, Event, Ledger, LedgerFile, LedgerImport
from directbill.records.words import ImportState
from tests import cast
from tests.actions import applying, ledgers, read_before
from tests.actions.ledgers import LATER
from tests.fixtures import cast as made
from tests.fixtures.bill import charge, recon

pytestmark = pytest.mark.django_db


def test_a_job_run_again_leaves_what_was_read_alone() -> None:
    company = ledgers.company()
    done = ledgers.imported(company, {"a.csv": ledgers.ENOUGH})
    before, evaluations = ledgers.in_force(company), len(ledgers.evaluations(company))
    again = ledgers.read(company, done, at=LATER)
    after = ledgers.in_force(company)
    assert before is not None
    assert after is not None
    assert (again.finished_at, after.folder, len(ledgers.evaluations(company))) == (
        done.finished_at, before.folder, evaluations,
    )  # fmt: skip


def test_what_is_put_where_it_was_read_before_is_what_reading_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' own short way is held to the long one."""
    monkeypatch.setattr(read_before, "_KEPT", {})
    every = [_read({"a.csv": ledgers.ENOUGH}) for _ in range(2)]
    assert len(read_before._KEPT) == 1
    assert every[0] == every[1]


def _read(files: dict[str, bytes]) -> list[Any]:
    """Everything a reading leaves: its records without what is each one's own, the months, the lines, the charges."""
    with transaction.atomic():
        found = _left(files)
        transaction.set_rollback(True)
    return found


def _left(files: dict[str, bytes]) -> list[Any]:
    app = applying.begun()
    applying.with_account(app)
    company = app.company
    read_before.imported(company, files)
    partner = company.partner.id
    ledger = ledgers.in_force(company)
    assert ledger is not None
    place = folders.ledger(partner, ledger.folder)
    charges = {str(p.relative_to(place)): p.stat().st_size for p in place.rglob("*") if p.is_file()}
    own = {"id", "partner", "received_by", "folder", "ledger_import", "storage_key", *read_before.OWN}
    with scope.scoped(scope.EVERYONE):
        kinds = (Ledger, LedgerImport, LedgerFile, Evaluation)
        rows = [row for kind in kinds for row in kind.objects.filter(partner=partner)]
        told = list(Event.objects.filter(partner_key=partner).order_by("id").values_list("kind", "changes"))
    said = [{f.name: getattr(r, f.name) for f in r._meta.fields if f.name not in own} for r in rows]
    shown = queries.lines(ledgers.known(company), queries.Filter())
    return [said, told[-2:], ledgers.months(company), list(shown.lines), sorted(charges)]


def test_files_add_up_over_imports_and_only_the_reading_in_force_stays_on_disk() -> None:
    company = ledgers.company()
    ledgers.imported(company, {"a.csv": recon(charge("1.00", "2026-03"))})
    ledgers.imported(company, {"b.csv": recon(charge("2.00", "2026-04"))}, at=LATER)
    assert ledgers.months(company) == {"2026-03": Decimal(1), "2026-04": Decimal(2)}
    force = ledgers.in_force(company)
    assert force is not None
    readings = list((folders.of(company.partner.id) / folders.LEDGERS).iterdir())
    assert [folder.name for folder in readings] == [force.folder]
    lines = {path.stem for path in (folders.of(company.partner.id) / folders.LINES).iterdir()}
    assert lines == {each.lines_key for each in ledgers.evaluations(company)}


def test_when_accounts_change_the_kept_files_are_read_again_for_them() -> None:
    company = ledgers.company()
    content = recon(charge("1.00"), charge("2.00", reseller=made.OWN_SECOND))
    ledgers.imported(company, {"a.csv": content})
    assert ledgers.months(company) == {"2026-03": Decimal(1)}
    second = ledgers.account(company, made.OWN_SECOND, at=LATER)
    assert ledgers.queued(jobs.REREAD_LEDGER) == [{"partner": str(company.partner.id)}]
    done = ledgers.reread(company)
    assert (done.ids, done.reread_asked_at, done.faults) == ([made.OWN, made.OWN_SECOND], None, None)
    assert (ledgers.months(company), ledgers.evaluations(company)[-1].cause) == (
        {"2026-03": Decimal(3)},
        "accounts",
    )
    (shown,) = ledgers.imports(company)
    assert shown.receipt is not None
    assert (shown.receipt.kept, shown.receipt.others) == (2, 0)
    by = cast.acting(company.ada)
    partner.remove_account(partner=company.partner.id, account=second.id, by=by, at=LATER)
    ledgers.reread(company)
    assert ledgers.months(company) == {"2026-03": Decimal(1)}
    assert ledgers.events(company)[-2:] == ["partner:remove_account", "ledger:reread"]


def test_a_reading_again_that_is_refused_leaves_the_ledger_as_it_was_and_says_why() -> None:
    company = ledgers.company()
    bad = charge("2.00", Subtotal="12,5x", reseller=made.OWN_SECOND)
    ledgers.imported(company, {"a.csv": recon(charge("1.00"), bad)})
    before = ledgers.in_force(company)
    ledgers.account(company, made.OWN_SECOND, at=LATER)
    done = ledgers.reread(company)
    assert before is not None
    assert (done.folder, done.ids, done.reread_asked_at) == (before.folder, [made.OWN], None)
    assert [f.code for f in receipts.faults_read(done.faults)] == ["amount_unreadable"]
    with scope.scoped(scope.partner(company.partner.id)):
        state = queries.state(company.partner.id)
    assert (state.rereading, [f.place.row for f in state.faults]) == (False, [3])


def test_files_can_be_taken_back_and_given_again() -> None:
    company = ledgers.company()
    ledgers.imported(company, {"a.csv": recon(charge("1.00", "2026-03"))})
    second = ledgers.imported(company, {"b.csv": recon(charge("2.00", "2026-04"))}, at=LATER)
    taken = ledgers.take_back(company, second)
    assert (taken.state, ledgers.queued(jobs.REREAD_LEDGER)) == (
        ImportState.TAKEN_BACK, [{"partner": str(company.partner.id)}],
    )  # fmt: skip
    ledgers.reread(company)
    assert ledgers.months(company) == {"2026-03": Decimal(1)}
    assert [i.record.id for i in ledgers.imports(company)] != [second.id]
    again = ledgers.imported(company, {"b.csv": recon(charge("2.00", "2026-04"))}, at=LATER)
    assert (again.id, again.state) == (second.id, ImportState.READ)
    assert ledgers.months(company) == {"2026-03": Decimal(1), "2026-04": Decimal(2)}


def test_with_everything_taken_back_every_month_is_missing_and_none_is_zero() -> None:
    company = ledgers.company()
    ledgers.take_back(company, ledgers.imported(company, {"a.csv": ledgers.ENOUGH}))
    ledgers.reread(company)
    assert (ledgers.statement(company).counted, len(ledgers.statement(company).missing)) == (0, 12)


def test_without_accounts_the_one_reseller_the_files_name_is_taken_until_there_are_some() -> None:
    company = cast.applicant()
    ledgers.imported(company, {"a.csv": recon(charge("1.00"))})
    assumed = ledgers.in_force(company)
    assert assumed is not None
    assert (assumed.ids, assumed.assumed) == ([made.OWN], True)
    other = recon(charge("9.00", "2026-04", reseller=made.RIVAL), charge("2.00", "2026-05"))
    ledgers.imported(company, {"b.csv": other}, at=LATER)
    assert ledgers.months(company) == {"2026-03": Decimal(1), "2026-05": Decimal(2)}
    ledgers.account(company, made.OWN, at=LATER)
    assert ledgers.reread(company).assumed is False


def test_files_of_several_resellers_are_refused_where_no_account_says_which_is_meant() -> None:
    company = cast.applicant()
    content = recon(charge("1.00"), charge("2.00", reseller=made.RIVAL))
    done = ledgers.imported(company, {"a.csv": content})
    assert [f.code for f in receipts.faults_read(done.faults)] == ["ids_ambiguous"]


def test_something_of_ours_that_breaks_is_told_without_its_inside_and_can_be_tried_again() -> None:
    company = ledgers.company()
    found = ledgers.received(company, {"a.csv": ledgers.ENOUGH})
    blocked = folders.of(company.partner.id) / folders.LINES
    blocked.parent.mkdir(parents=True)
    blocked.write_text("no folder")
    with pytest.raises(FileExistsError):
        ledgers.read(company, found)
    with scope.scoped(scope.partner(company.partner.id)):
        failed = queries.one(company.partner.id, found.id)
    assert (failed.record.state, failed.faults) == (
        ImportState.FAILED, (Fault("ledger_failed", found=str(found.id)[:8]),),
    )  # fmt: skip
    assert ledgers.in_force(company) is None
    blocked.unlink()
    assert ledgers.read(company, ledgers.settle(company, found, Settled())).state == ImportState.READ
