"""One task: its questions, saved softly or said to be finished."""

from dataclasses import dataclass, replace

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from directbill.access.permissions import Permission
from directbill.actions import answers as actions
from directbill.actions.answers import Given
from directbill.core import application as core
from directbill.core.application import State
from directbill.core.errors import Fault, Place, Refusal
from directbill.core.form import FieldKind, Form, Task, TaskKind, Value, Values
from directbill.queries import declared, program
from directbill.records.models import Application, TaskAnswers
from directbill.web import kept
from directbill.web.portal.company import Company, page
from directbill.web.portal.present import extras
from directbill.web.request import Request
from directbill.web.ui import fields, problems, reading
from directbill.web.ui.fields import Sheet

FINISH, LATER, ADD = "finish", "later", "add"


@dataclass(frozen=True, slots=True)
class Asked:
    """A task of an application; or (without one) what the company says of itself before it applies."""

    company: Company
    owner: Application | None
    task: Task
    form: Form

    @property
    def back(self) -> str:
        """Where the page was opened from."""
        if self.owner is None:
            return self.company.url("standing")
        if (item := declared.certifies(self.owner)) is not None:
            return self.company.url("application_item", self.owner.reference, item.key)
        return self.company.url("application", self.owner.reference)

    @property
    def editable(self) -> bool:
        owner = self.owner
        open_ = (
            owner is None or State(owner.state) in core.EDITABLE or declared.is_asked(owner, self.task.key)
        )
        return open_ and self.company.may(Permission.ANSWERS_CHANGE)

    def carried(self) -> Values:
        """What a review carries over, as long as nobody answered anew."""
        if self.owner is None or self.owner.review_of is None:
            return {}
        found = declared.before(self.owner).get(self.task.key)
        return found.values if found else {}

    def row(self) -> TaskAnswers | None:
        """The answers as they are kept."""
        rows = TaskAnswers.objects.filter(
            partner=self.company.partner, application=self.owner, task=self.task.key
        )
        return rows.select_related("changed_by").first()


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows: the answers, on which revision they were written, and what is wrong with them."""

    values: Values
    revision: int
    faults: tuple[Fault, ...] = ()
    theirs: TaskAnswers | None = None


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.APPLICATION_READ)
def task(request: Request, company: Company, *, key: str, reference: str = "") -> HttpResponse:
    """The questions of a task, or the answers sent to them."""
    owner = company.application(reference) if reference else None
    form = program.form(owner.edition if owner else program.in_force(request.day).name)
    found = form.task(key)
    if found is None or found.kind is TaskKind.SUBMIT:
        raise Http404
    asked = Asked(company, owner, found, form)
    if request.method == "POST":
        return _saved(request, asked)
    typed = kept.given_back(request)
    if typed is not None:
        revision = reading.whole(str(typed.get("revision", "")))
        return _page(request, asked, Shown(fields.sent(found.fields, typed), revision))
    row = asked.row()
    if row is None:
        return _page(request, asked, Shown(asked.carried(), 0))
    answers = core.Answers(values=row.values, finished=row.finished, started=True)
    return _page(request, asked, Shown(row.values, row.revision, core.standing(found, answers).faults))


def _saved(request: Request, asked: Asked) -> HttpResponse:
    values = fields.sent(asked.task.fields, request.POST)
    does = request.POST.get("do", LATER)
    given = Given(values=values, finished=does == FINISH, revision=reading.number(request, "revision"))
    if does == ADD:
        return _page(request, asked, Shown(_with_another(asked.task, values), given.revision))
    try:
        actions.save(
            partner=asked.company.partner.id,
            application=asked.owner.id if asked.owner else None,
            task=asked.task.key,
            given=given,
            by=asked.company.actor,
            at=request.at,
        )
    except Refusal as refusal:
        return _refused(request, asked, given, refusal)
    return _onward(request, asked)


def _onward(request: Request, asked: Asked) -> HttpResponse:
    """Back to where the task was opened from."""
    if request.POST.get("from") == "check" and asked.owner:
        return redirect(asked.company.url("application_check", asked.owner.reference) + f"#{asked.task.key}")
    return redirect(f"{asked.back}#{asked.task.key}")


def _refused(request: Request, asked: Asked, given: Given, refusal: Refusal) -> HttpResponse:
    """What was sent is shown again with what is wrong; beside it what somebody else saved meanwhile."""
    if refusal.code != "answers_changed":
        return _page(
            request, asked, Shown(given.values, given.revision, problems.of_page(refusal)), status=422
        )
    row = asked.row()
    if row is None:
        return _page(request, asked, Shown(given.values, 0, refusal.faults), status=409)
    if row.values == dict(given.values) and row.finished == given.finished:
        return _onward(request, asked)
    faults = tuple(replace(fault, place=Place()) for fault in refusal.faults)
    shown = Shown(given.values, row.revision, faults, theirs=row)
    return _page(request, asked, shown, status=409)


def _page(request: Request, asked: Asked, shown: Shown, *, status: int = 200) -> HttpResponse:
    texts = reading.texts(request)
    sheet = Sheet(
        texts=texts,
        values=shown.values,
        faults=shown.faults,
        theirs=shown.theirs.values if shown.theirs else None,
        locked=asked.owner is not None and asked.owner.first_submitted_at is not None,
        choices=extras.choices(asked.task, asked.company, texts=texts),
        documents=extras.documents(asked.task, asked.company, owner=asked.owner, texts=texts, on=request.day),
    )
    context = {
        "company": asked.company,
        "application": asked.owner,
        "task": asked.task,
        "fields": fields.views(asked.task.fields, sheet),
        "faults": problems.told(shown.faults, texts, fields=True),
        "revision": shown.revision,
        "theirs": shown.theirs,
        "editable": asked.editable,
        "from": request.POST.get("from") or request.GET.get("from", ""),
        "back": asked.back,
        **extras.context(asked.task, asked.company, owner=asked.owner, texts=texts),
    }
    return render(request, "portal/task.html", context, status=status)


def _with_another(asked: Task, values: dict[str, Value]) -> dict[str, Value]:
    """One more empty entry in the task's list."""
    found = dict(values)
    for each in asked.fields:
        if each.kind is FieldKind.ITEMS:
            entries = found.get(each.key, [])
            found[each.key] = [*(entries if isinstance(entries, list) else []), {}]
    return found
