"""The real command in a process of its own, as a person or a script runs it."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

COMMAND = (sys.executable, "-m", "directbill")
LOCALE = ("LANG", "LC_ALL", "LC_MESSAGES", "DIRECTBILL_LANG")


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it said on which stream."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode()


def run(*argv: str | Path, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> Ended:
    """Run it in English without a terminal, unless the environment given says otherwise."""
    ended = subprocess.run(
        [*COMMAND, *map(str, argv)],
        env=environment(env),
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=120,
        check=False,
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr.decode())


@cache
def asked(*argv: str) -> Ended:
    """The same, asked once for all tests: for questions whose answer is the same every time."""
    return run(*argv)


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """This process's environment without a locale of its own."""
    plain = {name: value for name, value in os.environ.items() if name not in LOCALE}
    return plain | {"PYTHONUTF8": "1"} | dict(extra or {})
