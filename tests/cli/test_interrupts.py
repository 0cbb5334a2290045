"""The first Ctrl-C is raised once, whatever becomes of it below."""

import os
import signal
import sys
import time
from collections.abc import Iterator

import pytest

from directbill.cli import interrupts, main
from directbill.core.errors import refuse


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A handler of this process is restored, so is the memory of an interrupt."""
    monkeypatch.setattr(interrupts, "_came", False)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def press() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def turned_into(fault: Exception) -> Exception:
    """What a library below makes of the interrupt."""
    with pytest.raises(KeyboardInterrupt):
        press()
    return fault


@pytest.mark.parametrize(
    "fault", [RuntimeError("Query interrupted"), refuse("file_unreadable", file="a.csv")]
)
def test_what_an_interrupt_was_turned_into_is_not_told(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def worked(ctx: object) -> int:
        raise turned_into(fault)

    monkeypatch.setattr(main.cli, "invoke", worked)
    interrupts.raise_once()
    assert main.run(["check"], {}) == 130
    assert capfd.readouterr() == ("", "")


def test_an_interrupt_that_nobody_noticed_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def worked(ctx: object) -> int:
        turned_into(ValueError())
        return 0

    monkeypatch.setattr(main.cli, "invoke", worked)
    interrupts.raise_once()
    assert main.run(["check"], {}) == 130


def test_an_interrupt_that_a_finalizer_swallowed_comes_again(capfd: pytest.CaptureFixture[str]) -> None:
    class Finalized:
        def __del__(self) -> None:
            press()

    interrupts.raise_once()
    with pytest.raises(KeyboardInterrupt):  # noqa: PT012 - the second statement only waits
        Finalized()
        time.sleep(5)
    assert capfd.readouterr() == ("", "")


def test_an_ignored_interrupt_stays_ignored() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for stage in (interrupts.leave_at_once, interrupts.raise_once, interrupts.ignore):
        stage()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    press()
    assert not interrupts.came()


def test_a_second_interrupt_leaves_at_once() -> None:
    interrupts.raise_once()
    with pytest.raises(KeyboardInterrupt):
        press()
    child = os.fork()
    if child == 0:
        press()
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 130
