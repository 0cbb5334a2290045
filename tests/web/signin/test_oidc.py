"""Signing in with a real provider: who somebody is, what it proved, and that nobody is found by an address."""

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.sessions.models import Session

from directbill.records import scope
from directbill.records.models import Event, Person
from directbill.web import sessions
from tests.providers import Real
from tests.web.browser import Browser, Page
from tests.web.signin import local

pytestmark = pytest.mark.django_db
TENANT = "11111111-2222-4333-8444-555555555555"
ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10"


def asked(browser: Browser, to: str = "/account/") -> str:
    """The address at the provider the browser is sent to."""
    page = browser.send(browser.open(f"/sign-in/?next={to}"), "Sign in with Contoso sign-in")
    return page.links["Go on to Contoso sign-in"]


def back(browser: Browser, address: str) -> Page:
    parts = urlsplit(address)
    return browser.open(f"{parts.path}?{parts.query}")


def sign_in(browser: Browser, provider: Real, sub: str, to: str = "/account/") -> Page:
    return back(browser, provider.agree(asked(browser, to), sub))


def known(browser: Browser) -> tuple[str, str]:
    found = browser.client.session[sessions.KEY]
    return found["administrator"], found["tenant"]


def test_the_provider_is_asked_with_state_nonce_and_challenge_for_a_code(provider: Real) -> None:
    first, second = (parse_qs(urlsplit(asked(Browser())).query) for _ in range(2))
    assert (first["response_type"], first["code_challenge_method"]) == (["code"], ["S256"])
    assert first["redirect_uri"] == ["http://127.0.0.1:8000/sign-in/callback/"]
    assert first["scope"] == ["openid profile email"]
    assert all(first[name] != second[name] for name in ("state", "nonce", "code_challenge"))


def test_a_global_administrator_signs_in_and_is_proved_to_be_one(provider: Real) -> None:
    provider.person("ada", name="Ada", email="ada@example.com", tid=TENANT, wids=[ADMINISTRATOR])
    browser = Browser()
    page = sign_in(browser, provider, "ada")
    assert (page.path, "with your company's account" in page.text) == ("/account/", True)
    assert known(browser) == ("proved", TENANT)
    ada = Person.objects.get()
    assert (ada.login, ada.name, ada.email) == (f"{provider.issuer}|ada", "Ada", "ada@example.com")
    with scope.scoped(scope.person(ada.id)):
        kinds = list(Event.objects.order_by("id").values_list("kind", flat=True))
    assert kinds == ["person:join", "person:sign_in"]


@pytest.mark.parametrize(
    ("claims", "proof"),
    [({"wids": []}, "denied"), ({}, "not_said"), ({"wids": [], "_claim_names": {"wids": "s"}}, "not_said")],
    ids=str,
)
def test_silence_is_no_denial(provider: Real, claims: dict[str, object], proof: str) -> None:
    provider.person("ben", **claims)
    browser = Browser()
    sign_in(browser, provider, "ben")
    assert known(browser) == (proof, "")


def test_the_same_person_comes_back_as_the_same_and_their_rights_are_those_of_the_new_token(
    provider: Real,
) -> None:
    for wids, proof in (([ADMINISTRATOR], "proved"), ([], "denied")):
        provider.person("cyd", wids=wids)
        browser = Browser()
        sign_in(browser, provider, "cyd")
        assert known(browser)[0] == proof
    assert Person.objects.count() == SocialAccount.objects.count() == 1


def test_two_identities_and_a_local_account_with_one_address_are_three_people(provider: Real) -> None:
    local.account("eva@example.com")
    for sub in ("eva-1", "eva-2"):
        provider.person(sub, email="eva@example.com", email_verified=True)
        sign_in(Browser(), provider, sub)
    assert Person.objects.filter(email="eva@example.com").count() == 3
    assert sum(p.has_usable_password() for p in Person.objects.all()) == 1


def test_no_token_and_no_claim_that_decides_is_kept(provider: Real) -> None:
    provider.person("ada", name="Ada", tid=TENANT, wids=[ADMINISTRATOR])
    browser = Browser()
    sign_in(browser, provider, "ada")
    account = SocialAccount.objects.get()
    assert account.extra_data in ({}, {"issuer": provider.issuer, "tenant": TENANT})
    assert not SocialToken.objects.exists()
    session = Session.objects.get(session_key=browser.client.session.session_key)
    assert "ey" not in "".join(k for k in session.get_decoded() if "token" in k)
    assert "verifier" not in str(session.get_decoded())


def test_the_session_gets_a_new_key(provider: Real) -> None:
    browser = Browser()
    address = asked(browser)
    before = browser.client.cookies["sessionid"].value
    back(browser, provider.agree(address, "ada"))
    assert browser.client.cookies["sessionid"].value != before


def test_an_answer_serves_once_and_only_in_the_browser_that_asked(provider: Real) -> None:
    browser, other = Browser(), Browser()
    address = provider.agree(asked(browser), "ada")
    assert "began in another browser" in back(other, address).text
    assert back(browser, address).path == "/account/"
    browser.send(browser.open("/account/"), "Sign out")
    assert "began in another browser" in back(browser, address).text


@pytest.mark.parametrize("changed", ["state=&", "state=x&", "", "state=x&state=y&"])
def test_an_answer_nobody_asked_for_is_refused(provider: Real, changed: str) -> None:
    page = Browser().open(f"/sign-in/callback/?{changed}code=abc")
    assert "began in another browser" in page.text


def test_whoever_cancels_is_told_so(provider: Real) -> None:
    browser = Browser()
    page = back(browser, provider.agree(asked(browser), "ada", action="deny") + f"&{_state(browser)}")
    assert "was cancelled" in page.text


def _state(browser: Browser) -> str:
    """The mock forgets the state when somebody cancels."""
    return f"state={next(iter(browser.client.session['socialaccount_states']))}"


def test_where_it_leads_afterwards_is_a_path_of_ours(provider: Real) -> None:
    browser = Browser()
    assert sign_in(browser, provider, "ada", to="//evil.example/").path == "/companies/register/"


def test_parameters_of_an_attacker_do_not_reach_the_provider(provider: Real) -> None:
    browser = Browser()
    page = browser.open("/sign-in/")
    page.forms[0].action += "?scope=admin&auth_params=prompt%3Dnone&process=connect"
    page = browser.send(page, "Sign in with Contoso sign-in")
    query = parse_qs(urlsplit(page.links["Go on to Contoso sign-in"]).query)
    assert (query["scope"], "prompt" in query) == (["openid profile email"], False)


def test_somebody_else_who_signs_in_here_takes_nothing_over(provider: Real) -> None:
    local.account()
    browser = Browser()
    local.sign_in(browser)
    session = browser.client.session
    session["of_eva"] = "hers"
    session.save()
    page = back(browser, provider.agree(_asked_while_signed_in(browser), "ada"))
    assert "with your company's account" in page.text
    assert "of_eva" not in browser.client.session


def _asked_while_signed_in(browser: Browser) -> str:
    secret = browser.open("/account/").forms[0].values["csrfmiddlewaretoken"]
    data = {"csrfmiddlewaretoken": secret, "next": "/account/"}
    answer = browser.client.post("/sign-in/provider/", data)
    return Page("", answer.content.decode()).links["Go on to Contoso sign-in"]


def test_the_page_of_an_installation_without_a_provider_offers_none(settings: object) -> None:
    page = Browser().open("/sign-in/")
    assert "Sign in with" not in page.text
