"""Being told to stop: Ctrl-C and SIGTERM set a flag, and whoever waits sees it. A second one ends everything."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

STOPPED, INTERRUPTED = 0, 130


class Stop:
    """Whether somebody asked us to stop, and the exit code we then end with."""

    def __init__(self) -> None:
        self.event = threading.Event()
        self.code = STOPPED

    @property
    def is_asked(self) -> bool:
        return self.event.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait so long, or until asked to stop."""
        return self.event.wait(seconds)

    def ask(self, number: int, frame: FrameType | None) -> None:
        """A signal's handler. Whoever asks twice does not want to wait: the usual end of a program follows."""
        del frame
        if self.is_asked:
            raise KeyboardInterrupt
        self.code = INTERRUPTED if number == signal.SIGINT else STOPPED
        self.event.set()


@contextmanager
def listening() -> Iterator[Stop]:
    """Listen for both signals while the block lasts."""
    stop = Stop()
    before = {number: signal.signal(number, stop.ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
