"""Everything an application consists of, as plain values: what is signed, submitted and kept to the byte."""

from datetime import date, datetime
from typing import Any

from directbill.core import form
from directbill.core.application import Draft
from directbill.core.evaluation import Evaluation
from directbill.core.findings import Finding
from directbill.documents import decided
from directbill.documents import facts as exact
from directbill.queries import program, standing
from directbill.queries.standing import Known
from directbill.records import models

SCHEMA = "directbill.submission/1"


def of(owner: models.Application, *, on: date) -> "Dossier":
    """The application as it stands on a day: answers, findings and the evaluation behind them."""
    said = standing.draft(owner.partner_id, owner)
    found = standing.known(owner.partner_id)
    edition = program.edition(owner.edition)
    evaluation = standing.evaluation(owner.partner, edition, said=said, found=found, on=on)
    return Dossier(owner, said, evaluation, found)


class Dossier:
    """An application with all it rests on."""

    def __init__(
        self, owner: models.Application, said: Draft, evaluation: Evaluation, known: Known | None
    ) -> None:  # fmt: skip
        self.owner = owner
        self.said = said
        self.evaluation = evaluation
        self.known = known

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.evaluation.findings

    def _answers(self) -> dict[str, Any]:
        """The answers to what was asked: of a follow-up that is asked no more, nothing is said."""
        found = {}
        for task in program.form(self.owner.edition).tasks:
            if task.key in self.said:
                values = self.said[task.key].values
                asked = {f.key for f in form.asked(task.fields, values)}
                found[task.key] = {key: value for key, value in values.items() if key in asked}
        return found

    def record(self, *, by: dict[str, str], at: datetime, number: int, reason: str) -> bytes:
        """The canonical record (RFC 8785). The same application at the same moment gives the same bytes."""
        owner = self.owner
        return exact.canonical(
            {
                "schema": SCHEMA,
                "application": owner.reference,
                "number": str(number),
                "reason": reason,
                "submitted_at": at.isoformat(),
                "submitted_by": by,
                "program": owner.program,
                "edition": {"name": owner.edition, "sha256": owner.edition_digest},
                "form": {"sha256": owner.form_digest},
                "partner": {"reference": owner.partner.reference, "name": owner.partner.name},
                "accounts": [_account(a) for a in owner.partner.accounts.order_by("kind", "number")],
                "answers": self._answers(),
                "evidence": [_evidence(r) for r in _newest(owner)],
                "findings": [decided.finding(f) for f in self.findings],
                "ledger": None if self.known is None else _ledger(self.known),
            }
        )


def _newest(owner: models.Application) -> list[models.EvidenceRevision]:
    """The newest file of every document that was not taken back."""
    rows = models.EvidenceRevision.objects.filter(
        evidence__application=owner, evidence__item=None, evidence__removed_at=None
    )
    ordered = rows.select_related("evidence").order_by("evidence_id", "-number").distinct("evidence_id")
    return sorted(ordered, key=lambda r: (r.evidence.task, r.evidence.field, r.evidence.title, str(r.id)))


def _account(found: models.Account) -> dict[str, str]:
    columns = ("id", "kind", "number", "tenant", "country", "region", "valid_from", "valid_to")
    return {column: str(getattr(found, column) or "") for column in columns}


def _evidence(found: models.EvidenceRevision) -> dict[str, str]:
    return {
        "id": str(found.evidence_id),
        "revision": str(found.number),
        "task": found.evidence.task,
        "field": found.evidence.field,
        "title": found.evidence.title,
        "file": found.filename,
        "sha256": found.sha256,
        "covers_from": str(found.covers_from or ""),
        "covers_to": str(found.covers_to or ""),
    }


def _ledger(found: Known) -> dict[str, str]:
    record = found.record
    return {
        "evaluation": str(record.id),
        "as_of": record.as_of.isoformat(),
        "facts_sha256": record.facts_digest,
        "lines_sha256": record.lines_digest,
        "engine": record.engine,
    }
