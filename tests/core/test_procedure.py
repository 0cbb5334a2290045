"""The procedure: the whole way, every guard with its reason, and what opens, waits and ends by itself."""

from dataclasses import replace

import pytest

from directbill.core import application, assessment, confirmation, decision, vetting
from directbill.core.dossier import Dossier, standing
from directbill.core.errors import Fault, Refusal
from directbill.core.guards import Act
from directbill.core.procedure import begin, do, news, resubmitted, verbs
from tests.model.bounded import SMALL

WAY = (
    ("c1", "accept", "ann"),
    ("assessed", "book", ""),
    ("assessed", "hold", "asa"),
    ("assessed", "sign_off", "asa"),
    ("form", "give", ""),
    ("v1", "succeed", "ann"),
    ("credit", "pass", "ben"),
    ("decision", "recommend_grant", "ann"),
    ("decision", "grant", "ben"),
    ("plan", "record", ""),
    ("plan", "confirm", "ann"),
    ("agreement", "accept", ""),
    ("agreement", "countersign", "ben"),
)
"""The shortest way from submitted to enrolled."""
TO_PLAN = WAY[:7]
GRANTED = WAY[:9]


def after(*acts: tuple[str, str, str], start: Dossier | None = None) -> Dossier:
    found = start or begin(SMALL)
    for item, verb, by in acts:
        found = do(SMALL, found, Act(item, verb, by, reason="because"))
    return found


def states(found: Dossier) -> dict[str, str]:
    return {item.key: str(now.state) for item, now in zip(SMALL.items, found.standings, strict=True)}


def refused(found: Dossier, item: str, verb: str, *, by: str = "ann", reason: str = "because") -> Fault:
    with pytest.raises(Refusal) as caught:
        do(SMALL, found, Act(item, verb, by, reason=reason))
    (fault,) = caught.value.faults
    return fault


def test_only_what_waits_for_nothing_is_open_at_first() -> None:
    assert states(begin(SMALL)) == {
        "c1": "in_review",
        "assessed": "waiting",
        "form": "waiting",
        "v1": "not_started",
        "credit": "waiting",
        "decision": "waiting",
        "plan": "waiting",
        "agreement": "waiting",
    }


def test_the_whole_way_ends_enrolled_and_nothing_is_done_after() -> None:
    found = after(*WAY)
    assert (found.application, set(states(found).values())) == (
        application.State.ENROLLED,
        {"accepted", "passed", "given", "succeeded", "granted", "confirmed", "in_force"},
    )
    assert refused(found, "plan", "lapse", by="").code == "application_not_with_desk"


def test_both_strands_open_side_by_side_once_confirmed() -> None:
    confirmed = after(WAY[0])
    assert news(SMALL, begin(SMALL), confirmed) == (
        ("c1", "confirmation.accepted"),
        ("assessed", "assessment.invited"),
        ("form", "details.to_give"),
    )


def test_the_plan_opens_with_the_credit_check_while_the_assessment_may_still_be_open() -> None:
    found = after(*(act for act in TO_PLAN if act[0] != "assessed"))
    assert (states(found)["plan"], states(found)["decision"]) == ("to_buy", "waiting")
    recorded = after(("plan", "record", ""), start=found)
    assert states(recorded)["plan"] == "recorded"


@pytest.mark.parametrize(
    ("way", "item", "verb", "by", "code"),
    [
        (WAY[:1], "plan", "record", "", "step_not_allowed"),
        (WAY[:1], "plan", "open", "", "opens_by_itself"),
        (WAY[:0], "nothing", "open", "", "item_unknown"),
        ((*WAY[:1], ("c1", "reopen", "ann")), "assessed", "book", "", "item_waits"),
        ((*WAY[:5], ("c1", "reopen", "ann")), "v1", "succeed", "ann", "item_waits"),
        (GRANTED, "c1", "reopen", "ann", "decision_stands"),
        (WAY[:7], "decision", "recommend_refusal", "ann", "nothing_lost"),
        (WAY[:8], "decision", "grant", "ann", "second_person_needed"),
        ((*WAY[:6], ("credit", "refer", "ben")), "credit", "approve", "ben", "second_person_needed"),
        ((*WAY[:5], ("v1", "reject", "ann"), ("v1", "appeal", "")), "v1", "uphold", "ann", "took_part"),
        (
            (*WAY[:5], ("v1", "reject", "ann"), ("v1", "appeal", ""), ("v1", "uphold", "ben")),
            "v1", "appeal", "", "done_before",
        ),
        ((*WAY[:1], ("assessed", "recuse", "asa"), ("assessed", "book", "")), "assessed", "hold", "asa", "recused"),
        ((("c1", "query", "ann"), ("c1", "answer", "")), "c1", "accept_by_rule", "", "person_decided"),
    ],
)  # fmt: skip
def test_what_may_not_be_done_is_refused_with_its_reason(
    way: tuple[tuple[str, str, str], ...], item: str, verb: str, by: str, code: str
) -> None:
    assert refused(after(*way), item, verb, by=by).code == code


def test_what_goes_against_somebody_needs_a_reason() -> None:
    assert refused(begin(SMALL), "c1", "refuse", reason=" ") == Fault(
        "reason_missing", replace(Fault("").place, column="reason"), "c1"
    )


def test_a_refusal_waits_for_a_second_person_and_an_appeal_for_a_third() -> None:
    found = after(("c1", "refuse", "ann"))
    assert states(found)["decision"] == decision.State.TO_RECOMMEND
    found = after(("decision", "recommend_refusal", "ann"), ("decision", "refuse", "ben"), start=found)
    assert refused(found, "c1", "reopen").code == "decision_stands"
    found = after(("decision", "appeal", ""), start=found)
    assert verbs(SMALL, found, "decision", by="ben") == ()
    assert verbs(SMALL, found, "decision", by="cora") == ("uphold", "overturn")
    assert after(("decision", "uphold", "cora"), start=found).application is application.State.REFUSED
    again = after(("decision", "overturn", "cora"), ("c1", "reopen", "ann"), start=found)
    assert (states(again)["c1"], states(again)["decision"]) == (
        confirmation.State.IN_REVIEW,
        decision.State.WAITING,
    )


def test_what_was_recommended_falls_where_its_premise_falls() -> None:
    found = after(*WAY[:8])
    assert states(found)["decision"] == decision.State.GRANT_RECOMMENDED
    found = after(("v1", "expire", ""), start=found)
    assert states(found)["decision"] == decision.State.WAITING


def test_conditions_are_proved_by_the_applicant_and_closed_by_the_desk() -> None:
    found = after(*WAY[:8], ("decision", "grant_with_conditions", "ben"))
    assert standing(SMALL, found, "decision").state is decision.State.GRANTED_WITH_CONDITIONS
    found = after(("decision", "prove_conditions", ""), ("decision", "close_conditions", "ann"), start=found)
    assert standing(SMALL, found, "decision").state is decision.State.GRANTED


def test_a_change_looks_again_at_what_rests_on_it_alone() -> None:
    found = after(*TO_PLAN, ("form", "change", ""))
    again = do(SMALL, found, Act("form", "give", touched=("v1",)))
    assert (states(again)["v1"], states(again)["assessed"]) == (
        vetting.State.IN_PROGRESS,
        assessment.State.PASSED,
    )
    assert standing(SMALL, again, "v1").spoken is False
    assert standing(SMALL, again, "v1").hands == frozenset({"ann"})


REFUSED = (("c1", "refuse", "ann"), ("decision", "recommend_refusal", "ann"), ("decision", "refuse", "ben"))


@pytest.mark.parametrize(("way", "stands"), [(GRANTED, "decision.granted"), (REFUSED, "decision.refused")])
def test_an_amendment_takes_nothing_back_that_a_decision_rests_on(
    way: tuple[tuple[str, str, str], ...], stands: str
) -> None:
    amending = replace(after(*way), application=application.State.AMENDING)
    with pytest.raises(Refusal) as caught:
        resubmitted(SMALL, amending, changed=("c1",))
    assert caught.value.faults == (Fault("decision_stands", found="c1", params={"state": stands}),)
    unchanged = resubmitted(SMALL, amending, changed=())
    assert unchanged == replace(amending, application=application.State.SUBMITTED)


def test_an_amendment_looks_again_at_what_it_changed() -> None:
    found = replace(after(WAY[0]), application=application.State.AMENDING)
    assert refused(found, "assessed", "book", by="").code == "application_not_with_desk"
    back = resubmitted(SMALL, found, changed=("c1",))
    assert (back.application, states(back)["c1"]) == (application.State.SUBMITTED, "in_review")
    assert states(resubmitted(SMALL, found, changed=()))["c1"] == "accepted"
