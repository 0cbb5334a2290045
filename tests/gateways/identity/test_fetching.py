"""Asking a provider is bounded in size and time, and follows nobody elsewhere."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from directbill.core.errors import Refusal
from directbill.gateways.identity import fetching


@contextmanager
def serving(answer: Callable[[Any], None]) -> Iterator[str]:
    """A server that answers one way, and its address."""

    class One(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), One) as server:
        running = threading.Thread(target=server.serve_forever, args=(0.01,))
        running.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            running.join(5)


def dripping(request: Any) -> None:
    """One byte at a time, for longer than anybody waits."""
    request.send_response(200)
    request.end_headers()
    for _ in range(60):
        try:
            request.wfile.write(b" ")
            request.wfile.flush()
        except OSError:
            return
        time.sleep(0.05)


def test_an_answer_that_drips_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.3)
    begun = time.monotonic()
    with serving(dripping) as url, pytest.raises(Refusal, match="provider_unreachable"):
        fetching.fetch(url)
    assert time.monotonic() - begun < 6


def test_an_answer_without_end_is_cut_off() -> None:
    def endless(request: Any) -> None:
        request.send_response(200)
        request.end_headers()
        try:
            for _ in range(10_000):
                request.wfile.write(b"x" * 65536)
        except OSError:
            return

    with serving(endless) as url, pytest.raises(Refusal, match="provider_answer"):
        fetching.fetch(url)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    asked: list[str] = []

    def elsewhere(request: Any) -> None:
        asked.append(request.path)
        request.send_response(status)
        request.send_header("Location", "/elsewhere")
        request.end_headers()

    with serving(elsewhere) as url, pytest.raises(Refusal, match="provider_answer"):
        fetching.fetch(url)
    assert asked == ["/"]


@pytest.mark.parametrize(
    "url", ["file:///etc/hostname", "http://192.0.2.1/", "gopher://127.0.0.1/", "http://"]
)
def test_other_addresses_are_not_asked(url: str) -> None:
    with pytest.raises(Refusal, match="provider_unsafe"):
        fetching.fetch(url)
