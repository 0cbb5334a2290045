"""Several acts that begin in the same moment, each on a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections

from directbill.core.errors import Refusal


def outcome(act: Callable[[], Any]) -> str:
    """Done, or the code of the refusal."""
    try:
        act()
    except Refusal as refused:
        return refused.code
    return "done"


def together(*acts: Callable[[], Any]) -> list[str]:
    """What became of acts that began in the same moment, in the order they are given."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> str:
        gate.wait(10)
        try:
            return outcome(act)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts, timeout=30))


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """What became of acts that began in the same moment, in alphabetical order."""
    return sorted(together(*acts))
