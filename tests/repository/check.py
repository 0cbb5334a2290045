"""What `./dev check` runs: its steps side by side, told in one order, each with its seconds.

Tests marked `slow` are no matter of seconds; `./dev test` runs them, as it runs all others.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
TESTS = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not slow and not soak", "tests/repository")

STEPS = {
    "format": (f"{BIN}/ruff", "format", "--check", "--quiet", "."),
    "lint": (f"{BIN}/ruff", "check", "--quiet", "."),
    "types": (f"{BIN}/mypy",),
    "layers": (f"{BIN}/lint-imports",),
    "repository": (sys.executable, *TESTS),
}
"""In the order in which they are told. The last ones take longest and are started first."""


@dataclass(frozen=True)
class Ended:
    """How a step ended. A step that was killed has the number of the signal, negative: no success either."""

    code: int
    output: str
    seconds: float


def run(command: tuple[str, ...]) -> Ended:
    began = time.monotonic()
    ended = subprocess.run(
        command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    return Ended(ended.returncode, ended.stdout.rstrip(), time.monotonic() - began)


def verdict(ended: Ended) -> str:
    if ended.code == 0:
        return "ok"
    return (
        f"FAILED (exit code {ended.code})" if ended.code > 0 else f"FAILED (killed by signal {-ended.code})"
    )


def check(steps: Mapping[str, tuple[str, ...]]) -> int:
    """Exit code 0 only if every step ended with 0."""
    # Who ignores the end of its children lets us do so too, and then the exit code of every step reads as 0.
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    began = time.monotonic()
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as side_by_side:
        running = {name: side_by_side.submit(run, steps[name]) for name in reversed(steps)}
        ends = []
        for name in steps:
            ends.append(ended := running[name].result())
            print(f"{name:12}{ended.seconds:6.1f} s  {verdict(ended)}", flush=True)
            if ended.code:
                print(ended.output, flush=True)
    print(f"{'all':12}{time.monotonic() - began:6.1f} s")
    return int(any(ended.code for ended in ends))


if __name__ == "__main__":
    sys.exit(check(STEPS))
