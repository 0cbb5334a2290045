"""An identity provider of its own process that can be told to misbehave; otherwise it does what the standard says.

It asks for PKCE and the client's secret, takes a code once, and tells when a person signed in. `POST /crooked` with
JSON sets what it does next: `claims` and `header` change the token, `behave` names a misbehavior.
"""

import base64
import hashlib
import json
import sys
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit
from uuid import uuid4

from joserfc import jwk
from joserfc.jws import JWSRegistry

CLIENT, SECRET = "directbill-client", "a secret: with odd/letters"
ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10"
ALGORITHM = JWSRegistry(algorithms=["ES256"]).get_alg("ES256")


def b64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


@dataclass
class State:
    """What the provider knows, and what it was told to do."""

    key: Any = field(default_factory=lambda: jwk.ECKey.generate_key("P-256", {"kid": "first"}))
    other: Any = field(default_factory=lambda: jwk.ECKey.generate_key("P-256", {"kid": "first"}))
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    behave: str = ""
    signed_in_at: float = 0.0
    last: str = ""
    asked: list[str] = field(default_factory=list)


def token(state: State, issuer: str, asked: dict[str, str]) -> str:
    now = int(time.time())
    right = {
        "iss": issuer,
        "aud": CLIENT,
        "sub": "ada-subject",
        "nonce": asked.get("nonce"),
        "iat": now,
        "exp": now + 3600,
        "auth_time": int(state.signed_in_at),
        "name": "Ada",
        "email": "ada@example.com",
        "wids": [ADMINISTRATOR],
    }
    claims = {k: v for k, v in {**right, **state.claims}.items() if v != "ABSENT"}
    header = {"alg": "ES256", "kid": state.key.kid, "typ": "JWT", **state.header}
    signed = f"{b64(json.dumps(header).encode())}.{b64(json.dumps(claims).encode())}"
    if state.behave == "unsigned":
        return f"{signed}."
    key = state.other if state.behave == "other_key" else state.key
    return f"{signed}.{b64(ALGORITHM.sign(signed.encode(), key))}"


class Provider(BaseHTTPRequestHandler):
    state = State()
    protocol_version = "HTTP/1.1"

    @property
    def issuer(self) -> str:
        return f"http://{self.headers['Host']}"

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        self.state.asked.append(path)
        pages = {
            "/.well-known/openid-configuration": self.configuration,
            "/keys": self.keys,
            "/authorize": self.authorize,
        }
        pages.get(path, lambda: self.answer(404, {}))()

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        if self.path == "/crooked":
            self.told(json.loads(sent))
            return
        self.state.asked.append(self.path)
        self.exchange({name: values[0] for name, values in parse_qs(sent).items()})

    def told(self, wanted: dict[str, Any]) -> None:
        if wanted.pop("reset", False):
            Provider.state = State()
        given = {"claims": {}, "header": {}, "behave": "", **wanted}
        for name, value in given.items():
            setattr(self.state, name, value)
        if wanted.get("behave") == "new_key":
            self.state.key = jwk.ECKey.generate_key("P-256", {"kid": "second"})
        self.answer(200, {"asked": self.state.asked})

    def configuration(self) -> None:
        found = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }
        if self.state.behave == "other_issuer":
            found["issuer"] = "https://evil.example"
        if self.state.behave == "unsafe":
            found["token_endpoint"] = "http://evil.example/token"
        self.answer(500 if self.state.behave == "down" else 200, found)

    def keys(self) -> None:
        keys = [] if self.state.behave == "no_keys" else [self.state.key.as_dict(private=False)]
        self.answer(200, {"keys": keys})

    def authorize(self) -> None:
        """Signs Ada in at once: anew where it must be anew, and where there is no older sign-in."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        anew = asked.get("prompt") == "login" or asked.get("max_age") == "0"
        if not self.state.signed_in_at or (anew and self.state.behave != "silent"):
            self.state.signed_in_at = time.time()
        code = uuid4().hex
        self.state.codes[code] = asked
        self.send_response(302)
        self.send_header(
            "Location", f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"
        )
        self.send_header("Content-Length", "0")
        self.end_headers()

    def exchange(self, form: dict[str, str]) -> None:
        asked = self.state.codes.pop(form.get("code", ""), None)
        if asked is None or not self.is_ours(asked, form):
            self.answer(400, {"error": "invalid_grant"})
            return
        fresh = token(self.state, self.issuer, asked)
        given, self.state.last = (self.state.last if self.state.behave == "replay" else fresh), fresh
        answers: dict[str, tuple[int, Any]] = {
            "server_error": (500, {"error": "server_error"}),
            "no_token": (200, {"access_token": "a"}),
            "list": (200, ["id_token"]),
            "huge": (200, {"id_token": given, "padding": "x" * 400_000}),
            "huge_token": (200, {"id_token": given + "x" * 9_000}),
            "html": (200, "<html>Sign in</html>"),
        }
        if self.state.behave == "redirect":
            self.send_response(302)
            self.send_header("Location", f"{self.issuer}/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        right = {"access_token": "a", "token_type": "Bearer", "refresh_token": "r", "id_token": given}
        self.answer(*answers.get(self.state.behave, (200, right)))

    def is_ours(self, asked: dict[str, str], form: dict[str, str]) -> bool:
        """The client's secret, the address the code was sent to, and the verifier of the challenge."""
        basic = base64.b64decode(self.headers.get("Authorization", "Basic ").removeprefix("Basic ")).decode()
        client, _, secret = (unquote(part) for part in basic.partition(":"))
        made = b64(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        return (
            (client, secret) == (CLIENT, SECRET)
            and form.get("redirect_uri") == asked["redirect_uri"]
            and (asked.get("code_challenge_method"), asked.get("code_challenge")) == ("S256", made)
        )

    def answer(self, status: int, body: Any) -> None:
        content = (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


if __name__ == "__main__":
    with ThreadingHTTPServer(("127.0.0.1", 0), Provider) as server:
        sys.stdout.write(f"{server.server_port}\n")
        sys.stdout.flush()
        server.serve_forever()
