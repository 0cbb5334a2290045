"""An application is begun, submitted, taken back, amended, withdrawn, and moved between editions."""

from directbill.actions import application
from tests import cast
from tests.actions import applying, figures
from tests.actions.applying import Applying
from tests.actions.examples import Given, example
from tests.cast import NOW

EDITION = "2024-04-10"
REASON = "A service is missing."


def ready() -> Applying:
    """Everything is answered and the ledger is good."""
    made = applying.answered()
    figures.evaluated(made.company.partner.id)
    return made


def submitted() -> Applying:
    made = ready()
    application.submit(which=made.which, by=cast.acting(made.company.ada), at=NOW)
    return made


def amending() -> Applying:
    made = submitted()
    application.amend(which=made.which, reason=REASON, by=cast.acting(made.company.ada), at=NOW)
    return made


def earlier() -> Applying:
    """Begun under the edition before the one in force."""
    made = applying.begun()
    record = made.record
    record.edition = "2023-04-24"
    applying.put_back(record)
    return made


@example(application.begin)
def _begin() -> Given:
    company = cast.applicant()
    return Given(company.ben, partner=company.partner.id)


@example(application.submit)
def _submit() -> Given:
    made = ready()
    return Given(made.company.ada, which=made.which)


@example(application.recall)
def _recall() -> Given:
    made = submitted()
    return Given(made.company.ada, which=made.which, reason=REASON)


@example(application.amend)
def _amend() -> Given:
    made = submitted()
    return Given(made.company.ada, which=made.which, reason=REASON)


@example(application.discard)
def _discard() -> Given:
    made = amending()
    return Given(made.company.ada, which=made.which)


@example(application.withdraw)
def _withdraw() -> Given:
    made = submitted()
    return Given(made.company.ada, which=made.which, reason="")


@example(application.keep_edition)
def _keep_edition() -> Given:
    made = earlier()
    return Given(made.company.ben, which=made.which, edition=EDITION)


@example(application.move_edition)
def _move_edition() -> Given:
    made = earlier()
    return Given(made.company.ben, which=made.which, edition=EDITION)
