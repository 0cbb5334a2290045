"""What goes where: the report on one stream, everything else on the other; pipes, colors, widths."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.journeys.command import COMMAND, environment, run
from tests.journeys.conftest import Ledger
from tests.machine import terminal


def on_a_terminal(argv: tuple[str, ...], env: dict[str, str]) -> str:
    """The command with a terminal as its standard output; what the terminal was sent."""
    ours, theirs = terminal()
    process = subprocess.Popen(
        [*COMMAND, *argv], stdin=theirs, stdout=theirs, stderr=subprocess.DEVNULL, env=environment(env)
    )
    os.close(theirs)
    sent = b""
    try:
        while chunk := os.read(ours, 65536):
            sent += chunk
    except OSError:
        pass  # Linux says so when the other end is closed
    os.close(ours)
    assert process.wait(timeout=60) == 0
    return sent.decode().replace("\r\n", "\n")


def test_a_terminal_gets_color_and_no_color_is_honored(ledger: Ledger) -> None:
    colored = on_a_terminal(("check", *ledger.asks), {"TERM": "xterm-256color", "COLUMNS": "80"})
    plain = on_a_terminal(
        ("check", *ledger.asks), {"TERM": "xterm-256color", "NO_COLOR": "1", "COLUMNS": "80"}
    )
    assert ("\x1b[3" in colored, "\x1b[3" in plain) == (True, False)


@pytest.mark.parametrize("columns", ["40", "60", "200"])
def test_a_narrow_or_wide_terminal_is_not_overrun(ledger: Ledger, columns: str) -> None:
    plain = run("check", *ledger.asks, env={"COLUMNS": columns}).text
    assert max(map(len, plain.splitlines())) <= int(columns)
    assert "NOT ELIGIBLE YET" in plain


def test_a_reader_that_leaves_early_is_no_fault(ledger: Ledger) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    for face in ("terminal", "json", "csv"):
        ended = subprocess.run(
            [*COMMAND, "check", *ledger.asks, "--format", face],
            stdout=writing, stderr=subprocess.PIPE, env=environment(), timeout=60, check=False,
        )  # fmt: skip
        assert (ended.returncode, b"Traceback" in ended.stderr, b"fault" in ended.stderr) == (
            141,
            False,
            False,
        )
    os.close(writing)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this machine")
@pytest.mark.parametrize("face", ["terminal", "json", "csv"])
def test_a_full_disk_behind_standard_output_is_refused(ledger: Ledger, face: str) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [*COMMAND, "check", *ledger.asks, "--format", face],
            stdout=full, stderr=subprocess.PIPE, env=environment(), timeout=60, check=False,
        )  # fmt: skip
    assert (ended.returncode, b"cannot be written" in ended.stderr, b"Exception" in ended.stderr) == (
        2,
        True,
        False,
    )


def test_a_latin_terminal_gets_what_it_can_show(ledger: Ledger) -> None:
    ended = run("check", *ledger.asks, env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert (ended.code, "NOT ELIGIBLE YET" in ended.text) == (0, True)
    ended.out.decode("ascii")


def test_a_pdf_is_not_thrown_at_a_terminal(ledger: Ledger) -> None:
    ours, theirs = terminal()
    process = subprocess.run(
        [*COMMAND, "check", *ledger.asks, "--format", "pdf"],
        stdin=theirs, stdout=theirs, stderr=subprocess.PIPE, env=environment(), timeout=60, check=False,
    )  # fmt: skip
    os.close(theirs)
    os.close(ours)
    assert (process.returncode, process.stderr.startswith(b"A PDF cannot be shown")) == (2, True)


def test_an_output_that_cannot_be_written_is_told_before_any_work(ledger: Ledger, tmp_path: Path) -> None:
    for where in (tmp_path, tmp_path / "absent" / "report.html"):
        ended = run("check", *ledger.asks, "-o", where)
        assert (ended.code, ended.out, str(where) in ended.err) == (2, b"", True)
        assert "Read 28 files" not in ended.err
    assert list(tmp_path.iterdir()) == []
