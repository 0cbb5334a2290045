"""What was kept is computed again from what it was kept with: the same bytes, or what differs and where."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from directbill.core import eligibility
from directbill.core.errors import Fault, Refusal, refuse
from directbill.core.findings import verdict
from directbill.documents import decided
from directbill.documents import facts as exact
from directbill.queries import days, program, resubmitted
from directbill.records.models import Decision, Evaluation, Submission


class Kind(StrEnum):
    """What is kept so that it can be computed again."""

    EVALUATION = "evaluation"
    SUBMISSION = "submission"
    DECISION = "decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """One record, and why its bytes differ; no faults where they are the same."""

    kind: Kind
    subject: str
    """The partner's or the application's reference."""
    number: int
    """Of the application's submissions or decisions; an evaluation has none, and says 0."""
    said: str
    """The verb of a decision, the outcome of an evaluation, nothing of a submission."""
    at: datetime
    sha256: str
    """Of the record; of an evaluation, of its facts."""
    engine: str
    """What made the figures; empty where there are none."""
    faults: tuple[Fault, ...] = ()

    @property
    def day(self) -> date:
        """The day it was made, where the installation is."""
        return days.of(self.at)


def every() -> Iterator[Replayed]:
    """Evaluations, submissions and decisions, each in the order they were made. Asked in the scope of all partners."""
    for evaluation in Evaluation.objects.select_related("partner").order_by("recorded_at", "id").iterator():
        yield of_evaluation(evaluation)
    for submission in (
        Submission.objects.select_related("application").order_by("submitted_at", "id").iterator()
    ):
        yield of_submission(submission, found=named(submission))
    for decision in Decision.objects.select_related("application").order_by("decided_at", "id").iterator():
        yield of_decision(decision)


def of_evaluation(row: Evaluation) -> Replayed:
    """An evaluation: its facts are those of its digest, and its edition says of them what it said."""
    return Replayed(
        kind=Kind.EVALUATION,
        subject=row.partner.reference,
        number=0,
        said=row.outcome,
        at=row.made_at,
        sha256=row.facts_digest,
        engine=row.engine,
        faults=_found(_evaluated, row),
    )


def named(row: Submission) -> Evaluation | None:
    """The evaluation a submission names; None where it names none, or where there is no such."""
    key = resubmitted.evaluation(row.record)
    return Evaluation.objects.filter(id=key, partner_id=row.partner_id).first() if key else None


def of_submission(row: Submission, *, found: Evaluation | None) -> Replayed:
    """A submission: what the edition said of its answers and of the ledger's facts, which are those it names."""
    return Replayed(
        kind=Kind.SUBMISSION,
        subject=row.application.reference,
        number=row.number,
        said="",
        at=row.submitted_at,
        sha256=row.sha256,
        engine=resubmitted.engine(row.record),
        faults=_found(lambda each: _submitted(each, found), row),
    )


def of_decision(row: Decision) -> Replayed:
    """A decision: its findings from its own facts."""
    return Replayed(
        kind=Kind.DECISION,
        subject=row.application.reference,
        number=row.number,
        said=row.verb,
        at=row.decided_at,
        sha256=row.sha256,
        engine=str(json.loads(row.record)["engine"]),
        faults=faults(row),
    )


def faults(row: Decision) -> tuple[Fault, ...]:
    """Why the bytes of a decision differ when it is computed again; nothing where they are the same."""
    return _found(_decided, row)


def _found(judge: Callable[[Any], None], row: Any) -> tuple[Fault, ...]:
    try:
        judge(row)
    except Refusal as refusal:
        return refusal.faults
    return ()


def _evaluated(row: Evaluation) -> None:
    subject = row.partner.reference
    _holds(exact.canonical(row.facts), row.facts_digest, subject)
    edition = program.edition(row.edition)
    decided.unchanged(edition, row.edition_digest)
    if not row.findings:
        return
    facts = exact.read(row.facts["facts"])
    again = exact.canonical(decided.findings(facts, edition))
    _same(row.findings.encode(), again, subject)
    if (outcome := verdict(eligibility.check(facts, edition))) != row.outcome:
        raise refuse("replay_differs", found=subject, where=f"{row.outcome}, {outcome}")


def _submitted(row: Submission, found: Evaluation | None) -> None:
    subject = row.application.reference
    _holds(row.record.encode(), row.sha256, subject)
    _same(row.record.encode(), resubmitted.again(row.record, found), subject)


def _decided(row: Decision) -> None:
    subject = row.application.reference
    _holds(row.record.encode(), row.sha256, subject)
    edition = program.edition(json.loads(row.record)["edition"]["name"])
    _same(row.record.encode(), decided.again(row.record, edition), subject)


def _holds(kept: bytes, wanted: str, subject: str) -> None:
    """Refuse `replay_digest` where the bytes are not those of the digest that was kept beside them."""
    if (found := hashlib.sha256(kept).hexdigest()) != wanted:
        raise refuse("replay_digest", found=subject, digest=found, wanted=wanted)


def _same(kept: bytes, again: bytes, subject: str) -> None:
    """Refuse `replay_differs` with the requirements of which something else is found now."""
    if kept != again:
        raise refuse("replay_differs", found=subject, where=", ".join(_where(kept, again)) or "JSON")


def _where(kept: bytes, again: bytes) -> list[str]:
    before, after = _by_requirement(kept), _by_requirement(again)
    return sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))


def _by_requirement(record: bytes) -> dict[str, Any]:
    data = json.loads(record)
    return {each["requirement"]: each for each in (data if isinstance(data, list) else data["findings"])}
