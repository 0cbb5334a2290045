"""An edition over all enrolled partners."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import cast
from tests.actions import population, publishing
from tests.actions.enrolled import enrolled as one_enrolled
from tests.actions.population import NEXT, OWN
from tests.cast import NOW

from directbill.access import actor
from directbill.actions import ledger
from directbill.core import adoption
from directbill.core.outlook import Result, Tally
from directbill.core.waiver import State
from directbill.documents import outlook_data
from directbill.queries import outlooks, program, publications, reviews
from directbill.queries.outlooks import Asked
from directbill.records import scope
from directbill.records.models import Waiver

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
LEDGER = actor.system("directbill.evaluate_ledger")


def asked(edition: str = NEXT, **more: Any) -> Asked:
    given: dict[str, Any] = {"edition": program.edition(edition), "on": TODAY, "near": Decimal(10)}
    return Asked(**(given | more))


def told(edition: str = NEXT, **more: Any) -> Any:
    with scope.scoped(scope.EVERYONE, read_only=True):
        return outlooks.told(asked(edition, **more))


def test_the_own_edition_says_of_each_what_its_figures_say() -> None:
    population.enrolled(6)
    found = [
        (row.enrollment, row.outlook.result, row.outlook.near, row.outlook.figure) for row in told(OWN).rows
    ]
    assert found == [
        ("ENR-00000", Result.FAILS, True, Decimal(290000)),
        ("ENR-00001", Result.PASSES, True, Decimal(310000)),
        ("ENR-00002", Result.PASSES, False, Decimal(420000)),
        ("ENR-00003", Result.PASSES, False, Decimal(980000)),
        ("ENR-00004", Result.PASSES, False, Decimal(1050000)),
        ("ENR-00005", Result.PASSES, False, Decimal(2400000)),
    ]


def test_the_next_edition_asks_more_and_what_nobody_was_asked_is_not_known() -> None:
    population.enrolled(6)
    found = told()
    said = [(row.outlook.result, [f.requirement for f in row.outlook.failing]) for row in found.rows]
    assert said == [(Result.FAILS, ["revenue_ttm"])] * 4 + [(Result.UNKNOWN, [])] * 2
    assert found.total == Tally(fails=4, fails_near=1, unknown=2)
    asked_anew = ["solutions_designation", "security_score"]
    assert [f.requirement for f in found.rows[5].outlook.unknown] == asked_anew


def test_by_region_and_by_quartiles_of_the_figures() -> None:
    population.enrolled(6)
    found = told(OWN)
    assert found.by_region == {
        "canada": Tally(passes=2),
        "europe": Tally(passes=1, fails=1, fails_near=1),
        "united_states": Tally(passes=2, passes_near=1),
    }
    assert found.bars == (Decimal(310000), Decimal(420000), Decimal(1050000))
    assert {n: tally.all for n, tally in found.by_size.items()} == {0: 2, 1: 1, 2: 2, 3: 1}


def test_each_is_told_ninety_days_before_the_review_that_binds() -> None:
    population.enrolled(2)
    found = told()
    assert [(row.binding.day, row.binding.told) for row in found.rows] == [
        (date(2027, 5, 1), date(2027, 1, 31)),
        (date(2027, 5, 2), date(2027, 2, 1)),
    ]
    assert [(each.day, len(each.rows)) for each in found.tellings] == [
        (date(2027, 1, 31), 1),
        (date(2027, 2, 1), 1),
    ]


def test_whoever_is_told_late_is_counted() -> None:
    population.enrolled(2, first=245)
    found = told()
    assert [(row.binding.day, row.binding.told) for row in found.rows] == [
        (date(2027, 1, 1), date(2026, 10, 3)),
        (date(2027, 1, 2), date(2026, 10, 4)),
    ]
    assert [(each.day, len(each.rows)) for each in found.tellings] == [(TODAY, 2)]
    assert len(found.short_notice) == 2


def test_a_partner_without_a_ledger_is_not_known_and_has_no_size() -> None:
    population.enrolled(1, ledgers=False)
    row = told(OWN).rows[0]
    assert (row.outlook.result, row.outlook.figure, row.known_on) == (Result.UNKNOWN, None, None)


def test_figures_of_another_role_or_edition_are_named() -> None:
    company = one_enrolled()
    row = told().rows[0]
    assert (row.enrollment, row.counted_as, row.counted_under) == (
        company.row.reference,
        "indirect_reseller",
        "",
    )
    older = told("2023-04-24").rows[0]
    assert older.counted_under == OWN


def test_a_company_enrolled_by_its_desk_passes_under_its_own_edition_but_for_what_is_assessed() -> None:
    one_enrolled()
    row = told(OWN).rows[0]
    assert row.outlook.result is Result.PASSES
    assert [f.requirement for f in row.outlook.open] == ["capability_assessment", "support_plan"]


@pytest.mark.parametrize(("days", "result"), [(10, Result.PASSES), (9, Result.FAILS)])
def test_a_waiver_excuses_its_requirement_until_its_last_day(days: int, result: Result) -> None:
    (row,) = population.enrolled(1)
    with scope.scoped(scope.EVERYONE):
        Waiver.objects.create(
            partner=row.partner, enrollment=row, requirement="revenue_ttm", state=State.GRANTED, text="x",
            proposed_on=TODAY, until=TODAY + timedelta(days=days), maker=cast.person("Rea"),
        )  # fmt: skip
    later = told(OWN, on=TODAY + timedelta(days=10)).rows[0].outlook
    assert (later.result, [f.requirement for f in later.waived]) == (
        result, ["revenue_ttm"] if result is Result.PASSES else [],
    )  # fmt: skip


def test_figures_are_counted_under_what_an_enrolled_company_is_held_against_whatever_is_in_force() -> None:
    company = one_enrolled()
    publishing.in_force()
    ledger.evaluate(partner=company.row.partner_id, cause="calendar", by=LEDGER, at=NOW + timedelta(days=1))
    assert [told(edition, on=TODAY + timedelta(days=1)).rows[0].counted_under for edition in (OWN, NEXT)] == [
        "",
        "",
    ]


def test_the_day_asked_for_is_the_day_that_counts() -> None:
    population.enrolled(3)
    before = told(on=date(2024, 5, 1))
    assert [(row.enrollment, row.known_on) for row in before.rows] == [("ENR-00000", None)]


def test_the_reviews_of_a_company_follow_the_contract_of_its_plan() -> None:
    company = one_enrolled()
    with scope.scoped(scope.EVERYONE):
        held = outlooks.held([company.row])[company.row.id]
        expected = reviews.due(company.row)
    assert (held.contract_ends, adoption.next_review(held)) == (date(2030, 12, 1), expected)


def test_the_reviews_of_many_are_those_of_each() -> None:
    population.enrolled(40, step=10)
    with scope.scoped(scope.EVERYONE):
        rows = publications.enrollments()
        many = {key: adoption.next_review(held) for key, held in outlooks.held(rows).items()}
        assert many == {row.id: reviews.due(row) for row in rows}


def test_however_many_there_are_the_queries_stay_a_handful() -> None:
    population.enrolled(3)
    with CaptureQueriesContext(connection) as few:
        told()
    population.enrolled(60, first=3)
    with CaptureQueriesContext(connection) as many:
        told()
    assert len(few) == len(many)


def test_the_data_is_exact_and_the_same_for_programs() -> None:
    population.enrolled(2)
    found = outlook_data.content(told(OWN))
    assert found["total"] == {
        "all": 2, "passes": 1, "passes_near": 1, "fails": 1, "fails_near": 1, "unknown": 0,
    }  # fmt: skip
    assert found["rows"][0]["failing"] == [
        {
            "requirement": "revenue_ttm", "reason": "revenue_short", "measure": "290000", "threshold": "300000",
            "distance": "-10000", "unit": "USD",
        }
    ]  # fmt: skip


def test_nobody_is_left_out_of_the_sum() -> None:
    population.enrolled(7)
    found = told()
    counts = (found.total.all, len(found.rows), sum(each.all for each in found.by_size.values()))
    assert counts == (7, 7, 7)
