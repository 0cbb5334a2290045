"""Exact sums by key, with the number of lines behind each."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Generic, TypeVar

from directbill.core.money import total

ZERO = Decimal(0)
K = TypeVar("K")


@dataclass(slots=True)
class Tally(Generic[K]):
    """Exact sums by key, with the number of lines; `unknown` are the keys with an amount no rate converts."""

    amounts: dict[K, Decimal] = field(default_factory=dict)
    lines: dict[K, int] = field(default_factory=dict)
    unknown: set[K] = field(default_factory=set)

    def add(self, key: K, amount: Decimal | None, *, lines: int) -> None:
        if amount is None:
            self.unknown.add(key)
        self.amounts[key] = total([self.amounts.get(key, ZERO), amount or ZERO])
        self.lines[key] = self.lines.get(key, 0) + lines

    def amount(self, key: K) -> Decimal:
        return self.amounts.get(key, ZERO)

    def known(self, key: K) -> Decimal | None:
        return None if key in self.unknown else self.amount(key)
