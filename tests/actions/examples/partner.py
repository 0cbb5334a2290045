"""A company registers, and its accounts are kept."""

from dataclasses import replace

from directbill.actions import partner
from directbill.actions.partner import AccountGiven
from directbill.core.parties import AccountKind
from tests import cast
from tests.actions import applying
from tests.actions.examples import Given, example

ACCOUNT = AccountGiven(kind=AccountKind.LOCATION, number="6048880", country="CZ", region="europe")


@example(partner.register)
def _register() -> Given:
    return Given(cast.person("Ada"), name="Contoso Example s.r.o.")


@example(partner.add_account)
def _add_account() -> Given:
    company = cast.applicant()
    return Given(company.ben, partner=company.partner.id, given=ACCOUNT)


@example(partner.change_account)
def _change_account() -> Given:
    made = applying.begun()
    account = applying.with_account(made)
    changed = replace(ACCOUNT, number="6048881")
    return Given(made.company.ben, partner=made.company.partner.id, account=account.id, given=changed)


@example(partner.remove_account)
def _remove_account() -> Given:
    made = applying.begun()
    account = applying.with_account(made)
    return Given(made.company.ben, partner=made.company.partner.id, account=account.id)
