"""Where the web server listens, and how it is written."""

import socket

import pytest

from directbill.core.errors import Refusal
from directbill.ops import listening


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::1", "http://[::1]:8000"),
        ("::", "http://[::1]:8000"),
        ("partners.example.com", "http://partners.example.com:8000"),
    ],
)
def test_an_address_is_one_a_browser_of_this_machine_opens(host: str, address: str) -> None:
    assert listening.address(host, 8000) == address


def test_port_0_is_any_free_one_and_another_stays_itself() -> None:
    chosen = listening.free_port("127.0.0.1", 0)
    assert chosen > 0
    assert listening.free_port("127.0.0.1", chosen) == chosen


def test_a_port_somebody_listens_on_is_refused() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(Refusal) as refused:
            listening.free_port("127.0.0.1", taken.getsockname()[1])
    assert refused.value.code == "port_taken"


def test_a_host_nobody_knows_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        listening.free_port("no.such.host.invalid", 0)
    assert refused.value.code == "host_unknown"


def test_pages_that_are_not_there_do_not_answer() -> None:
    assert not listening.pages_answer("127.0.0.1", listening.free_port("127.0.0.1", 0))
