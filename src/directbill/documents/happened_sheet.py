"""What happened beside the steps of an item, in words: one sentence each, and what belongs to it."""

from collections.abc import Iterator
from functools import singledispatch

from directbill.core.desk import Desk
from directbill.documents import clocking
from directbill.documents.happened import (
    Claim,
    Happened,
    Independent,
    Issued,
    Moment,
    Ordered,
    Reported,
    Signed,
    Slot,
)
from directbill.documents.texts import Catalog, printable


def lines(  # sentence: what happened, at whose desk, in which words
    found: Happened, desk: Desk, texts: Catalog
) -> Iterator[str]:
    """The sentence with who and when, then what belongs to it."""
    sentence, *more = _said(found, desk, texts)
    by = (
        found.by
        if isinstance(found, Claim | Independent | Slot | Issued | Signed)
        else texts.say("item.by_itself")
    )
    yield texts.say("story.did", when=texts.say("item.done", day=found.when.day, by=by), did=sentence)
    yield from more


@singledispatch
def _said(found: Happened, desk: Desk, texts: Catalog) -> Iterator[str]:
    raise NotImplementedError(type(found).__name__)


@_said.register
def _claim(found: Claim, desk: Desk, texts: Catalog) -> Iterator[str]:
    criterion = next((c for c in desk.criteria if c.key == found.criterion), None)
    areas = {area.key: texts.own(area.title) for area in desk.areas}
    yield texts.say(
        "happened.claim",
        area=areas[criterion.area] if criterion else "",
        criterion=texts.own(criterion.title) if criterion else found.criterion,
        result=texts.say(f"assess.result_{found.result}"),
    )
    if found.text:
        yield texts.say("happened.words", text=printable(found.text.replace("\n", " ")))
    for each in found.documents:
        yield texts.say("happened.document", name=printable(each.title), sha256=each.sha256)


@_said.register
def _independent(found: Independent, desk: Desk, texts: Catalog) -> Iterator[str]:
    del desk
    key = "independent_for" if found.organization else "independent"
    yield texts.say(f"happened.{key}", organization=printable(found.organization))


@_said.register
def _slot(found: Slot, desk: Desk, texts: Catalog) -> Iterator[str]:
    del desk
    time = clocking.said(found.clocks[:1], texts)
    yield texts.say(f"happened.slot_{found.deed}", time=time, place=printable(found.place))


@_said.register
def _issued(found: Issued, desk: Desk, texts: Catalog) -> Iterator[str]:
    del desk
    yield texts.say("happened.issued", step=found.step)
    for language, (title, sha256) in found.papers.items():
        name = texts.say(f"agreement_receipt.language_{language}")
        yield texts.say("happened.paper", language=name, title=printable(title), sha256=sha256)


@_said.register
def _signed(found: Signed, desk: Desk, texts: Catalog) -> Iterator[str]:
    del desk
    say = texts.say
    language = say(f"agreement_receipt.language_{found.language}")
    side = "accepted" if found.applicant else "countersigned"
    yield say(f"happened.{side}", version=found.version, language=language, sha256=found.sha256)
    if found.applicant:
        yield say("happened.tenant", tenant=found.tenant or say("agreement_receipt.no_tenant"))
        yield say("happened.proof", proof=say(f"agreement_receipt.proof_{found.proof}"))
    if found.confirmed:
        yield say("happened.confirmed", moment=_instant(found.confirmed))


@_said.register
def _ordered(found: Ordered, desk: Desk, texts: Catalog) -> Iterator[str]:
    del desk
    kind = "not_taken" if found.why else "taken"
    yield texts.say(f"happened.{kind}", step=found.step, why=printable(found.why))


@_said.register
def _reported(found: Reported, desk: Desk, texts: Catalog) -> Iterator[str]:
    del desk
    yield texts.say("happened.reported", step=found.step, sha256=found.sha256)


def _instant(found: Moment) -> str:
    return found.at.isoformat(sep=" ", timespec="seconds")
