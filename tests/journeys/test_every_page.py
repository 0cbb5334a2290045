"""Every page, in a real browser: both languages, light and dark, narrow, light of weight, without script."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from directbill.documents.texts import catalog
from tests import database
from tests.web import shown
from tests.web.every_page import EVERY, NO_PAGE
from tests.web.page import Page
from tests.web.shown import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]
OTHER = {"en": "cs", "cs": "en"}


def given(*values: Any, name: str, now: bool) -> Any:
    """One case: of the quick suite, or of the long one alone."""
    return pytest.param(*values, id=name, marks=() if now else pytest.mark.soak)


FIRST = {page.name: page.id for page in reversed(EVERY)}
"""The first state of each address: it is looked at every time, in one language, page by page the other. In the soak all
states are looked at in both."""
REFUSED = 422
PAGES = pytest.mark.parametrize(
    "page", [given(page, name=page.id, now=page.id in FIRST.values()) for page in EVERY]
)
IN_LANGUAGES = [
    given(
        (page, lang),
        name=f"{page.id}-{lang}",
        now=(page.id in FIRST.values() or page.status == REFUSED) and (number + turn) % 2 == 0,
    )
    for number, page in enumerate(EVERY)
    for turn, lang in enumerate(OTHER)
]
NARROW = 320
FIRST_VIEW, REPEAT = 50_000, 15_000
SHORTEST = 24
LEAST = 24
DRAWN_ANEW = ("recovery_codes", "second_step")
"""Pages that show another secret each time."""
LEAST_STOPS, MOST_STOPS = 3, 400


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


def names(patterns: list[URLPattern | URLResolver]) -> set[str]:
    found: set[str] = set()
    for each in patterns:
        found |= names(each.url_patterns) if isinstance(each, URLResolver) else {str(each.name)}
    return found


def test_every_address_of_the_site_stands_in_the_table() -> None:
    listed = {page.name for page in EVERY} - {"failure"}
    assert names(get_resolver().url_patterns) - listed - {"account_login"} == NO_PAGE.keys() - {
        "account_login"
    }
    assert len({page.id for page in EVERY}) == len(EVERY)


SMALL = """least => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, textarea, summary')]
  .filter(each => each.checkVisibility({opacityProperty: true, visibilityProperty: true}) && !each.closest('.skip'))
  .filter(each => {
    const inline = getComputedStyle(each).display === 'inline';
    const box = (each.closest('label') || each).getBoundingClientRect();
    return !inline && (box.width < least || box.height < least);
  }).map(each => each.outerHTML.slice(0, 90))"""

FOCUSED = """() => {
  const drawn = each => {
    const style = getComputedStyle(each);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  };
  const seen = document.activeElement;
  return seen === document.body ? null : [drawn(seen), seen.outerHTML.slice(0, 90)];
}"""

SAID = """() => {
  const letters = [...document.querySelectorAll('main [lang]')];
  letters.forEach(letter => letter.hidden = true);
  const said = document.title + ' ' + document.body.innerText;
  letters.forEach(letter => letter.hidden = false);
  return said;
}"""


def sentences(lang: str, other: str) -> set[str]:
    """Stretches of the catalog long enough to be told from the other language's."""
    own, others = (catalog(each).texts for each in (lang, other))
    alien = " ".join(others.values())
    pieces = {piece.strip() for text in own.values() for piece in re.split(r"\{[^}]*\}", text)}
    return {piece for piece in pieces if len(piece) >= SHORTEST and " " in piece and piece not in alien}


class Heard:
    """What the browser says of a page while it loads: complaints, where it asked, and the answers."""

    def __init__(self, context: Any) -> None:
        self.complaints: list[str] = []
        self.answers: list[Any] = []
        context.on("console", self._say)
        context.on("weberror", lambda fault: self.complaints.append(str(fault.error)))
        context.on("response", self._take)

    def _take(self, answer: Any) -> None:
        self.answers.append(answer)

    def _say(self, said: Any) -> None:
        if said.type in ("error", "warning") and "Failed to load resource" not in said.text:
            self.complaints.append(said.text)

    @property
    def page(self) -> Any:
        return [each for each in self.answers if each.request.resource_type == "document"][-1]


UNFOLD = "document.querySelectorAll('details').forEach(each => each.open = true)"


@dataclass(frozen=True)
class Seen:
    """One page in one language, opened on a small phone with everything unfolded."""

    page: Page
    lang: str
    view: Any
    heard: Heard
    site: Site


@pytest.fixture(scope="module", params=IN_LANGUAGES)
def seen(site: Site, request: pytest.FixtureRequest) -> Iterator[Seen]:
    page, lang = request.param
    context = site.context(page, lang, width=NARROW)
    heard = Heard(context)
    try:
        view = site.visit(context, page, lang)
        view.evaluate(UNFOLD)
        yield Seen(page, lang, view, heard, site)
    finally:
        context.close()


def test_a_page_fits_a_small_phone(seen: Seen) -> None:
    assert seen.view.evaluate("document.documentElement.scrollWidth") == NARROW


def test_a_page_asks_nobody_else_and_nothing_is_complained_of(seen: Seen) -> None:
    assert (seen.heard.page.status, seen.heard.complaints) == (seen.page.status, [])
    asked = [each.url for each in seen.heard.answers]
    assert [url for url in asked if not url.startswith(seen.site.of(seen.page))] == []


def test_nothing_runs_on_a_page_that_does_not_come_from_here(seen: Seen) -> None:
    policy = seen.heard.page.headers["content-security-policy"]
    wanted = ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
    assert ([each for each in wanted if each not in policy], "unsafe" in policy) == ([], False)


def test_a_page_speaks_one_language(seen: Seen) -> None:
    said = seen.view.evaluate(SAID)
    assert seen.view.locator("html").get_attribute("lang") == seen.lang
    assert [each for each in sentences(OTHER[seen.lang], seen.lang) if each in said] == []
    assert re.findall(r"\{\w+[:}]", said) == []


def test_no_rule_of_accessibility_is_broken_in_light_and_dark(seen: Seen) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    for scheme, options in (("light", {}), ("dark", {"runOnly": ["color-contrast"]})):
        seen.view.emulate_media(color_scheme=scheme)
        broken = axe.run(seen.view, options=options).response["violations"]
        found = [(rule["id"], [node["html"][:90] for node in rule["nodes"]]) for rule in broken]
        assert (scheme, found) == (scheme, [])


def test_every_target_is_large_enough(seen: Seen) -> None:
    assert seen.view.evaluate(SMALL, LEAST) == []


def test_the_focus_is_seen_wherever_it_goes(seen: Seen) -> None:
    seen.view.evaluate("document.activeElement && document.activeElement.blur()")
    walked: list[tuple[bool, str]] = []
    while len(walked) < MOST_STOPS:
        seen.view.keyboard.press("Tab")
        found = seen.view.evaluate(FOCUSED)
        if found is None:
            break
        walked.append((found[0], found[1]))
    assert [each for drawn, each in walked if not drawn] == []
    assert LEAST_STOPS <= len(walked) < MOST_STOPS


WEIGHT = """() => ['navigation', 'resource']
  .flatMap(kind => performance.getEntriesByType(kind))
  .reduce((sum, each) => sum + each.transferSize, 0)"""


def weight(view: Any, address: str) -> int:
    """Bytes that came over the line while the page was opened."""
    view.goto(address)
    return int(view.evaluate(WEIGHT))


@pytest.mark.one_in(4)
@PAGES
def test_a_page_weighs_little_and_less_the_second_time(site: Site, page: Page) -> None:
    address = f"{site.of(page)}{page.at(site.story)}"
    context = site.browser.new_context(base_url=site.of(page), locale="cs-CZ")
    if page.who:
        context.add_cookies(
            [{"name": "sessionid", "value": site.story.sessions[page.who], "url": site.of(page)}]
        )
    view = context.new_page()
    first, repeat = weight(view, address), weight(view, address)
    context.close()
    assert 0 < repeat <= REPEAT
    assert repeat < first <= FIRST_VIEW


NO_SWITCH = {"recovery_codes"}
"""What a page shows once only, another language would lose."""


@pytest.mark.one_in(4)
def test_a_page_says_the_same_without_script_and_then_stays_in_another_language(seen: Seen) -> None:
    says_the_same_without_script(seen)
    stays_in_another_language(seen)


def said(view: Any) -> str:
    return re.sub(r"\d+", "0", view.locator("main").inner_text())


def says_the_same_without_script(seen: Seen) -> None:
    with seen.site.opened(seen.page, seen.lang, width=NARROW, java_script_enabled=False) as bare:
        assert bare.locator("h1, pre.letter").first.is_visible()
        bare.evaluate(UNFOLD)
        if seen.page.name not in DRAWN_ANEW:
            assert said(bare) == said(seen.view)


def stays_in_another_language(seen: Seen) -> None:
    view, before, other = seen.view, seen.view.url, OTHER[seen.lang]
    if seen.page.name in NO_SWITCH:
        assert view.locator(f"footer button[lang={other}]").count() == 0
        return
    with view.expect_navigation():
        view.locator(f"footer button[lang={other}]").click()
    view.wait_for_load_state("load")
    assert (view.locator("html").get_attribute("lang"), view.url) == (other, before)
