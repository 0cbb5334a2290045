"""Sessions: a new key at every sign-in, an end of their own, listed, and ended from anywhere."""

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from directbill.gateways import clock
from directbill.records import scope
from directbill.records.models import Event
from tests import cast
from tests.web.browser import Browser
from tests.web.entering import enter
from tests.web.signin import local
from tests.web.signin.local import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.tried")]
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
NEW_PASSWORD = "five quite other words"


def key(browser: Browser) -> str:
    return browser.client.cookies["sessionid"].value


def test_a_session_known_before_the_sign_in_is_worth_nothing_after_it() -> None:
    local.account()
    planted = Client().session
    planted["planted"] = "by somebody"
    planted.save()
    browser = Browser()
    browser.client.cookies["sessionid"] = str(planted.session_key)
    assert local.sign_in(browser, to="/form/").path == "/form/"
    assert key(browser) != planted.session_key
    attacker = Client()
    attacker.cookies["sessionid"] = str(planted.session_key)
    assert attacker.get("/form/").status_code == 302


def test_proving_once_more_who_one_is_gives_a_new_key_too() -> None:
    local.account()
    browser = Browser()
    local.sign_in(browser)
    before = key(browser)
    page = browser.send(browser.open("/confirm/?next=/form/"), password=PASSWORD)
    assert page.path == "/form/"
    assert key(browser) != before
    assert UserSession.objects.get().session_key == key(browser)
    assert not Session.objects.filter(session_key=before).exists()


@pytest.mark.parametrize(("idle", "signed_in"), [(59, True), (60, False)])
def test_a_session_left_alone_for_an_hour_is_over(idle: int, signed_in: bool) -> None:
    local.account()
    browser = Browser()
    with time_machine.travel(clock.wall(), tick=False) as travel:
        local.sign_in(browser)
        travel.shift(timedelta(minutes=idle))
        page = browser.open("/form/")
        assert (page.path == "/form/") is signed_in
        assert ("session has ended" in page.text) is not signed_in


def test_a_session_in_use_goes_on_and_ends_after_twelve_hours_all_the_same() -> None:
    local.account()
    browser = Browser()
    with time_machine.travel(clock.wall(), tick=False) as travel:
        local.sign_in(browser)
        for _ in range(11):
            travel.shift(timedelta(minutes=59))
            assert browser.open("/form/").path == "/form/"
        travel.shift(timedelta(minutes=59))
        browser.open("/form/")
        travel.shift(timedelta(minutes=13))
        assert browser.open("/form/").path == "/sign-in/"


def test_one_sees_where_one_is_signed_in_and_ends_any_of_them() -> None:
    local.account()
    here, there = Browser(), Browser(headers={"user-agent": FIREFOX}, REMOTE_ADDR="203.0.113.7")
    local.sign_in(here)
    local.sign_in(there)
    page = here.open("/account/sessions/")
    assert page.text.count("this one") == 1
    assert "Firefox on Linux" in page.text
    assert "From the address 203.0.113.7." in page.text
    other = next(
        form for form in page.forms if len(form.buttons) == 1 and not _is_mine(form.buttons[0][2], here)
    )
    here.client.post("/account/sessions/end/", {**other.values, "session": other.buttons[0][2]})
    assert there.open("/form/").path == "/sign-in/"
    assert here.open("/form/").path == "/form/"
    with scope.scoped(scope.EVERYONE):
        assert Event.objects.filter(kind="session:end").count() == 1


def _is_mine(number: str, browser: Browser) -> bool:
    return UserSession.objects.get(pk=number).session_key == key(browser)


@pytest.mark.parametrize(
    ("button", "here_after", "there_after"),
    [("End all others", "/form/", "/sign-in/"), ("Sign out everywhere", "/sign-in/", "/sign-in/")],
)
def test_others_or_all_are_ended_at_once(button: str, here_after: str, there_after: str) -> None:
    local.account()
    here, there = Browser(), Browser()
    local.sign_in(here)
    local.sign_in(there)
    here.send(here.open("/account/sessions/"), button)
    assert (here.open("/form/").path, there.open("/form/").path) == (here_after, there_after)


def test_a_foreign_session_is_not_there() -> None:
    local.account()
    local.account("ben@example.com")
    eva, ben = Browser(), Browser()
    local.sign_in(eva)
    local.sign_in(ben, email="ben@example.com")
    theirs = str(UserSession.objects.get(session_key=key(ben)).pk)
    page = eva.open("/account/sessions/")
    secret = page.forms[0].values["csrfmiddlewaretoken"]
    for which in (theirs, "999999", "-1", "x", "9" * 50, "\u0661"):
        data = {"csrfmiddlewaretoken": secret, "session": which}
        assert eva.client.post("/account/sessions/end/", data).status_code == 404
    assert ben.open("/form/").path == "/form/"


def test_a_changed_password_ends_all_other_sessions_and_not_this_one() -> None:
    local.account()
    here, there = Browser(), Browser()
    local.sign_in(here)
    local.sign_in(there)
    page = here.send(here.open("/account/password/"), old=PASSWORD, password=NEW_PASSWORD)
    assert "The password is changed" in page.text
    assert (here.open("/form/").path, there.open("/form/").path) == ("/form/", "/sign-in/")
    assert here.open("/account/sessions/").text.count("Since") == 1
    assert local.sign_in(Browser(), password=NEW_PASSWORD, to="/form/").path == "/form/"


def test_guessing_the_old_password_is_bounded() -> None:
    local.account()
    browser = Browser()
    local.sign_in(browser)
    for _ in range(5):
        browser.send(browser.open("/account/password/"), old="wrong", password=NEW_PASSWORD)
    assert browser.status == 429


def test_what_was_typed_when_the_session_had_ended_is_there_after_signing_in() -> None:
    local.account()
    browser = Browser()
    with time_machine.travel(clock.wall(), tick=False) as travel:
        local.sign_in(browser)
        page = browser.open("/form/")
        travel.shift(timedelta(hours=2))
        page = browser.send(page, answer="a long answer", password="hush")
        assert (page.path, "What you typed is kept" in page.text) == ("/sign-in/", True)
        assert "hush" not in str(list(Session.objects.values_list("session_data", flat=True)))
        page = browser.send(page, email="eva@example.com", password=PASSWORD)
        assert (page.path, page.forms[0].values["answer"]) == ("/form/", "a long answer")
        page = browser.send(page, answer="a long answer")
        assert "saved" in page.text
        assert "fresh" in browser.open("/form/").text


def test_it_is_kept_too_where_the_session_was_ended_from_elsewhere() -> None:
    local.account()
    here, there = Browser(), Browser()
    local.sign_in(here)
    local.sign_in(there)
    page = there.open("/form/")
    here.send(here.open("/account/sessions/"), "End all others")
    page = there.send(page, answer="a long answer")
    page = there.send(page, email="eva@example.com", password=PASSWORD)
    assert page.forms[0].values["answer"] == "a long answer"


@pytest.mark.parametrize(
    ("email", "minutes", "note"),
    [("ben@example.com", 1, "fresh"), ("eva@example.com", 29, "kept"), ("eva@example.com", 31, "fresh")],
)
def test_it_is_given_to_nobody_else_and_not_after_half_an_hour(email: str, minutes: int, note: str) -> None:
    local.account()
    local.account("ben@example.com")
    browser = Browser()
    with time_machine.travel(clock.wall(), tick=False) as travel:
        local.sign_in(browser)
        page = browser.open("/form/")
        travel.shift(timedelta(hours=2))
        page = browser.send(page, answer="mine")
        travel.shift(timedelta(minutes=minutes))
        page = browser.send(page, email=email, password=PASSWORD)
        assert note in page.text


def test_more_than_64_kilobytes_are_not_kept_and_nothing_is_promised() -> None:
    local.account()
    browser = Browser()
    with time_machine.travel(clock.wall(), tick=False) as travel:
        local.sign_in(browser)
        page = browser.open("/form/")
        travel.shift(timedelta(hours=2))
        page = browser.send(page, answer="x" * 70_000)
        assert ("session has ended" in page.text, "is kept" in page.text) == (True, False)


def test_what_was_typed_before_proving_who_one_is_comes_back_as_well() -> None:
    browser = Browser()
    enter(browser.client, cast.person("Eva"), confirmed_at=clock.now() - timedelta(hours=1))
    browser.open("/form/")
    secret = browser.open("/form/").forms[0].values["csrfmiddlewaretoken"]
    browser.client.post("/matters/", {"csrfmiddlewaretoken": secret, "answer": "typed"})
    assert "kept" in browser.client.session
