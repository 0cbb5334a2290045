"""The figure of an item beside the desk: how it was made, every line of it, and what the company asks about them."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from directbill.access.permissions import Permission
from directbill.documents import chart, explain, presenter
from directbill.documents.markup import Markup
from directbill.queries import ledger as queries
from directbill.queries import line_conversations, program, submitted_ledger
from directbill.queries.standing import Known
from directbill.web.desk import figures
from directbill.web.desk.desk import Desk, page
from directbill.web.desk.views.items import row_of, view_of
from directbill.web.request import Request
from directbill.web.ui import ledger_lines as present
from directbill.web.ui import reading
from directbill.web.ui.itemized import View


@require_safe
@page(Permission.LEDGER_READ)
def figure(request: Request, desk: Desk, *, key: UUID, item: str) -> HttpResponse:
    """The figure as it was submitted, month by month, and its lines, page by page."""
    view = view_of(request, desk, key)
    row, known = row_of(view, item), _known(view, item)
    evaluation = submitted_ledger.evaluation(view.owner, known)
    report = presenter.present(evaluation, view.texts, program=program.program())
    wanted = present.wanted({name: str(value) for name, value in request.GET.items()})
    after, before = (reading.place(request, name) for name in ("after", "before"))
    found = queries.lines(known, wanted, after=after, before=before)
    words = present.words_of(program.edition(known.record.edition), view.texts)
    talks = line_conversations.open_ones(view.owner.partner_id, found.lines)
    context = {
        "desk": desk,
        "view": view,
        "title": view.title(row),
        "revenue": report.revenue,
        "drawing": chart.svg(report.revenue.chart) if report.revenue else Markup(),
        "changed": submitted_ledger.changed(view.owner, known),
        "lines": present.lines(
            found, talks, url=figures.url(row, "desk_line"), talk=lambda one: _talk(view, one), words=words
        ),
        "found": found,
        "counted": words.money(found.counted) if found.counted is not None else "",
        "choosers": present.choosers(queries.shares(known), wanted, words=words),
        "wanted": wanted,
        "older": present.query(wanted, after=found.after) if found.after is not None else "",
        "newer": present.query(wanted, before=found.before) if found.before is not None else "",
        "as_of": known.record.as_of,
        "reset": figures.url(row, "desk_figure"),
        "back": figures.url(row, "desk_item"),
    }
    return render(request, "desk/figure.html", context)


@require_safe
@page(Permission.LEDGER_READ)
def line(request: Request, desk: Desk, *, key: UUID, item: str) -> HttpResponse:
    """One line: everything known of it, and why it counts or does not."""
    view = view_of(request, desk, key)
    row, known = row_of(view, item), _known(view, item)
    where = request.GET.get("where", "")
    if not where:
        raise Http404
    found = queries.line(known, where)
    talks = line_conversations.open_ones(view.owner.partner_id, [found])
    evaluation = submitted_ledger.evaluation(view.owner, known)
    context = {
        "desk": desk,
        "view": view,
        "told": explain.of_line(evaluation, view.texts, line=found, program=program.program()),
        "conversation": _talk(view, talks[where]) if where in talks else "",
        "back": figures.url(row, "desk_figure"),
    }
    return render(request, "desk/line.html", context)


def _known(view: View, item: str) -> Known:
    """The ledger behind an item that is a figure; nothing else has one."""
    if view.desk is None or not view.desk.entry(item).figure:
        raise Http404
    known = submitted_ledger.known(view.owner)
    if known is None:
        raise Http404
    return known


def _talk(view: View, key: UUID) -> str:
    return reverse("desk_conversation", args=[view.owner.partner_id, key])
