"""Asking an identity provider over HTTP: bounded in size and time, following nobody elsewhere."""

import json
import time
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib import error, parse, request
from urllib.parse import urlsplit

from directbill.core.errors import refuse

MOST = 256 * 1024
SECONDS = 8.0
PIECE = 16 * 1024
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class _Nowhere(request.HTTPRedirectHandler):
    """A redirect is an answer like any other: it is not followed."""

    def redirect_request(self, *_: Any, **__: Any) -> None:  # shape: urllib's
        return None


OPENER = request.build_opener(_Nowhere)


def is_safe(url: str) -> bool:
    """Whether an address may be asked: TLS, or a server on this machine."""
    parts = urlsplit(url)
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    )


def fetch(
    url: str, sent: Mapping[str, str] | None = None, *, headers: Mapping[str, str] | None = None
) -> bytes:
    """The body of a successful answer. With `sent`, the form is posted.

    Refuses `provider_unsafe`, `provider_unreachable` and `provider_answer`.
    """
    if not is_safe(url):
        raise refuse("provider_unsafe", found=url)
    form = parse.urlencode(sent).encode() if sent is not None else None
    asked = request.Request(url, data=form, headers={"Accept": "application/json", **(headers or {})})  # noqa: S310 - trusted: checked above
    until = time.monotonic() + SECONDS
    try:
        with OPENER.open(asked, timeout=SECONDS) as answer:
            if answer.status != HTTPStatus.OK:
                raise refuse("provider_answer", found=str(answer.status))
            return _read(answer, until)
    except error.HTTPError as fault:
        raise refuse("provider_answer", found=_said(fault)) from None
    except (OSError, ValueError):
        raise refuse("provider_unreachable", found=urlsplit(url).netloc) from None


def _read(answer: Any, until: float) -> bytes:
    body = bytearray()
    while piece := answer.read1(PIECE):
        body += piece
        if len(body) > MOST:
            raise refuse("provider_answer", found=f"> {MOST}")
        if time.monotonic() > until:
            raise refuse("provider_unreachable", found=urlsplit(answer.url).netloc)
    return bytes(body)


def _said(fault: error.HTTPError) -> str:
    """The status, and the error's name where the answer gives one as OAuth does."""
    try:
        table = json.loads(fault.read(PIECE))
        name = table.get("error", "") if isinstance(table, dict) else ""
    except (OSError, ValueError):
        name = ""
    return f"{fault.code} {name}".strip()
