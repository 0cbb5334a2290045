"""A provider that misbehaves: nobody is signed in, each time for its own reason, and nothing is left behind."""

from typing import Any
from urllib.parse import urlsplit

import pytest

from directbill.records.models import Person
from directbill.web.signin import oidc
from tests.hostile import mint
from tests.providers import Crooked
from tests.web.browser import Browser, Page

pytestmark = pytest.mark.django_db
GO_ON = "Go on to Contoso sign-in"


def start(browser: Browser) -> Page:
    return browser.send(browser.open("/sign-in/?next=/account/"), "Sign in with Contoso sign-in")


def sign_in(browser: Browser, crooked: Crooked) -> Page:
    return back(browser, crooked.agree(start(browser).links[GO_ON]))


def back(browser: Browser, address: str) -> Page:
    parts = urlsplit(address)
    return browser.open(f"{parts.path}?{parts.query}")


def test_it_can_behave_and_then_asks_for_the_secret_and_the_verifier(crooked: Crooked) -> None:
    assert sign_in(Browser(), crooked).path == "/account/"


ANSWERS = [
    ("server_error", 503, "500 server_error"),
    ("redirect", 503, "302"),
    ("no_token", 503, "id_token"),
    ("list", 403, "cannot be read as a token (list)"),
    ("html", 403, "cannot be read as a token"),
    ("huge", 503, "> 262144"),
    ("huge_token", 403, "more than the 8192 we read"),
    ("unsigned", 403, "signature is wrong"),
    ("other_key", 403, "signature is wrong"),
    ("replay", 403, "does not answer the request"),
    ("new_key", 403, "does not know the key"),
]


@pytest.mark.parametrize(("how", "status", "told"), ANSWERS)
def test_a_bad_answer_signs_nobody_in(crooked: Crooked, how: str, status: int, told: str) -> None:
    sign_in(Browser(), crooked)
    before = Person.objects.count()
    crooked.behave(how)
    browser = Browser()
    page = sign_in(browser, crooked)
    assert (browser.status, told in page.text) == (status, True), page.text
    assert browser.open("/account/").path == "/sign-in/"
    assert Person.objects.count() == before


CLAIMS: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({}, {"alg": "none"}, "signed with “none”"),
    ({}, {"crit": ["x"], "x": 1}, "demands extensions"),
    ({}, {"jku": "https://evil.example"}, "brings its own key"),
    ({"iss": "https://evil.example"}, {}, "was issued by"),
    ({"aud": "another"}, {}, "made for another application"),
    ({"aud": ["directbill-client", "another"], "azp": "another"}, {}, "asked for by another"),
    ({"exp": 1}, {}, "which has passed"),
    ({"sub": "ABSENT"}, {}, "who you are"),
    ({"nonce": "another"}, {}, "does not answer the request"),
    ({"wids": mint.ADMINISTRATOR}, {}, "“wids” of the token"),
    ({"tid": "9188040d-6c67-4c5b-b112-36a304b66dad"}, {}, "personal account"),
]


@pytest.mark.parametrize(("claims", "header", "told"), CLAIMS, ids=[str(row[:2]) for row in CLAIMS])
def test_a_bad_token_signs_nobody_in(
    crooked: Crooked, claims: dict[str, Any], header: dict[str, Any], told: str
) -> None:
    crooked.behave(claims=claims, header=header)
    browser = Browser()
    page = sign_in(browser, crooked)
    assert (browser.status, told in page.text) == (403, True), page.text
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("down", "cannot use (500)"),
        ("other_issuer", "calls itself https://evil.example"),
        ("unsafe", "is not safe"),
    ],
)
def test_a_provider_that_publishes_nonsense_is_not_asked(crooked: Crooked, how: str, told: str) -> None:
    crooked.behave(how)
    browser = Browser()
    page = start(browser)
    assert (browser.status, told in page.text) == (503, True)
    crooked.behave()
    assert sign_in(browser, crooked).path == "/account/"


def test_a_provider_that_is_not_there_is_told_in_words(crooked: Crooked, settings: Any) -> None:
    settings.OIDC_ISSUER = "http://127.0.0.1:9"
    page = start(Browser())
    assert "cannot be reached (127.0.0.1:9)" in page.text


def test_its_configuration_is_asked_for_once_and_its_keys_too(crooked: Crooked) -> None:
    for _ in range(3):
        sign_in(Browser(), crooked)
    asked = crooked.behave()
    assert (asked.count("/.well-known/openid-configuration"), asked.count("/keys")) == (1, 1)


def test_keys_that_changed_are_fetched_again_only_after_a_minute(
    crooked: Crooked, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(Browser(), crooked)
    crooked.behave("new_key")
    assert "does not know the key" in sign_in(Browser(), crooked).text
    keys = oidc.server().keys()
    monkeypatch.setattr(keys, "tick", lambda: 10**9)
    assert sign_in(Browser(), crooked).path == "/account/"


def test_a_code_that_was_taken_by_somebody_else_serves_no_more(crooked: Crooked) -> None:
    browser = Browser()
    address = crooked.agree(start(browser).links[GO_ON])
    code = dict(part.split("=") for part in urlsplit(address).query.split("&"))["code"]
    crooked.visit(f"{crooked.issuer}/token", {"grant_type": "authorization_code", "code": code})
    assert "400 invalid_grant" in back(browser, address).text


def test_a_code_planted_by_an_attacker_does_not_sign_the_victim_in_as_them(crooked: Crooked) -> None:
    attacker, victim = Browser(), Browser()
    theirs = crooked.agree(start(attacker).links[GO_ON])
    mine = crooked.agree(start(victim).links[GO_ON])
    code = theirs.split("code=")[1].split("&")[0]
    state = mine.split("state=")[1]
    page = back(victim, f"http://x/sign-in/callback/?code={code}&state={state}")
    assert "400 invalid_grant" in page.text
