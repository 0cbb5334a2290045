"""What each measure says: met, not met or unknown, and why."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from directbill.core import tenure
from directbill.core.edition import Level, Operator
from directbill.core.evaluation import Facts, Tenure
from directbill.core.findings import Outcome
from directbill.core.measures import Settled, settle
from directbill.core.parties import Account, AccountKind, Answer, Attestation, Partner, Role
from directbill.core.periods import Month
from directbill.core.statement import Grade, Statement
from tests.core import made

MET, NOT_MET, UNKNOWN = Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN


def facts(**changes: Any) -> Facts:
    given: dict[str, Any] = {
        "partner": made.COMPANY,
        "role": Role.INDIRECT_RESELLER,
        "as_of": made.AS_OF,
        "statement": None,
        "tenure": None,
    }
    return Facts(**(given | changes))


def revenue(statement: Statement | None, operator: Operator = Operator.AT_LEAST) -> Settled:
    needed = made.requirement("sales", made.bar("revenue", "300", "USD", operator))
    return settle(facts(statement=statement), needed, edition=made.edition(needed))


@pytest.mark.parametrize(
    ("statement", "outcome", "code"),
    [
        (made.statement("300"), MET, "revenue_met"),
        (made.statement("299.999"), NOT_MET, "revenue_short"),
        (made.statement("300", missing=1), MET, "revenue_met_incomplete"),
        (made.statement("299", missing=1), UNKNOWN, "revenue_months_missing"),
        (made.statement("310", low=Decimal(299), high=Decimal(320)), UNKNOWN, "revenue_in_band"),
        (made.statement("310", low=Decimal(300), high=Decimal(320)), MET, "revenue_met"),
        (made.statement("290", low=Decimal(280), high=Decimal(300)), UNKNOWN, "revenue_in_band"),
        (made.statement("290", low=Decimal(280), high=Decimal("299.99")), NOT_MET, "revenue_short"),
        (
            made.statement("310", low=Decimal(299), high=Decimal(320), missing=1),
            UNKNOWN,
            "revenue_months_missing",
        ),
        (made.statement("299", rejected=1), UNKNOWN, "revenue_rows_rejected"),
        (made.statement("300", rejected=1), MET, "revenue_met"),
        (made.statement("290", if_counted=(("unknown", Decimal(300)),)), UNKNOWN, "revenue_category_unknown"),
        (made.statement("290", if_counted=(("unknown", None),)), UNKNOWN, "revenue_category_unknown"),
        (made.statement("290", if_counted=(("unknown", Decimal("299.99")),)), NOT_MET, "revenue_short"),
        (made.statement("0", grade=Grade.D), UNKNOWN, "revenue_no_basis"),
        (None, UNKNOWN, "revenue_no_ledger"),
    ],
)
def test_revenue_is_met_if_all_of_its_band_passes_and_not_met_if_none_of_it_can(
    statement: Statement | None, outcome: Outcome, code: str
) -> None:
    found = revenue(statement)
    assert (found.outcome, found.reason.code) == (outcome, code)


@pytest.mark.parametrize(
    ("statement", "outcome", "code"),
    [
        (made.statement("300"), MET, "revenue_met"),
        (made.statement("301"), NOT_MET, "revenue_short"),
        (made.statement("290", missing=1), UNKNOWN, "revenue_months_missing"),
        (made.statement("290", low=Decimal(280), high=Decimal(310)), UNKNOWN, "revenue_in_band"),
        (made.statement("301", missing=1), NOT_MET, "revenue_short"),
        (made.statement("290", rejected=1), UNKNOWN, "revenue_rows_rejected"),
    ],
)
def test_where_less_is_better_a_missing_month_could_break_what_holds(
    statement: Statement, outcome: Outcome, code: str
) -> None:
    found = revenue(statement, Operator.AT_MOST)
    assert (found.outcome, found.reason.code) == (outcome, code)


@pytest.mark.parametrize(
    ("counted", "with_contested", "outcome", "code"),
    [
        ("290", "310", NOT_MET, "revenue_short_contested"),
        ("310", "290", MET, "revenue_met_contested"),
        ("290", "295", NOT_MET, "revenue_short"),
    ],
)
def test_a_contested_category_that_would_flip_the_outcome_is_named(
    counted: str, with_contested: str, outcome: Outcome, code: str
) -> None:
    others = (("perpetual_software", Decimal(with_contested)), ("marketplace", Decimal(9999)))
    found = revenue(made.statement(counted, if_counted=others))
    assert (found.outcome, found.reason.code) == (outcome, code)
    assert found.reason.params.get("category", "perpetual_software") == "perpetual_software"


def test_a_contested_category_without_a_rate_says_nothing() -> None:
    assert (
        revenue(made.statement("290", if_counted=(("perpetual_software", None),))).reason.code
        == "revenue_short"
    )


@pytest.mark.parametrize(
    ("paid", "codes"),
    [(None, []), (Decimal(299), ["paid_would_flip"]), (Decimal(300), []), (Decimal(310), [])],
)
def test_billed_decides_and_paid_is_named_where_it_would_flip(paid: Decimal | None, codes: list[str]) -> None:
    found = revenue(made.statement("310", paid=paid))
    assert (found.outcome, [w.code for w in found.warnings]) == (MET, codes)


def test_a_figure_just_below_is_never_shown_as_the_bar() -> None:
    params = revenue(made.statement("299.9999")).reason.params
    assert (params["counted"], params["threshold"], params["distance"]) == ("299.9999", "300.00", "0.0001")


def months(count: int, *, uncovered: int = 0, before: bool = False, declared: date | None = None) -> Tenure:
    found = [made.LAST.plus(-n) for n in range(count)]
    first = found[-1] if found else made.LAST
    covered = {*found, *([first.plus(-1)] if before else [])}
    start = Month.of(declared) if declared else first.plus(-uncovered)
    return tenure.count(
        found, covered, last=made.LAST, declared=declared or (start.first_day if uncovered else None)
    )


@pytest.mark.parametrize(
    ("told", "outcome", "code"),
    [
        (months(12), MET, "tenure_met"),
        (months(11, before=True), NOT_MET, "tenure_short"),
        (months(11, declared=made.LAST.plus(-10).first_day), NOT_MET, "tenure_short"),
        (months(11), UNKNOWN, "tenure_first_unknown"),
        (months(11, uncovered=1), UNKNOWN, "tenure_months_missing"),
        (months(10, uncovered=1), NOT_MET, "tenure_short"),
        (None, UNKNOWN, "tenure_no_ledger"),
    ],
)
def test_too_few_months_are_certain_only_if_the_first_is_known(
    told: Tenure | None, outcome: Outcome, code: str
) -> None:
    needed = made.requirement("time", made.bar("tenure_months", "12", "months"))
    found = settle(facts(tenure=told), needed, edition=made.edition(needed))
    assert (found.outcome, found.reason.code) == (outcome, code)


@pytest.mark.parametrize(
    ("answer", "outcome", "code"),
    [
        (Answer.YES, MET, "said_yes"),
        (Answer.NO, NOT_MET, "said_no"),
        (Answer.UNKNOWN, UNKNOWN, "not_said"),
        (None, UNKNOWN, "not_said"),
    ],
)
def test_an_answer_not_given_is_unknown_and_never_a_pass_or_a_fail(
    answer: Answer | None, outcome: Outcome, code: str
) -> None:
    needed = made.requirement("papers", made.bar("attested", "1", "answer"))
    partner = replace(made.COMPANY, answers={} if answer is None else {"papers": Attestation(answer)})
    found = settle(facts(partner=partner), needed, edition=made.edition(needed))
    assert (found.outcome, found.reason.code) == (outcome, code)


@pytest.mark.parametrize(
    ("said", "outcome", "code"),
    [
        (Attestation(Answer.YES, ("one", "two")), MET, "items_listed"),
        (Attestation(Answer.UNKNOWN, ("one", "two")), MET, "items_listed"),
        (Attestation(Answer.YES, ("one",)), NOT_MET, "items_too_few"),
        (Attestation(Answer.YES), MET, "said_yes"),
        (Attestation(Answer.NO, ("one", "two")), NOT_MET, "said_no"),
        (Attestation(), UNKNOWN, "not_said"),
    ],
)
def test_what_is_listed_decides_by_its_number(said: Attestation, outcome: Outcome, code: str) -> None:
    needed = made.requirement("services", made.bar("listed_items", "2", "items"))
    found = settle(
        facts(partner=replace(made.COMPANY, answers={"services": said})), needed, edition=made.edition(needed)
    )
    assert (found.outcome, found.reason.code) == (outcome, code)


@pytest.mark.parametrize(
    ("last", "settled"),
    [
        (made.AS_OF, (MET, "items_listed", {"listed": "2", "needed": "2"}, ("one", "two"))),
        (
            date(2026, 11, 21),
            (
                NOT_MET,
                "items_ended",
                {"listed": "1", "needed": "2", "ended": "two", "date": "2026-11-21"},
                ("one", "two"),
            ),
        ),
    ],
)
def test_what_is_held_no_longer_does_not_count_from_the_day_after_its_last(
    last: date, settled: tuple[object, ...]
) -> None:
    said = Attestation(Answer.YES, ("one", "two"), until={"two": last})
    needed = made.requirement("services", made.bar("listed_items", "2", "items"))
    partner = replace(made.COMPANY, answers={"services": said})
    found = settle(facts(partner=partner), needed, edition=made.edition(needed))
    assert (found.outcome, found.reason.code, found.reason.params, found.evidence) == settled


@pytest.mark.parametrize(
    ("partner", "outcome", "code"),
    [
        (Partner(accounts=(Account("1"),)), MET, "ids_declared"),
        (Partner(accounts=(Account("1"),), ids_assumed=True), MET, "ids_assumed"),
        (Partner(accounts=(Account("1", AccountKind.GLOBAL),)), UNKNOWN, "ids_not_declared"),
        (Partner(), UNKNOWN, "ids_not_declared"),
        (Partner(answers={"membership": Attestation(Answer.NO)}), NOT_MET, "said_no"),
    ],
)
def test_identifiers_are_those_of_locations_where_the_requirement_is_tested_there(
    partner: Partner, outcome: Outcome, code: str
) -> None:
    needed = made.requirement("membership", made.bar("declared_ids", "1", "accounts"), level=Level.LOCATION)
    found = settle(facts(partner=partner), needed, edition=made.edition(needed))
    assert (found.outcome, found.reason.code) == (outcome, code)


def test_fewer_identifiers_than_needed_are_not_enough() -> None:
    needed = made.requirement("membership", made.bar("declared_ids", "3", "accounts"))
    found = settle(facts(), needed, edition=made.edition(needed))
    assert (found.outcome, found.reason.code) == (NOT_MET, "ids_too_few")
