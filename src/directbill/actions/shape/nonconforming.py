"""Nonconformities as they are raised, moved and told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from directbill.access.actor import Actor
from directbill.actions.shape import links, outbox, work
from directbill.actions.shape.outbox import Letter
from directbill.core import criteria, nonconformity
from directbill.core.criteria import Finding
from directbill.core.desk import Desk
from directbill.core.findings import Turn
from directbill.core.nonconformity import LASTING, RAISE, TABLE, State
from directbill.documents.texts import catalog
from directbill.queries import days, findings, items, nonconformities, people
from directbill.queries.shelf import Entry
from directbill.queries.timeline import OF_ASSESSOR
from directbill.records.models import Item, Nonconformity, NonconformityStep, Notice, Person
from directbill.records.models import NonconformityStep as Step

READS: Mapping[str, frozenset[Turn]] = {
    RAISE: frozenset({Turn.APPLICANT}),
    "answer": frozenset({Turn.ASSESSOR}),
    "reject": frozenset({Turn.APPLICANT}),
    "close_out": frozenset({Turn.APPLICANT}),
    "overdue": frozenset({Turn.APPLICANT, Turn.ASSESSOR}),
}
"""Who is told of which step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What is done to a nonconformity, in which words, with which documents."""

    verb: str
    text: str = ""
    documents: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """A nonconformity of an assessment, and the revision the actor saw."""

    partner: UUID
    item: UUID
    key: UUID
    revision: int


def seen(found: Nonconformity) -> Which:
    """One as it was just read."""
    return Which(partner=found.partner_id, item=found.item_id, key=found.id, revision=found.revision)


def follow(row: Item, verb: str, *, by: Actor, at: datetime) -> None:
    """What an assessor's verb means for nonconformities: findings that are told raise them; an end drops them."""
    if verb in nonconformity.ENDS_THEM:
        for each in Nonconformity.objects.select_for_update().filter(item=row, state__in=LASTING):
            move(each, Move(verb="fall_away"), by=by, at=at)
    elif verb in criteria.GIVES:
        _raise(row, by=by, at=at)


def lock(row: Item, key: UUID) -> Nonconformity:
    """One of an assessment, locked. Refuses `not_there`."""
    return work.lock(Nonconformity.objects.filter(item=row), id=key)


def move(  # sentence: of what, which step
    found: Nonconformity, done: Move, *, by: Actor, at: datetime
) -> list[Notice]:
    """Do a verb: the core asked, the row and its step written, whoever must know told."""
    before = found.state
    found.state = TABLE.after(State(before), done.verb)
    found.since, found.revision = at, found.revision + 1
    _place(found, at=at)
    found.save()
    return _kept(found, done, before=before, by=by, at=at)


def _raise(row: Item, *, by: Actor, at: datetime) -> None:
    desk = items.desk(row.application)
    if desk is None or desk.corrections is None:
        return
    known = nonconformities.standings(row)
    told: Mapping[str, Finding] = findings.given(row) or {}
    for number, (criterion, finding) in enumerate(nonconformity.raised(told, known), len(known) + 1):
        found = Nonconformity(
            partner_id=row.partner_id,
            item=row,
            number=number,
            criterion=criterion,
            result=finding.result,
            grade=finding.grade,
            text=finding.text,
            state=TABLE.initial,
            since=at,
            raised_at=at,
        )
        _place(found, at=at)
        found.save(force_insert=True)
        _kept(found, Move(verb=RAISE, text=finding.text), before="", by=by, at=at)


def _place(found: Nonconformity, *, at: datetime) -> None:
    """Whose turn it is and by when. What is overdue keeps the day it missed."""
    state = State(found.state)
    found.turn = TABLE.turns[state]
    if state is not State.OVERDUE:
        terms = _desk(found).corrections
        assert terms is not None  # trusted: without terms none is raised
        found.due = nonconformity.due(terms, grade=found.grade, state=state, since=days.of(at))


def _kept(found: Nonconformity, done: Move, *, before: str, by: Actor, at: datetime) -> list[Notice]:
    side = Turn.ASSESSOR if done.verb == RAISE else TABLE.doer(done.verb)
    step = Step(
        partner_id=found.partner_id,
        nonconformity=found,
        number=found.revision,
        verb=done.verb,
        before=before,
        after=found.state,
        side=side,
        at=at,
        by=by.key,
        by_name=by.name,
        text=done.text,
        due=found.due,
        documents=list(done.documents),
    )
    step.save(force_insert=True)
    return _told(found, step, at=at)


def _told(found: Nonconformity, step: NonconformityStep, *, at: datetime) -> list[Notice]:
    sides = READS.get(step.verb, frozenset())
    notices = []
    if Turn.APPLICANT in sides:
        owner = found.item.application
        path = f"/c/{owner.partner.reference}/applications/{owner.reference}/progress/{found.item.key}/"
        for reader in people.told(found.partner_id):
            notices.append(_letter(found, step, reader, url=f"{path}nonconformities/{found.id}/", at=at))
    assessor = found.item.assignee
    if Turn.ASSESSOR in sides and assessor is not None and assessor.email:
        url = f"/assess/{found.item_id}/nonconformities/{found.id}/"
        notices.append(_letter(found, step, assessor, url=url, at=at))
    return notices


def _letter(  # sentence: of what, which step, to whom
    found: Nonconformity, step: NonconformityStep, reader: Person, *, url: str, at: datetime
) -> Notice:
    owner, texts = found.item.application, catalog(reader.language)
    theirs = reader != found.item.assignee
    criterion = next(each for each in _desk(found).criteria if each.key == found.criterion)
    overdue = step.verb == "overdue"
    due = found.due
    return outbox.queue(
        Letter(
            kind=f"nonconformity_{'raised' if step.verb == RAISE else step.verb}",
            subject=("application" if theirs else OF_ASSESSOR, owner.reference),
            occasion=f"{found.id}:{found.revision}",
            reader=reader.email,
            language=reader.language,
            partner=found.partner_id,
            due=None if overdue else due,
            values={
                "reference": owner.reference,
                "company": owner.partner.name,
                "criterion": texts.own(criterion.title),
                "grade": texts.say(f"assess.grade_{found.grade}"),
                "text": step.text,
                "says": texts.say(f"life.nonconformity.{found.state}.says"),
                "otherwise": otherwise(found, language=reader.language),
                "last": _iso(due),
                "url": links.to(url),
            },
        ),
        at=at,
    )


def otherwise(found: Nonconformity, *, language: str) -> str:
    """What happens where nobody acts."""
    return catalog(language).say(f"nonconformity.otherwise_{found.state}_{found.grade}")


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _desk(found: Nonconformity) -> Desk:
    desk = items.desk(found.item.application)
    assert desk is not None  # trusted: an item has a desk
    return desk
