"""What the company claims of a criterion, before the assessor finds; and how the finding differs from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from directbill.core.assessment import State
from directbill.core.criteria import Finding, Result, Status
from directbill.core.errors import Fault, Place

STATED_IN = frozenset({State.WAITING, State.INVITED, State.OVERDUE, State.BOOKED})
"""Claims come before findings: none changes once the interviews were held."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What the company says of one criterion, in words; `proven` where it names documents."""

    result: str
    text: str = ""
    proven: bool = False


class Difference(StrEnum):
    """How what was found differs from what was claimed."""

    UNCLAIMED = "unclaimed"
    OPEN = "open"
    """Nothing was found yet."""
    SAME = "same"
    LESS = "less"
    MORE = "more"
    SCOPE = "scope"
    """One says that it concerns the company, the other that it does not."""


RANKS = {Result.NOT_MET: 0, Result.PARTLY: 1, Result.MET: 2}


def difference(claim: Claim | None, found: Finding) -> Difference:
    """The finding beside the claim."""
    if claim is None:
        return Difference.UNCLAIMED
    if found.status != Status.LOOKED_AT:
        return Difference.OPEN
    claimed, result = Result(claim.result), Result(found.result)
    if claimed is result:
        return Difference.SAME
    if Result.NOT_APPLICABLE in (claimed, result):
        return Difference.SCOPE
    return Difference.LESS if RANKS[result] < RANKS[claimed] else Difference.MORE


def faults(claim: Claim) -> Iterator[Fault]:
    """What is missing in a claim, by the column it stands in. What is met is shown, all else is explained."""
    if claim.result not in set(Result):
        yield Fault("choice_missing", Place(column="result"))
    elif claim.result == Result.MET:
        if not (claim.text.strip() or claim.proven):
            yield Fault("claim_unproven", Place(column="text"))
    elif not claim.text.strip():
        yield Fault("claim_unexplained", Place(column="text"))
