"""The visitor of the journeys waits for the whole page a click leads to, however long it takes to come."""

import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from tests.journeys.visitor import DESK, visiting

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
SLOW = 0.4
"""Seconds from the beginning of any page but the first to its end."""
BEGINS = f"<!doctype html><title>There</title><!--{'-' * 4096}--><main>"
"""Long enough for a browser to show it before the rest is there."""
STAYED = ["Standing", "Stay", "Go", "Nothing"]
FIRST = (
    "<main><a href='/slow'>Standing</a><a href='#here'>Stay</a>"
    "<form action='/slow'><button>Go</button></form><button type=button>Nothing</button></main>"
)


class _Slow(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        if self.path == "/":
            self.wfile.write(FIRST.encode())
        else:
            self.wfile.write(BEGINS.encode())
            time.sleep(SLOW)
            with suppress(ConnectionError):  # the browser may have been closed meanwhile
                self.wfile.write(b"<p>There</p></main>")

    def log_message(self, *_: object) -> None:
        """Nothing is written of what is asked for."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Slow) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(
    ("selector", "after"),
    [
        ("a[href='/slow']", ["There"]),
        ("form button", ["There"]),
        ("a[href='#here']", STAYED),
        ("button[type=button]", STAYED),
    ],
)
def test_what_is_read_right_after_a_click_is_read_of_the_page_it_leads_to(
    browser: "Browser", address: str, selector: str, after: list[str]
) -> None:
    with visiting(browser, address, "en", DESK) as visitor:
        visitor.opens("/")
        visitor.goes(visitor.page.locator(selector))
        assert visitor.page.locator("main > *").all_inner_texts() == after
