"""What an assessor found: as they work on it, as it was given out of hand, and every change of one criterion."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from directbill.core import criteria
from directbill.core.criteria import Finding, Span
from directbill.records.models import CriterionResult, Independence, Item, ItemStep


def current(row: Item) -> dict[str, Finding]:
    """What stands for each criterion now; drafts among it. Two queries."""
    return _of(row, criteria.current(_steps(row)))


def given(row: Item) -> Mapping[str, Finding] | None:
    """What was given out of hand last, for everybody who may read the item; None where nothing is."""
    span = criteria.given(_steps(row))
    return None if span is None else _of(row, span)


@dataclass(frozen=True, slots=True)
class Signed:
    """An assessment that was signed: by which step, by whose declaration, and every change of each criterion."""

    step: ItemStep
    declaration: Independence | None
    changes: Mapping[str, tuple[CriterionResult, ...]]
    """By criterion, the oldest first: what came last is what stands."""


def signed(row: Item) -> Signed | None:
    """The assessment as its assessor signed it, passed or not; None while it is open, or was given back."""
    span = criteria.given(_steps(row))
    if span is None or span.end is None:
        return None
    step = ItemStep.objects.get(item=row, number=span.end)
    if step.verb not in criteria.ENDS:
        return None
    found: dict[str, list[CriterionResult]] = defaultdict(list)
    for each in CriterionResult.objects.filter(item=row).order_by("number"):
        if span.holds(each.revision):
            found[each.criterion].append(each)
    declared = Independence.objects.filter(item=row, person_id=step.by).first()
    return Signed(step, declared, {key: tuple(rows) for key, rows in found.items()})


def history(row: Item, criterion: str) -> list[CriterionResult]:
    """Every change of one criterion, the newest first, those of an earlier assessor too."""
    return list(CriterionResult.objects.filter(item=row, criterion=criterion).order_by("-number"))


def declaration(row: Item) -> Independence | None:
    """The declaration of whoever has the assessment now."""
    if row.assignee_id is None:
        return None
    return Independence.objects.filter(item=row, person_id=row.assignee_id).first()


def _steps(row: Item) -> list[tuple[int, str]]:
    return list(ItemStep.objects.filter(item=row).order_by("number").values_list("number", "verb"))


def _of(row: Item, span: Span) -> dict[str, Finding]:
    rows = CriterionResult.objects.filter(item=row).order_by("number")
    return {
        each.criterion: Finding(each.status, each.result, each.grade, each.text)
        for each in rows
        if span.holds(each.revision)
    }
