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
def starting(
    postgres_server: str,
    postgres_template: str,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[str], AbstractContextManager[Installation]]:
    """Starts an installation in a data folder of a name."""

    def started(name: str) -> AbstractContextManager[Installation]:
        data = tmp_path_factory.mktemp(name)
        return installation.running(postgres_server, postgres_template, data, django_db_blocker)

    return started


@pytest.fixture(scope="session")
def installed(starting: Callable[[str], AbstractContextManager[Installation]]) -> Iterator[Installation]:
    """The installation of every journey that changes nothing for all."""
    with starting("installation") as found:
        yield found


@pytest.fixture
def sandbox(starting: Callable[[str], AbstractContextManager[Installation]]) -> Iterator[Installation]:
    """An installation of its own, whose clock may be moved and whose editions may be put into force."""
    with starting("sandbox") as found:
        yield found


@pytest.fixture
def visits(browser: "Browser") -> Iterator[Callable[..., Visitor]]:
    """Opens a browser for somebody: on an installation, in a language, at a width."""
    with ExitStack() as ending:

        def begun(place: Installation, lang: str, width: int, **more: bool) -> Visitor:
            opened: AbstractContextManager[Visitor] = visiting(browser, place.address, lang, width, **more)
            return ending.enter_context(opened)

        yield begun
