"""Tokens of any shape, right or wrong, signed with keys made for the run."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime
from functools import cache
from typing import Any

from joserfc import jwk
from joserfc.jws import JWSRegistry

from directbill.core.errors import refuse
from directbill.gateways.identity import keys, tokens
from directbill.gateways.identity.keys import Key
from directbill.gateways.identity.tokens import Expected

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
AT = int(NOW.timestamp())
TENANT = "11111111-2222-4333-8444-555555555555"
OTHER_TENANT = "99999999-2222-4333-8444-555555555555"
ISSUER = f"https://login.example.com/{TENANT}/v2.0"
MANY = "https://login.example.com/{tenantid}/v2.0"
CLIENT, NONCE = "directbill-client", "nonce-of-this-request"
ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10"
READER = "88d8e3e3-8f55-4a1e-953a-9b9898b8876b"
REGISTRY = JWSRegistry(algorithms=["RS256", "PS256", "ES256", "Ed25519", "RS384"])
CLAIMS: dict[str, Any] = {
    "iss": ISSUER,
    "aud": CLIENT,
    "sub": "ada-subject",
    "tid": TENANT,
    "nonce": NONCE,
    "iat": AT - 5,
    "nbf": AT - 5,
    "exp": AT + 3600,
    "name": "Ada",
    "email": "ada@example.com",
    "wids": [ADMINISTRATOR],
}


class Absent:
    """Takes a claim away."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = Absent()


@cache
def key(kid: str = "rsa") -> Any:
    """A private key by its name."""
    named = {"kid": kid}
    if kid == "ec":
        return jwk.ECKey.generate_key("P-256", named)
    if kid == "ed":
        return jwk.OKPKey.generate_key("Ed25519", named)
    return jwk.RSAKey.generate_key(2048, named)


class Chest:
    """The provider's published keys."""

    def __init__(self, *names: str) -> None:
        self.published = names

    def find(self, kid: str | None) -> Key:
        entries = [key(name).as_dict(private=False) for name in self.published]
        found = [k for k in keys.read(json.dumps({"keys": entries}).encode()) if kid in (None, k.kid)]
        if len(found) == 1:
            return found[0]
        raise refuse("token_key_unknown", found=str(kid)) if kid else refuse("token_key_unnamed")


def b64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def changed(table: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in {**table, **changes}.items() if v is not ABSENT}


def mint(
    claims: dict[str, Any] | str | None = None,
    *,
    header: dict[str, Any] | None = None,
    by: str = "rsa",
    signing: str | None = None,
) -> str:
    """A token. `claims` changes the right ones, or is the text to sign; `signing` is the algorithm really used."""
    head = changed({"alg": "RS256", "typ": "JWT", "kid": by}, header or {})
    text = claims if isinstance(claims, str) else json.dumps(changed(CLAIMS, claims or {}))
    signed = f"{b64(json.dumps(head).encode())}.{b64(text.encode())}"
    algorithm = REGISTRY.algorithms[signing or tokens.ALGORITHMS.get(str(head.get("alg")), "RS256")]
    return f"{signed}.{b64(algorithm.sign(signed.encode(), key(by)))}"


def with_public_key_as_secret() -> str:
    """HS256 with the published key as the secret: the confusion of algorithms."""
    head = b64(json.dumps({"alg": "HS256", "typ": "JWT", "kid": "rsa"}).encode())
    signed = f"{head}.{b64(json.dumps(CLAIMS).encode())}"
    secret = key("rsa").as_pem(private=False)
    return f"{signed}.{b64(hmac.new(secret, signed.encode(), hashlib.sha256).digest())}"


def unsigned(alg: str = "none") -> str:
    return f"{b64(json.dumps({'alg': alg, 'typ': 'JWT'}).encode())}.{b64(json.dumps(CLAIMS).encode())}."


def expected(**changes: Any) -> Expected:
    given = {"issuer": ISSUER, "client": CLIENT, "nonce": NONCE, "at": NOW, **changes}
    return Expected(**given)
