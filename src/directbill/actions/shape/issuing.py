"""Papers about a step, in every language, in the transaction that does the step."""

import json
from collections.abc import Callable
from datetime import datetime

from directbill.core.desk import Desk
from directbill.core.findings import Turn
from directbill.core.work import LIVES, Work
from directbill.documents import decision_letter, issued
from directbill.documents.decision_letter import Parts
from directbill.documents.papers import Papers
from directbill.documents.texts import catalog, languages
from directbill.documents.words import Words
from directbill.queries import days, program
from directbill.records.models import Application, Decision, IssuedPaper, Item, ItemStep

APPEAL = "appeal"


def issue(step: ItemStep, made: Callable[[Words], Papers], *, at: datetime) -> list[IssuedPaper]:
    """Keep the paper of a step in every language, with the digest of its PDF."""
    edition = program.edition(step.item.application.edition)
    found = []
    for language in languages():
        paper = made(Words(catalog(language), edition, program.program()))
        found.append(
            IssuedPaper(
                partner_id=step.partner_id,
                step=step,
                language=language,
                words=issued.kept(paper),
                sha256=issued.digest(paper),
                at=at,
            )
        )
    return IssuedPaper.objects.bulk_create(found)


def letter(  # sentence: of which decision, on which item, by which step
    decision: Decision, row: Item, step: ItemStep, *, owner: Application, desk: Desk, at: datetime
) -> list[IssuedPaper]:
    """The letter of a decision."""
    table = LIVES[Work.DECISION].table
    state = type(table.initial)(row.state)
    theirs = row.turn == Turn.APPLICANT
    parts = Parts(
        company=owner.partner.name,
        record=json.loads(decision.record),
        sha256=decision.sha256,
        desk=desk,
        on=days.of(at),
        appeal_until=row.due if table.allows(state, APPEAL) else None,
        next_until=row.due if theirs else None,
    )
    return issue(step, lambda words: decision_letter.letter(parts, words), at=at)
