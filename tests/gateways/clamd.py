"""clamd for the tests: the real one with signatures of its own, and a small one that speaks its documented protocol."""

import shutil
import socket
import socketserver
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The harmless test file of the antivirus makers, written in two parts so that no scanner finds it here."""
LIMIT = 1 << 20
CONFIGURATION = """
Foreground yes
DatabaseDirectory {folder}/signatures
LocalSocket {folder}/clamd.sock
StreamMaxLength {limit}
PidFile {folder}/clamd.pid
"""


def program() -> str | None:
    """Where the machine's own clamd is."""
    return shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin:/usr/local/sbin")


@contextmanager
def real(folder: Path) -> Iterator[str]:
    """The machine's clamd with one signature, that of the test file; the path of its socket."""
    (folder / "signatures").mkdir(parents=True)
    signature = f"Eicar-Test-Signature:0:0:{EICAR.hex()}\n"
    (folder / "signatures" / "eicar.ndb").write_text(signature, encoding="ascii")
    (folder / "clamd.conf").write_text(CONFIGURATION.format(folder=folder, limit=LIMIT), encoding="ascii")
    for each in (folder, folder / "signatures"):
        each.chmod(0o777)
    command = [str(program()), "--config-file", str(folder / "clamd.conf")]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(folder / "clamd.sock")
        yield str(folder / "clamd.sock")
    finally:
        running.terminate()
        running.wait(20)


def _wait(path: Path) -> None:
    for _ in range(300):
        with socket.socket(socket.AF_UNIX) as asked:
            if path.exists() and asked.connect_ex(str(path)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("clamd did not start")


class _Session(socketserver.BaseRequestHandler):
    """One connection: `zINSTREAM`, chunks with their length before each, a length of zero, the answer."""

    def handle(self) -> None:
        if self._take(len(b"zINSTREAM\0")) != b"zINSTREAM\0":
            self.request.sendall(b"UNKNOWN COMMAND\0")
            return
        content = b""
        while length := struct.unpack("!I", self._take(4))[0]:
            content += self._take(length)
            if len(content) > LIMIT:
                self.request.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                self.request.shutdown(socket.SHUT_WR)
                while self.request.recv(1 << 16):
                    """Hear the rest, so that the answer is not lost with the connection."""
                return
        found = EICAR in content
        self.request.sendall(b"stream: Eicar-Test-Signature FOUND\0" if found else b"stream: OK\0")

    def _take(self, count: int) -> bytes:
        taken = b""
        while len(taken) < count and (part := self.request.recv(count - len(taken))):
            taken += part
        return taken


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True


@contextmanager
def fake() -> Iterator[str]:
    """A server that answers as clamd's manual says; its host and port."""
    with _Server(("127.0.0.1", 0), _Session) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()
