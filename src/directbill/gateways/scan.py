"""The search for harmful content: clamd, by its INSTREAM command, where the settings name one.

Where none is named, a file is marked as not scanned, and pages say so. Where one is named and does not answer,
nothing is accepted: silence is no clean bill.
"""

import socket
import struct
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from directbill.core.errors import refuse
from directbill.records.words import Scan

CHUNK = 1 << 16
CONNECT_WITHIN = 5.0
ANSWER_WITHIN = 60.0
LONGEST_ANSWER = 1024
CLEAN, FOUND, TOO_LARGE = "OK", " FOUND", "size limit exceeded"


def scan(path: Path, *, name: str) -> Scan:
    """What the scanner says of a file. Refuses `scan_found`, `scan_too_large` and `scan_unavailable`."""
    if not settings.CLAMD:
        return Scan.NOT_SCANNED
    try:
        said = _asked(settings.CLAMD, path)
    except OSError as fault:
        raise refuse("scan_unavailable", file=name, found=fault.strerror or str(fault)) from None
    verdict = said.removeprefix("stream: ")
    if verdict == CLEAN:
        return Scan.CLEAN
    if verdict.endswith(FOUND):
        raise refuse("scan_found", file=name, found=verdict.removesuffix(FOUND))
    if TOO_LARGE in verdict:
        raise refuse("scan_too_large", file=name)
    raise refuse("scan_unavailable", file=name, found=verdict)


def _asked(where: str, path: Path) -> str:
    """Send the file; the scanner's answer. A scanner that has heard enough stops listening and answers."""
    with _connected(where) as connection:
        connection.settimeout(ANSWER_WITHIN)
        with suppress(BrokenPipeError, ConnectionResetError):
            _send(connection, path)
        return _answer(connection)


def _connected(where: str) -> socket.socket:
    if where.startswith("/"):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(CONNECT_WITHIN)
        try:
            connection.connect(where)
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = where.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), CONNECT_WITHIN)


def _send(connection: socket.socket, path: Path) -> None:
    connection.sendall(b"zINSTREAM\0")
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            connection.sendall(struct.pack("!I", len(chunk)) + chunk)
    connection.sendall(struct.pack("!I", 0))


def _answer(connection: socket.socket) -> str:
    said = b""
    while b"\0" not in said and len(said) < LONGEST_ANSWER and (part := connection.recv(LONGEST_ANSWER)):
        said += part
    return said.partition(b"\0")[0].decode("utf-8", "replace").strip()
