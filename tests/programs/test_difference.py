"""What changes between two editions is found whole: added, removed, and every value that differs."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from directbill.core.edition import Edition, Exclusion, Source
from directbill.core.findings import Phase, Severity
from directbill.programs import library
from directbill.programs.difference import Change, How, compare
from tests.programs import folders


def second() -> Edition:
    return library.load(folders.SECOND).editions[0]


def test_an_edition_does_not_differ_from_itself() -> None:
    assert compare(second(), second()) == ()


def test_requirements_that_come_and_go_are_named() -> None:
    edition = second()
    contract, sites, *rest = edition.requirements
    before = replace(edition, requirements=(contract, *rest))
    after = replace(edition, requirements=(sites, *rest))
    assert compare(before, after) == (
        Change(How.REMOVED, "requirement", "supply_contract", before=contract),
        Change(How.ADDED, "requirement", "two_sites", after=sites),
    )


def test_every_value_of_a_requirement_is_compared() -> None:
    edition = second()
    volume = edition.requirements[2]
    assert volume.threshold
    changed = replace(
        volume,
        severity=Severity.RECOMMENDED,
        phases=(Phase.TO_REMAIN,),
        threshold=replace(volume.threshold, value=Decimal(1)),
    )
    after = replace(edition, requirements=(*edition.requirements[:2], changed, *edition.requirements[3:]))
    name = ("requirement", "half_year_volume")
    assert set(compare(edition, after)) == {
        Change(How.CHANGED, *name, "severity", Severity.REQUIRED, Severity.RECOMMENDED),
        Change(How.CHANGED, *name, "phases", (Phase.TO_APPLY, Phase.TO_REMAIN), (Phase.TO_REMAIN,)),
        Change(How.CHANGED, *name, "threshold.value", Decimal("50000.50"), Decimal(1)),
    }


def test_a_bar_that_goes_is_told_value_by_value() -> None:
    edition = second()
    sites = replace(edition.requirements[1], threshold=None)
    after = replace(edition, requirements=(edition.requirements[0], sites, *edition.requirements[2:]))
    assert [(c.value, str(c.before), c.after) for c in compare(edition, after)] == [
        ("threshold.measure", "declared_ids", None),
        ("threshold.operator", ">", None),
        ("threshold.value", "1", None),
        ("threshold.unit", "accounts", None),
    ]


def test_the_revenue_rule_the_ladder_the_clock_and_adoption_are_compared() -> None:
    edition = second()
    warned, paused, ended = edition.ladder
    after = replace(
        edition,
        revenue=replace(edition.revenue, months=12, excludes=(Exclusion("marketplace", Source("handbook")),)),
        ladder=(warned, replace(ended, days=90)),
        review=replace(edition.review, notices=()),
        adoption=(replace(edition.adoption[0], since=date(2023, 1, 1)),),
    )
    assert compare(edition, after) == (
        Change(How.CHANGED, "revenue", "", "months", 6, 12),
        Change(How.CHANGED, "revenue", "", "excludes", ("spare_part",), ("marketplace",)),
        Change(How.CHANGED, "adoption", "new_applicant", "since", date(2022, 7, 1), date(2023, 1, 1)),
        Change(How.REMOVED, "ladder", "paused", before=paused),
        Change(How.CHANGED, "ladder", "ended", "days", 120, 90),
        Change(How.CHANGED, "review", "", "notices", (14,), ()),
    )


def test_where_a_value_comes_from_is_no_difference() -> None:
    edition = second()
    after = replace(
        edition,
        source=Source("handbook 99", assumed=True),
        review=replace(edition.review, source=Source("handbook 98")),
    )
    assert compare(edition, after) == ()
