"""The site over the story, served as the product serves it, and its pages in a browser."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.test import override_settings

from tests import database
from tests.django_fixtures import using
from tests.web import serving, story
from tests.web.page import Page
from tests.web.story import Story

HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
PRODUCT = "directbill.config.settings"


@dataclass(frozen=True)
class Site:
    address: str
    later: str
    """The address of an installation on which a later edition is in force, and the desk signs in with two steps."""
    story: Story
    browser: Any

    @contextmanager
    def opened(self, page: Page, lang: str = "en", *, width: int = 1280, **more: Any) -> Iterator[Any]:
        """The page as its reader sees it, in a browser of its own."""
        context = self.context(page, lang, width=width, **more)
        try:
            yield self.visit(context, page, lang)
        finally:
            context.close()

    def context(self, page: Page, lang: str, *, width: int, **more: Any) -> Any:
        locale = {"en": "en-GB", "cs": "cs-CZ"}[lang]
        viewport = {"width": width, "height": 900}
        return self.browser.new_context(base_url=self.of(page), locale=locale, viewport=viewport, **more)

    def of(self, page: Page) -> str:
        return self.later if page.later else self.address

    def visit(self, context: Any, page: Page, lang: str) -> Any:
        context.set_default_timeout(15_000)
        cookies = [{"name": "directbill_language", "value": lang, "url": self.of(page)}]
        if page.who:
            session = self.story.sessions[page.who]
            cookies.append({"name": "sessionid", "value": session, "url": self.of(page)})
        context.add_cookies(cookies)
        view = context.new_page()
        view.goto(page.at(self.story))
        if page.do:
            page.do(view)
        view.wait_for_load_state("load")
        return view


@contextmanager
def served(url: str, folder: Path) -> Iterator[tuple[str, str, Story]]:
    """Tell the story in the database of this address, and serve the site over it."""
    with override_settings(DATA=folder, PASSWORD_HASHERS=HASHERS, ALLOWED_HOSTS=["testserver"]), using(url):
        told = story.told()
    environ = {"DIRECTBILL_DATA": str(folder), "DJANGO_SETTINGS_MODULE": PRODUCT}
    secret = {"DIRECTBILL_SECRET_KEY": "only-for-tests", "DATABASE_URL": url}
    command = [sys.executable, "-m", "django", "collectstatic", "--no-input", "--verbosity=0"]
    subprocess.run(command, env={**os.environ, **environ, **secret}, check=True, cwd=database.ROOT)
    later = {**environ, "DIRECTBILL_EDITIONS": "2024-04-10, 2025-10-01", "DIRECTBILL_DESK_SECOND_STEP": "yes"}
    with (
        using(url),
        serving.site(url, 0, **environ) as address,
        serving.site(url, 0, **later) as later_address,
    ):
        yield address, later_address, told


@contextmanager
def started(browser: Any) -> Iterator[Site]:
    """Everything from nothing, for what is no test."""
    import tempfile  # lazy: only here

    with (
        database.server() as server,
        tempfile.TemporaryDirectory() as folder,
        database.clone(server, database.template(server)) as url,
        served(url, Path(folder)) as found,
    ):
        yield Site(*found, browser)
