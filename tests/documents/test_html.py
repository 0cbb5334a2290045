"""The report as a page."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.documents import sample

from directbill.documents import html
from directbill.documents.presenter import present
from directbill.documents.texts import catalog

EVERY = {
    "short": sample.evaluation(),
    "band": sample.evaluation(sample.banded(), name="2025-10-01", following=""),
    "without_data": sample.without_data(),
    "eligible": sample.eligible(),
}
PAGES = {(name, lang): html.render(e, catalog(lang)) for name, e in EVERY.items() for lang in ("en", "cs")}
WHERE = pytest.mark.parametrize("where", PAGES, ids="-".join)


class Page(HTMLParser):
    """Every start tag with its attributes, and whether all tags are closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def of(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]


@WHERE
def test_a_page_is_whole_small_and_needs_nothing_else(where: tuple[str, str]) -> None:
    text = PAGES[where]
    page = Page(text)
    assert page.open == []
    assert len(text.encode()) <= 50_000
    assert {"script", "link", "img", "iframe"} & {tag for tag, _ in page.tags} == set()
    assert re.findall(r"url\(|@import|https?://", text) == []


@WHERE
def test_a_page_can_be_read_aloud(where: tuple[str, str]) -> None:
    page = Page(PAGES[where])
    assert page.of("html") == [{"lang": where[1]}]
    assert len(page.of("h1")) == 1
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert [b - a for a, b in pairwise(levels) if b - a > 1] == []
    assert len(page.of("caption")) == len(page.of("table"))
    assert [th for th in page.of("th") if th.get("scope") not in ("col", "row")] == []
    ids = [a["id"] for _, a in page.tags if "id" in a]
    assert len(ids) == len(set(ids))
    assert page.of("a")[0] == {"href": "#answer", "class": "skip"}


def test_the_users_words_are_escaped_everywhere() -> None:
    hostile = "</style><script>alert(1)</script>\"'&"
    partner = sample.replace(sample.partner(), name=hostile)
    left = sample.Left("overlap", sample.Decimal(1), 1, (), hostile)
    document = sample.document(hostile, sample.OCTOBER, file=hostile)
    evaluation = sample.evaluation(sample.statement(not_counted=(left,), documents=(document,)))
    text = html.render(
        sample.replace(evaluation, facts=sample.replace(evaluation.facts, partner=partner)), catalog("en")
    )
    assert "<script" not in text
    assert text.count("</style>") == 1
    assert text.count("&lt;script&gt;") == 4
    assert Page(text).open == []


def test_words_in_the_style_sheet_cannot_leave_it() -> None:
    assert html.quoted('a"}</style>\\') == '"a\\22 \\7d \\3c \\2f style\\3e \\5c "'


def test_open_items_show_their_answers_and_met_ones_fold_them() -> None:
    text = PAGES["short", "en"]
    not_met = re.search(r'<li class="not_met">.*?</li>', text)
    met = re.search(r'<li class="met">.*?</li>', text)
    assert not_met is not None
    assert met is not None
    assert ("<details" in not_met[0], "<details" in met[0]) == (False, True)


def test_the_outcome_is_said_in_words_beside_its_mark() -> None:
    assert '<span aria-hidden="true" class="mark">✗</span>' in PAGES["short", "en"].replace(
        'class="mark" aria-hidden="true"', 'aria-hidden="true" class="mark"'
    )
    assert '<span class="hidden">: not met</span>' in PAGES["short", "en"]


def test_a_short_table_is_kept_together_on_paper() -> None:
    page = PAGES["short", "en"]
    kept = re.findall(r'<details class="proof( kept)?"[^>]*><summary>([^<]+)<', page)
    assert {title for mark, title in kept if mark} >= {"Month by month", "By category"}
    months = next(t for t in present(EVERY["short"], catalog("en")).tables if t.key == "months")
    longer = sample.replace(months, rows=months.rows * 2)
    assert [html._is_kept(t) for t in (months, longer)] == [True, False]


def opened(browser: Any, file: Path, width: int, scheme: str = "light") -> Any:
    """The page in a window of some width, everything that is folded unfolded."""
    view = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    view.goto(file.as_uri())
    view.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    return view


@pytest.mark.browser
@pytest.mark.slow
@WHERE
def test_no_page_scrolls_sideways_in_a_browser(where: tuple[str, str], browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(PAGES[where], encoding="utf-8")
    for width in (320, 390, 1280):
        view = opened(browser, file, width)
        assert view.evaluate("document.documentElement.scrollWidth") <= width
        view.close()


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_of_accessibility_is_broken(browser: Any, scheme: str, tmp_path: Path) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    for (name, lang), text in PAGES.items():
        file = tmp_path / f"{name}-{lang}.html"
        file.write_text(text, encoding="utf-8")
        view = opened(browser, file, 390, scheme)
        broken = axe.run(view).response["violations"]
        assert [(rule["id"], [node["html"][:80] for node in rule["nodes"]]) for rule in broken] == []
        view.close()
