"""The address of a client is what the nearest trusted proxy saw, never what the client says."""

from typing import Any

import pytest
from django.test import RequestFactory

from directbill.web.signin import address

PROXY, CLIENT = "10.0.0.1", "203.0.113.7"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (0, "198.51.100.1", PROXY),
        (1, CLIENT, CLIENT),
        (1, f"198.51.100.1, {CLIENT}", CLIENT),
        (2, f"198.51.100.1, {CLIENT}, 10.0.0.2", CLIENT),
        (2, CLIENT, PROXY),
        (1, "", PROXY),
        (1, "evil", "127.0.0.1"),
        (1, "2001:db8::7", "2001:db8::7"),
    ],
)
def test_the_address_is_counted_from_the_right(
    proxies: int, forwarded: str, seen: str, settings: Any
) -> None:
    settings.PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=forwarded)
    assert address.of(request) == seen


def test_a_server_on_a_socket_says_no_address() -> None:
    assert address.of(RequestFactory().get("/", REMOTE_ADDR="")) == "127.0.0.1"
