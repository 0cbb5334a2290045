"""A JSON Web Token taken apart strictly: bounded, with one meaning only, before anything in it is believed."""

import base64
import binascii
import json
import re
from dataclasses import dataclass
from typing import Any

from directbill.core.errors import refuse

LONGEST = 8 * 1024
"""Characters of a token; longer ones are refused before anything is decoded."""
PARTS = 3
SEGMENT = re.compile(r"[A-Za-z0-9_-]*")
Table = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Taken:
    """A token in its parts. The claims are bytes still: they are read after the signature was checked."""

    header: Table
    claims: bytes
    signed: bytes
    signature: bytes


def take(token: str) -> Taken:
    """Take a token apart. Refuses `token_size` and `token_shape`."""
    if len(token) > LONGEST:
        raise refuse("token_size", found=str(len(token)), most=str(LONGEST))
    parts = token.split(".")
    if len(parts) != PARTS:
        raise refuse("token_shape", found=f"{len(parts)} / {PARTS}")
    header, claims, signature = map(_decoded, parts)
    signed = f"{parts[0]}.{parts[1]}".encode("ascii")
    return Taken(table(header), claims, signed, signature)


def table(text: bytes) -> Table:
    """A JSON object with every name once, and no number that is none. Refuses `token_shape`."""
    try:
        found = json.loads(text.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as fault:
        raise refuse("token_shape", found=type(fault).__name__) from None
    if not isinstance(found, dict):
        raise refuse("token_shape", found=type(found).__name__)
    return found


def _decoded(segment: str) -> bytes:
    """base64url without padding, written in the only way there is."""
    if not SEGMENT.fullmatch(segment):
        raise refuse("token_shape", found="base64url")
    try:
        content = base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))
    except binascii.Error:
        raise refuse("token_shape", found="base64url") from None
    if base64.urlsafe_b64encode(content).rstrip(b"=") != segment.encode("ascii"):
        raise refuse("token_shape", found="base64url")
    return content


def _once(pairs: list[tuple[str, Any]]) -> Table:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is written twice")
    return found


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is no number")
