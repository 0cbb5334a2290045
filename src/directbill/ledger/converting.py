"""Staged texts become canonical charges: one statement per file, exact, other resellers' rows left behind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import duckdb

from directbill.core.ledger import Attribution
from directbill.core.money import total
from directbill.ledger import canonical, cells
from directbill.ledger.attribution import Whose
from directbill.ledger.canonical import literal
from directbill.ledger.cells import Read
from directbill.ledger.readings import PLAIN, SHORT, Readings
from directbill.ledger.register import Entry
from directbill.ledger.staging import Staged, full_or

INCOMING = "incoming"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is settled of a file before its rows are converted."""

    staged: Staged
    readings: Readings
    whose: Mapping[tuple[str, str], Whose]
    documents: Mapping[tuple[str, str, str], Entry]
    """By the document, tenant and period texts of the rows."""
    part: int
    """The file's place among the files of this import."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Kept rows of one file and document, of one attribution and currency."""

    part: int
    document: str
    attribution: str
    currency: str
    lines: int
    amount: Decimal


def sums(connection: duckdb.DuckDBPyConnection) -> list[Sum]:
    """The incoming rows, counted and summed exactly, per currency."""
    rows = connection.execute(
        f"SELECT part, document, attribution, currency, count(*), sum(amount), sum(rest) FROM {INCOMING} GROUP BY ALL"
    ).fetchall()
    return [
        Sum(part, document, attribution, currency, lines, total(v for v in (amount, rest) if v is not None))
        for part, document, attribution, currency, lines, amount, rest in rows
    ]


def create_incoming(connection: duckdb.DuckDBPyConnection) -> None:
    """An empty table of incoming rows: the canonical columns and the file's place."""
    connection.execute(canonical.create_sql(f"TEMP {INCOMING}").replace("TABLE TEMP", "TEMP TABLE"))
    connection.execute(f"ALTER TABLE {INCOMING} ADD COLUMN part INTEGER")


def convert(connection: duckdb.DuckDBPyConnection, plan: Plan, rejected: Iterable[int]) -> None:
    """Add the file's kept rows to the incoming table; rejected rows and other resellers' rows stay out."""
    if not plan.staged.rows:
        return
    out = list(rejected)
    tables = _tables(plan)
    clause = "WHERE w.attribution <> 'other'"
    if out:
        clause += (
            f" AND {plan.staged.row_sql().replace('rowid', 's.rowid')} NOT IN (SELECT unnest(?::INTEGER[]))"
        )
    try:
        connection.execute(
            f"WITH {', '.join(t.sql for t in tables)} INSERT INTO {INCOMING} "
            f"SELECT {_select(plan)} FROM {plan.staged.table} s {_joins(plan)} {clause}",
            [*(column for t in tables for column in t.columns), *([out] if out else [])],
        )
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise full_or(error) from None


@dataclass(frozen=True, slots=True)
class _Table:
    """A small table laid beside the rows, bound as lists."""

    name: str
    types: Mapping[str, str]
    rows: list[tuple[object, ...]]

    @property
    def sql(self) -> str:
        unnested = ", ".join(f"unnest(?::{kind}[]) AS {column}" for column, kind in self.types.items())
        return f"{self.name} AS MATERIALIZED (SELECT {unnested})"

    @property
    def columns(self) -> list[list[object]]:
        return [[row[n] for row in self.rows] for n in range(len(self.types))]


def _tables(plan: Plan) -> list[_Table]:
    read = plan.readings
    tables = [
        _Table(
            "whose",
            {
                "reseller": "VARCHAR",
                "owner": "VARCHAR",
                "attribution": "VARCHAR",
                "account": "VARCHAR",
                "named": "VARCHAR",
            },
            [(r, o, w.attribution, w.account, cells.plain(o)) for (r, o), w in plan.whose.items()],
        ),
        _Table(
            "documents",
            {
                "document": "VARCHAR",
                "tenant": "VARCHAR",
                "period": "VARCHAR",
                "id": "VARCHAR",
                "month": "DATE",
            },
            [(*text, entry.id, _first(entry.month)) for text, entry in plan.documents.items()],
        ),
    ]
    if read.currencies:
        types = {"text": "VARCHAR", "value": "VARCHAR"}
        tables.append(_Table("currencies", types, list(read.currencies.items())))
    if read.rates:
        types = {"text": "VARCHAR", "value": "DECIMAL(25,12)"}
        tables.append(_Table("rates", types, [(t, r.value) for t, r in read.rates.items()]))
    if plan.staged.format.roles.rate_day:
        types = {"text": "VARCHAR", "value": "DATE"}
        tables.append(_Table("rate_days", types, [(t, d) for t, d in read.days.items() if d]))
    for name, odd in (("amounts", read.amounts), ("dollars", read.own_usd)):
        if odd or (name == "amounts" and plan.staged.format.readers):
            tables.append(_amounts(name, odd))
    return tables


def _amounts(name: str, odd: Mapping[str, Read]) -> _Table:
    types = {
        "text": "VARCHAR",
        "value": "DECIMAL(38,15)",
        "amount": "DECIMAL(18,4)",
        "rest": "DECIMAL(38,15)",
    }
    rows: list[tuple[object, ...]] = []
    for text, read in odd.items():
        value = read.value
        if isinstance(value, Decimal):
            rows.append((text, value, *cells.split(value)))
    return _Table(name, types, rows)


def _first(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _joins(plan: Plan) -> str:
    read = plan.readings
    joins = [
        "JOIN whose w ON s.reseller = w.reseller AND s.owner = w.owner",
        "JOIN documents d ON s.document = d.document AND s.tenant = d.tenant AND s.period = d.period",
    ]
    if read.currencies:
        joins.append("LEFT JOIN currencies c ON s.currency = c.text")
    if read.rates:
        joins.append("LEFT JOIN rates r ON s.rate = r.text")
    if plan.staged.format.roles.rate_day:
        joins.append("LEFT JOIN rate_days y ON s.rate_day = y.text")
    if read.amounts or plan.staged.format.readers:
        joins.append("LEFT JOIN amounts a ON s.amount = a.text")
    if read.own_usd:
        joins.append("LEFT JOIN dollars u ON s.own_usd = u.text")
    return " ".join(joins)


def _select(plan: Plan) -> str:
    made, read = plan.staged.format, plan.readings
    currency = literal(made.currency) if made.currency else "c.value"
    columns = {
        "file": literal(plan.staged.sheet.name),
        "row": plan.staged.row_sql().replace("rowid", "s.rowid"),
        "document": "d.id",
        "month": "d.month",
        "format": literal(made.name),
        "authority": str(int(made.authority)),
        "stream": _stream(plan),
        "basis": literal(made.basis),
        "attribution": "w.attribution",
        "account": "w.account",
        "owner": "w.named",
        "amount": "a.amount" if made.readers else _amount("s.amount", "a.amount" if read.amounts else ""),
        "rest": "a.rest" if made.readers else _rest("s.amount", "a.rest" if read.amounts else ""),
        "currency": currency,
        "category": _category(plan),
        "category_rule": _category_rule(plan),
        "unit_rate": "r.value" if read.rates else "NULL",
        "rate_date": _rate_date(plan),
        "own_usd": _own_usd(plan),
        "prepaid_months": "s.prepaid_months",
        "not_counted": "s.not_counted",
        "customer": "trim(s.customer)",
        "subscription": "trim(s.subscription)",
        "product": "trim(s.product)",
        "charge_type": "trim(s.charge_type)",
        "part": str(plan.part),
    }
    assert tuple(columns)[:-1] == canonical.NAMES
    return ", ".join(columns.values())


def _by_rule(values: list[str]) -> str:
    return f"[{', '.join(literal(v) for v in values)}][s.rule]"


def _category(plan: Plan) -> str:
    made = plan.staged.format
    ruled = _by_rule([str(r.category) for r in made.rules])
    if not made.roles.category:
        return ruled
    words, ours = list(made.category_words), list(made.category_words.values())
    known = f"map([{', '.join(map(literal, words))}], [{', '.join(map(literal, ours))}])[trim(s.category)]"
    said = f"coalesce({known}, trim(s.category))" if words else "trim(s.category)"
    return f"CASE WHEN trim(s.category) <> '' THEN {said} ELSE {ruled} END"


def _category_rule(plan: Plan) -> str:
    ruled = _by_rule([r.id for r in plan.staged.format.rules])
    if not plan.staged.format.roles.category:
        return ruled
    return f"CASE WHEN trim(s.category) <> '' THEN 'mapped.column' ELSE {ruled} END"


def _stream(plan: Plan) -> str:
    streams = plan.staged.format.streams
    return _by_rule([streams.get(str(r.category), streams[""]) for r in plan.staged.format.rules])


def _amount(text: str, odd: str) -> str:
    cases = (
        f"CASE WHEN regexp_full_match({text}, '{SHORT}') THEN TRY_CAST({text} AS DECIMAL(18,4))"
        f" WHEN regexp_full_match({text}, '{PLAIN}')"
        f" THEN trunc(TRY_CAST({text} AS DECIMAL(38,15)), 4)::DECIMAL(18,4)"
    )
    return f"{cases} ELSE {odd or 'NULL'} END"


def _rest(text: str, odd: str) -> str:
    full = f"TRY_CAST({text} AS DECIMAL(38,15))"
    return (
        f"CASE WHEN regexp_full_match({text}, '{SHORT}') THEN NULL"
        f" WHEN regexp_full_match({text}, '{PLAIN}') THEN nullif({full} - trunc({full}, 4), 0)"
        f" ELSE {odd or 'NULL'} END"
    )


def _own_usd(plan: Plan) -> str:
    if not plan.staged.format.roles.own_usd:
        return "NULL"
    odd = "u.value" if plan.readings.own_usd else "NULL"
    plain = f"regexp_full_match(s.own_usd, '{PLAIN}')"
    return f"CASE WHEN {plain} THEN TRY_CAST(s.own_usd AS DECIMAL(38,15)) ELSE {odd} END"


def _rate_date(plan: Plan) -> str:
    if not plan.staged.format.roles.rate_day:
        return "NULL"
    return "CASE WHEN s.rate <> '' THEN y.value END" if plan.staged.format.roles.rate else "y.value"


def foreign(whose: Mapping[tuple[str, str], Whose]) -> list[tuple[str, str]]:
    """The pairs of other resellers."""
    return [pair for pair, found in whose.items() if found.attribution is Attribution.OTHER]
