"""Notices of leaving and waivers of an enrolled company, as its people and the desk make them."""

from datetime import date, datetime, timedelta

from directbill.actions import leaving, waiver
from directbill.actions.leaving import Which
from directbill.actions.waiver import Wanted
from directbill.queries import days
from directbill.records.models import Leaving, Waiver
from tests import cast
from tests.actions.enrolled import Enrolled, approver, reviewer
from tests.cast import NOW

REASON = "We sell to a distributor."
TODAY = days.of(NOW)
LAST = TODAY + timedelta(days=90)


def which(found: Enrolled) -> Which:
    row = found.row
    return Which(partner=row.partner_id, enrollment=row.id, revision=row.revision)


def given(found: Enrolled, *, at: datetime = NOW) -> Leaving:
    return leaving.give(which=which(found), reason=REASON, by=cast.later(found.ada, at), at=at)


def taken_back(found: Enrolled, *, at: datetime = NOW) -> Leaving:
    return leaving.take_back(which=which(found), by=cast.later(found.ada, at), at=at)


def proposed(found: Enrolled, requirement: str = "revenue_ttm", *, until: date = LAST) -> Waiver:
    wanted = Wanted(requirement=requirement, until=until)
    return waiver.propose(enrollment=found.key, wanted=wanted, text="A flood.", by=reviewer(), at=NOW)


def of(row: Waiver) -> waiver.Which:
    return waiver.Which(partner=row.partner_id, waiver=row.id, revision=row.revision)


def granted(found: Enrolled, requirement: str = "revenue_ttm", *, until: date = LAST) -> Waiver:
    return waiver.grant(which=of(proposed(found, requirement, until=until)), by=approver(), at=NOW)
