"""A process that serves for another ends when that one is gone, even where it was killed and could tell nobody."""

import os
import signal
import threading
import time

VARIABLE = "DIRECTBILL_SERVED_BY"
"""The number of the process that started this one; it is set by `directbill serve` only."""
LOOK = 1.0
PATIENCE = 20.0


def watch() -> None:
    """Look every second, in a thread of its own. Without the variable nobody is watched."""
    if os.environ.get(VARIABLE):
        threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()


def _watch(parent: int) -> None:
    """A process whose parent is gone belongs to another one."""
    while os.getppid() == parent:
        time.sleep(LOOK)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE)
    os.kill(os.getpid(), signal.SIGKILL)
