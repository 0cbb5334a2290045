"""`directbill backup` and `directbill restore`: an installation written out, and brought back."""

from pathlib import Path

import click

from directbill.cli import installed
from directbill.cli.usage import Command

TERMINAL = installed.Terminal()
MEGABYTE = 1_000_000


@click.command(
    "backup", cls=Command, params=[click.Argument(["folder"], type=Path), installed.database_option()]
)
def backup(folder: Path, database: str) -> None:
    """Into a new folder; every digest is compared once it is written."""
    with installed.opened(database) as found:
        from directbill.ops import backup as work  # lazy: only this command needs it

        work.write(found, folder)
        kept = work.check(folder)
        TERMINAL.show("backup.done", folder=folder, files=kept.files, size=_size(kept.size))


@click.command(
    "restore", cls=Command, params=[click.Argument(["folder"], type=Path), installed.database_option()]
)
def restore(folder: Path, database: str) -> None:
    """Into an installation that has nothing yet."""
    with installed.opened(database, as_owner=True) as found:
        from directbill.ops import backup as work  # lazy: only this command needs it

        kept = work.restore(found, folder)
        TERMINAL.show("restore.done", folder=found.data, files=kept.files, size=_size(kept.size))


def _size(size: int) -> str:
    return f"{size / MEGABYTE:.1f}"
