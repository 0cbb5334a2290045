"""A claim is complete or refused, and a finding beside it differs in one named way."""

from itertools import product

import pytest

from directbill.core import claims
from directbill.core.assessment import OPEN, State
from directbill.core.claims import STATED_IN, Claim
from directbill.core.criteria import NOTHING, Finding, Result, Status

ORDER = (Result.NOT_MET, Result.PARTLY, Result.MET)


def looked(result: Result) -> Finding:
    return Finding(Status.LOOKED_AT, result)


@pytest.mark.parametrize(("claimed", "found"), list(product(ORDER, ORDER)))
def test_a_finding_is_less_the_same_or_more_than_the_claim(claimed: Result, found: Result) -> None:
    step = ORDER.index(found) - ORDER.index(claimed)
    wanted = "same" if not step else "more" if step > 0 else "less"
    assert claims.difference(Claim(claimed), looked(found)) == wanted


def test_what_does_not_concern_the_company_differs_from_everything_else() -> None:
    none = Result.NOT_APPLICABLE
    found = [
        claims.difference(Claim(one), looked(two)) for one in Result for two in Result if none in (one, two)
    ]
    assert sorted(found) == ["same"] + ["scope"] * 6


def test_without_a_claim_or_a_finding_nothing_is_compared() -> None:
    assert claims.difference(None, looked(Result.MET)) == "unclaimed"
    assert claims.difference(Claim(Result.MET), NOTHING) == "open"


def test_what_is_met_is_shown_and_all_else_is_explained() -> None:
    shown = {
        (result, text, proven): [each.code for each in claims.faults(Claim(result, text, proven))]
        for result, text, proven in product(("", *Result), ("", " ", "So."), (False, True))
    }
    complete = {key for key, faults in shown.items() if not faults}
    explained = {(result, "So.", proven) for result in Result for proven in (False, True)}
    assert complete == explained | {(Result.MET, text, True) for text in ("", " ", "So.")}
    assert {tuple(codes) for (result, *_), codes in shown.items() if not result} == {("choice_missing",)}


def test_claims_end_before_findings_are_made() -> None:
    assert {State.HELD, State.CORRECTING, State.CORRECTED} == OPEN - STATED_IN
