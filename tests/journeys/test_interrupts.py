"""Ctrl-C, at whatever moment: quiet, exit code 130, nothing left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.journeys.command import COMMAND, Ended, environment
from tests.journeys.conftest import Ledger

AT_AN_EVENT = """
import os, signal, sys

place, at = sys.argv[1], int(sys.argv[2])
del sys.argv[1:3]
from directbill.__main__ import main

seen = 0

def heard(event, arguments):
    global seen
    if event in ("import", "open", "compile", "os.mkdir", "os.listdir"):
        seen += 1
        if seen == at:
            os.kill(os.getpid(), signal.SIGINT)

sys.addaudithook(heard)
try:
    main()
finally:
    with open(place, "w") as count:
        count.write(str(seen))
"""
"""Presses Ctrl-C at the Nth thing that Python does for the command: an import, a file, a folder."""
MOMENTS = (0, 3, 10, 25, 50, 70, 80, 90, 95, 99)
"""In percent of all those things."""


def interrupted(ledger: Ledger, folder: Path, at: int) -> Ended:
    """How the command ended; a file beside says how many things it did, unless it left at once."""
    count, temporary = folder / f"count-{at}", folder / f"temporary-{at}"
    temporary.mkdir()
    ended = subprocess.run(
        [sys.executable, "-c", AT_AN_EVENT, str(count), str(at), "check", *ledger.asks],
        env=environment({"TMPDIR": str(temporary)}), capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    assert list(temporary.iterdir()) == []
    return Ended(ended.returncode, ended.stdout, ended.stderr.decode())


def noise(ended: Ended) -> list[str]:
    """What is printed when an interrupt is not foreseen."""
    return [word for word in ("Traceback", "ignored", "Error", "fault") if word in ended.err]


@pytest.mark.slow
def test_at_any_moment_it_is_quiet_and_leaves_nothing(ledger: Ledger, tmp_path: Path) -> None:
    assert interrupted(ledger, tmp_path, 0).code == 0
    things = int((tmp_path / "count-0").read_text())
    assert things > 200
    for percent in MOMENTS:
        ended = interrupted(ledger, tmp_path, max(1, things * percent // 100))
        assert (percent, ended.code, ended.out, noise(ended)) == (percent, 130, b"", [])


INSTALLED = (str(Path(sys.executable).with_name("directbill")),)
TELLS_WHEN_IT_BEGINS = """
import os, sys

def tell(event, arguments):
    if event == "import" and arguments[0] == "directbill.cli.main":
        os.write(2, b"begun\\n")

sys.addaudithook(tell)
"""
"""Before this Python is still starting, and Ctrl-C is Python's to answer: a delay from there on would be a lottery."""


def begin(command: tuple[str, ...], ledger: Ledger, folder: Path) -> "subprocess.Popen[bytes]":
    """Start a check, and come back once our own code runs."""
    (folder / "sitecustomize.py").write_text(TELLS_WHEN_IT_BEGINS, encoding="utf-8")
    process = subprocess.Popen(
        [*command, "check", *ledger.asks], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=environment({"PYTHONPATH": str(folder)}),
    )  # fmt: skip
    assert process.stderr is not None
    assert process.stderr.readline() == b"begun\n"
    return process


@pytest.mark.parametrize("moments", [
    pytest.param(5, marks=pytest.mark.slow), pytest.param(40, marks=pytest.mark.soak),
])  # fmt: skip
@pytest.mark.one_in(2)
@pytest.mark.parametrize("command", [COMMAND, INSTALLED], ids=["module", "installed"])
def test_at_any_time_it_is_quiet_in_the_middle_of_a_query_too(
    command: tuple[str, ...], moments: int, ledger: Ledger, tmp_path: Path
) -> None:
    whole, begun = begin(command, ledger, tmp_path), time.monotonic()
    answer, told = whole.communicate(timeout=60)
    lasts = time.monotonic() - begun
    ends = []
    for moment in range(moments):
        process = begin(command, ledger, tmp_path)
        time.sleep(lasts * moment / moments)
        process.send_signal(signal.SIGINT)
        ends.append((*process.communicate(timeout=60), process.returncode))
    said = [(out, told.startswith(err), code) for out, err, code in ends]
    quiet = {(b"", True, 130), (answer, True, 130), (answer, True, 0)}
    assert (whole.returncode, ends[0], set(said) - quiet) == (0, (b"", b"", 130), set())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this machine")
def test_while_it_waits_for_a_file_it_is_quiet(ledger: Ledger, tmp_path: Path) -> None:
    slow = tmp_path / "slow.toml"
    os.mkfifo(slow)
    process = subprocess.Popen(
        [*COMMAND, "check", *ledger.asks[:1], "--partner", str(slow)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
    )  # fmt: skip
    with slow.open("w"):  # opens when the command does: from here on it waits
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, b"", b"")


def test_what_a_script_starts_in_its_background_is_left_alone(tmp_path: Path) -> None:
    script = f"trap '' INT; {' '.join(COMMAND)} --version; kill -INT $$; {' '.join(COMMAND)} program list"
    ended = subprocess.run(["sh", "-c", script], env=environment(), capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")
