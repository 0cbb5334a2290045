"""Documents on the page of a verb: taken in with whatever was typed, listed, taken back; nothing typed is lost."""

from collections.abc import Callable
from typing import BinaryIO, cast
from uuid import UUID

from directbill.access.actor import Actor
from directbill.actions import item as actions
from directbill.actions.shape.files import File
from directbill.actions.shape.papers import Paper
from directbill.actions.shape.steps import Which
from directbill.core.desk import Ask
from directbill.core.errors import refuse
from directbill.core.form import FieldKind
from directbill.queries import papers
from directbill.records.models import Item
from directbill.web.request import Request
from directbill.web.ui.fields import Documents, Given

ATTACH, TAKE_BACK = "attach", "take_back"


def received(  # sentence: for which verb, of which item, what was sent
    ask: Ask, which: Which, request: Request, *, by: Actor
) -> bool:
    """Keep the files that were sent, and take back what was asked to be; True where that was all that was wanted."""
    do, _, about = str(request.POST.get("do", "")).partition(".")
    verb = ask.verb.partition(".")[2]
    if do == TAKE_BACK:
        actions.take_back(which=which, verb=verb, evidence=_key(about), by=by, at=request.at)
        return True
    fields = [each.key for each in ask.fields if each.kind is FieldKind.EVIDENCE]
    sent = [(key, file) for key in fields for file in request.FILES.getlist(key)]
    for key, file in sent:
        content = File(name=file.name or "", content=cast(BinaryIO, file.file))
        title = str(request.POST.get(f"{key}.title", ""))
        kind = str(request.POST.get(f"{key}.kind", ""))
        issued = str(request.POST.get(f"{key}.issued", "")).strip()
        paper = Paper(verb=verb, field=key, file=content, title=title, kind=kind, issued=issued)
        actions.give(which=which, paper=paper, by=by, at=request.at)
    if do == ATTACH and not sent:
        raise refuse("evidence_no_file", column=about)
    return do == ATTACH


def listed(row: Item, verb: str, *, url: Callable[[UUID], str]) -> dict[str, Documents]:
    """What waits for a verb, by field."""
    found: dict[str, list[Given]] = {}
    for each in papers.waiting(row, verb):
        about = "" if each.title == each.filename else each.filename
        given = Given(str(each.id), each.title, about, url(each.file), newer="", old=False)
        found.setdefault(each.field, []).append(given)
    return {field: Documents(tuple(given)) for field, given in found.items()}


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise refuse("not_there") from None
