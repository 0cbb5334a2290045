"""What the company claims of a criterion: stated before the interviews, with documents of the shelf."""

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from directbill.access.permissions import Permission
from directbill.actions import claim as actions
from directbill.actions.shape.steps import Which
from directbill.core.claims import Claim
from directbill.core.criteria import Result
from directbill.core.errors import Fault, Refusal
from directbill.core.form import Field, FieldKind
from directbill.core.work import Work
from directbill.documents.texts import catalog, in_every_language
from directbill.queries import claims
from directbill.records.models import Item
from directbill.web.portal.company import Company, page
from directbill.web.portal.views import progress
from directbill.web.request import Request
from directbill.web.ui import claiming, fields, problems, shelved

FIELDS = (
    Field(
        key="result",
        kind=FieldKind.CHOICE,
        label=in_every_language("claim.result"),
        choices={each.value: in_every_language(f"assess.result_{each}") for each in Result},
    ),
    Field(
        key="text",
        kind=FieldKind.TEXT,
        label=in_every_language("claim.text"),
        help=in_every_language("claim.text_help"),
        required=False,
    ),
)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ITEM_READ)
def one(request: Request, company: Company, *, reference: str, key: str, criterion: str) -> HttpResponse:
    """One criterion: what it means, what is typical evidence, and what the company claims of it."""
    view = progress.view_of(request, company, reference)
    row = progress.row_of(view, key)
    keys = [each.key for each in view.desk.criteria] if view.desk and row.work == Work.ASSESSMENT else []
    if view.desk is None or criterion not in keys:
        raise Http404
    asked = view.desk.criteria[keys.index(criterion)]
    last = claims.current(row).get(criterion)
    named = tuple(UUID(each["file"]) for each in last.documents) if last else ()
    values = {"result": last.result, "text": last.text} if last else {}
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        values = {f.key: str(request.POST.get(f.key, "")).strip() for f in FIELDS}
        try:
            sent = shelved.received(view, row, request)
            named = sent.named
            if not sent.only:
                said = Claim(values["result"], values["text"])
                actions.state(
                    which=_which(row),
                    criterion=criterion,
                    claim=said,
                    documents=named,
                    by=view.actor,
                    at=request.at,
                )
                return redirect(_next(company, reference, key, keys[keys.index(criterion) + 1 :]))
        except Refusal as refusal:
            faults = problems.of_page(refusal)
    open_ = claiming.open_(row) and view.may(Permission.ITEM_ANSWER)
    own = view.texts.own
    context = {
        "company": company,
        "view": view,
        "title": own(asked.title),
        "help": own(asked.help),
        "area": own(next(each.title for each in view.desk.areas if each.key == asked.area)),
        "typical": [own(each) for each in asked.evidence],
        "open": open_,
        **_form(view.texts.lang, values, faults),
        "shelf": shelved.choices(view, row, named) if open_ else (),
        "claims": claiming.history(view, row, criterion),
        "back": company.url("application_item", reference, key),
    }
    return render(request, "portal/claim.html", context, status=422 if faults else 200)


def _form(lang: str, values: Mapping[str, str], faults: tuple[Fault, ...]) -> dict[str, object]:
    texts = catalog(lang)
    return {
        "fields": fields.views(FIELDS, fields.Sheet(texts, values, faults)),
        "faults": problems.told(faults, texts, fields=True),
    }


def _which(row: Item) -> Which:
    return Which(
        partner=row.partner_id,
        application=row.application_id,
        key=row.key,
        work=Work(row.work),
        revision=row.revision,
    )


def _next(company: Company, reference: str, key: str, later: list[str]) -> str:
    """The criterion after this one; the item after the last."""
    if not later:
        return company.url("application_item", reference, key)
    return company.url("application_claim", reference, key, later[0])
