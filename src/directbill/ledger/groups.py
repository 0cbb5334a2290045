"""Groups: the lines judged and summed by the engine, so that any edition can be asked without reading them again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol
from weakref import WeakKeyDictionary

import duckdb

from directbill.core import grading
from directbill.core.edition import RevenueRule
from directbill.core.ledger import Authority, Basis, Document, DocumentState, Stream
from directbill.core.money import total
from directbill.core.parties import Partner, Role
from directbill.core.periods import Month, Window
from directbill.core.statement import NotCounted
from directbill.ledger import parameters

MEASURES = Path(__file__).parent / "measures"


class Books(Protocol):
    """What a ledger must answer to be asked for statements; `ledger.store.Store` does."""

    def connection(self) -> duckdb.DuckDBPyConnection:
        """DuckDB with the relation `charges`."""

    def documents(self) -> tuple[Document, ...]:
        """All documents, superseded versions included."""

    def covered(self) -> frozenset[Month]:
        """The months of which a billed document is here."""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines alike in everything a rule, a rate or a comparison may ask.

    `stated` is what their source says they are in the currency the owner prices in, where it does.
    """

    month: Month
    document: str
    seller: str
    stream: Stream
    authority: Authority
    source: str
    basis: Basis
    category: str
    currency: str
    unit_rate: Decimal | None
    rate_date: date | None
    early: str
    late: str
    about: str
    prepaid_months: int
    lines: int
    amount: Decimal
    stated: Decimal | None

    def detail(self, reason: str) -> str:
        """What a reason is about: the category, the attribution, the winning source."""
        if reason == NotCounted.CATEGORY:
            return self.category
        return self.about if reason == self.late else ""


_read: WeakKeyDictionary[Books, tuple[object, tuple[Group, ...]]] = WeakKeyDictionary()


def read(books: Books, *, partner: Partner, role: Role) -> tuple[Group, ...]:
    """Judge every line for a company in a role and sum what is alike. The last answer of a ledger is kept."""
    asked = (books.connection(), books.documents(), partner, role)
    known = _read.get(books)
    if known is None or known[0] != asked:
        known = (asked, _ask(books, partner, role))
        _read[books] = known
    return known[1]


def why(early: str, late: str, *, category: str, inside: bool, rule: RevenueRule) -> str:
    """Why lines do not count under a rule; empty where they count. `inside`: their month is in the window."""
    if early:
        return early
    if not inside:
        return NotCounted.OUTSIDE_WINDOW.value
    return late or ("" if category in rule.counts else NotCounted.CATEGORY.value)


def reason(group: Group, *, rule: RevenueRule, window: Window) -> str:
    """Why a group does not count under a rule; empty where it does."""
    return why(group.early, group.late, category=group.category, inside=group.month in window, rule=rule)


def priced(
    groups: Iterable[Group], documents: Iterable[Document]
) -> Iterable[tuple[Month, str, Decimal, date | None]]:
    """The owner's rates on billed lines; a breakdown repeats them and is not asked."""
    billed = {d.id: d.state is DocumentState.BILLED for d in grading.current(documents)}
    for g in groups:
        if (
            g.unit_rate is not None
            and g.authority is not Authority.BREAKDOWN
            and billed.get(g.document, True)
        ):
            yield g.month, g.currency, g.unit_rate, g.rate_date


def measure(name: str) -> str:
    """The SQL text of one measure."""
    return (MEASURES / f"{name}.sql").read_text(encoding="utf-8")


def exact(amount: Decimal | None, rest: Decimal | None) -> Decimal:
    """An amount of the ledger from its two columns."""
    return total(part for part in (amount, rest) if part is not None)


def _ask(books: Books, partner: Partner, role: Role) -> tuple[Group, ...]:
    connection = books.connection()
    months = [Month.of(day) for (day,) in connection.execute(measure("months")).fetchall()]
    parameters.lay(connection, books.documents(), months=months, partner=partner, role=role)
    connection.execute(f"create or replace view judged as {measure('judged')}")
    connection.execute(f"create or replace table sums as {measure('sums')}")
    connection.execute(f"create or replace table beaten as {measure('beaten')}")
    return tuple(_group(row) for row in connection.execute(measure("groups")).fetchall())


def _group(row: tuple[Any, ...]) -> Group:
    (
        month, document, seller, stream, authority, source, basis, category, currency, unit_rate, rate_date,
        early, late, about, prepaid, lines, amount, rest, stated,
    ) = row  # fmt: skip
    return Group(
        Month.of(month), document, seller, Stream(stream), Authority(authority), source, Basis(basis), category,
        currency, unit_rate, rate_date, early, late, about, prepaid, lines, exact(amount, rest), stated,
    )  # fmt: skip
