"""Whoever works at the desk with a local account sees no partner's data before their second step."""

from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.urls import reverse

from directbill.gateways import clock
from directbill.records.models import DeskMember, Person
from directbill.records.words import DeskRole
from tests import cast
from tests.cast import NOW
from tests.web.browser import Browser
from tests.web.entering import enter
from tests.web.signin import local

pytestmark = pytest.mark.django_db
NEEDED = "/account/second-step/needed/"
DESK = ("/desk/", "/desk/conversations/")


def reviewer() -> Person:
    who = local.account("rea@example.com")
    DeskMember.objects.create(person=who, role=DeskRole.REVIEWER, since=NOW)
    return who


@pytest.mark.parametrize("path", [reverse("home"), *DESK])
def test_with_a_password_alone_the_desk_leads_to_setting_it_up(path: str) -> None:
    reviewer()
    browser = Browser()
    assert local.sign_in(browser, "rea@example.com", to=path).path == NEEDED


def test_set_up_it_opens_the_desk_at_once_and_turned_off_it_closes_it() -> None:
    reviewer()
    browser = Browser()
    with time_machine.travel(clock.wall(), tick=False):
        page = local.sign_in(browser, "rea@example.com")
        page = browser.send(page, "Turn on the second step")
        secret = page.text.split("Or type this into it:")[1].split("Write the six")[0].replace(" ", "")
        page = browser.send(page, code=local.code(clock.wall(), secret))
        assert "recovery codes" in page.text
        assert [browser.open(path).path for path in DESK] == list(DESK)
        browser.send(browser.open("/account/"), "Turn off the second step")
        assert [browser.open(path).path for path in DESK] == [NEEDED] * 2
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("how", ["code", "recovery code"])
def test_signed_in_with_both_steps_the_desk_is_open(how: str) -> None:
    who = reviewer()
    browser = Browser()
    with time_machine.travel(clock.wall(), tick=False) as travel:
        codes = local.with_second_step(who, clock.wall())
        travel.shift(60)
        page = local.sign_in(browser, "rea@example.com", to="/desk/")
        given = local.code(clock.wall()) if how == "code" else codes[0]
        assert browser.send(page, code=given).path == "/desk/"


def test_a_session_begun_without_it_is_told_to_begin_anew_with_it() -> None:
    who = reviewer()
    browser = Browser()
    with time_machine.travel(clock.wall(), tick=False) as travel:
        local.sign_in(browser, "rea@example.com")
        local.with_second_step(who, clock.wall())
        travel.shift(60)
        page = browser.open("/desk/")
        assert (page.path, "this session began without it" in page.text) == (NEEDED, True)
        page = browser.open("/confirm/?next=/desk/")
        page = browser.send(page, password=local.PASSWORD, code=local.code(clock.wall()))
        assert page.path == "/desk/"


def test_nobody_without_both_steps_does_anything_as_the_desk() -> None:
    """Also where the page is the company's own, and where the form is sent without being opened."""
    company = cast.applicant()
    client = enter(Browser().client, cast.at_desk("Rea", DeskRole.REVIEWER), two_steps=False)
    client.handler.enforce_csrf_checks = False
    other = f"/desk/conversations/{company.partner.id}/{company.partner.id}/"
    assert client.post(other, {"text": "Hello"})["Location"] == NEEDED
    assert client.get(f"/c/{company.partner.reference}/standing/").status_code == 404


def test_whoever_is_of_no_desk_is_asked_for_nothing() -> None:
    local.account()
    browser = Browser()
    assert local.sign_in(browser).path == "/companies/register/"
    assert browser.open(NEEDED).path == "/companies/register/"


def test_where_the_installation_is_for_trying_out_the_password_is_enough(settings: Any) -> None:
    settings.DESK_SECOND_STEP = False
    reviewer()
    assert local.sign_in(Browser(), "rea@example.com").path == "/desk/"
