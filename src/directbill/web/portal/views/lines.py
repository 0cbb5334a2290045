"""The lines behind each figure: searched, counted or not and why, and asked about."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from directbill.access.permissions import Permission
from directbill.documents import explain
from directbill.queries import ledger as queries
from directbill.queries import line_conversations, program, standing
from directbill.web.portal.company import Company, page
from directbill.web.request import Request
from directbill.web.ui import ledger_lines as present
from directbill.web.ui import reading


@require_safe
@page(Permission.LEDGER_READ)
def listed(request: Request, company: Company) -> HttpResponse:
    """Lines of a selection, page by page."""
    known = standing.known(company.partner.id)
    if known is None:
        return render(request, "portal/no_lines.html", {"company": company})
    wanted = present.wanted({name: str(value) for name, value in request.GET.items()})
    found = queries.lines(
        known, wanted, after=reading.place(request, "after"), before=reading.place(request, "before")
    )
    words = present.words_of(program.edition(known.record.edition), reading.texts(request))
    talks = line_conversations.open_ones(company.partner.id, found.lines)
    context = {
        "company": company,
        "lines": present.lines(
            found, talks, url=company.url("line"), talk=partial(company.url, "conversation"), words=words
        ),
        "reset": company.url("lines"),
        "found": found,
        "counted": words.money(found.counted) if found.counted is not None else "",
        "choosers": present.choosers(queries.shares(known), wanted, words=words),
        "wanted": wanted,
        "older": present.query(wanted, after=found.after) if found.after is not None else "",
        "newer": present.query(wanted, before=found.before) if found.before is not None else "",
        "as_of": known.record.as_of,
    }
    return render(request, "portal/lines.html", context)


@require_safe
@page(Permission.LEDGER_READ)
def one(request: Request, company: Company) -> HttpResponse:
    """One line: everything known of it, and why it counts or does not."""
    known = standing.known(company.partner.id)
    if known is None:
        raise Http404
    where = request.GET.get("where", "")
    line = queries.line(known, where)
    texts, day = reading.texts(request), request.day
    edition = program.edition(known.record.edition)
    said = standing.draft(company.partner.id, None)
    evaluation = standing.evaluation(company.partner, edition, said=said, found=known, on=day)
    talks = line_conversations.open_ones(company.partner.id, [line])
    context = {
        "company": company,
        "where": where,
        "told": explain.of_line(evaluation, texts, line=line, program=program.program()),
        "conversation": company.url("conversation", talks[where]) if where in talks else "",
        "may_ask": company.may(Permission.CONVERSATION_OPEN),
    }
    return render(request, "portal/line.html", context)
