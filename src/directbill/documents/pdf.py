"""The report as PDF (PDF/UA-1) by Typst: words and figures go in as data and are never read as markup."""

import json
from collections.abc import Iterable
from decimal import Decimal
from importlib.resources import files
from typing import Any

import typst

from directbill.core.edition import Program
from directbill.core.evaluation import Evaluation
from directbill.core.findings import Phase
from directbill.documents import chart
from directbill.documents.presenter import present
from directbill.documents.report import Answer, Bar, Chart, Group, Item, Report, Revenue, Table
from directbill.documents.texts import Catalog

Plain = dict[str, Any]
LEAST, MOST, GUTTER = 8, 28, 3
"""The letters a column is given room for, at least and at most, and beside the next one."""


def render(evaluation: Evaluation, texts: Catalog, *, program: Program | None = None) -> bytes:
    """The PDF. The same evaluation gives the same bytes: only the bundled fonts are used, and no date is written."""
    data = json.dumps(_report(present(evaluation, texts, program=program)), ensure_ascii=False)
    source = (files("directbill.documents") / "report.typ").read_bytes()
    made = typst.compile(
        source,
        format="pdf",
        sys_inputs={"report": data},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        timestamp=0,
    )
    return bytes(made)


def _report(report: Report) -> Plain:
    tables = (*((report.tenure,) if report.tenure else ()), *report.tables)
    return {
        "lang": report.lang,
        "title": report.title,
        "program": report.program,
        "edition_line": report.edition_line,
        "as_of_line": report.as_of_line,
        "company": report.company,
        "verdict": report.verdict.value,
        "headline": report.headline,
        "summary": report.summary,
        "careful": [text for text in (report.preview, *report.warnings) if text],
        "steps": report.steps,
        "how": report.how,
        "revenue": None if report.revenue is None else _revenue(report.revenue),
        "no_revenue": report.no_revenue,
        "groups": [_group(group, report.labels) for group in report.groups],
        "next": None if report.next_edition is None else {
            "headline": report.next_edition.headline, "items": report.next_edition.items
        },
        "tables": [_table(table) for table in tables],
        "notes": report.notes,
        "labels": report.labels,
    }  # fmt: skip


def _revenue(revenue: Revenue) -> Plain:
    return {
        "heading": revenue.heading,
        "period": revenue.period,
        "amount": revenue.amount,
        "of_threshold": revenue.of_threshold,
        "distance": revenue.distance,
        "outcome": revenue.outcome.value if revenue.outcome else "not_yet",
        "sentences": [*revenue.sentences, revenue.lines],
        "grade_title": revenue.grade_title,
        "grade_reasons": revenue.grade_reasons,
        "chart": _chart(revenue.chart),
    }


def _chart(drawn: Chart) -> Plain:
    """Heights as shares of the drawing, from its bottom."""
    scale = chart.scale_of(drawn)
    threshold = None if drawn.threshold is None else scale.share(drawn.threshold)
    total = scale.share(drawn.bars[-1].running) if drawn.bars else Decimal(0)
    crowded = threshold is not None and 0 <= threshold - total < Decimal("0.1")
    return {
        "description": drawn.description,
        "bars": [_bar(bar, scale) for bar in drawn.bars],
        "zero": float(scale.share(Decimal(0))),
        "threshold": None if threshold is None else float(threshold),
        "threshold_text": drawn.threshold_text,
        "total": drawn.bars[-1].running_text if drawn.bars else "",
        "label": float(threshold if crowded and threshold is not None else total),
        "legend_month": drawn.legend_month,
        "legend_before": drawn.legend_before,
    }


def _bar(bar: Bar, scale: chart.Scale) -> Plain:
    before = bar.running - bar.value
    lower, upper = sorted((before, bar.running))
    return {
        "axis": bar.axis,
        "year": bar.year,
        "covered": bar.covered,
        "less": bar.value < 0,
        "ground": float(scale.share(before if bar.value >= 0 else bar.running)),
        "lower": float(scale.share(lower)),
        "upper": float(scale.share(upper)),
    }


def _group(group: Group, labels: dict[str, str]) -> Plain:
    return {
        "title": group.title,
        "help": group.help,
        "listed": group.phase is Phase.TO_REMAIN,
        "items": [_item(item, labels) for item in group.items],
    }


def _item(item: Item, labels: dict[str, str]) -> Plain:
    answers = [*item.answers, *((Answer(labels["source"], item.source),) if item.source else ())]
    return {
        "title": item.title,
        "outcome": item.outcome.value,
        "outcome_text": item.outcome_text,
        "short": item.short,
        "hold": item.hold,
        "answers": [{"label": a.label, "text": a.text} for a in answers],
    }


SHORT_TABLE = 15
"""Of so many rows a table is kept together on its page."""


def _table(table: Table) -> Plain:
    return {
        "caption": table.caption,
        "head": table.head,
        "rows": table.rows,
        "numeric": table.numeric,
        "note": table.note,
        "kept": len(table.rows) <= SHORT_TABLE,
        "widths": [_room(column) for column in zip(table.head, *table.rows, strict=True)],
    }


def _room(column: Iterable[str]) -> int:
    return min(max(LEAST, *map(len, column)), MOST) + GUTTER
