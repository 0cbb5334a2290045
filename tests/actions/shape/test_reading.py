"""Reading an import: files nobody knows are described once, and a stored file that changed is never read."""

from typing import Any

import pytest

from directbill.actions import ledger
from directbill.core.errors import Place
from directbill.queries import folders, receipts
from directbill.records.models import LedgerFile, LedgerImport
from directbill.records.words import ImportState
from tests import cast
from tests.actions import ledgers
from tests.actions.ledgers import LATER
from tests.actions.sent import refused
from tests.cast import Applicant
from tests.fixtures import cast as made
from tests.fixtures import distributor
from tests.fixtures.bill import recon, year

pytestmark = pytest.mark.django_db


def test_a_file_of_no_known_format_is_proposed_described_and_read() -> None:
    company = ledgers.company()
    content = distributor.as_distributor_csv(distributor.file(distributor.lines(3)))
    done = ledgers.imported(company, {"d.csv": content})
    assert [f.code for f in receipts.faults_read(done.faults)] == ["header_unknown"]
    proposed = done.proposals["d.csv"]
    assert ("amount" in proposed["text"], len(proposed["rows"])) == (True, 3)
    profile = settled_profile(proposed)
    (file,) = ledgers.kept_files(company)
    again = describe(company, file, profile)
    read = ledgers.read(company, again, at=LATER)
    assert (read.state, receipts.read(read.receipt).kept) == (ImportState.READ, 60)
    low, high = distributor.band(distributor.lines(3))
    assert (ledgers.statement(company).low, ledgers.statement(company).high) == (low, high)


def settled_profile(proposed: dict[str, Any]) -> str:
    """The proposal as a person who knows the file confirms it: what is sold are licenses."""
    assert proposed["unsettled"] == []
    text: str = proposed["text"]
    return text.replace('category = "unknown"', 'category = "license"')


def describe(company: Applicant, file: LedgerFile, profile: str) -> LedgerImport:
    by = cast.acting(company.ada)
    return ledger.describe(partner=company.partner.id, file=file.id, profile=profile, by=by, at=LATER)


def test_a_description_with_faults_is_refused_with_their_lines_and_nothing_is_kept() -> None:
    company = ledgers.company()
    content = distributor.as_distributor_csv(distributor.file(distributor.lines(3)))
    done = ledgers.imported(company, {"d.csv": content})
    (file,) = ledgers.kept_files(company)
    profile = done.proposals["d.csv"]["text"].replace('"DMY"', '"?"')
    (fault,) = refused(lambda: describe(company, file, profile))
    row = profile.splitlines().index('date_order = "?"') + 1
    assert (fault.code, fault.place) == ("profile_unsettled", Place("d.csv", row, "date_order"))
    assert refused(lambda: describe(company, file, "x" * 30_000))[0].code == "text_too_long"
    assert not (folders.of(company.partner.id) / "profiles").exists()


def test_one_partners_description_is_not_another_ones() -> None:
    ours = ledgers.company()
    content = distributor.as_distributor_csv(distributor.file(distributor.lines(3)))
    done = ledgers.imported(ours, {"d.csv": content})
    describe(ours, ledgers.kept_files(ours)[0], settled_profile(done.proposals["d.csv"]))
    other, dan = cast.stranger()
    theirs = Applicant(other, dan, dan, dan)
    ledgers.account(theirs, made.OWN)
    assert ledgers.imported(theirs, {"d.csv": content}).state == ImportState.REFUSED


def test_a_stored_file_that_changed_is_never_read() -> None:
    company = ledgers.company()
    found = ledgers.received(company, {"a.csv": ledgers.ENOUGH})
    (kept,) = ledgers.kept_files(company)
    path = folders.of(company.partner.id).parents[1] / "files" / kept.storage_key
    path.write_bytes(recon(*year("99999.00")))
    done = ledgers.read(company, found)
    assert [f.code for f in receipts.faults_read(done.faults)] == ["stored_file_changed"]
