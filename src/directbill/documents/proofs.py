"""The tables that prove the figure: months, categories, accounts, what does not count, documents, rates."""

from collections.abc import Callable, Container, Iterable
from dataclasses import replace
from decimal import Decimal

from directbill.core.edition import RevenueRule
from directbill.core.evaluation import Evaluation, Forecast, Tenure
from directbill.core.findings import Finding
from directbill.core.ledger import Document
from directbill.core.money import total
from directbill.core.periods import Month
from directbill.core.statement import Left, Method, RateUsed, Statement
from directbill.documents.report import Table
from directbill.documents.words import Words


def tables(evaluation: Evaluation, words: Words) -> tuple[Table, ...]:
    """Every table that has rows, in reading order."""
    made: list[Table] = []
    if evaluation.facts.statement is not None:
        made += [build(evaluation.facts.statement, words) for build in STATEMENT_TABLES]
    if evaluation.forecast is not None:
        missing = evaluation.facts.statement.missing if evaluation.facts.statement else ()
        made += [_forecast(evaluation.forecast, missing, words)]
    made += [divisions(finding, words) for finding in evaluation.findings]
    return tuple(t for t in made if t.rows)


def divisions(finding: Finding, words: Words) -> Table:
    """What a requirement finds of each division, where it is tested for each."""
    rows = tuple(
        (
            each.key,
            words.say(f"outcome.{each.outcome}"),
            words.measure(finding, each.measure),
            words.reason(each.reason),
        )
        for each in finding.divisions
    )
    caption = words.say("caption.divisions", title=words.title(finding.requirement))
    head = tuple(words.say(f"table.{key}") for key in ("division", "state", "value", "reason"))
    return Table("divisions", caption, head, rows, numeric=(2,))


def tenure(evaluation: Evaluation, words: Words) -> Table | None:
    """The three counts of months, and what they rest on."""
    found = evaluation.facts.tenure
    if found is None:
        return None
    rows = (
        (words.say("tenure.distinct"), words.count(found.distinct)),
        (words.say("tenure.since_first"), _count_or_unknown(found.since_first, words)),
        (words.say("tenure.longest_run"), words.count(found.longest_run)),
        (words.say("tenure.first"), _first(found, words)),
        (
            words.say("tenure.last"),
            words.texts.locale.month(found.last) if found.last else words.say("not_known"),
        ),
        (words.say("tenure.uncovered"), words.count(len(found.uncovered))),
    )
    return _table("tenure", words, ("evidence", "value"), rows, numeric=(1,))


def _first(found: Tenure, words: Words) -> str:
    if found.first_declared is not None:
        return words.say("tenure.declared", day=found.first_declared)
    if found.first is None:
        return words.say("not_known")
    key = "tenure.first_known" if found.earlier_covered else "tenure.first_seen"
    return words.say(key, month=found.first)


def _count_or_unknown(number: int | None, words: Words) -> str:
    return words.say("not_known") if number is None else words.count(number)


def _table(
    key: str,
    words: Words,
    head: tuple[str, ...],
    rows: tuple[tuple[str, ...], ...],
    *,
    numeric: tuple[int, ...] = (),
    note: str = "",
) -> Table:
    titles = tuple(words.say(f"table.{column}") for column in head)
    return Table(key, words.say(f"caption.{key}"), titles, rows, numeric, note)


def _months(statement: Statement, words: Words) -> Table:
    locale, running, rows = words.texts.locale, Decimal(0), []
    bar = words.bar(statement.currency)
    for month in statement.months:
        running = total((running, month.counted))
        figure = words.money(month.counted, bar) if month.covered else words.say("chart.no_data")
        rows.append((locale.month(month.month), figure, words.money(running, bar), words.count(month.lines)))
    return _table("months", words, ("month", "counted", "running", "lines"), tuple(rows), numeric=(1, 2, 3))


def _categories(statement: Statement, words: Words) -> Table:
    rows = tuple(
        (
            words.name("category", p.key),
            words.say("yes" if p.counts else "no"),
            words.money(p.counted, words.bar(statement.currency)),
            words.count(p.lines),
        )
        for p in statement.categories
    )
    return _table("categories", words, ("category", "counts", "amount", "lines"), rows, numeric=(2, 3))


def _accounts(statement: Statement, words: Words) -> Table:
    nobody = words.say("explain.nobody")
    bar = words.bar(statement.currency)
    rows = tuple(
        (p.key or nobody, words.money(p.counted, bar), words.count(p.lines)) for p in statement.accounts
    )
    return _table("accounts", words, ("account", "counted", "lines"), rows, numeric=(1, 2))


def _not_counted(statement: Statement, words: Words) -> Table:
    rows = tuple(
        (
            left_reason(left, words),
            words.signed(left.amount),
            _currencies(left, words),
            words.count(left.lines),
        )
        for left in statement.not_counted
    )
    return _table("not_counted", words, ("reason", "amount", "as_billed", "lines"), rows, numeric=(1, 2, 3))


def left_reason(left: Left, words: Words) -> str:
    """Why these lines do not count, with the category or source it names."""
    text = words.name("left", left.reason)
    return words.say("left_detail", reason=text, detail=_detail(left, words)) if left.detail else text


def _detail(left: Left, words: Words) -> str:
    for kind in ("category", "attribution", "basis", "format"):
        if words.texts.has(f"{kind}.{left.detail}"):
            return words.name(kind, left.detail)
    return left.detail.replace("_", " ")


def _currencies(left: Left, words: Words) -> str:
    return "; ".join(words.say("amount", currency=c, amount=words.money(a)) for c, a in left.by_currency)


def _if_counted(statement: Statement, words: Words) -> Table:
    bar = words.bar(statement.currency)
    rows = tuple(
        (
            words.name("category", key),
            words.signed(figure, bar),
            _why_excluded(words.edition.revenue, key, words),
        )
        for key, figure in statement.if_counted
    )
    return _table("if_counted", words, ("category", "would_be", "why"), rows, numeric=(1,))


def _why_excluded(rule: RevenueRule, category: str, words: Words) -> str:
    return next((words.texts.own(e.source.note) for e in rule.excludes if e.category == category), "")


def _documents(statement: Statement, words: Words) -> Table:
    return documents(statement.documents, words)


def documents(found: tuple[Document, ...], words: Words) -> Table:
    """The documents, each with its month and state."""
    rows = tuple(_document(d, words) for d in sorted(found, key=_by_month))
    head = ("document", "kind", "month", "state", "total", "lines", "file")
    return _table("documents", words, head, rows, numeric=(4, 5))


def _document(document: Document, words: Words) -> tuple[str, ...]:
    locale = words.texts.locale
    total = ""
    if document.total is not None:
        total = words.say("amount", currency=document.currency, amount=words.money(document.total))
    return (
        document.id,
        words.name("kind", document.kind),
        _month_with_basis(document, words),
        _state(document, words),
        total,
        locale.number(document.lines),
        document.file,
    )


def _by_month(document: Document) -> tuple[str, str]:
    return str(document.month or ""), document.id


def document_line(document: Document, words: Words) -> str:
    """A document in one line."""
    return ", ".join(part for part in _document(document, words)[:4] if part)


def _month_with_basis(document: Document, words: Words) -> str:
    """The month; how it was found where the invoice itself does not say it."""
    if document.month is None:
        return words.say("not_known")
    if document.month_basis == "invoice":
        return words.texts.locale.month_short(document.month)
    basis = words.name("month_basis", document.month_basis)
    return words.say("document.month", month=document.month, basis=basis)


def _state(document: Document, words: Words) -> str:
    parts = [words.name("state", document.state)]
    if document.paid is not None:
        parts.append(words.say("paid" if document.paid else "unpaid"))
    if document.amends:
        parts.append(words.say("document.amends", document=document.amends))
    if document.known_until:
        parts.append(words.say("document.superseded", day=document.known_until[:10]))
    if document.rejected:
        parts.append(words.say("document.rejected", n=document.rejected))
    return ", ".join(parts)


def _comparisons(statement: Statement, words: Words) -> Table:
    rows = tuple(
        (
            words.texts.locale.month(c.month),
            c.account,
            words.name("format", c.source),
            words.signed(c.amount),
            words.name("format", c.counted_source),
            words.money(c.counted),
        )
        for c in statement.comparisons
    )
    head = ("month", "account", "other_source", "amount", "counted_source", "counted")
    return _table("comparisons", words, head, rows, numeric=(3, 5))


def _rates(statement: Statement, words: Words) -> Table:
    """One row for each rate of a document, with all the methods that came to it."""
    same: dict[RateUsed, list[Method]] = {}
    for rate in statement.rates:
        same.setdefault(replace(rate, method=Method.SAME_CURRENCY), []).append(rate.method)
    rows = tuple(_rate(rate, methods, words) for rate, methods in same.items())
    note = words.say("rates_note", currency=statement.currency)
    head = ("document", "month", "currency", "rate", "method", "rate_source")
    return _table("rates", words, head, rows, numeric=(3,), note=note)


def _methods(methods: Iterable[Method], words: Words) -> str:
    """How a rate was found; where two ways came to it, both in one phrase where there is one."""
    numbers = sorted({int(method) for method in methods})
    together = "_".join(map(str, numbers))
    if words.texts.has(f"methods.{together}"):
        return words.say(f"methods.{together}")
    return "; ".join(words.say(f"method.{number}") for number in numbers)


def _rate(rate: RateUsed, methods: list[Method], words: Words) -> tuple[str, ...]:
    # A source may add in brackets which release of which package it came with: JSON has it whole.
    source = words.name("rate_source", rate.source).split(" (")[0] if rate.source else ""
    day = words.day(rate.rate_date) if rate.rate_date else ""
    return (
        rate.document,
        words.texts.locale.month_short(rate.month),
        rate.currency,
        rate_text(rate.rate, words),
        _methods(methods, words),
        ", ".join(part for part in (source, day) if part),
    )


def rate_text(rate: Decimal, words: Words) -> str:
    """A rate with its twelve places, without the zeros at its end."""
    return words.texts.locale.number(f"{rate.normalize():f}")


def _forecast(forecast: Forecast, missing: Container[Month], words: Words) -> Table:
    columns, bar = [dict(p.figures) for p in forecast.projections], words.bar()
    rows = tuple(
        (
            words.texts.locale.month(step.closes),
            words.say("chart.no_data") if step.leaves in missing else words.money(step.amount),
            *(words.money(c[step.closes], bar) if step.closes in c else "" for c in columns),
        )
        for step in forecast.leaving
    )
    head = tuple(words.say(f"table.{key}") for key in ("closes", "leaves"))
    titles = tuple(words.name("table", p.assumption.code) for p in forecast.projections)
    assumed = (words.reason(p.assumption) for p in forecast.projections)
    said = (f"{title}: {text}" for title, text in zip(titles, assumed, strict=True))
    note = words.say("forecast_note", amount=words.money(forecast.run_rate), n=forecast.run_rate_months)
    note = " ".join((note, *said))
    if forecast.division:
        note = f"{words.say('forecast_of', division=forecast.division)} {note}"
    numeric = tuple(range(1, len(head) + len(titles)))
    return Table("forecast", words.say("caption.forecast"), head + titles, rows, numeric, note)


STATEMENT_TABLES: tuple[Callable[[Statement, Words], Table], ...] = (
    _months,
    _categories,
    _accounts,
    _not_counted,
    _if_counted,
    _documents,
    _comparisons,
    _rates,
)
