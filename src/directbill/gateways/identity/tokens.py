"""ID tokens, verified strictly. Whatever is not as it must be is refused, each with its own code."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from joserfc.errors import JoseError
from joserfc.jws import JWSRegistry

from directbill.core.errors import refuse
from directbill.gateways.identity import strict
from directbill.gateways.identity.keys import Key
from directbill.gateways.identity.strict import Taken

ALGORITHMS = {
    "RS256": "RS256",
    "PS256": "PS256",
    "ES256": "ES256",
    "EdDSA": "Ed25519",  # RFC 9864 renamed it; providers still write the old name
    "Ed25519": "Ed25519",
}
REGISTRY = JWSRegistry(algorithms=sorted(set(ALGORITHMS.values())))
EMBEDDED = frozenset({"jwk", "jku", "x5u", "x5c", "b64", "zip", "enc"})
"""Header parameters that bring a key, name where to get one, or change what was signed."""
SKEW = timedelta(seconds=120)
OLDEST = timedelta(hours=1)
"""Some providers write the time of issue a few minutes early; a token an hour old was not made for this sign-in."""
LONGEST_SUBJECT = 255
TENANT = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
PLACE = "{tenantid}"
"""Where a provider of many tenants has the tenant in its issuer."""

Claims = Mapping[str, Any]


class KeySource(Protocol):
    """Where the provider's keys are found by name."""

    def find(self, kid: str | None) -> Key: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a token must say: who issued it, for which client, in answer to which request, by what time."""

    issuer: str
    client: str
    nonce: str
    at: datetime


def verify(token: str, keys: KeySource, *, expected: Expected) -> Claims:
    """The claims of a token that is all it must be. Refuses every other with its code."""
    taken = strict.take(token)
    _check_header(taken.header)
    _check_signature(taken, keys)
    claims = strict.table(taken.claims)
    _check_issuer(claims, expected.issuer)
    _check_audience(claims, expected.client)
    _check_times(claims, expected.at)
    _check_answer(claims, expected.nonce)
    return claims


def _check_header(header: Claims) -> None:
    if header.get("alg") not in ALGORITHMS:
        raise refuse("token_algorithm", found=str(header.get("alg")))
    if "crit" in header:
        raise refuse("token_critical", found=str(header["crit"]))
    if carried := EMBEDDED & header.keys():
        raise refuse("token_header", found=", ".join(sorted(carried)))
    kind = header.get("typ", "JWT")
    if not isinstance(kind, str) or kind.casefold() != "jwt":
        raise refuse("token_type", found=str(kind))
    if not isinstance(header.get("kid", ""), str):
        raise refuse("token_claim", column="kid", found=str(header["kid"]))


def _check_signature(taken: Taken, keys: KeySource) -> None:
    key, name = keys.find(taken.header.get("kid")), str(taken.header["alg"])
    algorithm = REGISTRY.get_alg(ALGORITHMS[name])
    if key.algorithm is not None and ALGORITHMS.get(key.algorithm) != algorithm.name:
        raise refuse("token_key_unfit", found=name)
    try:
        algorithm.check_key(key.public)
    except JoseError:
        raise refuse("token_key_unfit", found=name) from None
    try:
        fits = algorithm.verify(taken.signed, taken.signature, key.public)
    except (JoseError, ValueError):
        fits = False
    if not fits:
        raise refuse("token_signature")


def _check_issuer(claims: Claims, wanted: str) -> None:
    issuer, tenant = claims.get("iss"), claims.get("tid")
    if tenant is not None and not (isinstance(tenant, str) and TENANT.fullmatch(tenant)):
        raise refuse("token_claim", column="tid", found=str(tenant))
    if PLACE in wanted and tenant is None:
        raise refuse("token_tenant_missing")
    if issuer != wanted.replace(PLACE, str(tenant)):
        raise refuse("token_issuer", found=str(issuer), wanted=wanted)
    named = TENANT.search(str(issuer))
    if named and tenant not in (None, named.group()):
        raise refuse("token_tenant", found=str(tenant), issuer=str(issuer))


def _check_audience(claims: Claims, client: str) -> None:
    audience = claims.get("aud")
    listed = [audience] if isinstance(audience, str) else audience
    if not isinstance(listed, list) or client not in [each for each in listed if isinstance(each, str)]:
        raise refuse("token_audience", found=str(audience))
    party = claims.get("azp")
    if party is None and len(listed) > 1:
        raise refuse("token_party", found="")
    if party is not None and party != client:
        raise refuse("token_party", found=str(party))


def _check_times(claims: Claims, at: datetime) -> None:
    expires, issued = moment(claims, "exp"), moment(claims, "iat")
    begins = moment(claims, "nbf") if "nbf" in claims else issued
    if expires <= at - SKEW:
        raise refuse("token_expired", found=expires.isoformat())
    if begins > at + SKEW:
        raise refuse("token_early", found=begins.isoformat())
    if not at - OLDEST <= issued <= at + SKEW:
        raise refuse("token_issued", found=issued.isoformat())


def _check_answer(claims: Claims, nonce: str) -> None:
    if not nonce or claims.get("nonce") != nonce:
        raise refuse("token_nonce")
    subject = claims.get("sub")
    if not isinstance(subject, str) or not subject.strip() or not subject.isprintable():
        raise refuse("token_subject", found=str(subject))
    if len(subject) > LONGEST_SUBJECT:
        raise refuse("token_subject", found=f"{len(subject)} > {LONGEST_SUBJECT}")


def moment(claims: Claims, name: str) -> datetime:
    """A claim that is a time, in seconds since 1970. Refuses `token_claim`."""
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise refuse("token_claim", column=name, found=str(value))
    try:
        return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError):
        raise refuse("token_claim", column=name, found=str(value)) from None
