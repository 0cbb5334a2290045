"""The page of a verb on an item: what is asked for, what was sent, and the act itself."""

from dataclasses import dataclass, replace

from django.http import Http404

from directbill.access import deeds
from directbill.actions import item as actions
from directbill.actions.shape.steps import Deed, Which
from directbill.core.errors import Fault, Refusal
from directbill.core.form import Field, FieldKind, Value
from directbill.core.work import LIVES, Work
from directbill.records.models import Item
from directbill.web.request import Request
from directbill.web.ui import closing, conditioning, fields, papers, problems, reading
from directbill.web.ui.fields import Choice, Sheet
from directbill.web.ui.itemized import View, capital

ADD = "add"


@dataclass(frozen=True, slots=True)
class Asking:
    """What the page of a verb shows."""

    verb: str
    title: str
    help: str
    item: str
    reasons: tuple[Choice, ...]
    reason_wrong: str
    asks_text: bool
    text: str
    text_wrong: str
    fields: tuple[fields.View, ...]
    faults: tuple[problems.Problem, ...]
    revision: int
    grave: bool
    careful: str
    files_help: str
    """What files may be given; empty where none are asked for."""

    @property
    def status(self) -> int:
        """Of the answer: a page that was refused says so."""
        return 422 if self.faults else 200

    @property
    def paper_refused(self) -> bool:
        """Whether a document was refused: what was said of it is shown again."""
        papers_of = {each.id for each in self.fields if each.kind == FieldKind.EVIDENCE}
        return any(fault.anchor.partition(".")[0] in papers_of for fault in self.faults)


def opened(  # sentence: of whom, on what, which verb
    view: View, row: Item, verb: str, *, request: Request
) -> Asking | None:
    """The page of a verb, opened or with what is wrong; None once it was done. What may not be done is not there."""
    sent = request.method == "POST"
    if not permitted(view, row, verb) or (not sent and not allowed(view, row, verb)):
        raise Http404
    if not sent or request.POST.get("do") == ADD:
        return asked(view, row, verb, request=request)
    try:
        which = _which(view, row, request)
        if papers.received(view.ask(row, verb), which, request, by=view.actor):
            return asked(view, row, verb, request=request)
        did(view, row, verb, request=request)
    except Refusal as refusal:
        return asked(view, row, verb, request=request, refusal=refusal)
    return None


def allowed(  # sentence: by whom, on what, which verb
    view: View, row: Item, verb: str
) -> bool:
    """Whether this reader may do the verb now."""
    return any(button.verb == verb for button in view.buttons(row))


def asked(  # sentence: of whom, on what, which verb
    view: View, row: Item, verb: str, *, request: Request, refusal: Refusal | None = None
) -> Asking:
    """The page as it is opened, or as it was sent with what is wrong."""
    ask, texts = view.ask(row, verb), view.texts
    life = LIVES[Work(row.work)]
    faults = closing.worded(view, row, problems.of_page(refusal)) if refusal else ()
    values = fields.sent(_fields(ask.fields), request.POST)
    if request.POST.get("do") == ADD:
        values = _with_another(ask.fields, values)
    documents = papers.listed(row, verb, url=view.file)
    sheet = Sheet(texts, values, faults, documents=documents, choices=conditioning.choices(view, row, verb))
    reason = str(request.POST.get("reason", ""))
    shown = view.shown(row)
    return Asking(
        verb=verb,
        title=capital(texts.verb(life.table.name, verb, again=view.again)),
        help=texts.own(ask.help) if ask.help else "",
        item=shown.title,
        reasons=tuple(Choice(key, texts.own(said), key == reason) for key, said in ask.reasons.items()),
        reason_wrong=sheet.error("reason") if ask.reasons else "",
        asks_text=verb in life.reasoned,
        text=str(request.POST.get("text", "")),
        text_wrong=sheet.error("text") or ("" if ask.reasons else sheet.error("reason")),
        fields=fields.views(ask.fields, sheet),
        faults=problems.told(_anchored(faults, reasons=bool(ask.reasons)), texts, fields=True),
        revision=reading.number(request, "revision") if refusal else row.revision,
        grave=verb in life.reasoned,
        careful=shown.careful,
        files_help=_files_help(view, ask.fields),
    )


def did(  # sentence: by whom, on what, which verb
    view: View, row: Item, verb: str, *, request: Request
) -> Item:
    """Do it with what was sent."""
    values = fields.sent(_fields(view.ask(row, verb).fields), request.POST)
    deed = Deed(
        verb=verb,
        reason=str(request.POST.get("reason", "")),
        text=str(request.POST.get("text", "")).strip() if verb in LIVES[Work(row.work)].reasoned else "",
        values={**values, **closing.sent(view, row, verb, request=request)},
    )
    return actions.do(which=_which(view, row, request), deed=deed, by=view.actor, at=request.at)


def permitted(  # sentence: to whom, on what, which verb
    view: View, row: Item, verb: str
) -> bool:
    """Whether this reader has the right, whatever the state."""
    table = LIVES[Work(row.work)].table
    known = any(step.verb == verb for step in table.steps)
    return known and view.may(deeds.permission(Work(row.work), verb))


def _which(view: View, row: Item, request: Request) -> Which:
    return Which(
        partner=view.owner.partner_id,
        application=view.owner.id,
        key=row.key,
        work=Work(row.work),
        revision=reading.number(request, "revision"),
    )


def _fields(found: tuple[Field, ...]) -> tuple[Field, ...]:
    return tuple(each for each in found if each.kind is not FieldKind.EVIDENCE)


def _files_help(view: View, found: tuple[Field, ...]) -> str:
    if view.desk is None or _fields(found) == found:
        return ""
    kinds = ", ".join(view.texts.say(f"media.{kind}") for kind in view.desk.files.media)
    megabytes = view.desk.files.most_bytes >> 20
    return view.texts.say("evidence_page.file_help", kinds=kinds, megabytes=megabytes)


def _with_another(found: tuple[Field, ...], values: dict[str, Value]) -> dict[str, Value]:
    """The values with one more entry of each list."""
    more = dict(values)
    for each in found:
        if each.kind is FieldKind.ITEMS:
            before = more.get(each.key, [])
            more[each.key] = [*(before if isinstance(before, list) else []), {}]
    return more


def _anchored(faults: tuple[Fault, ...], *, reasons: bool) -> tuple[Fault, ...]:
    """A reason in words alone is asked for by the field of the words."""
    return tuple(
        replace(f, place=replace(f.place, column="text")) if f.place.column == "reason" and not reasons else f
        for f in faults
    )
