"""Why: one requirement, one line or one month, from an evaluation and, where at hand, its lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

from directbill.core.edition import Edition, Program, Requirement
from directbill.core.errors import refuse
from directbill.core.evaluation import Evaluation
from directbill.core.findings import Finding
from directbill.core.ledger import Document
from directbill.core.periods import Month
from directbill.core.statement import StatementLine
from directbill.documents import figure, items, proofs
from directbill.documents.report import Answer, Table
from directbill.documents.sheet import Sheet
from directbill.documents.texts import Catalog, readable
from directbill.documents.words import Words, words_for

MOST_BEHIND = 20
MOST_OF_MONTH = 500
PROOFS = {
    "revenue": ("months", "categories", "not_counted", "if_counted", "comparisons", "rates", "forecast"),
    "tenure_months": ("tenure",),
}
"""The tables that prove a measure."""
LISTED = "revenue"
"""The measure whose lines say of each whether it counts; of the others the months are the proof."""


@dataclass(frozen=True, slots=True)
class Explained:
    """What is said of a line: in one sentence, and answer by answer."""

    heading: str
    answers: tuple[Answer, ...]


Lines = Iterable[StatementLine] | None
"""The statement's lines; None where a stored result does not hold them."""


def requirement(
    evaluation: Evaluation, texts: Catalog, *, key: str, lines: Lines = None, program: Program | None = None
) -> str:
    """Why a requirement is met, not met, not known or not yet; its proofs, and the lines behind a figure.

    Refuses a requirement the edition does not have.
    """
    words = words_for(texts, evaluation.edition, program=program)
    known_to(evaluation.edition, texts, key=key)
    finding = evaluation.finding(key)
    if finding is None:
        raise refuse("explain_requirement_later", found=key, edition=evaluation.edition.name)
    page = Sheet()
    found = words.requirement(key)
    page.heading(f"{words.title(key)}: {words.say(f'outcome.{finding.outcome}')}")
    page.answers(_about(evaluation, finding, found, words))
    measure = found.threshold.measure if found and found.threshold else ""
    for table in _proofs(evaluation, PROOFS.get(measure, ()), words):
        page.table(table)
    if finding.divisions:
        page.table(proofs.divisions(finding, words))
    if measure == LISTED:
        _behind(page, lines, words, MOST_BEHIND)
    elif measure in PROOFS:
        page.caption(words.say("explain.lines"))
        page.paragraph(words.say("explain.lines_of_months"))
    return page.text()


def known_to(edition: Edition, texts: Catalog, *, key: str) -> None:
    """Refuse a requirement the edition does not have, with what was probably meant."""
    known = [r.key for r in edition.requirements]
    if key in known:
        return
    close = [k for k in known if key in k] or get_close_matches(key, known, n=1, cutoff=0.6)
    near = texts.say("cli.nearest", word=close[0]) if close else ""
    raise refuse(
        "explain_requirement_unknown", found=key, near=near, known=", ".join(known), edition=edition.name
    )


def line(
    evaluation: Evaluation, texts: Catalog, *, where: str, lines: Lines = None, program: Program | None = None
) -> str:
    """Why one line counts or does not. `where` is FILE:ROW; refuses another form, and a line not there."""
    file, _, row = where.rpartition(":")
    if not file or not row.isdigit():
        raise refuse("explain_line_form", found=where)
    if lines is None:
        raise refuse("explain_no_lines", found=where)
    for found in lines:
        if found.row == int(row) and found.file == file:
            said = of_line(evaluation, texts, line=found, program=program)
            page = Sheet()
            page.heading(said.heading)
            page.answers(said.answers)
            return page.text()
    raise refuse("explain_line_unknown", file=file, row=int(row))


def of_line(
    evaluation: Evaluation, texts: Catalog, *, line: StatementLine, program: Program | None = None
) -> Explained:
    """Why one line counts or does not, for any face."""
    words = words_for(texts, evaluation.edition, program=program)
    key = "explain.counts" if line.counted else "explain.counts_not"
    heading = words.say(key, line=f"{readable(line.file)}:{line.row}")
    return Explained(heading, _of_line(evaluation, line, words))


def month(
    evaluation: Evaluation,
    texts: Catalog,
    *,
    which: Month,
    lines: Lines = None,
    program: Program | None = None,
) -> str:
    """What a month adds to the figure: its total, its documents and its lines."""
    words = words_for(texts, evaluation.edition, program=program)
    page = Sheet()
    page.heading(_capitalized(words.say("explain.month", month=which)))
    statement = evaluation.facts.statement
    documents = tuple(d for d in statement.documents if d.month == which) if statement else ()
    page.answers(_of_month(evaluation, which, documents, words=words))
    if documents:
        page.table(proofs.documents(documents, words))
    chosen = None if lines is None else (each for each in lines if each.month == which)
    _behind(page, chosen, words, MOST_OF_MONTH)
    return page.text()


def _about(
    evaluation: Evaluation, finding: Finding, found: Requirement | None, words: Words
) -> tuple[Answer, ...]:
    said = [
        ("explain.binds", _binds(finding, words)),
        ("explain.measure", _measured(finding, words)),
        ("explain.counted", words.texts.own(found.counts) if found else ""),
        ("explain.counted_not", words.texts.own(found.counts_not) if found else ""),
        ("explain.rules", _rules(evaluation, words)),
        ("label.source", words.source(finding.source)),
        *(("explain.assumed", note) for note in _assumed(found, words)),
        ("label.evidence", words.proofs(map(readable, finding.evidence))),
        *(("label.warnings", words.reason(w, found)) for w in finding.warnings),
    ]
    return (*items.five(finding, words), *_answers(said, words))


def _answers(said: Iterable[tuple[str, str]], words: Words) -> tuple[Answer, ...]:
    return tuple(Answer(words.say(key), text) for key, text in said if text)


def _binds(finding: Finding, words: Words) -> str:
    phases = ", ".join(words.say(f"phase_in.{phase}") for phase in finding.phases)
    return words.say(f"severity.{finding.severity}", phases=phases)


def _measured(finding: Finding, words: Words) -> str:
    if finding.threshold is None or finding.measure is None:
        return ""
    parts = [words.measure(finding, finding.measure), figure.distance(finding, words)]
    bar = words.say("explain.threshold", threshold=words.measure(finding, finding.threshold))
    return "; ".join(part for part in (parts[0], bar, parts[1]) if part)


def _rules(evaluation: Evaluation, words: Words) -> str:
    edition = evaluation.edition
    said = words.say(
        "explain.edition", program=words.program_title, edition=edition.name, day=edition.effective
    )
    return f"{said} {words.say('report.preview', day=edition.effective)}" if evaluation.preview else said


def _assumed(found: Requirement | None, words: Words) -> Iterable[str]:
    """What the edition had to assume about this requirement, its level or what it counts."""
    if found is None:
        return ()
    sources = [found.source, *found.value_sources.values()]
    if found.threshold and found.threshold.measure == "revenue":
        sources += words.edition.revenue.value_sources.values()
    return dict.fromkeys(words.texts.own(s.note) for s in sources if s.assumed and s.note)


def _proofs(evaluation: Evaluation, keys: tuple[str, ...], words: Words) -> Iterable[Table]:
    tenure = proofs.tenure(evaluation, words)
    every = (*proofs.tables(evaluation, words), *((tenure,) if tenure else ()))
    return (table for table in every if table.key in keys)


def _behind(page: Sheet, lines: Lines, words: Words, most: int) -> None:
    """The lines themselves, those that count first, as many as a screen bears; the rest is counted."""
    page.caption(words.say("explain.lines"))
    if lines is None:
        page.paragraph(words.say("explain.no_lines"))
        return
    first: dict[bool, list[StatementLine]] = {True: [], False: []}
    every = 0
    for found in lines:
        every += 1
        if len(first[found.counted]) < most:
            first[found.counted].append(found)
    shown = [*first[True], *first[False]][:most]
    for found in shown:
        page.line(_one_line(found, words))
    if not shown:
        page.paragraph(words.say("explain.lines_none"))
    if every > len(shown):
        page.paragraph(words.say("explain.more_lines", n=every - len(shown)))


def _one_line(found: StatementLine, words: Words) -> str:
    place = f"{readable(found.file)}:{found.row}"
    amount = words.say("amount", currency=found.currency, amount=words.money(found.amount))
    category = words.name("category", found.category)
    if not found.counted:
        why = words.name("left", found.reason)
        return words.say("explain.line_not", place=place, amount=amount, why=why, category=category)
    return words.say(
        "explain.line_counted",
        place=place,
        amount=amount,
        rate=proofs.rate_text(found.rate, words) if found.rate is not None else "",
        total=words.money(found.usd or Decimal(0)),
        currency=words.edition.revenue.currency,
        category=category,
    )


def _of_line(evaluation: Evaluation, found: StatementLine, words: Words) -> tuple[Answer, ...]:
    sold = (found.product, found.charge_type, found.customer, found.subscription)
    currency = words.edition.revenue.currency
    said = [
        ("five.why", _line_why(evaluation, found, words)),
        ("five.turn", "" if found.counted else words.name("left_do", found.reason)),
        ("five.when", "" if found.counted else words.say("when.none")),
        ("five.otherwise", _line_otherwise(evaluation, found, words)),
        ("table.document", _document_of(evaluation, found, words)),
        ("table.account", readable(found.account) or words.say("explain.nobody")),
        ("explain.sold", ", ".join(readable(part) for part in sold if part)),
        ("table.category", f"{words.name('category', found.category)} [{found.rule}]"),
        ("table.amount", words.say("amount", currency=found.currency, amount=words.money(found.amount))),
        ("table.rate", _line_rate(found, words)),
        (
            "explain.product",
            ""
            if found.usd is None
            else words.say("amount", currency=currency, amount=words.texts.locale.money(found.usd)),
        ),
        ("explain.rules", _rules(evaluation, words)),
        ("label.source", _line_source(found, words)),
    ]
    return _answers(said, words)


def _line_why(evaluation: Evaluation, found: StatementLine, words: Words) -> str:
    statement = evaluation.facts.statement
    if statement is None:
        return ""
    window = {"first": statement.window.first, "last": statement.window.last}
    if found.counted:
        return words.say("explain.why_counted", **window)
    return words.say("explain.why_not", reason=words.name("left", found.reason), month=found.month, **window)


def _line_otherwise(evaluation: Evaluation, found: StatementLine, words: Words) -> str:
    """What would follow if the line's category counted, where that is what leaves it out."""
    statement = evaluation.facts.statement
    would_be = dict(statement.if_counted).get(found.category) if statement else None
    if found.counted or would_be is None:
        return ""
    return words.say("explain.if_counted", amount=words.money(would_be, words.bar()))


def _line_source(found: StatementLine, words: Words) -> str:
    rule = words.edition.revenue
    left_out = next((e.source for e in rule.excludes if e.category == found.category), None)
    return words.source_of(left_out or rule.source)


def _line_rate(found: StatementLine, words: Words) -> str:
    if found.rate is None or found.method is None:
        return ""
    return f"{proofs.rate_text(found.rate, words)}, {words.say(f'method.{int(found.method)}')}"


def _document_of(evaluation: Evaluation, found: StatementLine, words: Words) -> str:
    statement = evaluation.facts.statement
    every: tuple[Document, ...] = statement.documents if statement else ()
    known = next((d for d in every if d.id == found.document), None)
    return proofs.document_line(known, words) if known else readable(found.document)


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]


def _of_month(
    evaluation: Evaluation, which: Month, documents: Iterable[Document], *, words: Words
) -> tuple[Answer, ...]:
    statement = evaluation.facts.statement
    if statement is None:
        return (Answer(words.say("five.why"), words.say("revenue.none")),)
    row = next((m for m in statement.months if m.month == which), None)
    if row is None:
        window = {"first": statement.window.first, "last": statement.window.last}
        outside = words.say("explain.month_outside", month=which, **window)
        return (Answer(words.say("five.why"), outside),)
    counted = words.say("amount", currency=statement.currency, amount=words.money(row.counted))
    figures = [("table.counted", counted), ("table.lines", words.count(row.lines))]
    closes = which.plus(len(statement.window))
    said = [
        *(figures if row.covered else _of_missing_month(documents, words)),
        ("explain.leaves", words.say("explain.leaves_when", month=closes)),
        ("explain.rules", _rules(evaluation, words)),
    ]
    return _answers(said, words)


def _of_missing_month(documents: Iterable[Document], words: Words) -> list[tuple[str, str]]:
    """Why it is missing, whose turn it is and what otherwise; an invoice may be known while its lines are not."""
    known = ", ".join(d.id for d in documents)
    why = "explain.month_lines_missing" if known else "explain.month_missing"
    return [
        ("table.counted", words.say("chart.no_data")),
        ("five.why", words.say(why, documents=known)),
        ("five.turn", words.say("explain.month_do")),
        ("five.when", words.say("when.none")),
        ("five.otherwise", words.say("explain.month_otherwise")),
    ]
