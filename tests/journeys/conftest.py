"""The demo's ledger, written once, and how to ask about it."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from directbill.ledger.demo import small


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
