"""The whole story of an application as a page of plain text, in the order it happened."""

from collections.abc import Iterable, Iterator, Mapping

from directbill.core.criteria import NOTHING, Finding
from directbill.core.desk import Ask, Desk
from directbill.core.edition import Texts
from directbill.core.findings import Turn
from directbill.core.form import FieldKind
from directbill.core.registers import Outcome
from directbill.core.work import LIVES
from directbill.documents import answers, assessed, five, happened_sheet, nonconforming
from directbill.documents.happened import Document
from directbill.documents.nonconforming import Nonconformity
from directbill.documents.report import Answer
from directbill.documents.sheet import Sheet
from directbill.documents.story import (
    Decision,
    Item,
    Letter,
    RegisterAnswer,
    Step,
    Story,
    Submission,
)
from directbill.documents.texts import Catalog

SHORT = 12
"""Signs of a digest that tell one document from another."""


def text(told: Story, texts: Catalog) -> str:
    """The page: the application, its submissions, each item with its steps, the decisions, the letters."""
    sheet = Sheet()
    sheet.heading(
        texts.say("story.heading", reference=told.reference, company=told.company, partner=told.partner)
    )
    sheet.answers(_facts(told, texts))
    _part(sheet, texts.say("story.submissions"), (_submission(s, texts) for s in told.submissions))
    sheet.caption(texts.say("item.progress"))
    if told.desk is None or not told.items:
        sheet.paragraph(texts.say("item.none"))
    else:
        for number, item in enumerate(told.items, 1):
            _item(sheet, told, item, number=number, desk=told.desk, texts=texts)
    _part(sheet, texts.say("story.decisions"), (_decision(d, texts) for d in told.decisions))
    _part(sheet, texts.say("story.letters"), (_letter(n, texts) for n in told.letters))
    return sheet.text()


def _part(sheet: Sheet, title: str, entries: Iterable[Iterable[str]]) -> None:
    """A part with its title: of each entry the first line, and what belongs to it. Of nothing, nothing is said."""
    for place, entry in enumerate(entries):
        if not place:
            sheet.caption(title)
        _entry(sheet, entry)


def _entry(sheet: Sheet, lines: Iterable[str]) -> None:
    first, *rest = lines
    sheet.line(first)
    for line in rest:
        sheet.detail(line)


def _facts(told: Story, texts: Catalog) -> Iterator[Answer]:
    name = f"life.application.{told.state}"
    yield _label("told", texts.say("story.on", day=told.on), texts)
    yield _label("stands", f"{texts.say(f'{name}.word')}. {texts.say(f'{name}.says')}", texts)
    if told.reason:
        yield _label("reason", told.reason, texts)
    yield _label("begun", texts.say("item.done", day=told.begun.day, by=told.begun_by), texts)
    if told.closed:
        yield _label("closed", texts.say("story.on", day=told.closed.day), texts)
    edition = texts.say(
        "story.file",
        title=f"{texts.own(told.edition.title)} ({told.edition.name})",
        sha256=told.edition_digest,
    )
    yield _label("edition", edition, texts)
    yield _label("form", f"SHA-256 {told.form_digest}", texts)
    if told.desk:
        file = texts.say("story.file", title=told.desk.name, sha256=told.desk.digest)
        yield _label("desk", file, texts)


def _label(key: str, said: str, texts: Catalog) -> Answer:
    return Answer(texts.say(f"story.label.{key}"), said)


def _submission(found: Submission, texts: Catalog) -> Iterator[str]:
    yield texts.say(
        "story.submitted", number=found.number, day=found.when.day, by=found.by, sha256=found.sha256
    )
    if found.reason:
        yield _labelled("reason", found.reason, texts)
    yield from _documents(found.documents, texts)


def _documents(found: tuple[Document, ...], texts: Catalog) -> Iterator[str]:
    for each in found:
        name = each.title if each.title == each.file else f"{each.title} ({each.file})"
        yield texts.say("story.document", name=name, sha256=each.sha256[:SHORT])


def _labelled(key: str, said: str, texts: Catalog) -> str:
    return f"{texts.say(f'story.label.{key}')}: {said}"


def _item(sheet: Sheet, told: Story, item: Item, *, number: int, desk: Desk, texts: Catalog) -> None:
    """One item: its state, the five answers while it is open, and what happened in it."""
    name = LIVES[item.work].table.name
    word = texts.say(f"life.{name}.{item.state}.word")
    sheet.caption(f"{number}. {texts.own(desk.entry(item.key).title)}: {word}")
    if five.is_open(item):
        said = five.answers(told, item, desk=desk, texts=texts)
        sheet.answers(Answer(f"  {texts.say(f'five.{part}')}", text) for part, text in said.items())
    if item.assignee:
        sheet.paragraph(texts.say("item.assigned", name=item.assignee))
    for entry in _in_order(item, desk, texts):
        _entry(sheet, entry)
    for answer in item.registers:
        sheet.line(_registered(answer, texts))
    if item.findings is not None:
        _entry(sheet, (texts.say("assess.findings"), *_findings(item.findings, desk, texts)))
    for raised in item.nonconformities:
        _entry(sheet, _nonconformity(raised, told, texts))


def _in_order(item: Item, desk: Desk, texts: Catalog) -> Iterator[Iterable[str]]:
    """Steps and what happened beside them, as time went; a step before what belongs to it."""
    name = LIVES[item.work].table.name
    for each in sorted((*item.steps, *item.happened), key=lambda one: one.when.at):
        if isinstance(each, Step):
            ask = desk.asks.get(f"{name}.{each.verb}", Ask(each.verb))
            yield _did(name, each, texts), *_came_with(each, ask, texts)
        else:
            yield happened_sheet.lines(each, desk, texts)
    if item.hidden:
        yield (texts.say("happened.hidden"),)


def _nonconformity(found: Nonconformity, told: Story, texts: Catalog) -> Iterator[str]:
    """A nonconformity: its state, the five answers, and every step."""
    number = texts.say("nonconformity.one", number=found.number)
    word = texts.say(f"life.nonconformity.{found.state}.word")
    yield f"{number}: {texts.own(found.criterion)} · {word}"
    yield from (text for _, text in nonconforming.five(found, texts, on=told.on, yours=False))
    yield from nonconforming.history(found, texts)


def _did(table: str, step: Step, texts: Catalog) -> str:
    verb = texts.say(f"verb.{table}.{step.verb}")
    did = texts.say(
        "item.did", verb=verb[:1].upper() + verb[1:], word=texts.say(f"life.{table}.{step.after}.word")
    )
    by = texts.say("item.by_itself") if step.side == Turn.NOBODY else step.by
    return texts.say("story.did", when=texts.say("item.done", day=step.when.day, by=by), did=did)


def _came_with(step: Step, ask: Ask, texts: Catalog) -> Iterator[str]:
    """The reason, the words, the answers and the documents of a step."""
    if step.withheld:
        yield texts.say("story.withheld")
    if step.reason:
        yield _labelled("reason", _own(ask.reasons.get(step.reason), step.reason, texts), texts)
    if step.text:
        yield _labelled("words", step.text, texts)
    for each in ask.fields:
        if each.kind is not FieldKind.EVIDENCE and each.key in step.given:
            value = step.given[each.key]
            said = texts.say("item.not_shown") if value is None else answers.shown(each, value, texts=texts)
            if said:
                yield f"{texts.own(each.label)}: {said}"
    yield from _documents(step.documents, texts)


def _own(found: Texts | None, key: str, texts: Catalog) -> str:
    """The program's words for a key; the key itself where it has none."""
    return texts.own(found) if found else key


def _registered(found: RegisterAnswer, texts: Catalog) -> str:
    parts = [texts.say("checks.asked", number=f"{found.country} {found.number}".strip())]
    if found.outcome == Outcome.NOT_FOUND:
        parts.append(texts.say("checks.not_found"))
    elif found.outcome == Outcome.UNAVAILABLE:
        why = f"checks.why.{found.said}"
        parts.append(texts.say("checks.silent", why=texts.say(why) if texts.has(why) else found.said))
    else:
        parts.append(texts.say(f"checks.standing.{found.standing}"))
        parts += [", ".join(filter(None, (found.name, found.address)))]
    when = texts.say("item.done", day=found.when.day, by=found.by)
    return texts.say(
        "story.register",
        when=when,
        register=texts.say(f"checks.{found.kind}.name"),
        said=" ".join(filter(None, parts)),
    )


def _findings(given: Mapping[str, Finding], desk: Desk, texts: Catalog) -> Iterator[str]:
    """Every criterion with what was found, by area."""
    areas = {area.key: texts.own(area.title) for area in desk.areas}
    for each in desk.criteria:
        found = given.get(each.key, NOTHING)
        said = assessed.said(found, texts)
        line = texts.say(
            "story.criterion", area=areas[each.area], criterion=texts.own(each.title), found=said
        )
        yield f"{line} {found.text}".rstrip()


def _decision(found: Decision, texts: Catalog) -> Iterator[str]:
    verb = texts.say(f"verb.decision.{found.verb}")
    yield texts.say(
        "story.decided",
        number=found.number,
        verb=verb[:1].upper() + verb[1:],
        day=found.when.day,
        by=found.by,
        sha256=found.sha256,
    )
    if not found.faults:
        yield texts.say("story.same")
    for fault in found.faults:
        yield " ".join((texts.say("story.differs"), *texts.error(fault)))


def _letter(found: Letter, texts: Catalog) -> Iterator[str]:
    word = texts.say(f"life.delivery.{found.state}.word")
    yield texts.say("story.letter", day=found.when.day, reader=found.reader, word=word)
    yield found.title
