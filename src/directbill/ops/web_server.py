"""The web server: granian with processes of its own. `python -m directbill.ops.web_server HOST PORT`."""

import os
import sys

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from directbill.ops import parent

APPLICATION = "directbill.config.wsgi:application"
WORKERS = 2
THREADS = min(8, 2 * (os.cpu_count() or 1) + 1)
"""Requests each process answers at once; each has a database connection of its own."""
PATIENCE = 10
"""Seconds a request may still take when the server is told to stop."""


def run(host: str, port: int) -> None:
    """Serve until SIGINT or SIGTERM. A process that dies is replaced."""
    parent.watch()
    server = Granian(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
        log_level=LogLevels.warning,
    )
    server.serve()


if __name__ == "__main__":
    run(sys.argv[1], int(sys.argv[2]))
