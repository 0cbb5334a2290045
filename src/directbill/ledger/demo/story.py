"""The story behind the demo: its data, the lines and invoices it is told in, and chance that is always the same."""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from directbill.core.periods import Month

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Line:
    """One line to write: what is sold to which customer, for how many cents, and on whose identifier."""

    sale: dict[str, Any]
    customer: int
    cents: int
    reseller: str
    charge: str = "cycleCharge"


@dataclass(frozen=True, slots=True)
class Invoice:
    """One invoice: its lines and who bills it in which currency. `place` is the month's place in the story."""

    number: str
    month: Month
    place: int
    name: str
    currency: str
    provider: str
    tenant: str
    rate: str
    lines: tuple[Line, ...]
    void: bool = False

    @property
    def cents(self) -> int:
        return sum(line.cents for line in self.lines)


@cache
def story() -> dict[str, Any]:
    """The story's data."""
    return tomllib.loads((HERE / "story.toml").read_text(encoding="utf-8"))


def split(cents: int, parts: int, *, salt: str) -> list[int]:
    """Cents spread over so many parts, uneven but always the same, adding up exactly."""
    weights = [20 + chance(f"{salt} {n}", 100) for n in range(parts)]
    bounds = [cents * sum(weights[:n]) // sum(weights) for n in range(parts + 1)]
    return [later - earlier for earlier, later in pairwise(bounds)]


def chance(salt: str, below: int) -> int:
    """A number below a bound that follows from the salt alone: no seed, no library's promises."""
    return int.from_bytes(hashlib.sha256(salt.encode()).digest()[:8], "big") % below
