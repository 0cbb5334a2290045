"""What the findings recommend: a refusal where something is lost, conditions where something is still open."""

from directbill.core import procedure, recommending
from directbill.core.guards import Act
from directbill.core.recommending import Advice, Recommendation
from directbill.core.work import Item, Procedure, Work

PATH = Procedure((
    Item("proof", Work.CONFIRMATION),
    Item("visit", Work.ASSESSMENT, ("proof",)),
    Item("verdict", Work.DECISION, ("visit",)),
))  # fmt: skip


def after(*acts: tuple[str, str], watched: tuple[str, ...] = ()) -> Recommendation:
    dossier = procedure.begin(PATH)
    for key, verb in acts:
        dossier = procedure.do(PATH, dossier, Act(key, verb, by=verb, reason="Because."))
    return recommending.recommendation(PATH, dossier, "verdict", watched=watched)


ASSESSED = (("proof", "accept"), ("visit", "book"), ("visit", "hold"), ("visit", "sign_off"))


def test_what_is_not_settled_recommends_nothing_yet() -> None:
    assert after() == Recommendation(Advice.WAIT, ("proof", "visit"))


def test_what_did_not_pass_recommends_a_refusal_and_is_its_reason() -> None:
    assert after(("proof", "refuse")) == Recommendation(Advice.REFUSE, ("proof",))


def test_where_everything_passed_a_grant_is_recommended() -> None:
    assert after(*ASSESSED) == Recommendation(Advice.GRANT)


def test_what_is_still_to_be_corrected_recommends_conditions() -> None:
    found = after(*ASSESSED, watched=("visit", "elsewhere"))
    assert found == Recommendation(Advice.CONDITIONS, ("visit",))
