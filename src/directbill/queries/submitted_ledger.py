"""The ledger an application was submitted with: the very evaluation its last submission names."""

import json

from directbill.core.evaluation import Evaluation
from directbill.queries import days, program, standing
from directbill.queries.standing import Known
from directbill.records import models


def known(owner: models.Application) -> Known | None:
    """What the ledger said when the application was last submitted; None where there was none."""
    last = owner.submissions.order_by("-number").first()
    kept = json.loads(last.record)["ledger"] if last else None
    record = models.Evaluation.objects.filter(id=kept["evaluation"]).first() if kept else None
    return None if record is None else standing.read(record)


def changed(owner: models.Application, found: Known) -> bool:
    """Whether the company's ledger says something else by now."""
    newest = models.Evaluation.objects.filter(partner_id=owner.partner_id).order_by("-recorded_at").first()
    return newest is not None and newest.facts_digest != found.record.facts_digest


def evaluation(owner: models.Application, found: Known) -> Evaluation:
    """The edition over what was submitted, as of the day of the evaluation it was submitted with."""
    edition = program.edition(owner.edition)
    said = standing.draft(owner.partner_id, owner)
    at = owner.submitted_at
    on = days.of(at) if at else found.record.as_of
    return standing.evaluation(owner.partner, edition, said=said, found=found, on=on)
