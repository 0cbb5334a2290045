"""The web server in a process of its own, on a database of its own: what a real browser opens."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.database import ROOT
from tests.providers import free_port, process, wait_for


@contextmanager
def site(database: str, port: int = 0, **settings: str) -> Iterator[str]:
    """The address of the running site. `settings` are variables of the environment."""
    port = port or free_port()
    address = f"http://127.0.0.1:{port}"
    given = {
        "DATABASE_URL": database,
        "DIRECTBILL_BASE_URL": address,
        "DIRECTBILL_SECRET_KEY": "only-for-tests",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": str(ROOT),
        "DIRECTBILL_DESK_SECOND_STEP": "no",
        **settings,
    }
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--no-ws"]
    with process([*command, "directbill.config.wsgi:application"], environ={**os.environ, **given}):
        wait_for(port)
        yield address
