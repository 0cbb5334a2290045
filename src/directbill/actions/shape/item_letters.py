"""The letters about items: whose turn it is, what came out, and *the* e-mail: the support plan may be bought."""

import json
from collections.abc import Mapping
from datetime import datetime

from directbill.actions.shape import deciding, links, mailbox_links, outbox
from directbill.actions.shape.outbox import Letter
from directbill.core import contracting
from directbill.core.desk import Desk
from directbill.core.findings import Turn
from directbill.core.work import LIVES, Work
from directbill.documents.texts import catalog
from directbill.queries import people
from directbill.queries.contracts import MAY_BUY
from directbill.records.models import Application, Item, Notice, Submission

QUIET = frozenset({Work.CONFIRMATION, Work.VERIFICATION, Work.DETAILS, Work.CONTRACT})
"""Kinds of work of which passing is no news by itself: there are many, and what they lead to is told."""
TURN, RESULT = "item_turn", "item_result"


def told(  # sentence: to whom, of what, what changed
    owner: Application, desk: Desk, changed: Mapping[str, Item], *, said: str, at: datetime
) -> list[Notice]:
    """Tell the partner's administrators what changed for them."""
    kinds = {key: kind for key, row in changed.items() if (kind := _kind(row))}
    if MAY_BUY in kinds.values():
        kinds = {k: kind for k, kind in kinds.items() if changed[k].work != Work.CONTRACT}
    notices = []
    readers = [reader for reader in people.told(owner.partner_id) if reader.email]
    for key, kind in kinds.items():
        for reader in readers:
            values = _values(owner, desk, changed[key], said=said, language=reader.language)
            queued = outbox.queue(
                Letter(
                    kind=kind,
                    subject=("application", owner.reference),
                    occasion=f"{key}:{changed[key].revision}",
                    reader=reader.email,
                    language=reader.language,
                    partner=owner.partner_id,
                    due=changed[key].due,
                    values=values,
                ),
                at=at,
            )
            notices.append(queued)
    due = (row for key, row in changed.items() if mailbox_links.waits(desk.entry(key), row))
    return notices + [mailbox_links.send(owner, desk, row, at=at)[1] for row in due]


def _kind(row: Item) -> str:
    life = LIVES[Work(row.work)]
    state = type(life.table.initial)(row.state)
    if row.work == Work.CREDIT and state in life.passed and not _told_before(row):
        return MAY_BUY
    if row.turn == Turn.APPLICANT:
        return TURN
    settled = state in life.passed | life.lost or life.table.is_final(state)
    return RESULT if settled and (row.work not in QUIET or _declined(row)) else ""


def _declined(row: Item) -> bool:
    """Whether the renewal of a contract was just sent back: the old one counts, and the company must know why."""
    return (
        row.work == Work.CONTRACT
        and row.steps.filter(number=row.revision, verb=contracting.DECLINES).exists()
    )


def _told_before(row: Item) -> bool:
    """Whether it came to this state before: a result that ended and was renewed is news, and not the same news."""
    return row.steps.filter(after=row.state, number__lt=row.revision).exists()


def _values(owner: Application, desk: Desk, row: Item, *, said: str, language: str) -> dict[str, str]:
    texts = catalog(language)
    name, again = LIVES[Work(row.work)].table.name, owner.review_of_id is not None
    entry = desk.entry(row.key)
    path = f"/c/{owner.partner.reference}/applications/{owner.reference}/progress/{row.key}/"
    decided = _decided(row)
    if decided:
        path += f"papers/{row.revision}/"
    return {
        "reference": owner.reference,
        "company": owner.partner.name,
        "item": entry.title[language],
        "word": texts.stands(name, row.state, "word", again=again),
        "says": texts.stands(name, row.state, "says", again=again),
        "reason": said,
        "last": row.due.isoformat() if row.due else "",
        "else": entry.otherwise[language],
        "url": links.to(path),
        "open": texts.say("letter_open.decision" if decided else "letter_open.step"),
    }


def _decided(row: Item) -> bool:
    """Whether its last step was a decision, of which there is a letter."""
    verbs = deciding.DECIDES[Work.DECISION]
    return row.work == Work.DECISION and row.steps.filter(number=row.revision, verb__in=verbs).exists()


def changed_tasks(last: Submission | None, before: Submission | None) -> set[str]:
    """Tasks of the form whose answers or documents differ between two submissions."""
    if last is None or before is None:
        return set()
    now, was = json.loads(last.record), json.loads(before.record)
    keys = now["answers"].keys() | was["answers"].keys()
    answers = {key for key in keys if now["answers"].get(key) != was["answers"].get(key)}
    new = {json.dumps(e, sort_keys=True) for e in now["evidence"]} ^ {
        json.dumps(e, sort_keys=True) for e in was["evidence"]
    }
    return answers | {json.loads(each)["task"] for each in new}
