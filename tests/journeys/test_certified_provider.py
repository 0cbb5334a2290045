"""Signing in and confirming with oidc-provider for Node, which is certified, where the machine has it.

`DIRECTBILL_OIDC_PROVIDER` names a folder in which `npm install oidc-provider` was run.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.providers import CLIENT, SECRET, free_port, process, wait_for
from tests.web.serving import site

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HERE = Path(__file__).parent


@pytest.fixture
def folder() -> Path:
    named = os.environ.get("DIRECTBILL_OIDC_PROVIDER", "")
    if not named or shutil.which("node") is None:
        pytest.skip("no oidc-provider for Node on this machine (DIRECTBILL_OIDC_PROVIDER names its folder)")
    return Path(named)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    found = browser.new_page(locale="en-GB", java_script_enabled=False)
    found.set_default_timeout(15_000)
    yield found
    found.close()


def prove(page: Page) -> None:
    """The provider's own page: who one is, and that one agrees."""
    page.locator("input[name=login]").fill("ada")
    page.locator("input[name=password]").fill("any")
    page.locator("button[type=submit]").click()
    if page.url.split("?")[0].rpartition("/")[0].endswith("/interaction"):
        page.locator("button[type=submit]").click()


def test_a_person_signs_in_and_confirms_with_a_certified_provider(
    committed: str, folder: Path, page: Page
) -> None:
    port, ours = free_port(), free_port()
    issuer = f"http://127.0.0.1:{port}"
    back = f"http://127.0.0.1:{ours}/sign-in/callback/"
    offered = {
        "DIRECTBILL_OIDC_ISSUER": issuer,
        "DIRECTBILL_OIDC_CLIENT_ID": CLIENT,
        "DIRECTBILL_OIDC_CLIENT_SECRET": SECRET,
        "DIRECTBILL_OIDC_NAME": "Contoso sign-in",
    }
    command = ["node", str(HERE / "certified.mjs"), str(port), back]
    with process(command, folder=folder), site(committed, port=ours, **offered) as address:
        wait_for(port)
        page.goto(f"{address}/account/")
        page.get_by_role("button", name="Sign in with Contoso sign-in").click()
        prove(page)
        page.get_by_text("ada@example.com").wait_for()
        page.goto(f"{address}/confirm/?next=/account/sessions/")
        page.get_by_role("button", name="Go on with Contoso sign-in").click()
        prove(page)
        page.get_by_role("heading", name="Where you are signed in").wait_for()
