"""The outlook for programs: JSON with groups and rows, or a CSV line for each enrollment. Exact figures."""

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from directbill.core.findings import Finding
from directbill.core.outlook import NO_FIGURE, Row, Tally
from directbill.documents.csv import BYTE_ORDER_MARK, inert
from directbill.documents.outlooks import Told

SCHEMA = "directbill.outlook/1"
HEADER = (
    "enrollment", "partner", "name", "region", "own_edition", "result", "near", "figure", "currency", "size",
    "failing", "unknown", "open", "waived", "binds_on", "counted_from", "told_on", "counted_under", "counted_as",
    "known_on",
)  # fmt: skip
Plain = dict[str, Any]


def text(told: Told) -> str:
    """The JSON text, ending in a line break."""
    return json.dumps(content(told), ensure_ascii=False, indent=2) + "\n"


def content(told: Told) -> Plain:
    """The same as plain values. What is not known is null."""
    return {
        "schema": SCHEMA,
        "program": told.edition.program,
        "edition": {
            "name": told.edition.name,
            "sha256": told.edition.digest,
            "in_force": told.edition.enabled,
        },
        "as_of": told.on.isoformat(),
        "near_percent": str(told.near),
        "currency": told.edition.revenue.currency,
        "total": _tally(told.total),
        "by_region": [{"region": key, **_tally(each)} for key, each in told.by_region.items()],
        "by_size": [{**_band(n, told), **_tally(each)} for n, each in told.by_size.items()],
        "requirements": [
            {"requirement": key, "not_met": failing, "unknown": unknown, "open": left}
            for key, failing, unknown, left in told.requirements()
        ],
        "tellings": [
            {"day": each.day.isoformat(), "enrollments": [row.enrollment for row in each.rows]}
            for each in told.tellings
        ],
        "short_notice": [row.enrollment for row in told.short_notice],
        "rows": [_row(row, told) for row in told.rows],
    }


def stream(told: Told) -> Iterator[str]:
    """The CSV line by line; a text that a spreadsheet would run as a formula gets an apostrophe before it."""
    page = io.StringIO(newline="")
    write = csv.writer(page)
    write.writerow(HEADER)
    yield BYTE_ORDER_MARK
    for row in told.rows:
        write.writerow(_cells(_row(row, told)))
        yield page.getvalue()
        page.seek(0)
        page.truncate()
    yield page.getvalue()


def _row(row: Row, told: Told) -> Plain:
    binding, found = row.binding, row.outlook
    return {
        "enrollment": row.enrollment,
        "partner": row.partner,
        "name": row.name,
        "region": row.region,
        "own_edition": row.own,
        "result": found.result.value,
        "near": found.near,
        "figure": _amount(found.figure),
        "currency": told.edition.revenue.currency,
        "size": None if found.figure is None else told.size(row) + 1,
        "failing": [_finding(f) for f in found.failing],
        "unknown": [_finding(f) for f in found.unknown],
        "open": [_finding(f) for f in found.open],
        "waived": [_finding(f) for f in found.waived],
        "binds_on": binding.day.isoformat() if binding else None,
        "counted_from": binding.due.counted_from.value if binding else None,
        "told_on": max(binding.told, told.on).isoformat() if binding else None,
        "counted_under": row.counted_under or None,
        "counted_as": row.counted_as or None,
        "known_on": row.known_on.isoformat() if row.known_on else None,
    }


def _cells(plain: Plain) -> Iterator[str]:
    for key in HEADER:
        value = plain[key]
        if isinstance(value, list):
            yield " ".join(each["requirement"] for each in value)
        elif isinstance(value, bool):
            yield "yes" if value else "no"
        elif key == "figure":
            yield value or ""
        else:
            yield "" if value is None else inert(str(value))


def _finding(finding: Finding) -> Plain:
    return {
        "requirement": finding.requirement,
        "reason": finding.reason.code,
        "measure": _amount(finding.measure),
        "threshold": _amount(finding.threshold),
        "distance": _amount(finding.distance),
        "unit": finding.unit,
    }


def _tally(tally: Tally) -> Plain:
    return {
        "all": tally.all,
        "passes": tally.passes,
        "passes_near": tally.passes_near,
        "fails": tally.fails,
        "fails_near": tally.fails_near,
        "unknown": tally.unknown,
    }


def _band(number: int, told: Told) -> Plain:
    bars = told.bars
    if number == NO_FIGURE:
        return {"size": None, "over": None, "up_to": None}
    over = _amount(bars[number - 1]) if number else None
    return {
        "size": number + 1,
        "over": over,
        "up_to": _amount(bars[number]) if number < len(bars) else None,
    }


def _amount(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
