"""Papers issued about the steps of an item."""

from directbill.core.errors import refuse
from directbill.records.models import IssuedPaper, Item


def of_step(row: Item, number: int) -> dict[str, IssuedPaper]:
    """The paper of a step by language. Refuses `not_there` where none was issued."""
    found = IssuedPaper.objects.filter(step__item=row, step__number=number).select_related("step")
    if not found:
        raise refuse("not_there")
    return {paper.language: paper for paper in found}


def listed(row: Item, *, language: str) -> list[IssuedPaper]:
    """Every paper of an item in a language, the newest first."""
    rows = IssuedPaper.objects.filter(step__item=row, language=language)
    return list(rows.select_related("step").order_by("-step__number"))
