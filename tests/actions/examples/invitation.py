"""Somebody is invited, again, no longer; and accepts."""

from directbill.access import actor
from directbill.access.actor import Actor
from directbill.actions import invitation
from directbill.records.models import Invitation
from directbill.records.words import DeskRole, PartnerRole
from tests import cast
from tests.actions.examples import Given, example
from tests.actions.test_invitation import invited, secret_sent
from tests.cast import NOW, Applicant


def made() -> tuple[Applicant, Invitation]:
    company = cast.applicant()
    return company, invited(company)


def to_the_desk() -> tuple[Actor, Invitation]:
    by = actor.system("createuser")
    return by, invitation.make_desk(email="rea@example.com", role=DeskRole.REVIEWER, by=by, at=NOW)


@example(invitation.make)
def _make() -> Given:
    company = cast.applicant()
    role = PartnerRole.READER
    return Given(company.ada, partner=company.partner.id, email="eva@example.com", role=role)


@example(invitation.make_desk)
def _make_desk() -> Given:
    return Given(actor.system("createuser"), email="rea@example.com", role=DeskRole.REVIEWER)


@example(invitation.resend)
def _resend() -> Given:
    company, found = made()
    return Given(company.ada, partner=company.partner.id, invitation=found.id)


@example(invitation.resend_desk)
def _resend_desk() -> Given:
    by, found = to_the_desk()
    return Given(by, invitation=found.id)


@example(invitation.revoke)
def _revoke() -> Given:
    company, found = made()
    return Given(company.ada, partner=company.partner.id, invitation=found.id)


@example(invitation.revoke_desk)
def _revoke_desk() -> Given:
    by, found = to_the_desk()
    return Given(by, invitation=found.id)


@example(invitation.accept)
def _accept() -> Given:
    company, found = made()
    return Given(cast.person("Eva"), of=company.partner.id, secret=secret_sent(found))
