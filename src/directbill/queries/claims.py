"""What a company claims of the criteria of its assessment."""

from directbill.core import claims
from directbill.records.models import Claim, Item


def current(row: Item) -> dict[str, Claim]:
    """What stands for each criterion now, as the record has it. One query."""
    return {each.criterion: each for each in Claim.objects.filter(item=row).order_by("number")}


def history(row: Item, criterion: str) -> list[Claim]:
    """Every change of one criterion, the newest first."""
    return list(Claim.objects.filter(item=row, criterion=criterion).order_by("-number"))


def said(found: Claim | None) -> claims.Claim | None:
    """A claim as the core reads it."""
    return claims.Claim(found.result, found.text, bool(found.documents)) if found else None
