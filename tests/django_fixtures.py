"""Fixtures for everything that has a database: pytest-django on a clone of the migrated template."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from psycopg.conninfo import conninfo_to_dict

from tests import database


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A real server, as the product uses it."""
    with database.server() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    return database.template(postgres_server)


@pytest.fixture
def own_database(postgres_server: str, postgres_template: str) -> Iterator[str]:
    """The address of a database for one test: for what commits, or runs in processes of its own."""
    with database.clone(postgres_server, postgres_template) as url:
        yield url


@pytest.fixture(scope="session")
def django_db_setup(postgres_server: str, postgres_template: str, django_db_blocker: Any) -> Iterator[None]:
    """Every worker has a clone; each test is rolled back in it."""
    with database.clone(postgres_server, postgres_template) as url, django_db_blocker.unblock(), using(url):
        yield


class using:  # noqa: N801 - shape: reads as a sentence
    """Point Django's connection at a database while the block lasts."""

    def __init__(self, url: str) -> None:
        self.url = url

    def __enter__(self) -> None:
        connection = connections["default"]
        connection.close()
        self.before = dict(connection.settings_dict)
        found = conninfo_to_dict(self.url)
        connection.settings_dict.update(
            NAME=found["dbname"],
            USER=found.get("user", ""),
            PASSWORD=found.get("password", ""),
            HOST=found.get("host", ""),
            PORT=found.get("port", ""),
        )

    def __exit__(self, *_: object) -> None:
        connections["default"].close()
        connections["default"].settings_dict.update(self.before)


@pytest.fixture
def committed(own_database: str, django_db_blocker: Any) -> Iterator[str]:
    """A database in which transactions really commit; gone after the test."""
    with django_db_blocker.unblock(), using(own_database):
        yield own_database


@pytest.fixture(autouse=True)
def own_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of the installation: each test has its own, for stored files and ledgers."""
    folder = tmp_path / "directbill-data"
    monkeypatch.setattr(settings, "DATA", folder)
    return folder
