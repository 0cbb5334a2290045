"""A credit bureau: a report ordered by HTTPS, and the signature under what it sends later.

Contract: docs/reference/bureau.schema.json. A signature is the HMAC-SHA-256 of `TIMESTAMP.BODY` under the shared
secret, in hex; a call is taken only within the window around the time of this machine.
"""

import hashlib
import hmac
from http import HTTPStatus

from django.conf import settings

from directbill.core.errors import Refusal, refuse
from directbill.gateways.registries import asking
from directbill.gateways.registries.asking import Silent

WINDOW = 300
"""Seconds by which a call may be older or newer than the clock of this machine."""
TAKEN = (HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.ACCEPTED)
LONGEST_TIMESTAMP = 12


def used_here() -> bool:
    """Whether this installation orders from a bureau: its address and the shared secret are both set."""
    return bool(settings.BUREAU_URL and settings.BUREAU_SECRET)


def order(body: dict[str, str]) -> str:
    """Order a report. Returns why it was not taken, in a word of ours; empty where it was."""
    try:
        asking.expect(asking.ask(f"{settings.BUREAU_URL}/orders", body), *TAKEN)
    except Silent as silent:
        return silent.why
    return ""


def sign(body: bytes, *, timestamp: str) -> str:
    """The signature of a body sent at a time."""
    written = timestamp.encode() + b"." + body
    return hmac.new(settings.BUREAU_SECRET.encode(), written, hashlib.sha256).hexdigest()


def objection(body: bytes, *, timestamp: str, signature: str, now: float) -> Refusal | None:
    """Why a call is not the bureau's, or not of now; None where it is. The signature is looked at first."""
    known = timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= LONGEST_TIMESTAMP
    right = hmac.compare_digest(sign(body, timestamp=timestamp).encode(), signature.encode())
    if not known or not right:
        return refuse("bureau_signature")
    return refuse("bureau_stale") if abs(now - int(timestamp)) > WINDOW else None
