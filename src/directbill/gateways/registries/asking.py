"""One question over HTTP to a register: bounded in size and time, following nobody elsewhere."""

import json
import time
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from typing import Any
from urllib import error, request

from directbill.gateways.identity import fetching

MOST = 256 * 1024
SECONDS = 5.0
PIECE = 16 * 1024
UNSAFE, UNREACHABLE, STRANGE = "unsafe", "unreachable", "strange"


class Silent(Exception):
    """The register gave no answer that can be read. `why` is a word of ours, or the register's own."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer: its status, and its JSON object."""

    status: int
    body: dict[str, Any]


def ask(url: str, sent: dict[str, str] | None = None, *, accept: str = "application/json") -> Heard:
    """Ask an address, with `sent` as JSON where it is given. Raises `Silent`."""
    if not fetching.is_safe(url):
        raise Silent(UNSAFE)
    headers = {"Accept": accept, "User-Agent": "directbill"}
    data = None
    if sent is not None:
        data, headers["Content-Type"] = json.dumps(sent).encode(), "application/json"
    asked = request.Request(url, data=data, headers=headers)  # noqa: S310 - trusted: checked above
    try:
        status, body = _answered(asked)
    except (OSError, HTTPException, ValueError):
        raise Silent(UNREACHABLE) from None
    return Heard(status, _object(body))


def text(table: Any, *path: str) -> str:
    """What stands at a path of a JSON object; empty where it is not told. Raises `Silent` where it is no text."""
    found = table
    for key in path:
        if found is None:
            return ""
        if not isinstance(found, dict):
            raise Silent(STRANGE)
        found = found.get(key)
    if found is not None and not isinstance(found, str | int):
        raise Silent(STRANGE)
    return "" if found is None else str(found)


def _answered(asked: request.Request) -> tuple[int, bytes]:
    until = time.monotonic() + SECONDS
    try:
        with fetching.OPENER.open(asked, timeout=SECONDS) as answer:
            return answer.status, _read(answer, until)
    except error.HTTPError as fault:
        with fault:
            return fault.code, _read(fault, until)


def _read(answer: Any, until: float) -> bytes:
    body = bytearray()
    while piece := answer.read1(PIECE):
        body += piece
        if len(body) > MOST:
            raise Silent(STRANGE)
        if time.monotonic() > until:
            raise Silent(UNREACHABLE)
    return bytes(body)


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise Silent(STRANGE) from None
    if not isinstance(found, dict):
        raise Silent(STRANGE)
    return found


def expect(heard: Heard, *statuses: HTTPStatus) -> None:
    """Raise `Silent` for any other status, naming it."""
    if heard.status not in statuses:
        raise Silent(f"HTTP {heard.status}")
