"""What the divisions of a company are at each level, and what is found of the least of them."""

from dataclasses import replace
from decimal import Decimal

import pytest

from directbill.core import divisions, eligibility, tenure
from directbill.core.edition import Edition, Kind, Level, Operator
from directbill.core.evaluation import Divided, DivisionFacts, Facts
from directbill.core.findings import DivisionFinding, Finding, Outcome
from directbill.core.parties import Account, AccountKind, Partner, Role
from directbill.core.statement import Part, Prepayment, Statement
from tests.core import made

COMPANY = Partner(
    accounts=(
        Account("3", tenant="north", region="EU"),
        Account("1", tenant="south", region="EU"),
        Account("2", tenant="north", region="US"),
        Account("9", AccountKind.GLOBAL, tenant="top"),
    )
)
NORTH, SOUTH = "north", "south"


@pytest.mark.parametrize(
    ("level", "keys"),
    [
        (Level.LOCATION, {"1": "1", "2": "2", "3": "3"}),
        (Level.TENANT, {"north": "3 2", "south": "1"}),
        (Level.REGION, {"EU": "3 1", "US": "2"}),
    ],
)
def test_location_accounts_fall_into_the_divisions_of_a_level(level: Level, keys: dict[str, str]) -> None:
    found = {d.key: " ".join(a.id for a in d.accounts) for d in divisions.divide(COMPANY, level)}
    assert (found, list(found), divisions.unplaced(COMPANY, level)) == (keys, sorted(keys), ())


def test_an_account_nobody_placed_is_a_division_by_itself_and_told_unless_it_is_the_only_one() -> None:
    lost = Account("7")
    partner = replace(COMPANY, accounts=(*COMPANY.accounts, lost))
    assert [d.key for d in divisions.divide(partner, Level.TENANT)] == ["7", "north", "south"]
    assert divisions.unplaced(partner, Level.TENANT) == ("7",)
    assert divisions.unplaced(partner, Level.LOCATION) == ()
    assert divisions.unplaced(Partner(accounts=(lost,)), Level.TENANT) == ()


def test_two_periods_of_one_identifier_are_one_location() -> None:
    (only,) = divisions.divide(Partner(accounts=(Account("1"), Account("1"))), Level.LOCATION)
    assert (only.key, len(only.accounts)) == ("1", 2)


def test_a_division_by_itself_is_the_company_with_its_accounts_only() -> None:
    first = divisions.divide(COMPANY, Level.TENANT)[0]
    assert divisions.alone(COMPANY, first) == replace(COMPANY, accounts=first.accounts, divided=True)


def test_only_the_levels_at_which_figures_are_computed_are_divided() -> None:
    ids = made.requirement("ids", made.bar("declared_ids", "1", "accounts"), level=Level.LOCATION)
    months = made.requirement("months", made.bar("tenure_months", "2", "months"), level=Level.REGION)
    sales = made.requirement("sales", made.bar("revenue", "300", "USD"))
    assert divisions.levels(made.edition(ids, sales)) == ()
    assert divisions.levels(made.edition(ids, sales, months)) == (Level.REGION,)


def edition(operator: Operator = Operator.AT_LEAST) -> Edition:
    bar = made.bar("revenue", "300", "USD", operator)
    sales = made.requirement("sales", bar, level=Level.TENANT, kind=Kind.COMPUTED)
    return made.edition(sales, revenue=made.rule(level=Level.TENANT))


def facts(north: Statement, south: Statement, **more: object) -> Facts:
    figures = (DivisionFacts(NORTH, north, None), DivisionFacts(SOUTH, south, None))
    whole = made.statement("1000", accounts=more.pop("accounts", ()))
    divided = (Divided(Level.TENANT, figures, **more),)  # type: ignore[arg-type]
    return Facts(COMPANY, Role.INDIRECT_RESELLER, made.AS_OF, whole, None, divided)


def finding(given: Facts, operator: Operator = Operator.AT_LEAST) -> Finding:
    (found,) = eligibility.check(given, edition(operator))
    return found


@pytest.mark.parametrize(
    ("north", "south", "outcome", "least"),
    [
        (made.statement("400"), made.statement("300"), Outcome.MET, SOUTH),
        (made.statement("900"), made.statement("299"), Outcome.NOT_MET, SOUTH),
        (made.statement("100"), made.statement("299"), Outcome.NOT_MET, NORTH),
        (made.statement("100", missing=1), made.statement("900"), Outcome.UNKNOWN, NORTH),
        (made.statement("100", missing=1), made.statement("299"), Outcome.NOT_MET, SOUTH),
    ],
)
def test_the_finding_is_that_of_the_division_farthest_from_passing(
    north: Statement, south: Statement, outcome: Outcome, least: str
) -> None:
    found = finding(facts(north, south))
    figure = north.counted if least == NORTH else south.counted
    assert (found.outcome, found.measure, found.reason.params["division"]) == (outcome, figure, least)
    assert [(d.key, d.measure) for d in found.divisions] == [(NORTH, north.counted), (SOUTH, south.counted)]


def test_where_less_is_better_the_division_with_most_decides() -> None:
    found = finding(facts(made.statement("100"), made.statement("200")), Operator.AT_MOST)
    assert (found.outcome, found.reason.params["division"], found.measure) == (
        Outcome.MET,
        SOUTH,
        Decimal(200),
    )


def test_each_divisions_own_finding_is_kept() -> None:
    found = finding(facts(made.statement("400"), made.statement("299")))
    assert [(d.key, d.outcome, d.reason.code) for d in found.divisions] == [
        (NORTH, Outcome.MET, "revenue_met"), (SOUTH, Outcome.NOT_MET, "revenue_short"),
    ]  # fmt: skip
    assert isinstance(found.divisions[0], DivisionFinding)


@pytest.mark.parametrize(
    ("counted", "unnamed", "outcome"),
    [("299", "5", Outcome.UNKNOWN), ("300", "5", Outcome.MET), ("300", "-5", Outcome.UNKNOWN)],
)
def test_sales_that_name_no_account_leave_open_what_they_could_change(
    counted: str, unnamed: str, outcome: Outcome
) -> None:
    accounts = (Part("", Decimal(unnamed), 1),)
    given = facts(made.statement("900"), made.statement(counted), accounts=accounts)
    assert finding(given).outcome is outcome


def test_the_forecast_looks_ahead_for_the_division_that_decides() -> None:
    south = DivisionFacts(SOUTH, made.statement("299"), None, (Prepayment(made.LAST, 12, Decimal(99)),))
    given = facts(made.statement("900"), made.statement("299"))
    divided = (Divided(Level.TENANT, (given.divided[0].divisions[0], south)),)
    ahead = eligibility.evaluate(replace(given, divided=divided), edition()).forecast
    assert ahead is not None
    assert (ahead.division, ahead.prepayments) == (SOUTH, ((made.LAST, Decimal(99)),))


def test_months_are_those_of_the_least_division() -> None:
    months = made.requirement("months", made.bar("tenure_months", "2", "months"), level=Level.REGION)
    counted = [tenure.count([made.LAST.plus(-n) for n in range(k)], (), last=made.LAST) for k in (3, 1)]
    each = tuple(DivisionFacts(key, None, t) for key, t in zip(("EU", "US"), counted, strict=True))
    given = Facts(
        COMPANY, Role.INDIRECT_RESELLER, made.AS_OF, None, counted[0], (Divided(Level.REGION, each),)
    )
    (found,) = eligibility.check(given, made.edition(months))
    assert (found.outcome, found.measure, found.reason.params["division"]) == (
        Outcome.UNKNOWN,
        Decimal(1),
        "US",
    )
