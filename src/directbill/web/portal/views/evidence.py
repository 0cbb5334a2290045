"""Documents given for a question: added, given anew, taken back, handed out."""

from typing import BinaryIO, cast
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from directbill.access.permissions import Permission
from directbill.actions import evidence as actions
from directbill.actions.shape.files import File
from directbill.core.errors import Refusal, refuse
from directbill.core.form import Field, FieldKind, Form, Task
from directbill.gateways import storage
from directbill.queries import evidence as queries
from directbill.queries import program
from directbill.records.models import Application
from directbill.web.portal.company import Company, page
from directbill.web.request import Request
from directbill.web.ui import problems, reading


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.EVIDENCE_CHANGE)
def add(request: Request, company: Company, *, task: str, field: str, reference: str = "") -> HttpResponse:
    """Give a document, or a newer file of one that is there."""
    owner = company.application(reference) if reference else None
    form = program.form(owner.edition if owner else program.in_force(request.day).name)
    asked_task, asked = _asked(form, task, field)
    back = _back(company, owner, task)
    faults: tuple[problems.Problem, ...] = ()
    if request.method == "POST":
        try:
            given = _given(request, task, field)
            application = owner.id if owner else None
            actions.add(
                partner=company.partner.id,
                application=application,
                given=given,
                by=company.actor,
                at=request.at,
            )
        except Refusal as refusal:
            faults = problems.told(problems.of_page(refusal), reading.texts(request), fields=True)
        else:
            return redirect(back)
    texts = reading.texts(request)
    context = {
        "company": company,
        "application": owner,
        "task": asked_task,
        "label": texts.own(asked.label),
        "documents": [texts.own(each) for each in asked.documents],
        "kinds": ", ".join(texts.say(f"media.{kind}") for kind in form.accepts(asked)),
        "megabytes": form.files.most_bytes >> 20,
        "sent": request.POST,
        "evidence": request.POST.get("evidence") or request.GET.get("evidence", ""),
        "faults": faults,
        "back": back,
    }
    return render(request, "portal/give_evidence.html", context, status=422 if faults else 200)


@require_POST
@page(Permission.EVIDENCE_CHANGE)
def remove(request: Request, company: Company, *, key: UUID) -> HttpResponse:
    """Take a document back."""
    actions.remove(partner=company.partner.id, evidence=key, by=company.actor, at=request.at)
    return redirect(reading.next_page(request, company.url("standing")))


@require_safe
@page(Permission.EVIDENCE_READ)
def file(request: Request, company: Company, *, key: UUID) -> FileResponse:
    """One file, always as a download and never shown in our pages."""
    del request
    found = queries.file(company.partner.id, key)
    content = storage.of_installation().open(found.storage_key)
    return FileResponse(
        content, as_attachment=True, filename=found.filename, content_type="application/octet-stream"
    )


def _asked(form: Form, task: str, field: str) -> tuple[Task, Field]:
    found = form.task(task)
    asked = next((f for f in found.fields if f.key == field), None) if found else None
    if found is None or asked is None or asked.kind is not FieldKind.EVIDENCE:
        raise Http404
    return found, asked


def _back(company: Company, owner: Application | None, task: str) -> str:
    if owner is None:
        return company.url("task", task)
    return company.url("application_task", owner.reference, task)


def _given(request: Request, task: str, field: str) -> actions.Given:
    sent = request.FILES.get("file")
    if sent is None or sent.file is None:
        raise refuse("evidence_no_file", column="file")
    return actions.Given(
        task=task,
        field=field,
        title=request.POST.get("title", ""),
        file=File(name=sent.name or "", content=cast(BinaryIO, sent.file)),
        covers_from=reading.day(request, "covers_from"),
        covers_to=reading.day(request, "covers_to"),
        evidence=reading.key(request, "evidence") if request.POST.get("evidence") else None,
    )
