"""The page of one verb about an enrollment: what it means, what is asked for, and what is wrong with what came."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from directbill.core.errors import Fault, Refusal
from directbill.core.form import Field, FieldKind, Value, Values
from directbill.documents.texts import Catalog
from directbill.web.request import Request
from directbill.web.ui import fields, problems, reading
from directbill.web.ui.fields import Choice, Sheet
from directbill.web.ui.problems import Problem

ADD, TEXT = "add", "text"


@dataclass(frozen=True, slots=True)
class Sent:
    """What a browser sent with a verb."""

    values: dict[str, Value]
    text: str
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A verb as its page asks for it, and what is done with what comes back."""

    title: str
    about: str
    help: str
    act: Callable[[Sent], object]
    revision: int
    fields: tuple[Field, ...] = ()
    values: Values = field(default_factory=dict)
    """What stands in the fields when the page is opened."""
    choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    """Choices that records give, by field."""
    asks_text: bool = False
    grave: bool = False
    told: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """What is said before: headings with their sentences."""


@dataclass(frozen=True, slots=True)
class Asking:
    """The page, as it is opened or as it was sent with what is wrong."""

    wanted: Wanted
    fields: tuple[fields.View, ...]
    text: str
    text_wrong: str
    revision: int
    faults: tuple[Problem, ...]

    @property
    def status(self) -> int:
        """Of the answer: a page that was refused says so."""
        return 422 if self.faults else 200


def opened(wanted: Wanted, texts: Catalog, *, request: Request) -> Asking | None:
    """The page; None once the verb was done."""
    if request.method != "POST":
        return _asking(wanted, texts, wanted.values, request=request)
    values = fields.sent(wanted.fields, request.POST)
    if request.POST.get("do") == ADD:
        return _asking(wanted, texts, _with_another(wanted.fields, values), request=request)
    sent = Sent(values, str(request.POST.get(TEXT, "")).strip(), reading.number(request, "revision"))
    try:
        wanted.act(sent)
    except Refusal as refusal:
        return _asking(wanted, texts, values, request=request, faults=problems.of_page(refusal))
    return None


def _asking(  # sentence: which verb, in which language, with which values
    wanted: Wanted, texts: Catalog, values: Values, *, request: Request, faults: tuple[Fault, ...] = ()
) -> Asking:
    anchored = tuple(map(_anchored, faults))
    sheet = Sheet(texts, values, anchored, choices=wanted.choices)
    return Asking(
        wanted=wanted,
        fields=fields.views(wanted.fields, sheet),
        text=str(request.POST.get(TEXT, "")),
        text_wrong=sheet.error(TEXT),
        revision=reading.number(request, "revision") if request.method == "POST" else wanted.revision,
        faults=problems.told(anchored, texts, fields=True),
    )


def _anchored(fault: Fault) -> Fault:
    """A reason is given in the field of the words."""
    is_reason = fault.place.column == "reason"
    return replace(fault, place=replace(fault.place, column=TEXT)) if is_reason else fault


def _with_another(asked: tuple[Field, ...], values: Mapping[str, Value]) -> dict[str, Value]:
    """The values with one more entry of each list."""
    more = dict(values)
    for each in asked:
        if each.kind is FieldKind.ITEMS:
            before = more.get(each.key, [])
            more[each.key] = [*(before if isinstance(before, list) else []), {}]
    return more
