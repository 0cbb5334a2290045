"""A worker that reads one import, in a process of its own: it says when it is ready, and begins when it is told to.

python -m tests.faults.reader PARTNER IMPORT DATA
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import django


def main(partner: str, ledger_import: str, data: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from django.conf import settings
    from django.db import connection

    from directbill.access import actor
    from directbill.actions import ledger

    settings.DATA = Path(data)
    connection.ensure_connection()
    print("ready", flush=True)
    sys.stdin.readline()
    done = ledger.read_in(
        partner=UUID(partner),
        ledger_import=UUID(ledger_import),
        by=actor.system("directbill.read_ledger"),
        at=datetime(2026, 11, 22, 10, tzinfo=UTC),
    )
    print(done.state, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
