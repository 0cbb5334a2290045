"""Coming to act for a company: the invitation's page says whose it is, and the way in is one's own act."""

from datetime import timedelta

import pytest
import time_machine

from directbill.actions import invitation, representative
from directbill.gateways import clock
from directbill.records import scope
from directbill.records.models import Invitation
from directbill.records.words import PartnerRole, Proof
from tests import cast
from tests.actions.test_invitation import secret_sent
from tests.actions.test_representative import sells_from
from tests.cast import TENANT, Applicant
from tests.web.browser import Browser
from tests.web.entering import enter
from tests.web.signin import local
from tests.web.signin.local import PASSWORD

pytestmark = pytest.mark.django_db
EVA = "eva@example.com"


def invited(company: Applicant, email: str = EVA) -> Invitation:
    return invitation.make(
        partner=company.partner.id,
        email=email,
        role=PartnerRole.CONTRIBUTOR,
        by=cast.acting(company.ada),
        at=clock.now(),
    )


def link(found: Invitation) -> str:
    return f"/invitation/{secret_sent(found)}/"


def test_whoever_is_invited_makes_an_account_and_accepts(settings: object) -> None:
    settings.SIGN_UP = False  # type: ignore[attr-defined] - the fixture's
    company = cast.applicant()
    browser = Browser()
    page = browser.open(link(invited(company)))
    assert "You are invited to act for Contoso Example s.r.o." in page.text
    page = browser.open(page.links["Make an account for eva@example.com"])
    page = browser.send(page, name="Eva", password=PASSWORD)
    assert "You are signed in as Eva." in page.text
    browser.send(page, "Accept the invitation")
    with scope.scoped(scope.partner(company.partner.id)):
        assert company.partner.representatives.filter(person__login=EVA, until=None).exists()


def test_the_address_of_an_account_by_invitation_is_the_invited_one_whatever_is_sent() -> None:
    browser = Browser()
    here = link(invited(cast.applicant()))
    page = browser.open(f"{here}account/")
    page.forms[0].values["email"] = "somebody@evil.example"
    page = browser.send(page, name="Eva", password=PASSWORD)
    assert "eva@example.com" in page.text
    assert "evil" not in page.text


def test_whoever_has_an_account_signs_in_and_comes_back_to_accept() -> None:
    local.account()
    browser = Browser()
    page = browser.open(link(invited(cast.applicant())))
    page = browser.open(page.links["Sign in and accept"])
    page = browser.send(page, email=EVA, password=PASSWORD)
    assert "Accept the invitation" in page.text


def test_somebody_else_is_told_plainly_whose_it_is_and_cannot_accept() -> None:
    local.account("dan@example.com")
    browser = Browser()
    local.sign_in(browser, email="dan@example.com")
    here = link(invited(cast.applicant()))
    page = browser.open(here)
    assert "signed in as dan@example.com, but the invitation was sent to eva@example.com" in page.text
    assert "Accept the invitation" not in page.text
    secret = page.forms[0].values["csrfmiddlewaretoken"]
    answer = browser.client.post(here, {"csrfmiddlewaretoken": secret})
    assert (answer.status_code, "was sent to eva@example.com" in answer.content.decode()) == (409, True)


@pytest.mark.parametrize("why", ["expired", "revoked", "accepted"])
def test_a_link_that_is_over_says_why(why: str) -> None:
    company = cast.applicant()
    found = invited(company)
    here = link(found)
    ada, browser = cast.acting(company.ada), Browser()
    with time_machine.travel(clock.wall(), tick=False) as travel:
        if why == "expired":
            travel.shift(timedelta(days=14))
        elif why == "revoked":
            invitation.revoke(partner=company.partner.id, invitation=found.id, by=ada, at=clock.now())
        else:
            secret = here.split("/")[2]
            invitation.accept(secret=secret, by=cast.acting(cast.person("Eva")), at=clock.now())
        page = browser.open(here)
        assert (browser.status, "invitation was" in page.text) == (410, True)
        assert browser.open(f"{here}account/").path == here


@pytest.mark.parametrize("path", ["/invitation/x/", "/invitation/x/account/", "/invitation/%00/"])
def test_a_link_nobody_sent_looks_like_any_missing_page(path: str) -> None:
    browser = Browser()
    missing = browser.open("/no-such-page/").text
    assert (browser.open(path).text, browser.status) == (missing, 404)


def test_a_proved_administrator_of_the_tenant_joins() -> None:
    company = cast.applicant()
    sells_from(company, TENANT)
    eva, browser = cast.person("Eva"), Browser()
    enter(browser.client, eva)
    page = browser.open("/join/")
    browser.send(page, "Begin to act for Contoso Example s.r.o.")
    assert cast.acting(eva).partners == {company.partner.id: PartnerRole.GLOBAL_ADMINISTRATOR}
    assert "No company here" in browser.open("/join/").text


@pytest.mark.parametrize(
    ("proof", "guest"),
    [(Proof.NOT_SAID, False), (Proof.DENIED, False), (Proof.DECLARED, False), (Proof.PROVED, True)],
)
def test_nobody_else_sees_or_joins_any(proof: Proof, guest: bool) -> None:
    company = cast.applicant()
    sells_from(company, TENANT)
    browser = Browser()
    enter(browser.client, cast.person("Eva"), administrator=proof, guest=guest)
    page = browser.open("/join/")
    assert "Contoso" not in page.text
    secret = browser.open("/account/").forms[0].values["csrfmiddlewaretoken"]
    data = {"csrfmiddlewaretoken": secret, "partner": str(company.partner.id)}
    assert browser.client.post("/join/", data).status_code == 409


def test_a_company_of_another_tenant_is_not_there() -> None:
    company = cast.applicant()
    browser = Browser()
    enter(browser.client, cast.person("Eva"))
    secret = browser.open("/account/").forms[0].values["csrfmiddlewaretoken"]
    for partner in (str(company.partner.id), "x", ""):
        data = {"csrfmiddlewaretoken": secret, "partner": partner}
        assert browser.client.post("/join/", data).status_code == 404


def test_whoever_was_ended_is_out_though_still_signed_in() -> None:
    company = cast.applicant()
    browser = Browser()
    enter(browser.client, company.ben)
    with scope.scoped(scope.partner(company.partner.id)):
        held = company.partner.representatives.get(person=company.ben, until=None).id
    representative.end(
        partner=company.partner.id, representative=held, by=cast.acting(company.ada), at=clock.now()
    )
    assert browser.open("/account/").path == "/account/"
    assert browser.answer.context["actor"].partners == {}
