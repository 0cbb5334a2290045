"""Identity providers in processes of their own: a real one, and one that can be told to misbehave."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from pytest_django.fixtures import Settings

from directbill.web.signin import oidc

HERE = Path(__file__).parent
CLIENT, SECRET = "directbill-client", "a secret: with odd/letters"
READY = 30.0
"""Seconds a provider may take to start."""


class Provider:
    """A running provider, as people and their browsers meet it."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer

    def visit(self, url: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, where it leads, and the body."""
        parts = urlsplit(url)
        connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=10)
        try:
            body = urlencode(form) if form is not None else None
            headers = {"Content-Type": "application/x-www-form-urlencoded"} if form is not None else {}
            connection.request(
                "POST" if body is not None else "GET", f"{parts.path}?{parts.query}", body, headers
            )
            answer = connection.getresponse()
            return answer.status, answer.getheader("Location", ""), answer.read().decode()
        finally:
            connection.close()

    def agree(self, url: str, sub: str = "ada-subject", **more: str) -> str:
        """The person signs in at the page the browser was sent to; the address they are sent back to."""
        status, back, _ = self.visit(url, {"sub": sub, **more})
        assert status in (302, 303), status
        return back

    def send(self, method: str, path: str, table: dict[str, Any]) -> Any:
        parts = urlsplit(self.issuer)
        connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=10)
        try:
            headers = {"Content-Type": "application/json"}
            connection.request(method, path, json.dumps(table), headers)
            found = connection.getresponse().read()
            return json.loads(found) if found else None
        finally:
            connection.close()


class Real(Provider):
    """A provider somebody else wrote."""

    def person(self, sub: str, **claims: Any) -> None:
        self.send("PUT", f"/users/{sub}", claims)


class Crooked(Provider):
    """Ours. It signs Ada in without a page of its own."""

    def agree(self, url: str, sub: str = "", **more: str) -> str:
        return self.visit(url)[1]

    def behave(self, how: str = "", **wanted: Any) -> list[str]:
        """What it does from now on; gives the paths that were asked for so far."""
        found: list[str] = self.send("POST", "/crooked", {"behave": how, **wanted})["asked"]
        return found


@contextmanager
def process(
    command: list[str], environ: dict[str, str] | None = None, folder: Path = HERE.parent
) -> Iterator["subprocess.Popen[str]"]:
    """A process that is ended, whatever happens."""
    quiet = {**(environ or os.environ), "NO_COLOR": "1", "PYTHONWARNINGS": "ignore"}
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=quiet, cwd=folder
    )
    try:
        yield running
    finally:
        running.terminate()
        running.wait(10)
        assert running.stdout is not None
        running.stdout.close()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(port: int) -> None:
    until = time.monotonic() + READY
    while time.monotonic() < until:
        with socket.socket() as one:
            one.settimeout(1)
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"nothing answers at port {port}")


@pytest.fixture(scope="session")
def real_server() -> Iterator[Real]:
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--require-nonce", "true"]
    with process(command):
        wait_for(port)
        yield Real(f"http://127.0.0.1:{port}")


@pytest.fixture(scope="session")
def crooked_server() -> Iterator[Crooked]:
    with process([sys.executable, str(HERE / "hostile/crooked.py")]) as running:
        assert running.stdout is not None
        yield Crooked(f"http://127.0.0.1:{int(running.stdout.readline())}")


def _offered(settings: Settings, found: Provider) -> None:
    settings.OIDC_ISSUER, settings.OIDC_NAME = found.issuer, "Contoso sign-in"
    settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = CLIENT, SECRET
    oidc.forget()


@pytest.fixture
def provider(real_server: Real, settings: Settings) -> Real:
    """The real provider, which the installation offers."""
    _offered(settings, real_server)
    return real_server


@pytest.fixture
def crooked(crooked_server: Crooked, settings: Settings) -> Crooked:
    """The one that can misbehave, offered; it behaves until it is told otherwise."""
    _offered(settings, crooked_server)
    crooked_server.behave(reset=True)
    return crooked_server
