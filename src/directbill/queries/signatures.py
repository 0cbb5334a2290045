"""Signatures that somebody is asked for by a link."""

import json
from dataclasses import dataclass
from typing import Any

from directbill.records import scope
from directbill.records.models import Signature


@dataclass(frozen=True, slots=True)
class ToSign:
    """What the holder of a link may see: the one signature, and what is to be signed."""

    signature: Signature
    record: dict[str, Any]


def held(digest: str) -> ToSign | None:
    """What a link leads to, by the digest of its secret; None where it leads nowhere."""
    with scope.scoped(scope.link(digest)):
        found = Signature.objects.filter(digest=digest).first()
    if found is None:
        return None
    return ToSign(found, json.loads(found.record))
