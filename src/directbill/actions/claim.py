"""What the company claims of a criterion, before the assessor finds."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, shelving, work
from directbill.actions.shape.steps import Which
from directbill.core import claims, form, wording
from directbill.core.claims import Claim
from directbill.core.errors import Refusal, refuse
from directbill.queries import claims as queries
from directbill.queries import shelf
from directbill.records import models


def state(
    *, which: Which, criterion: str, claim: Claim, documents: Sequence[UUID], by: Actor, at: datetime
) -> models.Claim:
    """State what one claims of a criterion, in words and with documents of the shelf. Each change is added.

    Refuses `criterion_unknown`, `claims_closed` once the interviews were held, and what is missing.
    """
    with work.on(by, Permission.ITEM_ANSWER, which.partner):
        row, desk = shelving.locked(which)
        if criterion not in {each.key for each in desk.criteria}:
            raise refuse("criterion_unknown", found=criterion)
        if row.state not in claims.STATED_IN:
            raise refuse("claims_closed", found=f"assessment.{row.state}")
        said = wording.plain(claim.text, column="text", longest=form.LONGEST_TEXT)
        if faults := tuple(claims.faults(replace(claim, text=said, proven=bool(documents)))):
            raise Refusal(*faults)
        last = queries.current(row).get(criterion)
        found = models.Claim.objects.create(
            partner_id=row.partner_id,
            item=row,
            criterion=criterion,
            number=last.number + 1 if last else 1,
            result=claim.result,
            text=said,
            documents=shelf.named(which.partner, documents),
            at=at,
            by=by.key,
            by_name=by.name,
        )
        audit.write(
            "claim:state",
            by=by,
            at=at,
            subject=("item", f"{row.application.reference}/{row.key}"),
            partner=row.partner_id,
            changes=audit.changed({}, {"criterion": criterion, "result": str(claim.result)}),
            edition=row.application.edition,
        )
    return found
