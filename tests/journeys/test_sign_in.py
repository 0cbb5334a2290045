"""A person in a real browser signs in with the company's account, and with a password and a code."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page

from directbill.gateways import clock
from tests.providers import CLIENT, SECRET, Real
from tests.web.serving import site
from tests.web.signin import local

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10"


@pytest.fixture
def eva(committed: str) -> str:
    """The database, with Eva in it."""
    local.with_second_step(local.account(), clock.wall() - timedelta(minutes=5))
    return committed


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        locale="en-GB", java_script_enabled=False, viewport={"width": 320, "height": 800}
    )
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def test_with_the_companys_account_and_out_again(committed: str, page: Page, real_server: Real) -> None:
    real_server.person("ada", name="Ada", email="ada@example.com", wids=[ADMINISTRATOR])
    offered = {
        "DIRECTBILL_OIDC_ISSUER": real_server.issuer,
        "DIRECTBILL_OIDC_CLIENT_ID": CLIENT,
        "DIRECTBILL_OIDC_CLIENT_SECRET": SECRET,
        "DIRECTBILL_OIDC_NAME": "Contoso sign-in",
    }
    with site(committed, **offered) as address:
        page.goto(f"{address}/account/")
        page.get_by_role("button", name="Sign in with Contoso sign-in").click()
        page.locator("input[name=sub]").fill("ada")
        page.get_by_role("button", name="Authorize").click()
        page.get_by_role("heading", name="Your account").wait_for()
        assert page.url == f"{address}/account/"
        assert page.get_by_text("ada@example.com").is_visible()
        page.get_by_role("button", name="Sign out").click()
        assert page.get_by_role("heading", name="You are signed out").is_visible()
        page.go_back()
        page.goto(f"{address}/account/")
        assert page.get_by_role("heading", name="Sign in", exact=True).is_visible()


def test_with_a_password_and_a_code_and_the_sessions_are_listed(eva: str, page: Page) -> None:
    with site(eva) as address:
        page.goto(f"{address}/account/sessions/")
        page.get_by_label("E-mail address").fill("eva@example.com")
        page.get_by_label("Password").fill("wrong words in a row")
        page.get_by_role("button", name="Sign in").click()
        assert page.get_by_role("alert").get_by_text("do not belong together").is_visible()
        page.get_by_label("Password").fill(local.PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_label("Code").fill(local.code(clock.wall()))
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("heading", name="Where you are signed in").wait_for()
        assert page.get_by_text("this one").is_visible()
        assert page.get_by_text("Chrome on Linux").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
