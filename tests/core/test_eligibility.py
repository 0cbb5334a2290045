"""The order of steps: what is settled now, what waits and for what, whose turn it is, and what was taken too early."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from directbill.core import eligibility, exchange, tenure
from directbill.core.edition import Edition, Kind, Step
from directbill.core.errors import Refusal
from directbill.core.evaluation import Facts
from directbill.core.findings import Finding, Outcome, Phase, Reason, Severity, Turn, Verdict
from directbill.core.parties import Answer, Attestation, Role
from directbill.core.statement import Prepayment
from tests.core import made

LATER = (Phase.TO_BE_AUTHORIZED,)
SALES = made.requirement("sales", made.bar("revenue", "300", "USD"), kind=Kind.COMPUTED)
SIGNED = made.requirement("signed", made.bar("attested", "1", "answer"))
FORM = Step("form", {"en": "form"}, Turn.APPLICANT, made.SOURCE)
INTERVIEW = made.requirement(
    "interview", kind=Kind.ASSESSMENT, phases=LATER, after=("sales",), turn=Turn.ASSESSOR
)
SOLVENT = made.requirement("solvent", kind=Kind.VERIFICATION, phases=LATER, after=("form",), turn=Turn.DESK)
PLAN = made.requirement(
    "plan",
    kind=Kind.EVIDENCE,
    phases=LATER,
    after=("solvent",),
    early_warning="too_early",
    warnings={"too_early": {}},
)
EDITION = made.edition(SALES, SIGNED, INTERVIEW, SOLVENT, PLAN, steps=[FORM])


def facts(counted: str = "200", *, answers: dict[str, Answer] | None = None, **happened: date) -> Facts:
    said = {key: Attestation(answer) for key, answer in (answers or {}).items()}
    partner = replace(made.COMPANY, answers=said, happened=happened)
    return Facts(partner, Role.INDIRECT_RESELLER, made.AS_OF, made.statement(counted), None)


def finding(key: str, given: Facts, edition: Edition = EDITION) -> Finding:
    return next(f for f in eligibility.check(given, edition) if f.requirement == key)


def test_a_finding_says_everything_about_one_requirement() -> None:
    params = {
        "counted": "200.00", "threshold": "300.00", "distance": "100.00", "currency": "USD", "low": "200.00",
        "high": "200.00", "months": "", "missing": "0", "rejected": "0", "first": "2025-11", "last": "2026-10",
    }  # fmt: skip
    found = finding("sales", facts())
    assert found == Finding(
        requirement="sales",
        phases=(Phase.TO_APPLY,),
        severity=Severity.REQUIRED,
        outcome=Outcome.NOT_MET,
        reason=Reason("revenue_short", params),
        measure=Decimal(200),
        threshold=Decimal(300),
        unit="USD",
        turn=Turn.APPLICANT,
        otherwise=Reason("otherwise", {"requirement": "sales"}),
        source="made 1",
    )
    assert found.distance == Decimal(-100)


def test_a_later_step_waits_for_the_steps_before_it_and_names_them() -> None:
    found = finding("plan", facts())
    assert (found.outcome, found.after, found.reason) == (
        Outcome.NOT_YET,
        ("solvent",),
        Reason("waits_for_steps", {"after": "solvent", "steps": "solvent"}),
    )


@pytest.mark.parametrize(
    ("given", "turn"), [(facts(), Turn.APPLICANT), (facts(form=date(2026, 11, 1)), Turn.DESK)]
)
def test_while_a_step_waits_it_is_the_turn_of_whoever_can_act_first(given: Facts, turn: Turn) -> None:
    assert finding("plan", given).turn is turn


def test_what_is_met_is_nobodys_turn() -> None:
    assert finding("sales", facts("300")).turn is Turn.NOBODY


def test_a_met_requirement_lets_the_next_step_begin_and_it_is_not_yet_done() -> None:
    found = finding("interview", facts("300"))
    assert (found.outcome, found.reason, found.turn, found.after) == (
        Outcome.NOT_YET,
        Reason("step_open"),
        Turn.ASSESSOR,
        (),
    )


def test_a_step_recorded_as_done_is_met_on_its_day() -> None:
    found = finding("solvent", facts(form=date(2026, 10, 1), solvent=date(2026, 10, 9)))
    assert (found.outcome, found.reason) == (Outcome.MET, Reason("happened", {"date": "2026-10-09"}))


def test_a_step_dated_after_the_day_asked_for_has_not_happened() -> None:
    given = facts(form=date(2026, 10, 1), solvent=date(2026, 11, 23))
    assert finding("solvent", given).outcome is Outcome.NOT_YET
    assert finding("plan", given).after == ("solvent",)


def test_a_step_taken_too_early_is_not_yet_with_its_warning() -> None:
    found = finding("plan", facts(plan=date(2026, 10, 5)))
    assert (found.outcome, found.warnings) == (
        Outcome.NOT_YET,
        (Reason("too_early", {"date": "2026-10-05"}),),
    )


def test_saying_that_it_is_done_too_early_warns_as_well() -> None:
    assert finding("plan", facts(answers={"plan": Answer.YES})).warnings == (Reason("too_early"),)


def test_a_step_dated_before_the_one_it_waits_for_keeps_its_warning_when_both_are_done() -> None:
    given = facts(form=date(2026, 9, 1), solvent=date(2026, 10, 9), plan=date(2026, 10, 5))
    found = finding("plan", given)
    assert (found.outcome, [w.code for w in found.warnings]) == (Outcome.MET, ["too_early"])


def test_a_step_taken_in_order_has_no_warning() -> None:
    given = facts(form=date(2026, 9, 1), solvent=date(2026, 10, 9), plan=date(2026, 10, 12))
    assert finding("plan", given).warnings == ()


def test_recommended_and_later_requirements_never_decide() -> None:
    advised = replace(SIGNED, severity=Severity.RECOMMENDED)
    verdict = eligibility.evaluate(
        facts("300"), made.edition(SALES, advised, PLAN, SOLVENT, steps=[FORM])
    ).outcome
    assert verdict is Verdict.ELIGIBLE


@pytest.mark.parametrize(
    ("counted", "answers", "verdict"),
    [
        ("300", {"signed": Answer.YES}, Verdict.ELIGIBLE),
        ("300", {}, Verdict.UNDECIDED),
        ("299", {}, Verdict.NOT_ELIGIBLE),
        ("300", {"signed": Answer.NO}, Verdict.NOT_ELIGIBLE),
    ],
)
def test_not_met_outweighs_unknown_and_unknown_outweighs_met(
    counted: str, answers: dict[str, Answer], verdict: Verdict
) -> None:
    assert eligibility.evaluate(facts(counted, answers=answers), EDITION).outcome is verdict


def test_a_requirement_binds_from_its_day_on() -> None:
    from_november = replace(SIGNED, since=date(2026, 11, 23))
    assert [f.requirement for f in eligibility.check(facts(), made.edition(SALES, from_november))] == [
        "sales"
    ]


def test_an_edition_to_come_is_applied_as_on_its_first_day_and_called_a_preview() -> None:
    coming = date(2027, 1, 1)
    edition = made.edition(SALES, replace(SIGNED, since=coming), effective=coming)
    found = eligibility.evaluate(facts(), edition)
    assert [f.requirement for f in found.findings] == ["sales", "signed"]
    assert (found.preview, found.warnings) == (
        True,
        (Reason("edition_preview", {"effective": "2027-01-01"}),),
    )


def test_the_next_edition_judges_the_same_facts_by_a_statement_of_its_own() -> None:
    following = made.edition(SALES, effective=date(2026, 1, 1), revenue=made.rule(counts=("license",)))
    asked: list[Edition] = []

    def facts_by(edition: Edition) -> Facts:
        asked.append(edition)
        return facts("500")

    found = eligibility.evaluate(facts(), EDITION, following=following, facts_by=facts_by)
    assert found.outcome is Verdict.NOT_ELIGIBLE
    assert found.next_edition is not None
    assert (found.next_edition.outcome, found.next_edition.edition) == (Verdict.ELIGIBLE, following)
    assert asked == [following]


def test_a_next_edition_that_needs_a_rate_nobody_has_is_left_open_and_says_why() -> None:
    def facts_by(_: Edition) -> Facts:
        raise Refusal(exchange.rate_missing("G1", month=made.LAST, currency="AED"))

    following = made.edition(SALES, effective=date(2026, 1, 1))
    with_tenure = replace(facts(), tenure=tenure.count((), (), last=made.LAST))
    found = eligibility.evaluate(with_tenure, EDITION, following=following, facts_by=facts_by).next_edition
    assert found is not None
    params = {"document": "G1", "month": "2026-10", "currency": "AED"}
    assert [f.reason for f in found.findings] == [Reason("rate_missing", params)]
    assert found.outcome is Verdict.UNDECIDED


def test_after_the_last_edition_there_is_no_next_one() -> None:
    assert eligibility.evaluate(facts(), EDITION).next_edition is None


def test_the_forecast_is_held_against_the_editions_bar() -> None:
    ahead: Any = eligibility.evaluate(
        facts(), EDITION, prepayments=[Prepayment(made.LAST, 12, Decimal(20))]
    ).forecast
    assert [p.assumption.code for p in ahead.projections] == ["pace_with_renewals", "pace_without_renewals"]
    assert eligibility.evaluate(facts(), made.edition(SIGNED)).forecast is None


def test_an_assumed_source_is_passed_on() -> None:
    guessed = replace(SIGNED, source=replace(made.SOURCE, assumed=True))
    assert finding("signed", facts(), made.edition(guessed)).assumed
    assert not finding("signed", facts()).assumed
