"""Charges laid into the engine in the canonical shape: a ledger without an import."""

from collections.abc import Iterable
from decimal import ROUND_DOWN, Decimal

import duckdb

from directbill.core.exchange import Rates
from directbill.core.ledger import Charge, Document
from directbill.core.periods import Month
from directbill.ledger import canonical, engine
from directbill.ledger.rates import RateBook
from tests.core import made

LARGE = Decimal(10) ** 14
PLACES = Decimal("0.0001")


class MadeBooks:
    """A ledger of these charges and documents."""

    def __init__(
        self, charges: Iterable[Charge], documents: Iterable[Document], covered: Iterable[Month]
    ) -> None:
        self._connection = engine.connect(threads=1)
        self._documents, self._covered = tuple(documents), frozenset(covered)
        self._connection.execute(canonical.create_sql("charges"))
        rows = [_row(c, {d.id: d.source for d in self._documents}) for c in charges]
        columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in canonical.CHARGES]
        picked = ", ".join(f"unnest(cast(? as {kind}[]))" for _, kind in canonical.CHARGES)
        self._connection.execute(f"insert into charges select {picked}", columns)

    def connection(self) -> duckdb.DuckDBPyConnection:
        return self._connection

    def documents(self) -> tuple[Document, ...]:
        return self._documents

    def covered(self) -> frozenset[Month]:
        return self._covered


class MadeRates(RateBook):
    """Outside rates given as a value."""

    def __init__(self, rates: Rates = Rates()) -> None:  # noqa: B008 - a frozen value
        super().__init__(rates.user)
        self.given = rates

    def rates(self, months: Iterable[Month]) -> Rates:
        return self.given if list(months) else Rates(None, self.user)


def split(amount: Decimal) -> tuple[Decimal, Decimal | None]:
    """The two columns of an amount."""
    if abs(amount) >= LARGE:
        return Decimal(0), amount
    short = amount.quantize(PLACES, ROUND_DOWN)
    return short, (amount - short) or None


def _row(c: Charge, sources: dict[str, str]) -> tuple[object, ...]:
    amount, rest = split(c.amount)
    return (
        c.file, c.row, c.document, c.month.first_day, sources.get(c.document, ""), int(c.authority), str(c.stream),
        str(c.basis), str(c.attribution), c.account, c.owner, amount, rest, c.currency, c.category, c.category_rule,
        c.unit_rate, c.rate_date, c.own_usd, c.prepaid_months, c.not_counted, c.customer, c.subscription, c.product,
        c.charge_type,
    )  # fmt: skip


__all__ = ["MadeBooks", "MadeRates", "made", "split"]
