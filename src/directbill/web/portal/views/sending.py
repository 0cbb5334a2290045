"""Check your answers, submit, and what may be done with an application that was sent."""

import json

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from directbill.access.permissions import Permission
from directbill.actions import application as actions
from directbill.actions import signature
from directbill.actions.shape import sending
from directbill.actions.shape.sending import Which
from directbill.core import application as core
from directbill.core.application import State
from directbill.core.errors import Refusal
from directbill.documents import papers
from directbill.queries import dossier, program, standing
from directbill.records.models import Account, Application
from directbill.web.portal.company import Company, page
from directbill.web.portal.present import answers, extras, obstacles, overview
from directbill.web.portal.present.answers import Named
from directbill.web.request import Request
from directbill.web.ui import problems, reading

REASONED = frozenset({"recall", "amend", "withdraw"})
"""Verbs that ask for a reason."""


@require_safe
@page(Permission.APPLICATION_READ)
def check(request: Request, company: Company, *, reference: str) -> HttpResponse:
    """Every answer on one page, each with the way to change it."""
    owner = company.application(reference)
    return render(request, "portal/check.html", _checked(request, company, owner))


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.APPLICATION_SUBMIT)
def submit(request: Request, company: Company, *, reference: str) -> HttpResponse:
    """What stands in the way, or the button that submits; another person's signature is asked for instead."""
    owner = company.application(reference)
    papers = dossier.of(owner, on=request.day)
    signer = sending.signer(papers)
    faults: tuple[problems.Problem, ...] = ()
    if request.method == "POST":
        try:
            do = signature.ask if signer else actions.submit
            do(which=_which(request, company, owner), by=company.actor, at=request.at)
        except Refusal as refusal:
            faults = obstacles.told(
                problems.of_page(refusal), owner, company=company, texts=reading.texts(request)
            )
        else:
            return redirect(company.url("application_submitted", owner.reference))
    hinders = core.obstacles(program.form(owner.edition), papers.said, findings=papers.findings)
    context = {
        **_checked(request, company, owner),
        "hinders": obstacles.told(hinders, owner, company=company, texts=reading.texts(request)),
        "faults": faults,
        "signer": signer,
    }
    return render(request, "portal/submit.html", context, status=422 if faults else 200)


@require_safe
@page(Permission.APPLICATION_READ)
def submitted(request: Request, company: Company, *, reference: str) -> HttpResponse:
    """The confirmation: it can be opened again at any time."""
    owner = company.application(reference)
    last = owner.submissions.order_by("-number").first()
    if last is None and State(owner.state) not in core.SIGNING:
        raise Http404
    texts = reading.texts(request)
    shown = overview.overview(owner, company=company, texts=texts, on=request.day)
    context = {
        "company": company,
        "application": owner,
        "heading": overview.confirmed(owner, texts),
        "submission": last,
        "overview": shown,
    }
    return render(request, "portal/submitted.html", context)


@require_safe
@page(Permission.APPLICATION_READ)
def pdf(request: Request, company: Company, *, reference: str) -> HttpResponse:
    """The last submission on paper."""
    owner = company.application(reference)
    last = owner.submissions.order_by("-number").first()
    if last is None:
        raise Http404
    record = json.loads(last.record)
    questions = program.form(record["edition"]["name"])
    made = papers.render(answers.papers(record, questions, sha256=last.sha256, texts=reading.texts(request)))
    disposition = f'attachment; filename="{owner.reference}-{last.number}.pdf"'
    return HttpResponse(made, content_type="application/pdf", headers={"Content-Disposition": disposition})


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.APPLICATION_READ)
def verb(request: Request, company: Company, *, reference: str, verb: str) -> HttpResponse:
    """Recall, amend, discard, withdraw, or send a new link to sign: what it means is said before it is done."""
    owner = company.application(reference)
    permission = overview.PERMISSIONS.get(verb)
    if permission is None or not company.may(permission) or not overview.allows(owner, verb):
        raise Http404
    faults: tuple[problems.Problem, ...] = ()
    if request.method == "POST":
        try:
            _do(verb, request, company, owner)
        except Refusal as refusal:
            faults = problems.told(problems.of_page(refusal), reading.texts(request), fields=True)
        else:
            return redirect(company.url("application", owner.reference))
    context = {
        "company": company,
        "application": owner,
        "verb": verb,
        "asks_reason": verb in REASONED,
        "reason": request.POST.get("reason", ""),
        "faults": faults,
        "back": company.url("application", owner.reference),
    }
    return render(request, "portal/verb.html", context, status=422 if faults else 200)


def _do(verb: str, request: Request, company: Company, owner: Application) -> None:
    which, reason = _which(request, company, owner), request.POST.get("reason", "")
    match verb:
        case "recall":
            actions.recall(which=which, reason=reason, by=company.actor, at=request.at)
        case "amend":
            actions.amend(which=which, reason=reason, by=company.actor, at=request.at)
        case "discard":
            actions.discard(which=which, by=company.actor, at=request.at)
        case "withdraw":
            actions.withdraw(which=which, reason=reason, by=company.actor, at=request.at)
        case overview.ASK_AGAIN:
            signature.ask_again(which=which, by=company.actor, at=request.at)


def _which(request: Request, company: Company, owner: Application) -> Which:
    """The application as the page showed it."""
    return Which(
        partner=company.partner.id, application=owner.id, revision=reading.number(request, "revision")
    )


def _checked(request: Request, company: Company, owner: Application) -> dict[str, object]:
    texts = reading.texts(request)
    questions = program.form(owner.edition)
    said = standing.draft(owner.partner_id, owner)
    rows = Account.objects.filter(partner=company.partner)
    named = Named({str(each.id): extras.account_name(each, texts) for each in rows}, {})
    editable = State(owner.state) in core.EDITABLE and company.may(Permission.ANSWERS_CHANGE)
    change = company.url("application_task", owner.reference, "{task}") + "?from=check" if editable else ""
    return {
        "company": company,
        "application": owner,
        "cards": answers.cards(
            questions, said, named=named, texts=texts, change=change.replace("%7Btask%7D", "{task}")
        ),
        "may_submit": company.may(Permission.APPLICATION_SUBMIT),
        "back": company.url("application", owner.reference),
    }
