"""Who acts for a partner, in which role, and no longer."""

from directbill.actions import representative
from directbill.records.words import PartnerRole
from tests import cast
from tests.actions.examples import Given, example
from tests.actions.test_representative import held, sells_from
from tests.cast import TENANT


@example(representative.end)
def _end() -> Given:
    company = cast.applicant()
    return Given(company.ada, partner=company.partner.id, representative=held(company, "ben"))


@example(representative.change_role)
def _change_role() -> Given:
    company = cast.applicant()
    ben = held(company, "ben")
    return Given(company.ada, partner=company.partner.id, representative=ben, role=PartnerRole.READER)


@example(representative.join)
def _join() -> Given:
    company = cast.applicant()
    sells_from(company, TENANT)
    return Given(cast.person("Eva"), partner=company.partner.id)
