"""Groups: the lines judged and summed by the engine, so that any edition can be asked without reading them again."""

from collections.abc import Iterable, Mapping, Sequence
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
    _lay_parameters(connection, books.documents(), partner, role)
    connection.execute(f"create or replace view judged as {measure('judged')}")
    connection.execute(f"create or replace table sums as {measure('sums')}")
    connection.execute(f"create or replace table beaten as {measure('beaten')}")
    return tuple(_group(row) for row in connection.execute(measure("groups")).fetchall())


def _lay_parameters(
    connection: duckdb.DuckDBPyConnection, documents: Iterable[Document], partner: Partner, role: Role
) -> None:
    known = grading.current(documents)
    void = grading.void(known)
    states = [(d.id, d.state.value, d.source, d.id in void) for d in known]
    months = [Month.of(day) for (day,) in connection.execute(measure("months")).fetchall()]
    valid = {(m.first_day, a.id) for a in partner.accounts for m in months if a.valid_in(m)}
    direct = role is Role.DIRECT_BILL
    columns = {"document": "varchar", "state": "varchar", "source": "varchar", "void": "boolean"}
    _lay(connection, "known_documents", columns, states)
    _lay(connection, "own_ids", {"account": "varchar"}, [(i,) for i in sorted(set(partner.ids))])
    _lay(connection, "valid_ids", {"month": "date", "account": "varchar"}, sorted(valid))
    _lay(connection, "other_role_months", {"month": "date"}, _other_role(partner, role, months))
    _lay(connection, "asked", {"direct": "boolean", "divided": "boolean"}, [(direct, partner.divided)])


def _other_role(partner: Partner, role: Role, months: Iterable[Month]) -> list[tuple[date]]:
    """The months in which the company is told to have had roles, but not this one."""
    told = {month: partner.roles_in(month) for month in months}
    return [(month.first_day,) for month, roles in told.items() if roles and role not in roles]


def _lay(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    columns: Mapping[str, str],
    rows: Sequence[tuple[object, ...]],
) -> None:
    """Lay a small table of parameters beside the charges."""
    picked = ", ".join(f"unnest(cast(? as {kind}[])) as {column}" for column, kind in columns.items())
    values = [[row[place] for row in rows] for place in range(len(columns))]
    connection.execute(f"create or replace table {name} as select {picked}", values)


def _group(row: tuple[Any, ...]) -> Group:
    (
        month, document, seller, stream, authority, source, basis, category, currency, unit_rate, rate_date,
        early, late, about, prepaid, lines, amount, rest, stated,
    ) = row  # fmt: skip
    return Group(
        Month.of(month), document, seller, Stream(stream), Authority(authority), source, Basis(basis), category,
        currency, unit_rate, rate_date, early, late, about, prepaid, lines, exact(amount, rest), stated,
    )  # fmt: skip
