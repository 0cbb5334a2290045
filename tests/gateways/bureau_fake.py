"""A credit bureau on loopback: it takes orders by the published contract, and signs what it sends."""

import json
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import jsonschema

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs/reference/bureau.schema.json").read_text(encoding="utf-8")
)
SECRET = "between-the-two"


def held(kind: str, data: Any) -> None:
    """Hold something against the contract."""
    jsonschema.validate(data, {"$ref": f"#/$defs/{kind}", "$defs": SCHEMA["$defs"]})


@dataclass
class Fake:
    """A running bureau: its address, what was ordered, and the status it answers with."""

    url: str = ""
    status: int = 202
    orders: list[dict[str, str]] = field(default_factory=list)

    def settings(self) -> dict[str, str]:
        return {"BUREAU_URL": self.url, "BUREAU_SECRET": SECRET}


def report(order: object, *, event: str = "", **said: Any) -> bytes:
    """The body of a report."""
    data = {"event": event or f"evt-{uuid.uuid4()}", "order": str(order), "report": {"score": 71, **said}}
    held("report", data)
    return json.dumps(data, ensure_ascii=False).encode()


@contextmanager
def running() -> Iterator[Fake]:
    fake = Fake()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            held("order", sent)
            assert self.path == "/orders"
            fake.orders.append(sent)
            self.send_response(fake.status)
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: Any) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
