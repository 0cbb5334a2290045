"""The SQL of the conversion: what each canonical column is made of."""

from directbill.ledger import canonical
from directbill.ledger.beside import Plan
from directbill.ledger.canonical import literal
from directbill.ledger.cells import PLAIN, SHORT
from directbill.ledger.readings import Readings


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
