"""The three registers on loopback, saying what their published contracts say; every answer is held against them."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import jsonschema

CONTRACTS = Path(__file__).parent / "contracts"
GLEIF, VIES, ARES = (
    json.loads((CONTRACTS / f"{name}.json").read_text(encoding="utf-8")) for name in ("gleif", "vies", "ares")
)
LEI, VAT, ICO = "00000CONTOSO00000180", "12345679", "12345679"
NAME, ADDRESS = "Contoso Example s.r.o.", "Vzorová 1, 110 00 Praha"
ENDED, WITHHELD = "00000019", "99999999"
"""A company that ended; a number whose holder is not told."""
ENDED_LEI = "00000ENDED0000000119"


@dataclass
class Fake:
    """A running fake: its address, what it was asked, and how it misbehaves."""

    url: str = ""
    asked: list[str] = field(default_factory=list)
    name: str = NAME
    trouble: str = ""
    """`down`, `slow`, `html`, `strange`, `huge`, `elsewhere`, or an error of VIES."""


def _gleif(fake: Fake, lei: str) -> tuple[int, Any]:
    if lei not in (LEI, ENDED_LEI):
        return 404, {"errors": [{"status": "404", "title": "Resource not found"}]}
    entity = {
        "legalName": {"name": fake.name, "language": "cs"},
        "legalAddress": {
            "addressLines": ["Vzorová 1"],
            "city": "Praha",
            "country": "CZ",
            "postalCode": "110 00",
        },
        "status": "ACTIVE" if lei == LEI else "INACTIVE",
    }
    attributes = {"lei": lei, "entity": entity, "registration": {"status": "ISSUED"}}
    return 200, {"data": {"type": "lei-records", "id": lei, "attributes": attributes}}


def _vies(fake: Fake, sent: dict[str, str]) -> tuple[int, Any]:
    jsonschema.validate(sent, VIES["sent"])
    if fake.trouble.isupper():
        return 200, {"actionSucceed": False, "errorWrappers": [{"error": fake.trouble}]}
    known = {VAT: (fake.name, "Vzorová 1\nPRAHA\n110 00  PRAHA"), WITHHELD: ("---", "---")}
    name, address = known.get(sent["vatNumber"], ("---", "---"))
    valid = sent["vatNumber"] in known
    answer = {**sent, "requestDate": "2026-11-26T00:00:00Z", "valid": valid, "requestIdentifier": "WAPI1"}
    return 200, {**answer, "name": name, "address": address}


def _ares(fake: Fake, ico: str) -> tuple[int, Any]:
    if ico not in (ICO, ENDED):
        return 404, {"kod": "NENALEZENO", "popis": "Subjekt nebyl nalezen"}
    found = {"ico": ico, "obchodniJmeno": fake.name, "sidlo": {"kodStatu": "CZ", "textovaAdresa": ADDRESS}}
    return 200, found if ico == ICO else {**found, "datumZaniku": "2024-12-31"}


def _handler(fake: Fake) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            *_, part, key = self.path.split("/")
            contract, answer = (GLEIF, _gleif) if part == "lei-records" else (ARES, _ares)
            self.answer(contract, *answer(fake, key))

        def do_POST(self) -> None:
            sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self.answer(VIES, *_vies(fake, sent))

        def answer(self, contract: dict[str, Any], status: int, body: Any) -> None:
            fake.asked.append(f"{self.command} {self.path}")
            jsonschema.validate(body, contract[str(status)])
            status, content = misbehaved(fake, status, json.dumps(body).encode())
            self.send_response(status)
            if status == 302:
                self.send_header("Location", f"{fake.url}/elsewhere")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            pass

    return Handler


def misbehaved(fake: Fake, status: int, content: bytes) -> tuple[int, bytes]:
    if fake.trouble == "slow":
        time.sleep(1.0)
    instead = {
        "down": (503, b"{}"),
        "html": (200, b"<h1>Maintenance</h1>"),
        "strange": (200, b'{"data": [1], "valid": "yes", "ico": {}}'),
        "list": (200, b"[]"),
        "huge": (200, b'"' + b"x" * 300_000 + b'"'),
        "elsewhere": (302, b"{}"),
    }
    return instead.get(fake.trouble, (status, content))


@contextmanager
def running() -> Iterator[Fake]:
    """All three registers at one address."""
    fake = Fake()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(fake))
    fake.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


def settings_of(fake: Fake) -> dict[str, Any]:
    """The settings of an installation that asks the fake."""
    return {
        "REGISTRIES": ["ares", "gleif", "vies"],
        "REGISTRY_ADDRESSES": dict.fromkeys(("ares", "gleif", "vies"), fake.url),
    }
