"""Processes of an installation: started again where they die, but not for ever."""

import os
import signal
import time
from pathlib import Path

import pytest

from directbill.ops import parent, processes
from directbill.ops.processes import MOST_DEATHS, Served
from tests.ops.serving import until


def served(*words: str, patience: float = 5) -> Served:
    return Served("sleeper", words, dict(os.environ), patience)


def lives(number: int) -> bool:
    """Whether the process still does something: one nobody asked about its end is a shadow."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_one_that_dies_too_often_is_not_started_again() -> None:
    process = served("this")
    process.start()
    began = 0
    while until(process.died) and process.restart():
        began += 1
    assert began == MOST_DEATHS
    process.stop()


def test_one_that_does_not_stop_is_ended_with_everything_it_started(tmp_path: Path) -> None:
    stubborn = tmp_path / "stubborn.py"
    stubborn.write_text(
        "import os, signal, subprocess, sys, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"open({str(tmp_path / 'child')!r}, 'w').write(str(child.pid))\n"
        "time.sleep(60)\n"
    )
    process = Served("stubborn", ("stubborn",), {**os.environ, "PYTHONPATH": str(tmp_path)}, 0.5)
    process.start()
    child = int(until(lambda: (tmp_path / "child").exists() and (tmp_path / "child").read_text()))
    own = process.process.pid if process.process else 0
    process.stop()
    assert not lives(own)
    until(lambda: not lives(child))


def test_nobody_is_watched_unless_serve_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(parent.VARIABLE, raising=False)
    parent.watch()
    assert parent.VARIABLE not in os.environ


def test_a_process_that_is_gone_already_is_stopped_without_ado() -> None:
    process = served("this")
    process.start()
    until(process.died)
    began = time.monotonic()
    process.stop()
    assert time.monotonic() - began < process.patience
    processes._signal(2**22 - 1, signal.SIGTERM, group=False)
