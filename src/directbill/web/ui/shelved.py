"""The shelf of documents on a page: chosen from, added to, taken back from; nothing that was typed is lost."""

from dataclasses import dataclass
from typing import BinaryIO, cast
from uuid import UUID

from directbill.actions import shelf as actions
from directbill.actions.shape.files import File
from directbill.actions.shape.papers import Paper
from directbill.actions.shape.steps import Which
from directbill.core.errors import refuse
from directbill.core.work import Work
from directbill.queries import shelf
from directbill.records.models import Item
from directbill.web.request import Request
from directbill.web.ui.itemized import View

ATTACH, TAKE_BACK, NAME = "attach", "take_back", "documents"


@dataclass(frozen=True, slots=True)
class Choice:
    """One document that can be named; `free` once it can be taken back as well."""

    value: str
    title: str
    about: str
    url: str
    chosen: bool
    take_back: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What came with a press: the documents named, and whether keeping documents was all that was wanted."""

    named: tuple[UUID, ...]
    only: bool


def received(  # sentence: from whom, for which assessment, what was sent
    view: View, row: Item, request: Request
) -> Sent:
    """Keep the file that was sent, and take back what was asked to be."""
    do, _, about = str(request.POST.get("do", "")).partition(".")
    named = [key for each in request.POST.getlist(NAME) if (key := _key(each)) is not None]
    if do == TAKE_BACK:
        gone = _key(about)
        if gone is None:
            raise refuse("not_there")
        actions.take_back(which=_which(row), evidence=gone, by=view.actor, at=request.at)
        left = {each.file for each in shelf.of(row.partner_id)}
        return Sent(tuple(key for key in named if key in left), only=True)
    files = request.FILES.getlist("file")
    for file in files:
        content = File(name=file.name or "", content=cast(BinaryIO, file.file))
        paper = Paper(verb="shelf", field=NAME, file=content, title=str(request.POST.get("title", "")))
        kept = actions.give(which=_which(row), paper=paper, by=view.actor, at=request.at)
        named.append(kept.id)
    if do == ATTACH and not files:
        raise refuse("evidence_no_file", column=NAME)
    return Sent(tuple(dict.fromkeys(named)), only=do == ATTACH)


def choices(  # sentence: for whom, for which assessment, which are chosen
    view: View, row: Item, named: tuple[UUID, ...]
) -> tuple[Choice, ...]:
    """Every document of the company's shelf, with what is chosen."""
    texts = view.texts
    return tuple(
        Choice(
            str(each.file),
            each.title,
            texts.say("nonconformity.given_on", day=each.given, reference=each.of),
            view.file(each.file),
            each.file in named,
            "" if shelf.is_named(each.id) else f"{TAKE_BACK}.{each.id}",
        )
        for each in shelf.of(row.partner_id)
    )


def _which(row: Item) -> Which:
    return Which(
        partner=row.partner_id,
        application=row.application_id,
        key=row.key,
        work=Work(row.work),
        revision=row.revision,
    )


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
