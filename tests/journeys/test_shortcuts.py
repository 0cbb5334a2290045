"""Keyboard shortcuts at the desk, in a real browser: along lists and steps, never in a field, and turned off."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests import database
from tests.web import shown
from tests.web.every_page import DESK, at_application
from tests.web.page import Page
from tests.web.shown import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HERE = "() => document.activeElement.href || document.activeElement.id || document.activeElement.tagName"


@pytest.fixture(scope="module")
def site(
    browser: Any,
    postgres_server: str,
    postgres_template: str,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    with (
        database.clone(postgres_server, postgres_template) as url,
        django_db_blocker.unblock(),
        shown.served(url, folder) as found,
    ):
        yield Site(*found, browser)


def page_of(name: str) -> Page:
    return next(page for page in DESK if page.name == name)


def test_keys_lead_along_the_queue_and_through_the_steps(site: Site) -> None:
    with site.opened(page_of("desk_queue")) as view:
        links = [each.get_attribute("href") for each in view.locator("main tbody th a").all()]
        seen = []
        for key in "jjk":
            view.keyboard.press(key)
            seen.append(view.evaluate(HERE))
        assert [each.removeprefix(site.address) for each in seen] == [links[0], links[1], links[0]]
        with view.expect_navigation():
            view.keyboard.press("Enter")
        first = view.url
        with view.expect_navigation():
            view.keyboard.press("j")
        assert view.url != first
        with view.expect_navigation():
            view.keyboard.press("k")
        assert view.url == first


def test_keys_take_a_step_on_and_lead_to_what_can_be_done(site: Site) -> None:
    with site.opened(Page("desk_item", "keys", "", at_application("open"), who="rea")) as view:
        view.keyboard.press("p")
        assert view.evaluate("() => document.activeElement.classList.contains('button')")
        with view.expect_navigation():
            view.keyboard.press("a")
        assert view.locator("text=Rea works on it.").count() == 1
        before = view.url
        view.keyboard.press("a")
        view.wait_for_timeout(300)
        assert (view.url, view.locator("text=Rea works on it.").count()) == (before, 1)


def test_in_a_field_a_key_is_a_letter_and_nothing_more(site: Site) -> None:
    with site.opened(Page("desk_item", "keys", "", at_application("open"), who="rea")) as view:
        before = view.url
        view.locator("#f-text").focus()
        view.keyboard.type("jkap?")
        assert (view.url, view.locator("#f-text").input_value()) == (before, "jkap?")
        assert view.locator("dialog[open]").count() == 0
        view.locator("h1").click()
        view.keyboard.press("Control+j")
        assert view.url == before


def test_the_overlay_opens_lists_all_and_closes_and_is_gone_once_turned_off(site: Site) -> None:
    with site.opened(page_of("desk_keys")) as view:
        view.keyboard.press("?")
        assert view.locator("dialog[open] kbd").count() == 5
        view.keyboard.press("Escape")
        assert view.locator("dialog[open]").count() == 0
        with view.expect_navigation():
            view.locator("main button[value=off]").click()
        view.keyboard.press("?")
        assert view.locator("dialog").count() == 0
