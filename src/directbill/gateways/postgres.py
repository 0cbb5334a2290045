"""PostgreSQL servers: their version, and databases made on them."""

import psycopg
from psycopg import sql

OLDEST, NEWEST = 15, 18
"""Major versions the product is tested on."""


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
