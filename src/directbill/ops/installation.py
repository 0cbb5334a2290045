"""One installation: its data folder, its key, its database, and Django set up for them."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from directbill.core.errors import refuse
from directbill.gateways import embedded, keys, postgres

NAME = "directbill"
"""The database of the embedded server."""
PRIVATE = ("files", "mail", "logs")
"""Folders for this account alone: documents of partners, and mails with links that give access."""
SETTINGS = "directbill.config.settings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """Where everything is. `environ` is what a process of this installation needs to find it."""

    data: Path
    url: str = field(repr=False)
    is_embedded: bool
    environ: Mapping[str, str] = field(repr=False)


@contextmanager
def opened(
    data: Path, environ: Mapping[str, str], *, database: str = "", make: bool = True
) -> Iterator[Installation]:
    """The installation in a data folder, made on first use; its embedded server runs while the block lasts.

    `database` or the environment's DATABASE_URL names another server. Without `make` the folder stays as it is.
    Refuses `data_unwritable`, `database_unreachable`, `database_version`, and what the embedded server refuses.
    """
    if make:
        prepare_folder(data)
    named = database or named_database(environ)
    if named:
        check_server(named)
        yield _at(named, data, environ, is_embedded=False)
        return
    with embedded.running(data / "pg") as server:
        yield _at(postgres.make_database(server, NAME), data, environ, is_embedded=True)


def check_there(data: Path, environ: Mapping[str, str], *, database: str = "") -> None:
    """Refuse `installation_none` where there is nothing to open: only serving and migrating make an installation."""
    if not (database or named_database(environ) or (data / "pg").is_dir()):
        raise refuse("installation_none", file=str(data))


def prepare_folder(data: Path) -> None:
    """The data folder with its key and its private folders."""
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in PRIVATE:
            (data / name).mkdir(mode=0o700, exist_ok=True)
        keys.make_key(data)
    except OSError as fault:
        raise refuse("data_unwritable", file=str(data), found=fault.strerror or "") from None


def named_database(environ: Mapping[str, str]) -> str:
    """The address of a server the environment names, by itself or in a file."""
    file = environ.get("DATABASE_URL_FILE", "")
    if not file:
        return environ.get("DATABASE_URL", "")
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as fault:
        raise refuse("setting_unreadable", found=f"DATABASE_URL_FILE: {fault.strerror}") from None


def check_server(url: str) -> int:
    """The version of a server that can be reached. No part of the address is repeated: it may hold a password."""
    from psycopg import Error  # lazy: only where a server is named

    try:
        found = postgres.version(url)
    except Error as fault:
        raise refuse("database_unreachable", found=_first_line(fault)) from None
    if not postgres.OLDEST <= found <= postgres.NEWEST:
        raise refuse(
            "database_version", found=str(found), oldest=str(postgres.OLDEST), newest=str(postgres.NEWEST)
        )
    return found


def set_up(installation: Installation, *, as_owner: bool = False) -> None:
    """Set Django up in this process. `as_owner` works with the rights to migrate."""
    os.environ.update(installation.environ)
    if as_owner:
        os.environ["DIRECTBILL_AS_OWNER"] = "yes"
    import django  # lazy: only commands of an installation need it

    django.setup()


def check_migrated() -> None:
    """Refuse `database_unmigrated` where this version needs more of the database than it has."""
    from django.db import OperationalError  # lazy: only after Django is set up

    from directbill.queries import installation  # lazy: only after Django is set up

    try:
        pending = len(installation.pending())
    except OperationalError as fault:
        if "does not exist" not in str(fault):
            raise
        raise refuse("database_empty") from None
    if pending:
        raise refuse("database_unmigrated", found=str(pending))


def _at(url: str, data: Path, environ: Mapping[str, str], *, is_embedded: bool) -> Installation:
    rest = {name: value for name, value in environ.items() if name != "DATABASE_URL_FILE"}
    found = {**rest, "DATABASE_URL": url, "DIRECTBILL_DATA": str(data), "DJANGO_SETTINGS_MODULE": SETTINGS}
    return Installation(data=data, url=url, is_embedded=is_embedded, environ=found)


def _first_line(fault: Exception) -> str:
    return str(fault).strip().partition("\n")[0]
