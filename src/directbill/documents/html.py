"""The report as one self-contained page: no script, light and dark, on a phone and on paper."""

import re
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files
from string import Template

from directbill.core.edition import Program
from directbill.core.evaluation import Evaluation
from directbill.core.findings import Outcome, Phase
from directbill.documents import chart
from directbill.documents.markup import Markup, el, join
from directbill.documents.presenter import present
from directbill.documents.report import Answer, Group, Item, Next, Report, Revenue, Table
from directbill.documents.texts import Catalog

MARKS = {Outcome.MET: "✓", Outcome.NOT_MET: "✗", Outcome.UNKNOWN: "?", Outcome.NOT_YET: "\N{EN DASH}"}
PHONE = 50
"""So many letters fit side by side on a phone; a wider table becomes a list of rows there."""
SHORTEST = 16
"""A column of words can be squeezed to so many letters."""
SHORT_TABLE = 15
"""Of so many rows a table is kept together on paper."""
MOST_EVIDENCE = 4
OPEN = (Outcome.NOT_MET, Outcome.UNKNOWN)
FIRST_PROOF = "months"


def render(evaluation: Evaluation, texts: Catalog, *, program: Program | None = None) -> str:
    """The page as text."""
    report = present(evaluation, texts, program=program)
    title = f"{report.headline}: {report.title}"
    return Template(_file("page.html")).substitute(
        lang=report.lang,
        title=join(title),
        style=_style() + _table_styles(_tables(report)),
        body=_body(report),
    )


@cache
def _file(name: str) -> str:
    return (files("directbill.documents") / name).read_text(encoding="utf-8")


@cache
def _style() -> str:
    """The style sheet without the blanks that only serve its readers."""
    return re.sub(r"\s*\n\s*", "", _file("page.css"))


def _tables(report: Report) -> tuple[Table, ...]:
    return (*((report.tenure,) if report.tenure else ()), *report.tables)


def _table_styles(tables: Iterable[Table]) -> str:
    """Figures to the right; and where a wide table is a list of rows, each cell says its column."""
    figures = [f"#t-{t.key} :is(th,td):nth-child({place + 1})" for t in tables for place in t.numeric]
    labels = [
        f"#t-{t.key} td:nth-child({place})::before{{content:{quoted(title)}}}"
        for t in tables
        if _is_wide(t)
        for place, title in enumerate(t.head, 1)
        if place > 1
    ]
    right = f"{','.join(figures)}{{text-align:right;font-variant-numeric:tabular-nums}}" if figures else ""
    wide = [f"#t-{t.key} :is(th,td):nth-child(n)" for t in tables if _is_wide(t)]
    left = f"{','.join(wide)}{{text-align:left}}" if wide else ""
    return f"{right}@media(max-width:38rem){{{left}{''.join(labels)}}}"


def _is_wide(table: Table) -> bool:
    widths = (_width(table, place) for place in range(len(table.head)))
    return sum(widths) + 2 * len(table.head) > PHONE


def _is_kept(table: Table) -> bool:
    return len(table.rows) <= SHORT_TABLE


def _width(table: Table, place: int) -> int:
    """The letters a column needs: whole figures, and words as far as they cannot be squeezed."""
    title = max(map(len, table.head[place].split(" ")))
    longest = max((len(row[place]) for row in table.rows), default=0)
    return max(title, longest if place in table.numeric else min(longest, SHORTEST))


def quoted(text: str) -> str:
    """A CSS string; whatever could end it or the style element is written by its number."""
    return '"' + "".join(c if c.isalnum() or c in " .,:" else f"\\{ord(c):x} " for c in text) + '"'


def _body(report: Report) -> Markup:
    labels = report.labels
    return join(
        el("a", labels["skip"], href="#answer", class_="skip"),
        _header(report),
        el(
            "main",
            el("h1", report.headline, class_=report.verdict.value),
            el("p", report.summary, class_="summary"),
            _careful(report),
            _steps(report),
            _revenue(report.revenue, labels) if report.revenue else _section(el("p", report.no_revenue)),
            _findings(report.groups, labels),
            _next(report.next_edition, labels) if report.next_edition else None,
            _proofs(report),
            _notes(report.notes, labels),
            id="answer",
        ),
        el("footer", el("p", labels["made"])),
    )


def _section(*children: Markup | None, class_: str | None = None) -> Markup:
    return el("section", *children, class_=class_)


def _header(report: Report) -> Markup:
    line = f"{report.program} · {report.edition_line} · {report.as_of_line}"
    return el("header", el("p", line), el("p", " · ".join(report.company)))


def _careful(report: Report) -> Markup | None:
    said = [text for text in (report.preview, *report.warnings) if text]
    if not said:
        return None
    heading = el("strong", report.labels["warnings"])
    return el("div", heading, *(el("p", text) for text in said), class_="careful")


def _steps(report: Report) -> Markup:
    single = len(report.steps) == 1
    steps = el("p", report.steps[0]) if single else el("ol", *(el("li", step) for step in report.steps))
    how = el("p", report.how, class_="help") if report.how else None
    return _section(el("h2", report.labels["now"]), steps, how)


def _revenue(revenue: Revenue, labels: dict[str, str]) -> Markup:
    return _section(
        el("h2", revenue.heading),
        el("p", revenue.period, class_="period"),
        el(
            "p",
            el("strong", revenue.amount),
            el("span", revenue.of_threshold) if revenue.of_threshold else None,
            el("span", revenue.distance, class_=f"distance {_color(revenue)}") if revenue.distance else None,
            class_="figure",
        ),
        _figure(revenue, labels),
        el("ul", *(el("li", sentence) for sentence in (*revenue.sentences, revenue.lines))),
        el(
            "p",
            el("strong", f"{revenue.grade_title}. "),
            " ".join(revenue.grade_reasons),
        ),
    )


def _color(revenue: Revenue) -> str:
    colors = {Outcome.MET: "eligible", Outcome.NOT_MET: "not_eligible", Outcome.UNKNOWN: "undecided"}
    return colors.get(revenue.outcome, "") if revenue.outcome else ""


def _figure(revenue: Revenue, labels: dict[str, str]) -> Markup | None:
    drawn = revenue.chart
    if not drawn.bars:
        return None
    keys = [("", drawn.legend_month), ("before", drawn.legend_before)]
    keys += [("bar", labels["threshold"])] if drawn.threshold is not None else []
    keys += [("gone", drawn.missing_label)] if not all(bar.covered for bar in drawn.bars) else []
    legend = (el("span", el("span", class_=f"swatch {kind}".strip()), text) for kind, text in keys)
    return el("figure", chart.svg(drawn), el("figcaption", *legend))


def _findings(groups: Iterable[Group], labels: dict[str, str]) -> Markup:
    parts: list[Markup] = [el("h2", labels["findings"])]
    for group in groups:
        parts += [el("h3", group.title), el("p", group.help, class_="help")]
        if group.phase is Phase.TO_REMAIN:
            parts.append(el("p", ", ".join(item.title for item in group.items) + "."))
        else:
            parts.append(
                el("ul", *(_item(item, labels) for item in group.items), class_="items", role="list")
            )
    return _section(*parts)


def _item(item: Item, labels: dict[str, str]) -> Markup:
    line = el(
        "div",
        el("span", MARKS[item.outcome], class_="mark", aria_hidden="true"),
        el("span", item.title, el("span", f": {item.outcome_text}", class_="hidden"), class_="title"),
        el("span", item.short, class_="short"),
        class_="line",
    )
    hold = el("p", item.hold, class_="hold") if item.hold else None
    answers = [*item.answers, Answer(labels["source"], item.source)] if item.source else [*item.answers]
    if item.evidence:
        answers.append(Answer(labels["evidence"], _shortened(item.evidence)))
    if not item.required:
        answers.append(Answer(labels["severity"], labels["recommended"]))
    proof = _answers(answers) if item.outcome in OPEN else _folded(labels["why"], _answers(answers))
    return el("li", line, hold, proof, class_=item.outcome.value)


def _shortened(evidence: tuple[str, ...]) -> str:
    """The first and the last where there are many: the proofs below list them all."""
    if len(evidence) <= MOST_EVIDENCE:
        return ", ".join(evidence)
    return f"{evidence[0]} … {evidence[-1]} ({len(evidence)})"


def _answers(answers: Iterable[Answer]) -> Markup:
    return el("dl", *(join(el("dt", a.label), el("dd", a.text)) for a in answers))


def _folded(title: str, content: Markup, *, open_: bool = False) -> Markup:
    return el("details", el("summary", title), content, open="" if open_ else None)


def _next(coming: Next, labels: dict[str, str]) -> Markup:
    items = el("ul", *(el("li", item) for item in coming.items)) if coming.items else None
    return _section(el("h2", labels["next"]), el("p", coming.headline), items)


def _proofs(report: Report) -> Markup | None:
    tables = _tables(report)
    if not tables:
        return None
    folded = (
        el(
            "details",
            el("summary", table.caption),
            _table(table),
            class_="proof kept" if _is_kept(table) else "proof",
            open="" if table.key == FIRST_PROOF else None,
        )
        for table in tables
    )
    return _section(el("h2", report.labels["proof"]), *folded, class_="proofs")


def _table(table: Table) -> Markup:
    """A table with its caption; the first cell of a row is its heading. Roles keep its sense when reflowed."""
    roles = _roles if _is_wide(table) else _no_roles
    head = (el("th", title, scope="col", **roles("columnheader")) for title in table.head)
    body = (_row(row, roles) for row in table.rows)
    drawn = el(
        "table",
        el("caption", table.caption),
        el("thead", el("tr", *head, **roles("row")), **roles("rowgroup")),
        el("tbody", *body, **roles("rowgroup")),
        id=f"t-{table.key}",
        class_="wide" if _is_wide(table) else None,
        **roles("table"),
    )
    return el("div", drawn, el("p", table.note, class_="note") if table.note else None, class_="table")


def _row(row: tuple[str, ...], roles: Callable[[str], dict[str, str]]) -> Markup:
    cells = (el("td", cell, **roles("cell")) for cell in row[1:])
    return el("tr", el("th", row[0], scope="row", **roles("rowheader")), *cells, **roles("row"))


def _roles(name: str) -> dict[str, str]:
    return {"role": name}


def _no_roles(name: str) -> dict[str, str]:
    """A table that stays one needs no roles."""
    del name
    return {}


def _notes(notes: tuple[str, ...], labels: dict[str, str]) -> Markup | None:
    if not notes:
        return None
    return _section(el("h2", labels["notes"]), el("ul", *(el("li", note) for note in notes)))
