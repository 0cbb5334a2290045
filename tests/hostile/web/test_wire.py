"""The running server, over sockets: uploads cut off, that trickle or lie about their length; and its cookies."""

import contextlib
import http.client
import socket
import time
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from directbill.records import scope
from directbill.records.models import EvidenceRevision
from tests.actions import applying
from tests.actions.applying import Applying
from tests.web.serving import site
from tests.web.signin.local import PASSWORD

pytestmark = pytest.mark.slow
BOUNDARY = "----of-the-tests"
PDF = b"%PDF-1.7\n" + b"x" * 300_000


class Visitor:
    """A browser with its cookies, as bytes on a socket."""

    def __init__(self, address: str) -> None:
        self.host, self.port = str(urlsplit(address).hostname), int(urlsplit(address).port or 80)
        self.cookies: dict[str, str] = {}
        self.sent: dict[str, str] = {}

    def get(self, path: str) -> tuple[int, str]:
        return self._ask("GET", path, b"", {})

    def post(self, path: str, form: str) -> tuple[int, str]:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, form.encode(), kind)

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=20)
        try:
            connection.request(method, path, body, {**headers, "Cookie": self.jar()})
            answer = connection.getresponse()
            for value in answer.headers.get_all("Set-Cookie") or []:
                name, _, rest = value.partition("=")
                self.cookies[name] = rest.partition(";")[0]
                self.sent[name] = value
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def jar(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def mark(self, path: str) -> str:
        return self.get(path)[1].split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]

    def sign_in(self, email: str) -> None:
        mark = self.mark("/sign-in/")
        status, _ = self.post("/sign-in/", f"email={email}&password={PASSWORD}&csrfmiddlewaretoken={mark}")
        assert status == 302

    def post_in_pieces(self, path: str, body: bytes) -> tuple[int, str]:
        """With this session's mark beside it, so that only the length is missing."""
        pieces = b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in (body[:1000], body[1000:])) + b"0\r\n\r\n"
        kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", "Transfer-Encoding": "chunked"}
        return self._ask("POST", path, pieces, {**kind, "X-CSRFToken": self.mark("/account/")})

    def open_upload(self, path: str, *, length: int | None = None) -> tuple[socket.socket, bytes]:
        """A socket on which an upload has begun, and all that is still to be sent."""
        parts = {"csrfmiddlewaretoken": self.mark(path), "title": "Register"}
        body = "".join(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in parts.items()
        ).encode()
        body += (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'.encode()
        )
        body += PDF + f"\r\n--{BOUNDARY}--\r\n".encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\nCookie: {self.jar()}\r\n"
            f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n"
            f"Content-Length: {length or len(body)}\r\nConnection: close\r\n\r\n"
        )
        made = socket.create_connection((self.host, self.port), timeout=20)
        made.sendall(head.encode())
        return made, body


@pytest.fixture
def made(committed: str) -> Applying:
    found = applying.begun()
    found.company.ada.set_password(PASSWORD)
    found.company.ada.save()
    return found


@pytest.fixture
def running(made: Applying, committed: str, own_files: Path) -> Iterator[str]:
    with site(committed, DIRECTBILL_DATA=str(own_files)) as address:
        yield address


def upload_path(made: Applying) -> str:
    reference = made.record.reference
    return f"/c/{made.company.partner.reference}/applications/{reference}/evidence/people/authority_proof/"


def kept(files: Path) -> list[str]:
    with scope.scoped(scope.EVERYONE):
        rows = [str(row.filename) for row in EvidenceRevision.objects.all()]
    folder = files / "files"
    return rows + [str(p) for p in folder.rglob("*") if p.is_file()] if folder.exists() else rows


def test_an_upload_that_is_cut_off_keeps_nothing_and_the_next_one_is_taken(
    made: Applying, running: str, own_files: Path
) -> None:
    ada = Visitor(running)
    ada.sign_in("ada@example.com")
    path = upload_path(made)
    for part in (0, 50, 400, 150_000):
        wire, body = ada.open_upload(path)
        wire.sendall(body[:part])
        wire.close()
    for length in (400_000, 10 << 30):
        wire, body = ada.open_upload(path, length=length)
        wire.sendall(body)
        wire.shutdown(socket.SHUT_WR)
        wire.settimeout(10)
        with contextlib.suppress(OSError):
            wire.recv(100)
        wire.close()
    time.sleep(1)
    assert kept(own_files) == []
    assert ada.get("/account/")[0] == 200


@pytest.mark.parametrize(("who", "megabytes"), [("anonymous", 17), ("ada", 5000), ("ada", 10**9)])
def test_an_upload_that_says_it_is_too_large_is_refused_before_it_is_read(
    made: Applying, running: str, who: str, megabytes: int
) -> None:
    visitor = Visitor(running)
    path = "/sign-in/"
    if who == "ada":
        visitor.sign_in("ada@example.com")
        path = upload_path(made)
    wire, body = visitor.open_upload(path, length=megabytes << 20)
    wire.sendall(body[:1000])
    assert wire.recv(100).startswith(b"HTTP/1.1 413 ")
    wire.close()


@pytest.mark.parametrize("to", ["upload", "/sign-out/"])
def test_what_comes_in_pieces_without_its_length_is_refused_in_words_and_changes_nothing(
    made: Applying, running: str, own_files: Path, to: str
) -> None:
    """Read as if it were empty, the sign-out would be taken, and the upload refused for a reason that is not true."""
    ada = Visitor(running)
    ada.sign_in("ada@example.com")
    wire, body = ada.open_upload(upload_path(made))
    wire.close()
    status, page = ada.post_in_pieces(upload_path(made) if to == "upload" else to, body)
    assert (status, "arrived without its length (Content-Length)" in page) == (411, True)
    assert kept(own_files) == []
    assert ada.get("/account/")[0] == 200


def test_uploads_that_trickle_keep_nobody_else_waiting(made: Applying, running: str) -> None:
    """Thirty of them, more than there are threads: each sends a byte now and then and never ends."""
    ada = Visitor(running)
    ada.sign_in("ada@example.com")
    path, open_ones = upload_path(made), []
    for _ in range(30):
        wire, body = ada.open_upload(path)
        wire.sendall(body[:100])
        open_ones.append(wire)
    begun = time.monotonic()
    assert Visitor(running).get("/")[0] == 200
    assert ada.get("/account/")[0] == 200
    assert time.monotonic() - begun < 5
    for wire in open_ones:
        wire.close()


def test_cookies_are_for_this_site_alone_and_no_script_reads_them(made: Applying, running: str) -> None:
    ada = Visitor(running)
    ada.sign_in("ada@example.com")
    ada.post("/language/", f"language=cs&csrfmiddlewaretoken={ada.mark('/account/')}")
    for name, value in ada.sent.items():
        found = SimpleCookie(value)[name]
        assert (bool(found["httponly"]), found["samesite"], found["path"]) == (True, "Lax", "/"), name
        assert found["domain"] == ""
    assert len(ada.sent) == 3


def test_over_tls_every_cookie_is_sent_over_tls_only(committed: str, made: Applying) -> None:
    with site(committed, DIRECTBILL_BASE_URL="https://desk.example", DIRECTBILL_HOSTS="127.0.0.1") as address:
        visitor = Visitor(address)
        status, page = visitor.get("/sign-in/")
        mark = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        visitor.post("/language/", f"language=cs&csrfmiddlewaretoken={mark}")
        assert status == 200
        for name, value in visitor.sent.items():
            found = SimpleCookie(value)[name]
            assert found["secure"], name
        assert visitor.sent.keys() == {"__Host-csrftoken", "directbill_language"}
