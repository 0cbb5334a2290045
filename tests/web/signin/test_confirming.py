"""Proving once more who one is: with the password and the code, or at the provider that must ask anew."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine

from directbill.gateways import clock
from directbill.records import scope
from directbill.records.models import Event
from tests.providers import Crooked
from tests.web.browser import Browser, Page
from tests.web.signin import local
from tests.web.signin.local import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.tried")]


def kinds() -> list[str]:
    with scope.scoped(scope.EVERYONE):
        return list(Event.objects.order_by("id").values_list("kind", flat=True))


def test_a_local_account_confirms_with_the_password_and_goes_on_where_it_was() -> None:
    local.account()
    browser = Browser()
    with time_machine.travel(clock.wall(), tick=False) as travel:
        local.sign_in(browser)
        assert "done" in browser.open("/matters/").text
        travel.shift(timedelta(minutes=16))
        page = browser.open("/matters/?a=1")
        assert page.path == "/confirm/"
        page = browser.send(page, password="wrong")
        assert (browser.status, "not right" in page.text) == (422, True)
        page = browser.send(page, password=PASSWORD)
        assert (page.path, page.text) == ("/matters/", " done")
    assert kinds()[-1] == "person:confirm"


def test_with_a_second_step_the_password_alone_confirms_nothing() -> None:
    now = clock.wall()
    with time_machine.travel(now, tick=False) as travel:
        local.with_second_step(local.account(), now - timedelta(minutes=5))
        browser = Browser()
        browser.send(local.sign_in(browser), code=local.code(now))
        travel.shift(timedelta(minutes=20))
        page = browser.open("/matters/")
        page = browser.send(page, password=PASSWORD, code="")
        assert browser.status == 422
        page = browser.send(page, password=PASSWORD, code=local.code(clock.wall()))
        assert page.path == "/matters/"


def test_guessing_here_is_bounded_as_well() -> None:
    local.account()
    browser = Browser()
    local.sign_in(browser)
    page = browser.open("/confirm/")
    for _ in range(5):
        answer = browser.send(page, password="wrong")
    assert (browser.status, "too many" in answer.text) == (429, True)


@pytest.mark.parametrize(
    "to", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_it_never_leads_elsewhere(to: str) -> None:
    local.account()
    browser = Browser()
    local.sign_in(browser)
    page = browser.open("/confirm/")
    page.forms[0].values["next"] = to
    assert browser.send(page, password=PASSWORD).path == "/companies/register/"


def test_nobody_confirms_who_is_not_signed_in() -> None:
    assert Browser().open("/confirm/?next=/matters/").path == "/sign-in/"


def entered(crooked: Crooked) -> Browser:
    browser = Browser()
    page = browser.open("/sign-in/?next=/form/")
    page = browser.send(page, "Sign in with Contoso sign-in")
    assert back(browser, crooked, page).path == "/form/"
    return browser


def back(browser: Browser, crooked: Crooked, page: Page) -> Page:
    parts = urlsplit(crooked.agree(page.links["Go on to Contoso sign-in"]))
    return browser.open(f"{parts.path}?{parts.query}")


def confirm(browser: Browser, crooked: Crooked) -> Page:
    page = browser.send(browser.open("/confirm/?next=/matters/"), "Go on with Contoso sign-in")
    return back(browser, crooked, page)


def test_a_sign_in_by_an_older_session_of_the_provider_confirms_nothing(crooked: Crooked) -> None:
    with time_machine.travel(clock.wall(), tick=False) as travel:
        crooked.behave(signed_in_at=(clock.wall() - timedelta(hours=3)).timestamp())
        browser = entered(crooked)
        assert browser.open("/matters/").path == "/confirm/"
        travel.shift(timedelta(seconds=1))
        assert confirm(browser, crooked).path == "/matters/"
    assert kinds()[-1] == "person:confirm_with_provider"


def test_a_provider_that_says_nothing_of_when_confirms_nothing(crooked: Crooked) -> None:
    crooked.behave(claims={"auth_time": "ABSENT"})
    browser = entered(crooked)
    assert browser.open("/matters/").path == "/confirm/"
    assert "did not say when" in confirm(browser, crooked).text
    assert browser.open("/matters/").path == "/confirm/"


def test_the_provider_is_asked_to_ask_anew_and_one_that_does_not_is_found_out(crooked: Crooked) -> None:
    crooked.behave("silent", signed_in_at=(clock.wall() - timedelta(hours=3)).timestamp())
    browser = entered(crooked)
    page = browser.send(browser.open("/confirm/?next=/matters/"), "Go on with Contoso sign-in")
    query = parse_qs(urlsplit(page.links["Go on to Contoso sign-in"]).query)
    assert (query["prompt"], query["max_age"]) == (["login"], ["0"])
    assert "let you through without asking again" in back(browser, crooked, page).text
    assert browser.open("/matters/").path == "/confirm/"


def test_somebody_else_confirms_nothing_and_takes_nothing_over(crooked: Crooked) -> None:
    browser = entered(crooked)
    crooked.behave(claims={"sub": "eve-subject"})
    page = confirm(browser, crooked)
    assert "Somebody else confirmed" in page.text
    assert "Ada" in browser.open("/account/").text


def test_a_right_that_was_lost_meanwhile_is_lost_with_the_confirmation(crooked: Crooked) -> None:
    browser = entered(crooked)
    assert browser.client.session["directbill"]["administrator"] == "proved"
    crooked.behave(claims={"wids": []})
    confirm(browser, crooked)
    assert browser.client.session["directbill"]["administrator"] == "denied"
