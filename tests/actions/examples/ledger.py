"""Billing files are received, settled, described, taken back; read, read again and evaluated by the installation."""

from directbill.actions import ledger
from directbill.actions.shape.settled import Settled
from directbill.records.models import LedgerImport
from tests.actions import ledgers
from tests.actions.examples import Given, example
from tests.cast import Applicant
from tests.fixtures import distributor
from tests.fixtures.bill import charge, recon

FILES = {"a.csv": ledgers.ENOUGH}
UNKNOWN = distributor.as_distributor_csv(distributor.file(distributor.lines(3)))


def imported(files: dict[str, bytes]) -> tuple[Applicant, LedgerImport]:
    company = ledgers.company()
    return company, ledgers.imported(company, files)


@example(ledger.receive)
def _receive() -> Given:
    company = ledgers.company()
    given = ledger.Given(files=ledgers.files(FILES))
    return Given(company.ben, partner=company.partner.id, given=given)


@example(ledger.settle)
def _settle() -> Given:
    company, found = imported({"a.csv": recon(charge("1.00", Subtotal=""))})
    settled = Settled(accept_rejects=True)
    return Given(company.ben, partner=company.partner.id, ledger_import=found.id, settled_now=settled)


@example(ledger.describe)
def _describe() -> Given:
    company, found = imported({"d.csv": UNKNOWN})
    (file,) = ledgers.kept_files(company)
    profile = found.proposals["d.csv"]["text"]
    return Given(company.ben, partner=company.partner.id, file=file.id, profile=profile)


@example(ledger.take_back)
def _take_back() -> Given:
    company, found = imported(FILES)
    return Given(company.ben, partner=company.partner.id, ledger_import=found.id)


@example(ledger.read_in)
def _read_in() -> Given:
    company = ledgers.company()
    found = ledgers.received(company, FILES)
    return Given(ledgers.JOB, partner=company.partner.id, ledger_import=found.id)


@example(ledger.reread)
def _reread() -> Given:
    company, _ = imported(FILES)
    return Given(ledgers.JOB, partner=company.partner.id)


@example(ledger.evaluate)
def _evaluate() -> Given:
    company, _ = imported(FILES)
    return Given(ledgers.JOB, partner=company.partner.id, cause="calendar")
