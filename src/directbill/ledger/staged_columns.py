"""The SQL of a staged table: what each role of a line is read from."""

from directbill.ledger.canonical import literal
from directbill.ledger.carriers import Sheet, scan_sql
from directbill.ledger.cells import FLOAT_ID
from directbill.ledger.formats.format import Format, Kind
from directbill.ledger.recognize import Match

TEXT_ROLES = (
    "document", "tenant", "reseller", "owner", "amount", "currency", "own_usd", "rate_day", "customer", "subscription",
    "product", "charge_type", "category",
)  # fmt: skip
ISO_UTC = "____-__-__T%Z"
TIME = "[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?( ?[AaPp][Mm])?"
MOMENT = (
    "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?(\\.[0-9]+)?"
    "|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4} +[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?( ?[AaPp][Mm])?"
)
"""A day with a time and no zone, as `cell_days.day` reads it."""
DAY = "^[0-9]+ ?[./-] ?[0-9]+ ?[./-] ?[0-9]+"
DECLARED_MOMENT = f"{DAY}[T ]+{TIME}"
"""The same, as `profiles.values.day` reads it: in any order of day, month and year."""
DAY_LONGEST = 10


def select(sheet: Sheet, match: Match) -> str:
    """The whole query: roles, checked days, the rule that gives the category, and what each row says of itself."""
    made = match.format
    missing = [c.name for c in made.columns if c.name not in match.found]
    laid = ", ".join(["*", *(f"'' AS \"{name}\"" for name in missing)])
    roles = [f"{role_sql(made, role)} AS {role}" for role in TEXT_ROLES]
    days = [f"{_day(c.name, made)} AS day_{n}" for n, c in enumerate(made.of_kind(Kind.DAY, Kind.MONTH))]
    ruled = f"SELECT *, {_ruled(made)} AS rule FROM (SELECT {laid} FROM {scan_sql(sheet, match.names)})"
    return f"""
        SELECT {", ".join([*roles, *days])}, rule,
            {_vote(made)} AS vote, {_period(made)} AS period, {_rate(made)} AS rate,
            ({made.prepaid})::SMALLINT AS prepaid_months, {made.not_counted} AS not_counted,
            {_float_id(made, match)} AS float_id, {_amortized(made)} AS amortized
        FROM ({ruled})"""


def role_sql(made: Format, role: str) -> str:
    """What a role of a line is read from, as SQL over the scanned columns."""
    column = getattr(made.roles, role)
    if role == "amount" and made.amount:
        return made.amount
    if role == "document" and made.document:
        return literal(made.document)
    if not column:
        return "''"
    return _day(column, made) if made.column(column).kind is Kind.DAY else f'"{column}"'


def _day(column: str, made: Format) -> str:
    """A moment in UTC, or in no zone, is reduced to its day, so that a column holds few distinct texts."""
    cell, moment = f'"{column}"', DECLARED_MOMENT if made.readers else MOMENT
    return (
        f"CASE WHEN {cell} LIKE '{ISO_UTC}' THEN left({cell}, {DAY_LONGEST})"
        f" WHEN length({cell}) > {DAY_LONGEST} AND regexp_full_match({cell}, '{moment}')"
        f" THEN regexp_extract({cell}, '{DAY}') ELSE {cell} END"
    )


def _ruled(made: Format) -> str:
    cases = " ".join(f"WHEN {rule.when} THEN {n}" for n, rule in enumerate(made.rules, start=1))
    return f"(CASE {cases} ELSE 0 END)::UTINYINT"


def _vote(made: Format) -> str:
    vote = made.vote
    for column in made.of_kind(Kind.DAY, Kind.MONTH):
        vote = vote.replace(f'"{column.name}"', _day(column.name, made))
    return vote


def _period(made: Format) -> str:
    return _vote(made) if made.by_row else "''"


def _rate(made: Format) -> str:
    if not made.roles.rate:
        return "''"
    return f"CASE WHEN {made.priced or 'true'} THEN \"{made.roles.rate}\" ELSE '' END"


def _amortized(made: Format) -> str:
    """What shows that costs are spread over time instead of billed, or ''."""
    return (
        f"CASE WHEN {made.amortized} THEN {role_sql(made, 'charge_type')} ELSE '' END"
        if made.amortized
        else "''"
    )


def _float_id(made: Format, match: Match) -> str:
    """The first identifier column whose cell a spreadsheet made a number of, or ''."""
    by_dictionary = {made.roles.document, made.roles.reseller, made.roles.owner}
    checked = [c.name for c in made.of_kind(Kind.ID) if c.name in match.found and c.name not in by_dictionary]
    pattern = literal(FLOAT_ID.pattern)
    cases = " ".join(
        f'WHEN regexp_full_match("{c}", {pattern}) THEN {literal(f"{c}=")} || "{c}"' for c in checked
    )
    return f"CASE {cases} ELSE '' END" if cases else "''"
