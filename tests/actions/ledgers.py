"""A partner's ledger, made through the actions: files as the fixtures write them, read as the job does."""

import io
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from procrastinate.contrib.django.models import ProcrastinateJob

from directbill.access import actor
from directbill.actions import ledger, partner
from directbill.actions.ledger import Given
from directbill.actions.partner import AccountGiven
from directbill.actions.shape.files import File
from directbill.actions.shape.settled import Settled
from directbill.core.parties import AccountKind
from directbill.core.statement import Statement
from directbill.queries import ledger as queries
from directbill.queries import standing
from directbill.queries.standing import Known
from directbill.records import scope
from directbill.records.models import Account, Evaluation, Event, Ledger, LedgerFile, LedgerImport, Person
from tests import cast
from tests.cast import NOW, Applicant
from tests.fixtures import cast as made
from tests.fixtures.bill import recon, year

LATER = NOW + timedelta(hours=1)
JOB = actor.system("directbill.read_ledger")
ENOUGH = recon(*year("30000.00"))
"""One line in each month of the window: 360,000 US dollars, above every bar but the newest."""


def company(*numbers: str) -> Applicant:
    """A registered company with these location accounts."""
    found = cast.applicant()
    for number in numbers or (made.OWN,):
        account(found, number)
    return found


def account(found: Applicant, number: str, *, at: datetime = NOW) -> Account:
    """Write down one more location account."""
    given = AccountGiven(kind=AccountKind.LOCATION, number=number, country="CZ", region="europe")
    return partner.add_account(partner=found.partner.id, given=given, by=cast.acting(found.ada), at=at)


def files(every: Mapping[str, bytes]) -> tuple[File, ...]:
    return tuple(File(name=name, content=io.BytesIO(content)) for name, content in every.items())


def received(
    company: Applicant,
    every: Mapping[str, bytes],
    *,
    by: Person | None = None,
    at: datetime = NOW,
    settled: Settled = Settled(),  # noqa: B008 - a frozen value
) -> LedgerImport:
    """Give files as Ada."""
    who = cast.acting(by or company.ada)
    given = Given(files=files(every), settled=settled)
    return ledger.receive(partner=company.partner.id, given=given, by=who, at=at)


def read(company: Applicant, found: LedgerImport, *, at: datetime = NOW) -> LedgerImport:
    """Read an import as its job does."""
    return ledger.read_in(partner=company.partner.id, ledger_import=found.id, by=JOB, at=at)


def imported(company: Applicant, every: Mapping[str, bytes], *, at: datetime = NOW) -> LedgerImport:
    """Give files and read them."""
    return read(company, received(company, every, at=at), at=at)


def evaluations(company: Applicant) -> list[Evaluation]:
    with scope.scoped(scope.EVERYONE):
        return list(Evaluation.objects.filter(partner=company.partner).order_by("recorded_at"))


def in_force(company: Applicant) -> Ledger | None:
    with scope.scoped(scope.EVERYONE):
        return Ledger.objects.filter(partner=company.partner).first()


def known(company: Applicant) -> Known:
    """The newest evaluation."""
    return standing.read(evaluations(company)[-1])


def statement(company: Applicant) -> Statement:
    """The newest statement, as it is kept."""
    found = known(company).facts.statement
    assert found is not None
    return found


def months(company: Applicant) -> dict[str, Decimal]:
    """What counts, by month, where anything does."""
    return {str(m.month): m.counted for m in statement(company).months if m.counted}


def kept_files(company: Applicant) -> list[LedgerFile]:
    with scope.scoped(scope.EVERYONE):
        return list(LedgerFile.objects.filter(partner=company.partner).order_by("filename"))


def imports(company: Applicant) -> tuple[queries.Import, ...]:
    with scope.scoped(scope.partner(company.partner.id)):
        return queries.imports(company.partner.id)


def settle(company: Applicant, found: LedgerImport, given: Settled) -> LedgerImport:
    by, key = cast.acting(company.ada), company.partner.id
    return ledger.settle(partner=key, ledger_import=found.id, settled_now=given, by=by, at=LATER)


def take_back(company: Applicant, found: LedgerImport) -> LedgerImport:
    by = cast.acting(company.ada)
    return ledger.take_back(partner=company.partner.id, ledger_import=found.id, by=by, at=LATER)


def reread(company: Applicant) -> Ledger:
    """Read everything again as the job does."""
    return ledger.reread(partner=company.partner.id, by=JOB, at=LATER)


def queued(job: str) -> list[dict[str, str]]:
    """What waits to be done by a job, in order."""
    rows = ProcrastinateJob.objects.filter(task_name=job, status="todo").order_by("id")
    return list(rows.values_list("args", flat=True))


def events(company: Applicant) -> list[str]:
    with scope.scoped(scope.EVERYONE):
        return list(
            Event.objects.filter(partner_key=company.partner.id).order_by("id").values_list("kind", flat=True)
        )
