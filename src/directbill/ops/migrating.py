"""Migrating: as the owner of the tables, one process at a time, each step told as it is done."""

from collections.abc import Callable

import psycopg
from django.core.management import call_command
from django.db import DatabaseError, connection
from psycopg.errors import InsufficientPrivilege

from directbill.core.errors import refuse
from directbill.queries import installation

LOCK = 7_214_021
"""Whoever holds this advisory lock migrates."""

Progress = Callable[[int, int, str], None]
"""How many are done, of how many, and the one that was just applied."""


def migrate(url: str, progress: Progress) -> int:
    """Apply what is pending; how many that were. Refuses `database_not_owner` where the rights are missing."""
    with psycopg.connect(url, autocommit=True) as lock:
        lock.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        pending = installation.pending()
        try:
            call_command("migrate", interactive=False, verbosity=1, stdout=_Counted(len(pending), progress))
        except DatabaseError as fault:
            if (denied := _denied(fault)) is None:
                raise
            raise refuse("database_not_owner", found=str(denied).strip().partition("\n")[0]) from None
        finally:
            connection.close()
    return len(pending)


def _denied(fault: BaseException | None) -> InsufficientPrivilege | None:
    """The database's own refusal behind a fault, where that is what it was."""
    while fault is not None and not isinstance(fault, InsufficientPrivilege):
        fault = fault.__cause__ or fault.__context__
    return fault


class _Counted:
    """What Django's command writes, read for the steps that were applied."""

    def __init__(self, total: int, progress: Progress) -> None:
        self.total, self.progress = total, progress
        self.done = 0
        self.current = ""

    def write(self, text: str) -> None:
        """A line, or the `OK` that ends it."""
        word, _, name = text.strip().partition(" ")
        if word == "Applying":
            self.current = name.rstrip(".")
        if text.strip().endswith("OK") and self.current:
            self.done += 1
            self.progress(self.done, self.total, self.current)
            self.current = ""

    def flush(self) -> None:
        """Nothing is held back."""
