"""Findings as they are written: each change is added and none is overwritten."""

from collections.abc import Mapping
from datetime import datetime

from directbill.access.actor import Actor
from directbill.core.criteria import Finding
from directbill.records.models import CriterionResult, Item


def add(  # sentence: to which assessment, what was found
    row: Item, said: Mapping[str, Finding], *, by: Actor, at: datetime
) -> None:
    """Add what was found for criteria, numbered on."""
    last: dict[str, CriterionResult] = {}
    for each in CriterionResult.objects.filter(item=row, criterion__in=said).order_by("number"):
        last[each.criterion] = each
    CriterionResult.objects.bulk_create(
        CriterionResult(
            partner_id=row.partner_id,
            item=row,
            criterion=key,
            number=last[key].number + 1 if key in last else 1,
            revision=row.revision,
            status=finding.status,
            result=finding.result,
            grade=finding.grade,
            text=finding.text,
            at=at,
            by=by.key,
            by_name=by.name,
        )
        for key, finding in said.items()
    )
