"""The small tables laid beside a file's staged rows while they are converted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from directbill.ledger import cells
from directbill.ledger.attribution import Whose
from directbill.ledger.readings import Readings
from directbill.ledger.register import Entry
from directbill.ledger.staging import Staged

TEXT_TO = {"text": "VARCHAR"}


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
class Beside:
    """A small table joined to the staged rows `s`, its columns bound as lists."""

    name: str
    on: str
    types: Mapping[str, str] = field(default_factory=dict)
    rows: list[tuple[object, ...]] = field(default_factory=list)
    table: str = ""
    """A table that is there already; then there are no rows to bind."""

    @property
    def sql(self) -> str:
        if self.table:
            return f"{self.name} AS (SELECT * FROM {self.table})"
        unnested = ", ".join(f"unnest(?::{kind}[]) AS {column}" for column, kind in self.types.items())
        return f"{self.name} AS MATERIALIZED (SELECT {unnested})"

    @property
    def columns(self) -> list[list[object]]:
        return [[row[n] for row in self.rows] for n in range(len(self.types))]


def tables(plan: Plan) -> tuple[Beside, ...]:
    """The tables a file needs: whose the rows are, their documents, and the values of its texts."""
    return (_whose(plan), _documents(plan), *_values(plan))


def joins(beside: tuple[Beside, ...]) -> str:
    """The joins of the tables. Every row has its owner and document; a text may say nothing."""
    must = ("whose", "documents")
    return " ".join(f"{'' if b.name in must else 'LEFT '}JOIN {b.name} ON {b.on}" for b in beside)


def _whose(plan: Plan) -> Beside:
    columns = ("reseller", "owner", "attribution", "account", "named")
    rows: list[tuple[object, ...]] = [
        (reseller, owner, whose.attribution, whose.account, cells.plain(owner))
        for (reseller, owner), whose in plan.whose.items()
    ]
    on = "s.reseller = whose.reseller AND s.owner = whose.owner"
    return Beside("whose", on, dict.fromkeys(columns, "VARCHAR"), rows)


def _documents(plan: Plan) -> Beside:
    keys = ("document", "tenant", "period")
    on = " AND ".join(f"s.{key} = documents.{key}" for key in keys)
    types = {**dict.fromkeys((*keys, "id"), "VARCHAR"), "month": "DATE"}
    rows: list[tuple[object, ...]] = [
        (*text, entry.id, date.fromisoformat(f"{entry.month}-01") if entry.month else None)
        for text, entry in plan.documents.items()
    ]
    return Beside("documents", on, types, rows)


def _values(plan: Plan) -> Iterator[Beside]:
    read, roles = plan.readings, plan.staged.format.roles
    if roles.currency:
        yield Beside(
            "currencies",
            "s.currency = currencies.text",
            TEXT_TO | {"value": "VARCHAR"},
            list(read.currencies.items()),
        )
    if roles.rate:
        rates: list[tuple[object, ...]] = [(text, found.value) for text, found in read.rates.items()]
        yield Beside("rates", "s.rate = rates.text", TEXT_TO | {"value": "DECIMAL(25,12)"}, rates)
    if roles.rate_day:
        days: list[tuple[object, ...]] = [(text, day) for text, day in read.days.items() if day]
        yield Beside("rate_days", "s.rate_day = rate_days.text", TEXT_TO | {"value": "DATE"}, days)
    for role, odd in read.odd.items():
        yield Beside(f"odd_{role}", f"s.{role} = odd_{role}.text", table=odd.table)
