"""The program's page: the population in figures, as plots with their tables, and each table as a file."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from directbill.access.permissions import Permission
from directbill.documents import workbook
from directbill.web.desk import population
from directbill.web.desk.desk import Desk, page
from directbill.web.request import Request
from directbill.web.ui import reading

CSV, XLSX = "csv", "xlsx"
TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
@page(Permission.PROGRAM_READ)
def shown(request: Request, desk: Desk) -> HttpResponse:
    """How the partners stand, what comes, how their revenue lies around the bar, and how long things wait."""
    tables = population.every(reading.texts(request), on=request.day)
    return render(request, "desk/population.html", {"desk": desk, "tables": tables, "kinds": tuple(TYPES)})


@require_safe
@page(Permission.PROGRAM_READ)
def file(request: Request, desk: Desk, *, table: str, kind: str) -> HttpResponse:
    """One table as a file."""
    del desk
    found = population.one(table, reading.texts(request), on=request.day)
    if found is None or kind not in TYPES:
        raise Http404
    written = (
        workbook.as_csv(found.heads, found.rows)
        if kind == CSV
        else workbook.as_xlsx(found.heads, found.rows, title=found.title)
    )
    name = f"{found.key}-{request.day.isoformat()}.{kind}"
    return HttpResponse(
        written,
        content_type=TYPES[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
