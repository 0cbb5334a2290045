"""The demo's ledger, written once, and how to ask about it; an installation for the browser, started once."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from directbill.ledger.demo import small
from tests.journeys import installation
from tests.journeys.installation import Installation
from tests.journeys.visitor import Visitor, visiting

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@dataclass(frozen=True)
class Ledger:
    """The demo's files and the words that ask about them."""

    folder: Path
    exports: tuple[Path, ...]
    company: Path

    @property
    def asks(self) -> tuple[str, ...]:
        return (*map(str, self.exports), "--partner", str(self.company), "--as-of", "2026-11-22")


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    written = small.write(tmp_path_factory.mktemp("demo"))
    return Ledger(written.folder, written.exports, written.company)


@pytest.fixture(scope="session")
def installed(
    postgres_server: str,
    postgres_template: str,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Installation]:
    """The installation of every journey that does not move the clock."""
    data = tmp_path_factory.mktemp("installation")
    with installation.running(postgres_server, postgres_template, data, django_db_blocker) as found:
        yield found


@pytest.fixture
def sandbox(
    postgres_server: str,
    postgres_template: str,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Installation]:
    """An installation of its own, whose clock may be moved."""
    data = tmp_path_factory.mktemp("sandbox")
    with installation.running(postgres_server, postgres_template, data, django_db_blocker) as found:
        yield found


@pytest.fixture
def visits(browser: "Browser") -> Iterator[Callable[..., Visitor]]:
    """Opens a browser for somebody: on an installation, in a language, at a width."""
    with ExitStack() as ending:

        def begun(place: Installation, lang: str, width: int, **more: bool) -> Visitor:
            opened: AbstractContextManager[Visitor] = visiting(browser, place.address, lang, width, **more)
            return ending.enter_context(opened)

        yield begun
