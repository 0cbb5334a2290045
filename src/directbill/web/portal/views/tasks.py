"""One task: its questions, saved softly or said to be finished."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from directbill.access.permissions import Permission
from directbill.actions import answers as actions
from directbill.actions.answers import Given
from directbill.core import application as core
from directbill.core.application import State
from directbill.core.errors import Fault, Refusal
from directbill.core.form import FieldKind, Task, TaskKind, Value, Values
from directbill.queries import program
from directbill.records.models import Application, TaskAnswers
from directbill.web.portal.company import Company, page
from directbill.web.portal.present import extras
from directbill.web.request import Request
from directbill.web.ui import fields, problems, reading
from directbill.web.ui.fields import Sheet

FINISH, LATER, ADD = "finish", "later", "add"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows: the answers, on which revision they were written, and what is wrong with them."""

    values: Values
    revision: int
    faults: tuple[Fault, ...] = ()
    theirs: TaskAnswers | None = None


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.APPLICATION_READ)
def task(request: Request, company: Company, reference: str, key: str) -> HttpResponse:
    """The questions of a task, or the answers sent to them."""
    owner = company.application(reference)
    asked = program.form(owner.edition).task(key)
    if asked is None or asked.kind is TaskKind.SUBMIT:
        raise Http404
    if request.method == "POST":
        return _saved(request, company, owner, asked)
    row = _row(owner, key)
    faults: tuple[Fault, ...] = ()
    if row is not None:
        faults = core.tasks(program.form(owner.edition), {key: _answers(row)})[_place(owner, key)].faults
    return _page(
        request, company, owner, asked, Shown(row.values if row else {}, row.revision if row else 0, faults)
    )


def _saved(request: Request, company: Company, owner: Application, asked: Task) -> HttpResponse:
    values = fields.sent(asked.fields, request.POST)
    revision = reading.number(request, "revision")
    does = request.POST.get("do", LATER)
    if does == ADD:
        return _page(request, company, owner, asked, Shown(_with_another(asked, values), revision))
    given = Given(values=values, finished=does == FINISH, revision=revision)
    try:
        actions.save(
            partner=company.partner.id,
            application=owner.id,
            task=asked.key,
            given=given,
            by=company.actor,
            at=request.at,
        )
    except Refusal as refusal:
        return _refused(request, company, owner, asked, given, refusal)
    if request.POST.get("from") == "check":
        return redirect(company.url("application_check", owner.reference) + f"#{asked.key}")
    return redirect(company.url("application", owner.reference) + f"#{asked.key}")


def _refused(
    request: Request, company: Company, owner: Application, asked: Task, given: Given, refusal: Refusal
) -> HttpResponse:  # fmt: skip
    """What was sent is shown again with what is wrong; beside it what somebody else saved meanwhile."""
    if refusal.code != "answers_changed":
        return _page(
            request, company, owner, asked, Shown(given.values, given.revision, refusal.faults), status=422
        )
    row = _row(owner, asked.key)
    if row is None:
        raise Http404
    if row.values == dict(given.values) and row.finished == given.finished:
        return redirect(company.url("application", owner.reference) + f"#{asked.key}")
    shown = Shown(given.values, row.revision, refusal.faults, theirs=row)
    return _page(request, company, owner, asked, shown, status=409)


def _page(
    request: Request, company: Company, owner: Application, asked: Task, shown: Shown, *, status: int = 200
) -> HttpResponse:  # fmt: skip
    texts = reading.texts(request)
    editable = State(owner.state) in core.EDITABLE and company.may(Permission.ANSWERS_CHANGE)
    sheet = Sheet(
        texts=texts,
        values=shown.values,
        faults=shown.faults,
        theirs=shown.theirs.values if shown.theirs else None,
        locked=owner.first_submitted_at is not None,
        choices=extras.choices(asked, company, texts),
    )
    context = {
        "company": company,
        "application": owner,
        "task": asked,
        "fields": fields.views(asked.fields, sheet),
        "faults": problems.told(shown.faults, texts, fields=True),
        "revision": shown.revision,
        "theirs": shown.theirs,
        "editable": editable,
        "from": request.POST.get("from") or request.GET.get("from", ""),
        "back": company.url("application", owner.reference),
        **extras.context(asked, company, owner, texts),
    }
    return render(request, "portal/task.html", context, status=status)


def _row(owner: Application, key: str) -> TaskAnswers | None:
    rows = TaskAnswers.objects.filter(application=owner, task=key)
    return rows.select_related("changed_by").first()


def _answers(row: TaskAnswers) -> core.Answers:
    return core.Answers(values=row.values, finished=row.finished, started=True)


def _place(owner: Application, key: str) -> int:
    return [task.key for task in program.form(owner.edition).tasks].index(key)


def _with_another(asked: Task, values: dict[str, Value]) -> dict[str, Value]:
    """One more empty entry in the task's list."""
    found = dict(values)
    for each in asked.fields:
        if each.kind is FieldKind.ITEMS:
            entries = found.get(each.key, [])
            found[each.key] = [*(entries if isinstance(entries, list) else []), {}]
    return found
