"""Local accounts: signing up, in and out, the second step, and guessing that is bounded."""

from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from pytest_django.fixtures import Settings

from directbill.gateways import clock
from directbill.records import scope
from directbill.records.models import Event, Person
from tests.web.browser import Browser
from tests.web.signin import local
from tests.web.signin.local import PASSWORD

pytestmark = pytest.mark.django_db


def test_a_person_signs_in_sees_their_account_and_signs_out() -> None:
    local.account()
    browser = Browser()
    page = local.sign_in(browser, to="/account/")
    assert (page.path, "Eva" in page.text, "eva@example.com" in page.text) == ("/account/", True, True)
    page = browser.send(page, "Sign out")
    assert (page.path, "You are signed out" in page.text) == ("/signed-out/", True)
    assert browser.open("/account/").path == "/sign-in/"


def test_a_wrong_password_and_an_unknown_address_look_the_same() -> None:
    local.account()
    first = local.sign_in(Browser(), password="four words in a line")
    second = local.sign_in(Browser(), email="nobody@example.com")
    assert first.text == second.text
    assert "do not belong together" in first.text


def test_what_is_wrong_is_said_at_the_field_and_the_password_is_not_shown_again() -> None:
    browser = Browser()
    page = browser.send(browser.open("/sign-in/"), email="eva@example.com", password="")
    assert (browser.status, page.title.startswith("Problem:")) == (422, True)
    html = browser.answer.content.decode()
    assert '<a href="#f-password">No password was given.</a>' in html
    assert 'value="eva@example.com"' in html
    page = browser.send(page, email="eva@example.com", password="secret words of mine")
    assert "secret words of mine" not in browser.answer.content.decode()


@pytest.mark.parametrize("email", ["a" * 300 + "@example.com", "eva\0@example.com", "eva\u202e@example.com"])
def test_an_address_that_can_be_none_is_as_wrong_as_any(email: str) -> None:
    browser = Browser()
    page = local.sign_in(browser, email=email)
    assert (browser.status, "do not belong together" in page.text) == (422, True)


def test_after_five_wrong_passwords_the_right_one_does_not_help_until_a_quarter_of_an_hour_has_passed() -> (
    None
):
    local.account()
    browser = Browser()
    with time_machine.travel(clock.wall(), tick=False) as travel:
        for _ in range(4):
            local.sign_in(browser, password="wrong")
        assert browser.status == 422
        local.sign_in(browser, password="wrong")
        assert browser.status == 429
        page = local.sign_in(browser)
        assert (browser.status, "too many wrong attempts" in page.text) == (429, True)
        travel.shift(timedelta(minutes=14))
        local.sign_in(browser)
        assert browser.status == 429
        travel.shift(timedelta(minutes=2))
        assert local.sign_in(browser, to="/account/").path == "/account/"


def test_somebody_elses_account_is_not_locked_with_it() -> None:
    local.account()
    local.account("ben@example.com")
    browser = Browser()
    for _ in range(5):
        local.sign_in(browser, password="wrong")
    assert local.sign_in(browser, email="ben@example.com", to="/account/").path == "/account/"


def test_what_the_lock_keeps_holds_neither_password_nor_address_of_the_form() -> None:
    local.account()
    local.sign_in(Browser(), password="nearly my password")
    kept = str(AccessAttempt.objects.values())
    assert "nearly" not in kept


def test_the_second_step_stands_between_the_password_and_the_session() -> None:
    now = clock.wall()
    local.with_second_step(local.account(), now - timedelta(minutes=5))
    browser = Browser()
    page = local.sign_in(browser, to="/account/")
    assert page.path == "/sign-in/code/"
    assert browser.open("/account/").path == "/sign-in/"
    page = browser.send(browser.open("/sign-in/code/"), code="000000")
    assert (browser.status, "not right" in page.text) == (422, True)
    page = browser.send(page, code=local.code(now))
    assert page.path == "/account/"
    with scope.scoped(scope.EVERYONE):
        event = Event.objects.get(kind="person:sign_in")
    assert {"path": "methods", "from": None, "to": "password, totp"} in event.changes


def test_guessing_codes_locks_like_guessing_passwords_and_ends_the_sign_in() -> None:
    local.with_second_step(local.account(), clock.wall() - timedelta(minutes=5))
    browser = Browser()
    page = local.sign_in(browser)
    for _ in range(5):
        answer = browser.send(page, code="000000")
    assert (browser.status, "too many" in answer.text) == (429, True)
    assert browser.open("/sign-in/code/").path == "/sign-in/"
    local.sign_in(browser)
    assert browser.status == 429


def test_a_recovery_code_signs_in_where_the_app_is_lost() -> None:
    codes = local.with_second_step(local.account(), clock.wall() - timedelta(minutes=5))
    browser = Browser()
    page = browser.send(local.sign_in(browser, to="/account/"), code=codes[3])
    assert page.path == "/account/"


def test_anybody_makes_an_account_where_the_installation_lets_them(settings: Settings) -> None:
    settings.SIGN_UP = True
    browser = Browser()
    page = browser.open("/sign-up/?next=/account/")
    page = browser.send(page, email="Eva@example.com", name="Eva", password="short")
    assert (browser.status, "too short" in page.text) == (422, True)
    page = browser.send(page, email="Eva@example.com", name="Eva", password=PASSWORD)
    assert (page.path, "Eva@example.com" in page.text) == ("/account/", True)


def test_nobody_makes_one_where_it_does_not(settings: Settings) -> None:
    settings.SIGN_UP = False
    browser = Browser()
    page = browser.open("/sign-up/")
    assert (browser.status, "by invitation" in page.text) == (403, True)
    answer = browser.client.post("/sign-up/", {"email": "eva@example.com", "password": PASSWORD})
    assert answer.status_code == 403
    assert "Make an account" not in browser.open("/sign-in/").links
    assert not Person.objects.exists()


def test_a_closed_account_does_not_sign_in() -> None:
    who = local.account()
    who.is_active = False
    who.save()
    page = local.sign_in(Browser())
    assert "do not belong together" in page.text


def test_every_page_speaks_czech_to_a_czech_browser() -> None:
    browser = Browser(headers={"accept-language": "cs-CZ,cs;q=0.9"})
    page = browser.send(browser.open("/sign-in/"), email="", password="")
    assert ("Přihlášení" in page.title, "Chybí e-mailová adresa." in page.text) == (True, True)
