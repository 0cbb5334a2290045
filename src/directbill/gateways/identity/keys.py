"""The provider's signing keys: fetched when needed, kept for an hour, and asked for again at most once a minute."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from joserfc import jwk
from joserfc.errors import JoseError

from directbill.core.errors import Refusal, refuse
from directbill.gateways.identity import strict

KEPT, STALE, AGAIN = 3600.0, 86_400.0, 60.0
"""Seconds: how long keys are used unasked, how long when the provider cannot be reached, how often at most."""
MOST = 100
SHORTEST_RSA = 2048
KINDS = frozenset({"RSA", "EC", "OKP"})

Fetch = Callable[[], bytes]
Public = jwk.RSAKey | jwk.ECKey | jwk.OKPKey


@dataclass(frozen=True, slots=True)
class Key:
    """A public key by its name, and the algorithm it is kept for where that is said."""

    kid: str | None
    algorithm: str | None
    public: Public


@dataclass
class Keys:
    """The keys of one provider, shared by all threads of a process."""

    fetch: Fetch
    tick: Callable[[], float] = time.monotonic
    _found: tuple[Key, ...] = ()
    _at: float | None = None
    _asked: float | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def find(self, kid: str | None) -> Key:
        """The key of that name; without a name the only one there is.

        Refuses `token_key_unnamed`, `token_key_unknown`, and `keys_unreachable` where there are none to choose from.
        """
        with self._lock:
            self._refresh(KEPT)
            fitting = self._named(kid)
            if not fitting:
                self._refresh(0)
                fitting = self._named(kid)
        if len(fitting) == 1:
            return fitting[0]
        raise refuse("token_key_unknown", found=kid) if kid is not None else refuse("token_key_unnamed")

    def _named(self, kid: str | None) -> list[Key]:
        return [key for key in self._found if kid is None or key.kid == kid]

    def _refresh(self, older: float) -> None:
        """Fetch the keys where they are older than that, unless they were asked for a moment ago."""
        now = self.tick()
        age = None if self._at is None else now - self._at
        if age is not None and age < older:
            return
        if self._asked is None or now - self._asked >= AGAIN:
            self._asked = now
            self._take(now, age)
        if self._at is None:
            raise refuse("keys_unreachable")

    def _take(self, now: float, age: float | None) -> None:
        try:
            self._found, self._at = read(self.fetch()), now
        except Refusal:
            if age is None or age > STALE:
                self._found, self._at = (), None


def read(text: bytes) -> tuple[Key, ...]:
    """The public signing keys of a JWKS. Others in it are passed over; refuses a text that is none."""
    entries = strict.table(text).get("keys")
    if not isinstance(entries, list) or len(entries) > MOST:
        raise refuse("token_shape", found="keys")
    return tuple(key for entry in entries if (key := _key(entry)) is not None)


def _key(entry: Any) -> Key | None:
    if not isinstance(entry, dict) or entry.get("kty") not in KINDS or entry.get("use", "sig") != "sig":
        return None
    if not isinstance(entry.get("alg", ""), str) or _is_short(entry):
        return None
    try:
        public = jwk.import_key({name: value for name, value in entry.items() if name != "alg"})
    except (JoseError, ValueError, TypeError, KeyError):
        return None
    return None if isinstance(public, jwk.OctKey) else Key(public.kid, entry.get("alg"), public)


def _is_short(entry: dict[str, Any]) -> bool:
    """Whether it is an RSA key of fewer bits than are safe; six bits stand in a letter."""
    return entry["kty"] == "RSA" and len(str(entry.get("n", ""))) * 6 < SHORTEST_RSA
