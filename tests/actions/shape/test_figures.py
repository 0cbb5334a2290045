"""What counts for a partner who sells directly: what it resold until then, and its own bills since."""

from datetime import date, timedelta

import pytest

from directbill.core.enrollment import State
from directbill.core.parties import Role
from directbill.queries import days
from directbill.records import scope
from directbill.records.models import Enrollment
from tests.actions import enrolled, ledgers
from tests.cast import NOW, Applicant
from tests.fixtures import cast as made
from tests.fixtures.bill import charge, recon

pytestmark = pytest.mark.django_db
BEGINS = date(2026, 5, 20)
OWN_BILL = {"reseller": "", "MpnId": made.OWN}
FILES = {
    "provider.csv": recon(*(charge(f"{n}.00", f"2026-0{n}") for n in (4, 5, 6, 7))),
    "own.csv": recon(*(charge(f"{n}0.00", f"2026-0{n}", **OWN_BILL) for n in (4, 5, 6, 7))),
}


def company(**changes: object) -> Applicant:
    """An enrolled company that may sell directly since a day of May."""
    found = enrolled.quick()
    with scope.scoped(scope.EVERYONE):
        Enrollment.objects.filter(id=found.row.id).update(begins_on=BEGINS, **changes)
    return found.case.app.company


def counted(found: Applicant) -> tuple[Role, list[int]]:
    """In which role it was judged, and what counts of April, May, June and July."""
    ledgers.imported(found, FILES)
    counted = ledgers.months(found)
    return ledgers.known(found).facts.role, [int(counted.get(f"2026-0{n}", 0)) for n in (4, 5, 6, 7)]


def test_each_month_counts_what_it_sold_in_the_role_it_had_and_the_month_of_change_both() -> None:
    found = company()
    assert counted(found) == (Role.DIRECT_BILL, [4, 55, 60, 70])


@pytest.mark.parametrize(
    ("changes", "resold"),
    [
        ({"state": State.ENDED, "ended_on": date(2026, 6, 1)}, [4, 5, 6, 7]),
        ({"state": State.ENDED, "ended_on": date(2026, 7, 1)}, [4, 5, 0, 7]),
        ({"state": State.REVOKED, "since": date(2026, 7, 1)}, [4, 5, 0, 7]),
    ],
    ids=["ended", "ended_later", "revoked"],
)
def test_for_one_who_sold_directly_once_only_what_it_resold_counts(
    changes: dict[str, object], resold: list[int]
) -> None:
    found = company(**changes)
    assert counted(found) == (Role.INDIRECT_RESELLER, resold)


def test_before_it_begins_an_enrolled_company_is_judged_as_the_reseller_it_is() -> None:
    found = company()
    with scope.scoped(scope.EVERYONE):
        Enrollment.objects.update(begins_on=days.of(NOW + timedelta(days=9)))
    assert counted(found) == (Role.INDIRECT_RESELLER, [4, 5, 6, 7])
