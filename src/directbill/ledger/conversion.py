"""The SQL of the conversion: what each canonical column is made of, and the small tables laid beside the rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from directbill.ledger import canonical, cells
from directbill.ledger.attribution import Whose
from directbill.ledger.canonical import literal
from directbill.ledger.cells import PLAIN, SHORT
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


def select(plan: Plan) -> str:
    """The canonical columns in order, and the file's place."""
    made, read = plan.staged.format, plan.readings
    columns = {
        "file": literal(plan.staged.sheet.name),
        "row": plan.staged.row_sql("s."),
        "document": "documents.id",
        "month": "documents.month",
        "format": literal(made.name),
        "authority": str(int(made.authority)),
        "stream": _stream(plan),
        "basis": literal(made.basis),
        "attribution": "whose.attribution",
        "account": "whose.account",
        "owner": "whose.named",
        "amount": _amount(read),
        "rest": _rest(read),
        "currency": literal(made.currency) if made.currency else "currencies.value",
        "category": _category(plan),
        "category_rule": _category_rule(plan),
        "unit_rate": "rates.value" if made.roles.rate else "NULL",
        "rate_date": _rate_date(plan),
        "own_usd": _own_usd(plan),
        "prepaid_months": "s.prepaid_months",
        "not_counted": "s.not_counted",
        **{name: f"trim(s.{name})" for name in ("customer", "subscription", "product", "charge_type")},
        "part": str(plan.part),
    }
    assert tuple(columns)[:-1] == canonical.NAMES
    return ", ".join(columns.values())


def _by_rule(values: list[str]) -> str:
    return f"[{', '.join(literal(v) for v in values)}][s.rule]"


def _stream(plan: Plan) -> str:
    """By the category; where the row itself names one, by that."""
    made = plan.staged.format
    ruled = _by_rule([made.streams.get(str(r.category), made.streams[""]) for r in made.rules])
    by_category = {category: stream for category, stream in made.streams.items() if category}
    if not made.roles.category or not by_category:
        return ruled
    known, streams = ", ".join(map(literal, by_category)), ", ".join(map(literal, by_category.values()))
    found = f"map([{known}], [{streams}])[{_category(plan)}]"
    return f"CASE WHEN trim(s.category) <> '' THEN coalesce({found}, {literal(made.streams[''])}) ELSE {ruled} END"


def _category(plan: Plan) -> str:
    made = plan.staged.format
    ruled = _by_rule([str(r.category) for r in made.rules])
    if not made.roles.category:
        return ruled
    words = ", ".join(map(literal, made.category_words))
    ours = ", ".join(map(literal, made.category_words.values()))
    own = "trim(s.category)"
    said = f"coalesce(map([{words}], [{ours}])[{own}], {own})" if words else own
    return f"CASE WHEN {own} <> '' THEN {said} ELSE {ruled} END"


def _category_rule(plan: Plan) -> str:
    ruled = _by_rule([r.id for r in plan.staged.format.rules])
    if not plan.staged.format.roles.category:
        return ruled
    return f"CASE WHEN trim(s.category) <> '' THEN 'mapped.column' ELSE {ruled} END"


def _amount(read: Readings) -> str:
    """Plain texts are converted here, at most four places at once; what SQL would round is cut first."""
    other = "odd_amount.amount" if "amount" in read.odd else "NULL"
    return f"""CASE WHEN {_is("s.amount", SHORT)} THEN TRY_CAST(s.amount AS DECIMAL(18,4))
        WHEN {_is("s.amount", PLAIN)} THEN trunc({_full("s.amount")}, 4)::DECIMAL(18,4) ELSE {other} END"""


def _rest(read: Readings) -> str:
    other = "odd_amount.rest" if "amount" in read.odd else "NULL"
    full = _full("s.amount")
    return f"""CASE WHEN {_is("s.amount", SHORT)} THEN NULL
        WHEN {_is("s.amount", PLAIN)} THEN nullif({full} - trunc({full}, 4), 0) ELSE {other} END"""


def _is(text: str, pattern: str) -> str:
    return f"regexp_full_match({text}, '{pattern}')"


def _full(text: str) -> str:
    return f"TRY_CAST({text} AS DECIMAL(38,15))"


def _own_usd(plan: Plan) -> str:
    if not plan.staged.format.roles.own_usd:
        return "NULL"
    odd = "odd_own_usd.value" if "own_usd" in plan.readings.odd else "NULL"
    return f"CASE WHEN {_is('s.own_usd', PLAIN)} THEN {_full('s.own_usd')} ELSE {odd} END"


def _rate_date(plan: Plan) -> str:
    if not plan.staged.format.roles.rate_day:
        return "NULL"
    return "CASE WHEN s.rate <> '' THEN rate_days.value END"
