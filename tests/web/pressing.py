"""What is done on a page before it is looked at."""

from collections.abc import Callable

from tests.web.page import Opened


def submit(page: Opened, selector: str) -> None:
    """Press, and wait for the page that answers: the old one may stand for a moment after the click."""
    with page.expect_navigation():
        page.locator(selector).first.click()


def press(selector: str = "main form button", **values: str) -> Callable[[Opened], None]:
    """Fill in fields by name, and press a button."""

    def done(page: Opened) -> None:
        for name, value in values.items():
            page.locator(f"[name='{name}']").first.fill(value)
        submit(page, selector)

    return done
