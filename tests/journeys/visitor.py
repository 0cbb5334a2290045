"""Somebody at a browser, in words of what they do and see. Everything is found by what the page calls it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from directbill.documents.texts import catalog

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

PHONE, DESK = 390, 1280
LOCALES = {"en": "en-GB", "cs": "cs-CZ"}
PASSWORD = "four words in a row"
LEADS_AWAY = """element => element.href
    ? !element.hasAttribute("download") && element.href.split("#")[0] !== location.href.split("#")[0]
    : element.type === "submit" && element.form !== null"""
"""Whether a click on an element asks for another page."""


class Visitor:
    """A browser in a language. Sentences are named by their key in the texts: both languages are one journey."""

    def __init__(self, page: "Page", lang: str, address: str) -> None:
        self.page, self.lang, self.address = page, lang, address
        self.texts = catalog(lang)

    def say(self, key: str, **values: object) -> str:
        """A sentence as the page has it."""
        return self.texts.say(key, **values)

    # what they do

    def opens(self, path: str) -> None:
        answer = self.page.goto(path if "://" in path else self.address + path)
        assert answer is not None
        self.status = answer.status

    def follows(self, key: str, **values: object) -> None:
        """A link, by its words."""
        self.goes(self.link(self.say(key, **values)))

    def presses(self, key: str, **values: object) -> None:
        """A button, by its words."""
        self.goes(self.button(self.say(key, **values)))

    def goes(self, to: "Locator") -> None:
        """Clicks, and waits for the page it leads to: what is read at once must not be read of the old one."""
        if not to.evaluate(LEADS_AWAY):
            to.click()
            return
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            to.click()

    def fills(self, label: str, value: str) -> None:
        """A field, by its label."""
        self.page.get_by_label(label, exact=True).fill(value)

    def chooses(self, option: str, *, of: str) -> None:
        """One of the choices of a question."""
        self.page.get_by_role("group", name=of).get_by_label(option, exact=True).check()

    def signs_in(self, email: str) -> None:
        """With a local account, where the page asks for it."""
        self.sees_heading("signin.sign_in.title")
        self.fills(self.say("signin.field.email.label"), email)
        self.fills(self.say("signin.field.password.label"), PASSWORD)
        self.presses("signin.sign_in.do")

    def proves_it_is_still_them(self) -> None:
        """The step up."""
        self.sees_heading("signin.confirm.title")
        self.fills(self.say("signin.field.password.label"), PASSWORD)
        self.presses("signin.confirm.do")

    # what they see

    def link(self, words: str) -> "Locator":
        return self.page.get_by_role("link", name=words, exact=True)

    def button(self, words: str) -> "Locator":
        return self.page.get_by_role("button", name=words, exact=True)

    def sees_heading(self, key: str, **values: object) -> None:
        """The page's main heading."""
        wanted = self.say(key, **values)
        self.page.get_by_role("heading", level=1, name=wanted, exact=True).wait_for()

    def sees_heading_with(self, *keys: str) -> None:
        """A main heading with a state beside it, which the worker may take its time to reach."""
        self.page.get_by_role("heading", level=1, name=" ".join(map(self.say, keys)), exact=True).wait_for(
            timeout=60_000
        )

    def sees(self, *words: str) -> None:
        """Words that are on the page, and visible."""
        for each in words:
            self.page.get_by_text(each).first.wait_for()

    def says(self, key: str, **values: object) -> None:
        """A sentence that is on the page."""
        self.sees(self.say(key, **values))

    @property
    def text(self) -> str:
        """What the page says, in one line."""
        return re.sub(r"\s+", " ", self.page.locator("main").inner_text())

    @property
    def offers(self) -> set[str]:
        """The words of every link and button of the page's content."""
        found = self.page.locator("main :is(a, button)").all_inner_texts()
        return {re.sub(r"\s+", " ", each).strip() for each in found}

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.address).partition("#")[0]


@contextmanager
def visiting(
    browser: "Browser", address: str, lang: str, width: int, *, script: bool = True
) -> Iterator[Visitor]:
    """A browser of one's own. Whatever page it opens fits its width, and nothing on it fails."""
    context = browser.new_context(
        locale=LOCALES[lang],
        viewport={"width": width, "height": 800},
        java_script_enabled=script,
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    failures: list[str] = []
    page.on("response", lambda answer: failures.append(answer.url) if answer.status >= 500 else None)
    page.on("pageerror", lambda fault: failures.append(str(fault)))
    page.on("console", lambda said: failures.append(said.text) if "Content Security" in said.text else None)
    try:
        yield Visitor(page, lang, address)
        assert failures == []
    finally:
        context.close()
