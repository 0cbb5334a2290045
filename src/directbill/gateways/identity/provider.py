"""The identity provider of an installation: what it publishes about itself, and a code exchanged for a token."""

import base64
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

from directbill.core.errors import Refusal, refuse
from directbill.gateways.identity import strict
from directbill.gateways.identity.fetching import fetch, is_safe
from directbill.gateways.identity.keys import Keys
from directbill.gateways.identity.tokens import PLACE, TENANT

WELL_KNOWN = "/.well-known/openid-configuration"
KEPT = 3600.0
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What the provider says of itself. `issuer` may leave a place for the tenant."""

    issuer: str
    authorization: str
    token: str
    keys: str
    basic: bool
    """Whether the client's secret goes into a header; else into the form."""


@dataclass
class Provider:
    """One provider, shared by all threads of a process. Nothing is asked before it is needed."""

    issuer: str
    client: str
    secret: str
    _published: Published | None = None
    _keys: Keys | None = None
    _until: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def published(self) -> Published:
        """What it publishes, asked again after an hour; what is known stays where it cannot be asked."""
        with self._lock:
            if self._published is None or time.monotonic() > self._until:
                self._ask()
            if self._published is None:
                raise refuse("provider_unreachable", found=self.issuer)
            return self._published

    def keys(self) -> Keys:
        """Its signing keys."""
        self.published()
        if self._keys is None:
            raise refuse("keys_unreachable")
        return self._keys

    def exchange(self, code: str, *, verifier: str, back: str) -> str:
        """The ID token for a code. No other token is looked at or kept."""
        there = self.published()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "client_id": self.client,
            "code_verifier": verifier,
        }
        headers = {"Authorization": _basic(self.client, self.secret)} if self.secret and there.basic else {}
        if self.secret and not there.basic:
            form["client_secret"] = self.secret
        answer = strict.table(fetch(there.token, form, headers=headers))
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise refuse("provider_answer", found="id_token")
        return token

    def _ask(self) -> None:
        try:
            found = read(fetch(self.issuer.rstrip("/") + WELL_KNOWN), wanted=self.issuer)
        except Refusal:
            if self._published is None:
                raise
            found = self._published
        if self._published is None or found.keys != self._published.keys:
            self._keys = Keys(lambda: fetch(found.keys))
        self._published, self._until = found, time.monotonic() + KEPT


def read(text: bytes, *, wanted: str) -> Published:
    """The published document. Refuses `provider_issuer` where it speaks of another provider."""
    table = strict.table(text)
    issuer = table.get("issuer")
    same_place = isinstance(issuer, str) and PLACE in issuer and _fits(wanted, issuer)
    if not isinstance(issuer, str) or not (issuer == wanted or same_place):
        raise refuse("provider_issuer", found=str(issuer), wanted=wanted)
    for name in ENDPOINTS:
        if not is_safe(str(table.get(name))):
            raise refuse("provider_unsafe", found=f"{name}: {table.get(name)}")
    return Published(
        issuer=issuer,
        authorization=str(table["authorization_endpoint"]),
        token=str(table["token_endpoint"]),
        keys=str(table["jwks_uri"]),
        basic=_wants_basic(table),
    )


def _fits(wanted: str, issuer: str) -> bool:
    """Whether an issuer with a place for the tenant is that of the address asked: the rest of it is the same."""
    before, _, after = issuer.partition(PLACE)
    asked = wanted.removeprefix(before).removesuffix(after)
    same_server = before.endswith("/") and urlsplit(before).netloc == urlsplit(wanted).netloc
    is_one_word = f"{before}{asked}{after}" == wanted and asked != "" and "/" not in asked
    return same_server and is_one_word and not TENANT.search(wanted)


def _wants_basic(table: Mapping[str, Any]) -> bool:
    """The form is preferred: some providers read a header with odd letters wrongly. It is not the default, though."""
    methods = table.get("token_endpoint_auth_methods_supported")
    return not isinstance(methods, list) or "client_secret_post" not in methods


def _basic(client: str, secret: str) -> str:
    """RFC 6749, 2.3.1: both are written as in a form first."""
    pair = f"{quote(client, safe='')}:{quote(secret, safe='')}"
    return f"Basic {base64.b64encode(pair.encode()).decode()}"
