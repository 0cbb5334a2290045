"""What is kept of a decision, in the transaction that takes it."""

import hashlib
import json
from datetime import datetime
from itertools import accumulate
from typing import Any, Protocol

from directbill.access.actor import Actor
from directbill.actions.shape import issuing
from directbill.actions.shape.figures import ENGINE
from directbill.core.desk import Desk
from directbill.core.work import LIVES, Work, said
from directbill.documents import decided
from directbill.documents.decided import Parts
from directbill.queries import adjusting, days, dossier, program
from directbill.records.models import Application, Decision, Item, ItemStep, Submission

DECIDES = {work: LIVES[work].checks | LIVES[work].hears for work in (Work.DECISION, Work.RENEWAL)}
"""Verbs that decide, by the kind of work: those of the second person, and of whoever hears an appeal."""


class Case(Protocol):
    """What of a case is kept with its decision."""

    owner: Application
    desk: Desk
    rows: list[Item]


def keep(case: Case, row: Item, *, notices: list[str], by: Actor, at: datetime) -> Decision:
    """Keep the decision that the item's last step took, with everything it rests on."""
    owner, desk, rows = case.owner, case.desk, case.rows
    step = row.steps.get(number=row.revision)
    papers = dossier.of(owner, on=days.of(at))
    last = owner.submissions.order_by("-number").first()
    number = owner.decisions.count() + 1
    parts = Parts(
        application=owner.reference,
        number=number,
        verb=step.verb,
        at=at,
        on=days.of(at),
        edition=program.edition(owner.edition),
        desk={"name": desk.name, "sha256": desk.digest},
        engine=ENGINE,
        facts=papers.evaluation.facts,
        inputs=_inputs(papers, last),
        items=[_item(row) for row in rows],
        adjustments=[line for row in rows for line in _adjustments(row, desk)],
        people={"recommended": _recommended(step), "decided": by.key, "decided_name": by.name},
        reason={"key": step.reason, "text": step.text},
        given=given(desk, step),
        notices=notices,
    )
    record = decided.record(parts)
    kept = Decision.objects.create(
        partner_id=owner.partner_id,
        application=owner,
        item=step.item,
        number=number,
        verb=step.verb,
        record=record.decode(),
        sha256=hashlib.sha256(record).hexdigest(),
        decided_at=at,
        decided_by=by.name,
    )
    if row.work == Work.DECISION:
        issuing.letter(kept, row, step, owner=owner, desk=desk, at=at)
    return kept


def given(desk: Desk, step: ItemStep) -> dict[str, Any]:
    """What the verb asked for; of what is restricted, the digest alone."""
    ask = desk.asks.get(said(desk.procedure.item(step.item.key), step.verb))
    restricted = {f.key for f in ask.fields if f.restricted} if ask else set()
    return {key: _digest(value) if key in restricted else value for key, value in step.given.items()}


def _digest(value: object) -> dict[str, str]:
    return {"sha256": hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()}


def _inputs(papers: dossier.Dossier, last: Submission | None) -> dict[str, str]:
    known = papers.known
    return {
        "submission": last.sha256 if last else "",
        "ledger_facts": known.record.facts_digest if known else "",
        "ledger_lines": known.record.lines_digest if known else "",
    }


def _item(row: Item) -> dict[str, str]:
    """An item as it stood, with the digest of its whole history."""
    columns = ("number", "verb", "before", "after", "by", "reason", "text", "given")
    steps = ItemStep.objects.filter(item=row).order_by("number")
    history = [{name: getattr(step, name) for name in columns} for step in steps]
    written = json.dumps(history, sort_keys=True, ensure_ascii=False).encode()
    return {
        "key": row.key,
        "work": row.work,
        "state": row.state,
        "history_sha256": hashlib.sha256(written).hexdigest(),
    }


def _adjustments(row: Item, desk: Desk) -> list[dict[str, str]]:
    """The lines the desk added to the figure of an item, each with what the figure then was."""
    found = adjusting.of(row, desk)
    if found is None:
        return []
    sums = accumulate((line.amount for line in found.lines), initial=found.submitted)
    return [
        {"item": row.key, "step": str(line.number), "amount": f"{line.amount:f}", "figure": f"{figure:f}"}
        for line, figure in zip(found.lines, list(sums)[1:], strict=True)
    ]


def _recommended(step: ItemStep) -> str:
    """Who made the last recommendation before it, by their key."""
    found = (
        ItemStep.objects.filter(
            item=step.item, verb__in=LIVES[Work(step.item.work)].makes, number__lt=step.number
        )
        .order_by("-number")
        .first()
    )
    return found.by if found else ""
