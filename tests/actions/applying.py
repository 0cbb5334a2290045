"""An application ready to be submitted, made through the actions as an applicant would."""

from dataclasses import dataclass
from typing import Any

from directbill.actions import answers, application, partner
from directbill.actions.answers import Given
from directbill.actions.partner import AccountGiven
from directbill.actions.shape.sending import Which
from directbill.core.parties import AccountKind
from directbill.records import scope
from directbill.records.models import Account, Application
from tests import cast
from tests.actions import read_before
from tests.cast import NOW, Applicant
from tests.fixtures import cast as made

SAID: dict[str, dict[str, Any]] = {
    "company": {
        "legal_name": "Contoso Example s.r.o.",
        "registration_number": "12345679",
        "street": "Vzorová 1",
        "city": "Praha",
        "postal_code": "110 00",
        "country": "CZ",
        "currency": "EUR",
        "contact_email": "ada@example.com",
    },
    "people": {"signs": "submitter", "signer_role": "Managing director", "authority": "yes"},
    "support": {"support": "yes", "hours": "Working days 8 to 18", "channels": "Telephone, portal"},
    "receivables": {
        "receivables": "yes",
        "billing_system": "Own invoicing, monthly reconciliation.",
        "provisioning_system": "By the partner API.",
    },
    "managed_service": {"services": [{"kind": "managed_service", "name": "Backup care"}]},
    "revenue": {},
    "declaration": {"relationship": "yes", "plan_later": "yes", "review": "yes", "truth": "yes"},
}


@dataclass(frozen=True)
class Applying:
    """Somebody's application under way."""

    company: Applicant
    id: Any

    @property
    def record(self) -> Application:
        with scope.scoped(scope.EVERYONE):
            return Application.objects.select_related("partner").get(id=self.id)

    @property
    def which(self) -> Which:
        return Which(partner=self.company.partner.id, application=self.id, revision=self.record.revision)


def begun(company: Applicant | None = None) -> Applying:
    """An empty application."""
    company = company or cast.applicant()
    found = application.begin(partner=company.partner.id, by=cast.acting(company.ada), at=NOW)
    return Applying(company, found.id)


def say(applying: Applying, task: str, values: dict[str, Any], *, finished: bool = True) -> None:
    """Save one task as Ada."""
    with scope.scoped(scope.EVERYONE):
        row = applying.record.answers.filter(task=task).first()
    answers.save(
        partner=applying.company.partner.id,
        application=applying.id,
        task=task,
        given=Given(values=values, finished=finished, revision=row.revision if row else 0),
        by=cast.acting(applying.company.ada),
        at=NOW,
    )


def with_account(applying: Applying) -> Account:
    """The location account the application is for."""
    given = AccountGiven(
        kind=AccountKind.LOCATION, number=made.OWN, tenant=cast.TENANT, country="CZ", region="europe"
    )
    company = applying.company
    return partner.add_account(partner=company.partner.id, given=given, by=cast.acting(company.ada), at=NOW)


def answered(*, files: dict[str, bytes] | None = None, **changed: dict[str, Any]) -> Applying:
    """Every task answered and finished; `changed` replaces the answers of a task, `files` are read into the ledger."""
    applying = begun()
    account = with_account(applying)
    if files is not None:
        read_before.imported(applying.company, files)
    said = {**SAID, "accounts": {"region": "europe", "account": str(account.id)}, **changed}
    for task, values in said.items():
        say(applying, task, values)
    return applying


def put_back(record: Application) -> None:
    """Save a record as no action would: to begin a test in a state that takes years to reach."""
    with scope.scoped(scope.EVERYONE):
        record.save()
