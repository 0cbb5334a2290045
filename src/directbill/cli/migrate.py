"""`directbill migrate`: bring a database to what this version needs."""

import click

from directbill.cli import installed
from directbill.cli.usage import Command

TERMINAL = installed.Terminal()


@click.command("migrate", cls=Command, params=[installed.database_option()])
def migrate(database: str) -> None:
    """As the owner of the tables."""
    with installed.opened(database, as_owner=True) as found:
        from directbill.ops import migrating  # lazy: only after Django is set up

        done = migrating.migrate(found.url, _applied)
        TERMINAL.show("migrate.done" if done else "migrate.nothing", n=done)


def _applied(done: int, total: int, name: str) -> None:
    TERMINAL.aside("serve.migrating", done=done, total=total, name=name)
