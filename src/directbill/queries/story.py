"""The whole story of an application, read in one go: pure reading, for whoever retraces it."""

import json
from collections.abc import Mapping, Sequence
from datetime import date

from directbill.core.clocks import Due, Pause
from directbill.core.desk import Ask, Desk, Limit
from directbill.core.dossier import waits_for
from directbill.core.errors import refuse
from directbill.core.findings import Turn
from directbill.core.form import Field, Value
from directbill.core.work import Work, said
from directbill.documents.happened import Document
from directbill.documents.story import (
    Decision,
    Declared,
    Item,
    Letter,
    RegisterAnswer,
    Step,
    Story,
    Submission,
)
from directbill.documents.texts import printable
from directbill.queries import checks, clocks, findings, happened, items, nonconformities, program, replays
from directbill.records import models


def of(reference: str, *, on: date, credit: bool) -> Story:
    """The story as it stands on a day; with the words of the credit file only where `credit` says so.

    Asked in the scope of all partners. Refuses `application_unknown`.
    """
    owner = (
        models.Application.objects.select_related("partner", "begun_by")
        .filter(reference=reference.strip().upper())
        .first()
    )
    if owner is None:
        raise refuse("application_unknown", found=reference)
    return Story(
        reference=owner.reference,
        company=owner.partner.name,
        partner=owner.partner.reference,
        state=owner.state,
        reason=owner.reason,
        edition=program.edition(owner.edition),
        edition_digest=owner.edition_digest,
        form_digest=owner.form_digest,
        desk=items.desk(owner),
        begun=happened.moment(owner.begun_at),
        begun_by=str(owner.begun_by),
        closed=happened.moment(owner.closed_at) if owner.closed_at else None,
        on=on,
        paused=clocks.pauses(owner),
        submissions=tuple(map(_submission, owner.submissions.order_by("number"))),
        items=_items(owner, on=on, credit=credit),
        decisions=tuple(map(_decision, _decisions(owner))),
        letters=tuple(map(_letter, _letters(owner))),
    )


def _submission(found: models.Submission) -> Submission:
    record = json.loads(found.record)
    return Submission(
        number=found.number,
        when=happened.moment(found.submitted_at),
        by=found.submitted_by,
        reason=found.reason,
        sha256=found.sha256,
        documents=tuple(
            Document(printable(e["title"]), printable(e["file"]), e["sha256"]) for e in record["evidence"]
        ),
    )


def _items(owner: models.Application, *, on: date, credit: bool) -> tuple[Item, ...]:
    desk = items.desk(owner)
    if desk is None:
        return ()
    rows = items.with_steps(owner)
    dossier, paused = items.dossier(owner, rows), clocks.pauses(owner)
    papers = _papers(owner)
    beside = happened.of(owner, credit=credit)
    hidden = frozenset() if credit else happened.hidden(owner)
    return tuple(
        Item(
            key=row.key,
            work=Work(row.work),
            state=row.state,
            turn=Turn(row.turn),
            since=happened.moment(row.since),
            waits=waits_for(desk.procedure, dossier, row.key),
            assignee=str(row.assignee or ""),
            due=row.due,
            clock=_clock(row, desk, on=on, paused=paused),
            steps=tuple(
                _step(step, row, desk=desk, papers=papers.get(step.pk, ()), credit=credit)
                for step in row.steps.all()
            ),
            registers=tuple(map(_register, checks.answers(row)[::-1])),
            declared=_declared(row),
            findings=findings.given(row) if row.work == Work.ASSESSMENT else None,
            nonconformities=tuple(nonconformities.told(n, desk) for n in nonconformities.of(row))
            if row.work == Work.ASSESSMENT
            else (),
            happened=beside.get(row.key, ()),
            hidden=row.key in hidden,
        )
        for row in rows
    )


def _declared(row: models.Item) -> Declared | None:
    found = findings.declaration(row) if row.work == Work.ASSESSMENT else None
    return Declared(found.name, found.organization, happened.moment(found.at)) if found else None


def _clock(
    row: models.Item, desk: Desk, *, on: date, paused: Sequence[Pause]
) -> tuple[Due, Limit] | None:  # fmt: skip
    found = clocks.running(row, of_desk=desk, on=on, paused=paused)
    return None if found is None else (found.due, found.limit)


def _papers(owner: models.Application) -> Mapping[object, tuple[Document, ...]]:
    """The documents that came with steps, by the step's key. One query."""
    rows = models.EvidenceRevision.objects.filter(evidence__step__item__application=owner)
    found: dict[object, tuple[Document, ...]] = {}
    for each in rows.select_related("evidence").order_by("evidence__given_at", "evidence_id", "number"):
        document = Document(printable(each.evidence.title), printable(each.filename), each.sha256)
        found[each.evidence.step_id] = (*found.get(each.evidence.step_id, ()), document)
    return found


def _step(
    step: models.ItemStep, row: models.Item, *, desk: Desk, papers: tuple[Document, ...], credit: bool
) -> Step:
    ask = desk.asks.get(said(desk.procedure.item(row.key), step.verb), Ask(step.verb))
    withheld = row.work == Work.CREDIT and not credit
    given = {} if withheld else _given(step, ask)
    has_words = bool(step.reason or step.text or step.given or papers)
    return Step(
        number=step.number,
        verb=step.verb,
        before=step.before,
        after=step.after,
        side=Turn(step.side),
        when=happened.moment(step.at),
        by=step.by_name,
        reason="" if withheld else step.reason,
        text="" if withheld else step.text,
        given=given,
        documents=() if withheld else papers,
        withheld=withheld and has_words,
    )


def _given(step: models.ItemStep, ask: Ask) -> dict[str, Value | None]:
    """What the verb asked for; of what is restricted, only that it was given. What nobody asked for is restricted."""
    open_ = {field.key for field in ask.fields if not _restricted(field)}
    return {key: value if key in open_ else None for key, value in step.given.items()}


def _restricted(field: Field) -> bool:
    return field.restricted or any(map(_restricted, field.fields))


def _register(found: models.RegisterAnswer) -> RegisterAnswer:
    return RegisterAnswer(
        kind=found.kind,
        number=found.number,
        country=found.country,
        outcome=found.outcome,
        name=found.name,
        address=found.address,
        standing=found.standing,
        said=found.said,
        when=happened.moment(found.at),
        by=found.by_name,
    )


def _decisions(owner: models.Application) -> list[models.Decision]:
    return list(owner.decisions.select_related("application").order_by("number"))


def _decision(found: models.Decision) -> Decision:
    return Decision(
        number=found.number,
        verb=found.verb,
        when=happened.moment(found.decided_at),
        by=found.decided_by,
        sha256=found.sha256,
        faults=replays.faults(found),
    )


def _letters(owner: models.Application) -> list[models.Notice]:
    rows = models.Notice.objects.filter(subject_kind="application", subject=owner.reference)
    return list(rows.select_related("message").order_by("at", "kind", "reader"))


def _letter(found: models.Notice) -> Letter:
    return Letter(
        kind=found.kind,
        title=found.title,
        reader=found.reader,
        when=happened.moment(found.at),
        due=found.due,
        state=found.message.state,
    )
