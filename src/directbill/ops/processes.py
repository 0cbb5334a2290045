"""Processes an installation consists of: started, watched, started again where they die, and stopped."""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from directbill.ops import parent

log = logging.getLogger(__name__)

MOST_DEATHS, WITHIN = 5, 60.0
"""A process that dies so often in so many seconds is not started again: something is wrong that a person must see."""


@dataclass
class Served:
    """One process, by the module it runs. It leads a group of its own, so that Ctrl-C reaches only us."""

    name: str
    words: tuple[str, ...]
    environ: Mapping[str, str] = field(repr=False)
    patience: float
    """Seconds it is given to stop by itself."""
    once: bool = False
    """It has something to do and then ends; that is no death."""
    deaths: list[float] = field(default_factory=list)
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start it; what it says goes where our own errors go."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", *self.words],
            env={**self.environ, parent.VARIABLE: str(os.getpid())},
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr.fileno(),
            start_new_session=True,
        )

    def died(self) -> bool:
        """Whether it has ended by itself, before its work was done."""
        if self.process is None or self.process.poll() is None:
            return False
        return not self.once or self.process.returncode != 0

    def restart(self) -> bool:
        """Start it again; no where it dies too often."""
        now = time.monotonic()
        self.deaths = [moment for moment in self.deaths if now - moment < WITHIN] + [now]
        if len(self.deaths) > MOST_DEATHS:
            return False
        code = None if self.process is None else self.process.returncode
        log.warning("the %s ended by itself (%s); it is started again", self.name, code)
        self.start()
        return True

    def stop(self) -> None:
        """Ask it to stop, wait, and end what is left of its group."""
        if self.process is None:
            return
        _signal(self.process.pid, signal.SIGTERM, group=False)
        try:
            self.process.wait(self.patience)
        except subprocess.TimeoutExpired:
            log.warning("the %s did not stop in %s seconds; it is ended", self.name, self.patience)
        _signal(self.process.pid, signal.SIGKILL, group=True)
        self.process.wait()
        self.process = None


def _signal(number: int, what: signal.Signals, *, group: bool) -> None:
    try:
        (os.killpg if group else os.kill)(number, what)
    except ProcessLookupError:
        return
