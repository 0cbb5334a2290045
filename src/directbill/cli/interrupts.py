"""Ctrl-C: quiet, with exit code 130, at whatever moment it comes.

While the command loads there is nothing to clean up: it leaves at once. While it works, Ctrl-C is one
KeyboardInterrupt, so that temporary folders go; a second Ctrl-C leaves at once, for a kill harms no ledger. What runs
below may turn the exception into one of its own (DuckDB: RuntimeError), so `came` remembers. Once the report is out
Ctrl-C changes nothing. Only the few milliseconds in which Python itself starts are Python's.
"""

import _signal as signal  # type: ignore[import-not-found]  # types: the half of `signal` that costs nothing to load
import _thread
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:  # checkers know the name; importing it would cost as much as all the rest
    from sys import UnraisableHookArgs
    from types import FrameType

CODE = 130

_came = False


def leave_at_once() -> None:
    """From now on Ctrl-C ends the process where it is."""
    _handle(_leave)


def raise_once() -> None:
    """From now on the first Ctrl-C is a KeyboardInterrupt; a finalizer that swallows it cannot keep it."""
    sys.unraisablehook = _raise_again
    _handle(_raise)


def ignore() -> None:
    """From now on Ctrl-C does nothing: all is said, and the exit code stands."""
    _handle(signal.SIG_IGN)


def came() -> bool:
    """Whether Ctrl-C was pressed while the command worked: then nothing else it met is worth telling."""
    return _came


def _handle(by: object) -> None:
    if signal.getsignal(signal.SIGINT) in (signal.default_int_handler, _leave, _raise):
        signal.signal(signal.SIGINT, by)  # else it is ignored, as in the background of a script: so it stays


def _leave(number: int, frame: "FrameType | None") -> None:
    os._exit(CODE)


def _raise(number: int, frame: "FrameType | None") -> None:
    global _came  # noqa: PLW0603 - shape: a signal's handler has no other place to leave its mark
    _came = True
    signal.signal(signal.SIGINT, _leave)
    raise KeyboardInterrupt


def _raise_again(lost: "UnraisableHookArgs") -> None:
    """Python has dropped an exception that it could not raise: if it was ours, it comes again a moment later."""
    if isinstance(lost.exc_value, KeyboardInterrupt):
        signal.signal(signal.SIGINT, _raise)
        _thread.start_new_thread(_thread.interrupt_main, ())
    else:
        sys.__unraisablehook__(lost)
