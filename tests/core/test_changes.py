"""What changes between two editions for whoever is there."""

from dataclasses import replace

import pytest

from directbill.core import changes
from directbill.core.changes import How
from directbill.core.edition import Level, Operator, Requirement
from directbill.core.findings import Finding, Outcome, Phase, Reason, Severity
from directbill.programs import library
from tests.core import made

REMAIN = (Phase.TO_APPLY, Phase.TO_REMAIN)
BAR = made.bar("revenue", "300000", "USD")
REVENUE = made.requirement("revenue", BAR, phases=REMAIN)


def how(before: Requirement | None, after: Requirement | None) -> list[tuple[str, How]]:
    old, new = (made.edition(*([each] if each else [])) for each in (before, after))
    return [(each.key, each.how) for each in changes.between(old, new)]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (None, REVENUE, How.NEW),
        (REVENUE, None, How.GONE),
        (REVENUE, replace(REVENUE, phases=(Phase.TO_APPLY,)), How.GONE),
        (replace(REVENUE, severity=Severity.RECOMMENDED), REVENUE, How.NEW),
        (REVENUE, replace(REVENUE, threshold=made.bar("revenue", "1000000", "USD")), How.HIGHER),
        (REVENUE, replace(REVENUE, threshold=made.bar("revenue", "1", "USD")), How.LOWER),
        (REVENUE, replace(REVENUE, threshold=made.bar("revenue", "300000", "EUR")), How.OTHER),
        (REVENUE, replace(REVENUE, level=Level.TENANT), How.OTHER),
        (REVENUE, replace(REVENUE, threshold=None), How.OTHER),
        (REVENUE, replace(REVENUE, help={"en": "said otherwise"}), How.SAME),
    ],
)
def test_a_requirement_changes_in_one_way(
    before: Requirement | None, after: Requirement | None, found: How
) -> None:
    assert how(before, after) == [("revenue", found)]


def test_a_ceiling_that_sinks_is_a_higher_bar() -> None:
    least, most = (made.bar("score", value, "points", Operator.AT_MOST) for value in ("5", "9"))
    assert how(replace(REVENUE, threshold=most), replace(REVENUE, threshold=least)) == [
        ("revenue", How.HIGHER)
    ]


def test_the_newest_edition_asks_for_more_revenue_and_two_things_anew() -> None:
    own, following = library.load("csp_direct_bill").editions[-2:]
    found = [(each.key, each.how) for each in changes.between(own, following) if each.how is not How.SAME]
    assert found == [
        ("revenue_ttm", How.HIGHER),
        ("solutions_designation", How.NEW),
        ("security_score", How.NEW),
        ("first_level_support", How.GONE),
        ("indirect_tenure", How.GONE),
        ("receivables_infrastructure", How.GONE),
        ("managed_service", How.GONE),
    ]


def test_each_change_has_what_both_editions_find_of_the_partner() -> None:
    higher = replace(REVENUE, threshold=made.bar("revenue", "1000000", "USD"))
    changed = changes.between(made.edition(REVENUE), made.edition(higher))
    met = Finding("revenue", REMAIN, Severity.REQUIRED, Outcome.MET, Reason("x"))
    short = replace(met, outcome=Outcome.NOT_MET)
    found = changes.seen(changed, before=[met], after=[short])
    assert [(each.before, each.after, each.presses) for each in found] == [(met, short, True)]
    assert [each.presses for each in changes.seen(changed, before=[met], after=[met])] == [False]
