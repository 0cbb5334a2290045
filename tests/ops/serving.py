"""`directbill serve` as a person starts it, and the processes it consists of."""

import json
import os
import re
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.journeys.command import COMMAND, environment

READY = re.compile(r"directbill is ready: (http://\S+)")
LONGEST = 120


@dataclass
class Running:
    """One start: the process, where its pages are, and what it has said."""

    process: "subprocess.Popen[str]"
    data: Path
    address: str = ""
    said: list[str] = field(default_factory=list)

    def get(self, path: str) -> tuple[int, bytes]:
        try:
            with urllib.request.urlopen(self.address + path, timeout=20) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read()

    def asked(self, path: str) -> tuple[int, Any]:
        status, body = self.get(path)
        return status, json.loads(body)

    def ended(self, how: signal.Signals) -> int:
        """Send a signal, and the exit code."""
        self.process.send_signal(how)
        assert self.process.stdout
        self.said += self.process.stdout.read().splitlines()
        return self.process.wait(LONGEST)


@contextmanager
def serving(data: Path, *words: str, **environ: str) -> Iterator[Running]:
    """Started, with its address known; ended whatever happens."""
    with _started(data, *words, **environ) as running:
        for line in running.process.stdout or ():
            running.said.append(line.rstrip())
            if found := READY.search(line):
                running.address = found[1]
                break
        assert running.address, "\n".join(running.said)
        yield running


@contextmanager
def _started(data: Path, *words: str, **environ: str) -> Iterator[Running]:
    process = subprocess.Popen(
        [*COMMAND, "serve", "--port", "0", *words],
        env=plain(data, **environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield Running(process, data)
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=LONGEST)
        process.kill()


def plain(data: Path, **environ: str) -> dict[str, str]:
    """An environment that names nothing but the data folder, as on a machine where nothing was set up."""
    own = ("DIRECTBILL_", "DATABASE_", "DJANGO_")
    rest = {name: value for name, value in environment().items() if not name.startswith(own)}
    return {**rest, "DIRECTBILL_DATA": str(data), **environ}


def command(data: Path, *words: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    """Another command of the same installation."""
    return subprocess.run(
        [*COMMAND, *words],
        env=plain(data, **environ),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )


def processes(data: Path) -> dict[int, str]:
    """Every process of an installation, by its environment or its command line."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            with suppress(OSError):
                words = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                around = (entry / "environ").read_bytes()
                if words and (f"DIRECTBILL_DATA={data}".encode() in around or str(data) in words):
                    found[int(entry.name)] = words
    return found


def numbers(data: Path, word: str, *, of: int | None = None) -> set[int]:
    """The processes whose command line has the word; only those that a process started, where it is given."""
    found = {number for number, words in processes(data).items() if word in words}
    return {number for number in found if of is None or parent(number) == of}


def parent(number: int) -> int:
    """Who started a process; 0 where it is gone."""
    with suppress(OSError):
        return int(Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[1])
    return 0


def until(true: Callable[[], Any], *, within: float = 60) -> Any:
    """Wait until something is so; what it is."""
    end = time.monotonic() + within
    while not (found := true()):
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.2)
    return found
