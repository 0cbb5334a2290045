"""Billing files: given, read, settled where they were refused, taken back."""

from typing import BinaryIO, cast
from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from directbill.access.permissions import Permission
from directbill.actions import ledger as actions
from directbill.actions.shape.files import File
from directbill.actions.shape.settled import Settled
from directbill.core.errors import Refusal
from directbill.gateways import storage
from directbill.queries import ledger as queries
from directbill.queries import standing
from directbill.web.portal.company import Company, page
from directbill.web.portal.present import ledger as present
from directbill.web.request import Request
from directbill.web.ui import problems, reading


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.LEDGER_READ)
def revenue(request: Request, company: Company) -> HttpResponse:
    """What was given and what became of it; files are given here."""
    faults: tuple[problems.Problem, ...] = ()
    texts = reading.texts(request)
    if request.method == "POST":
        try:
            given = _given(request)
            made = actions.receive(partner=company.partner.id, given=given, by=company.actor, at=request.at)
        except Refusal as refusal:
            faults = problems.told(problems.of_page(refusal), texts)
        else:
            return redirect(company.url("import", made.id))
    state = queries.state(company.partner.id)
    known = standing.known(company.partner.id)
    context = {
        "company": company,
        "careful": present.careful(state, texts),
        "pending": state.pending > 0 or state.rereading,
        "rows": present.rows(queries.imports(company.partner.id), company=company, texts=texts),
        "documents": present.documents(queries.documents(known), company=company, texts=texts)
        if known
        else (),
        "known": known,
        "may_give": company.may(Permission.LEDGER_IMPORT),
        "faults": faults,
    }
    return render(request, "portal/revenue.html", context, status=422 if faults else 200)


def _given(request: Request) -> actions.Given:
    sent = (each for each in request.FILES.getlist("files") if each.file)
    files = tuple(File(name=each.name or "", content=cast(BinaryIO, each.file)) for each in sent)
    return actions.Given(files=files)


@require_safe
@page(Permission.LEDGER_READ)
def one(request: Request, company: Company, *, key: UUID) -> HttpResponse:
    """One import: its receipt, or why it was refused and what can be done."""
    shown = present.one(queries.one(company.partner.id, key), company=company, texts=reading.texts(request))
    context = {"company": company, "one": shown, "may_give": company.may(Permission.LEDGER_IMPORT)}
    return render(request, "portal/import.html", context)


@require_POST
@page(Permission.LEDGER_READ)
def settle(request: Request, company: Company, *, key: UUID) -> HttpResponse:
    """Read again with what was settled; describe a file of no known format; or take the files back."""
    partner, by, at = company.partner.id, company.actor, request.at
    queries.one(partner, key)
    match request.POST.get("do"):
        case "settle":
            settled = _settled(request)
            actions.settle(partner=partner, ledger_import=key, settled_now=settled, by=by, at=at)
        case "describe":
            file = reading.key(request, "file")
            actions.describe(
                partner=partner, file=file, profile=request.POST.get("profile", ""), by=by, at=at
            )
        case "take_back":
            actions.take_back(partner=partner, ledger_import=key, by=by, at=at)
            return redirect(company.url("revenue"))
    return redirect(company.url("import", key))


def _settled(request: Request) -> Settled:
    """What was said about the files: months, parts, newer versions, and whether faulty rows are left out."""
    sent = request.POST
    dated = zip(sent.getlist("document_of"), sent.getlist("month"), strict=False)
    return Settled(
        accept_rejects=sent.get("accept") == "yes",
        months={name.strip(): month.strip() for name, month in dated if name.strip() and month.strip()},
        document=sent.get("document", "").strip(),
        parts=tuple(filter(None, (each.strip() for each in sent.get("parts", "").split(",")))),
        newer=tuple(str(each) for each in sent.getlist("newer")),
    )


@require_safe
@page(Permission.LEDGER_READ)
def file(request: Request, company: Company, *, key: UUID) -> FileResponse:
    """A file as it was received, always as a download."""
    del request
    found = queries.file(company.partner.id, key)
    content = storage.of_installation().open(found.storage_key)
    return FileResponse(
        content, as_attachment=True, filename=found.filename, content_type="application/octet-stream"
    )
