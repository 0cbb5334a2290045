"""Where the data folder keeps what belongs to a partner's ledger: charges, lines, mapping profiles."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings

LEDGERS, LINES = "ledger", "lines"


def of(partner: UUID) -> Path:
    """The folder of one partner; the profiles it confirmed are in it."""
    folder: Path = settings.DATA / "partners" / str(partner)
    return folder


def ledger(partner: UUID, name: str) -> Path:
    """One reading of a partner's files. Which one is in force, the record says."""
    return of(partner) / LEDGERS / name


def lines(partner: UUID, key: str) -> Path:
    """The lines behind one evaluation."""
    return of(partner) / LINES / f"{key}.parquet"


def every_lines() -> Iterator[Path]:
    """The line files of all partners, finished or not."""
    found: Iterator[Path] = settings.DATA.glob(f"partners/*/{LINES}/*")
    return found
