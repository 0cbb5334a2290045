"""The keyboard alone, from the start page to the submission: Tab, Enter, Space; one always sees where one is."""

from collections.abc import Callable

import pytest

from tests.journeys import filling, prepared
from tests.journeys.installation import Installation
from tests.journeys.visitor import PASSWORD, Visitor
from tests.journeys.ways import WAYS

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Visits = Callable[..., Visitor]
WHERE = """() => {
  const here = document.activeElement, style = getComputedStyle(here), box = here.getBoundingClientRect();
  const drawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return {
    name: (here.labels?.[0]?.innerText || here.getAttribute("aria-label") || here.innerText || "")
      .trim().replace(/\\s+/g, " "),
    tag: here.tagName,
    seen: drawn && box.width > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""


def plain(words: str) -> str:
    """With blanks that break, as the browser tells them."""
    return " ".join(words.split())


class Hands:
    """Nothing but keys."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.keyboard = visitor, visitor.page.keyboard

    def here(self) -> dict[str, str]:
        """Where the focus is; it is visible there."""
        found: dict[str, str] = self.visitor.page.evaluate(WHERE)
        assert found["tag"] == "BODY" or found["seen"], found
        return found

    def goes_to(self, name: str) -> None:
        """By Tab, from wherever one is."""
        for _ in range(120):
            self.keyboard.press("Tab")
            if self.here()["name"] == plain(name):
                return
        raise AssertionError(f"no Tab leads to {name}: {self.visitor.text}")

    def presses(self, key: str, name: str) -> None:
        """A key, and the next page is there."""
        self.goes_to(name)
        self.turns_the_page(key)

    def turns_the_page(self, key: str) -> None:
        with self.visitor.page.expect_navigation():
            self.keyboard.press(key)

    def types(self, label: str, text: str) -> None:
        self.goes_to(label)
        self.keyboard.type(text)


@WAYS
def test_the_first_tab_skips_to_the_content(
    installed: Installation, visits: Visits, lang: str, width: int
) -> None:
    ada = visits(installed, lang, width)
    ada.opens("/")
    hands = Hands(ada)
    hands.keyboard.press("Tab")
    assert hands.here()["name"] == plain(ada.say("ui.skip"))
    hands.keyboard.press("Enter")
    hands.keyboard.press("Tab")
    assert hands.here()["name"] == plain(ada.say("start.check"))


@WAYS
def test_from_the_start_page_to_the_submission_with_keys_alone(
    installed: Installation, visits: Visits, lang: str, width: int
) -> None:
    made = installed.prepare(lambda: prepared.complete(lang, support={}))
    ada = visits(installed, lang, width)
    ada.opens("/")
    hands, say = Hands(ada), ada.say
    hands.presses("Enter", say("start.go_on"))
    hands.types(say("signin.field.email.label"), made.ada)
    hands.types(say("signin.field.password.label"), PASSWORD)
    hands.turns_the_page("Enter")
    hands.presses("Enter", say("nav.applications"))
    _opens_the_row(hands, made.application)
    _opens_the_row(hands, filling.title(ada, "support"))
    _answers(hands, ada)
    hands.presses("Space", say("task.finish"))
    filling.is_called(ada, "support", "done")
    hands.presses("Enter", say("task_list.check"))
    hands.presses("Enter", say("check.onward"))
    hands.presses("Space", say("submit.do"))
    ada.sees_heading("submitted.title")


def _opens_the_row(hands: Hands, name: str) -> None:
    """A line of a list: its link begins with its name."""
    for _ in range(120):
        hands.keyboard.press("Tab")
        if hands.here()["name"].startswith(plain(name)):
            hands.turns_the_page("Enter")
            return
    raise AssertionError(name)


def _answers(hands: Hands, ada: Visitor) -> None:
    """A yes with Space, and two lines."""
    labels = {field.key: ada.texts.own(field.label) for field in filling.task("support").fields}
    hands.goes_to(ada.say("ui.yes"))
    hands.keyboard.press("Space")
    hands.types(labels["hours"], "Working days")
    hands.types(labels["channels"], "Telephone")
