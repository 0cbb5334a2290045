"""One's own account: the second step turned on by scanning, its codes shown once, and nothing of it for a guest."""

import re
from datetime import timedelta

import pytest
import time_machine

from directbill.gateways import clock
from tests import cast
from tests.web.browser import Browser
from tests.web.entering import enter
from tests.web.signin import local

pytestmark = pytest.mark.django_db


def secret_shown(browser: Browser) -> str:
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", browser.answer.content.decode())
    assert found is not None
    return found.group(1).replace(" ", "")


def codes_shown(browser: Browser) -> list[str]:
    return re.findall(r"<li><code>(\d+)</code></li>", browser.answer.content.decode())


def test_the_second_step_is_turned_on_used_renewed_and_turned_off() -> None:
    local.account()
    browser = Browser()
    with time_machine.travel(clock.wall(), tick=False) as travel:
        local.sign_in(browser)
        page = browser.send(browser.open("/account/"), "Turn on the second step")
        assert "<svg" in browser.answer.content.decode()
        secret = secret_shown(browser)
        page = browser.send(page, code="000000")
        assert (browser.status, secret_shown(browser)) == (422, secret)
        page = browser.send(page, code=local.code(clock.wall(), secret))
        first = codes_shown(browser)
        assert ("The second step is on." in page.text, len(first)) == (True, 10)
        browser.send(browser.open("/account/"), "Make new recovery codes")
        assert not set(codes_shown(browser)) & set(first)
        travel.shift(timedelta(minutes=1))
        other = Browser()
        page = other.send(local.sign_in(other, to="/account/"), code=local.code(clock.wall(), secret))
        assert page.path == "/account/"
        other.send(page, "Turn off the second step")
        assert local.sign_in(Browser(), to="/account/").path == "/account/"


def test_a_recovery_code_is_never_shown_twice() -> None:
    local.account()
    browser = Browser()
    local.sign_in(browser)
    browser.send(browser.open("/account/"), "Turn on the second step")
    page = browser.open("/account/second-step/")
    browser.send(page, code=local.code(clock.wall(), secret_shown(browser)))
    for path in ("/account/", "/account/second-step/", "/account/sessions/", "/account/recovery-codes/"):
        browser.open(path)
        assert codes_shown(browser) == []
    assert browser.open("/account/recovery-codes/").path == "/account/"


@pytest.mark.parametrize("on", [False, True], ids=["the first codes", "new codes"])
def test_on_the_page_of_recovery_codes_no_switch_of_the_language_loses_them(on: bool) -> None:
    """To change the language would load another page, and the codes are nowhere to be shown again from."""
    who = local.account()
    browser = Browser()
    if on:
        local.with_second_step(who, clock.wall())
        enter(browser.client, who)
        page = browser.send(browser.open("/account/"), "Make new recovery codes")
    else:
        local.sign_in(browser)
        browser.send(browser.open("/account/"), "Turn on the second step")
        page = browser.open("/account/second-step/")
        page = browser.send(page, code=local.code(clock.wall(), secret_shown(browser)))
    assert (len(codes_shown(browser)), page.forms) == (10, [])
    assert "The language can be changed on the next page" in page.text
    assert [form.action for form in browser.open("/account/").forms][-1] == "/language/"


@pytest.mark.parametrize(
    "button", ["Turn on the second step", "Turn off the second step", "Make new recovery codes"]
)
def test_nothing_of_it_changes_unless_one_proved_who_one_is_a_short_while_ago(button: str) -> None:
    who = local.account()
    if button != "Turn on the second step":
        local.with_second_step(who, clock.wall())
    browser = Browser()
    enter(browser.client, who, confirmed_at=clock.now() - timedelta(minutes=16))
    assert browser.send(browser.open("/account/"), button).path == "/confirm/"


def test_a_secret_that_was_drawn_long_ago_is_not_shown_any_more() -> None:
    local.account()
    browser = Browser()
    with time_machine.travel(clock.wall(), tick=False) as travel:
        local.sign_in(browser)
        browser.send(browser.open("/account/"), "Turn on the second step")
        travel.shift(timedelta(minutes=16))
        assert browser.open("/account/second-step/").path == "/account/"


@pytest.mark.parametrize("path", ["password/", "second-step/begin/", "second-step/off/", "recovery-codes/"])
def test_whoever_signs_in_with_the_provider_has_no_password_here(path: str) -> None:
    browser = Browser()
    provided = cast.person("Eva")
    provided.set_unusable_password()
    provided.save()
    enter(browser.client, provided)
    page = browser.open("/account/")
    assert "Password" not in page.text
    secret = page.forms[0].values["csrfmiddlewaretoken"]
    answer = browser.client.post(f"/account/{path}", {"csrfmiddlewaretoken": secret})
    assert answer.status_code == 404


def test_pages_of_the_account_are_kept_by_nobody_and_read_by_no_other_site() -> None:
    local.account()
    browser = Browser()
    local.sign_in(browser)
    browser.open("/account/sessions/")
    headers = browser.answer.headers
    assert (headers["Cache-Control"], headers["X-Frame-Options"]) == ("no-store", "DENY")
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    cookie = browser.client.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


@pytest.mark.parametrize(
    "path",
    ["/sign-out/", "/account/sessions/end/", "/account/second-step/off/", "/sign-in/provider/", "/join/"],
)
def test_a_form_from_another_site_does_nothing(path: str) -> None:
    local.account()
    browser = Browser()
    local.sign_in(browser)
    answer = browser.client.post(path, {"session": "all"})
    assert (answer.status_code, "was not accepted" in answer.content.decode()) == (403, True)
    assert browser.open("/account/").path == "/account/"
