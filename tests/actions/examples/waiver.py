"""A waiver proposed, decided, and over."""

from directbill.actions import waiver
from directbill.actions.waiver import Wanted
from tests.actions import leaving
from tests.actions.enrolled import CLOCK, approver, later, quick, reviewer
from tests.actions.examples import Given, example


@example(waiver.propose)
def _propose() -> Given:
    found = quick()
    wanted = Wanted(requirement="revenue_ttm", until=leaving.LAST)
    return Given(reviewer(), enrollment=found.key, of=found.row.partner_id, wanted=wanted, text="A flood.")


@example(waiver.grant)
def _grant() -> Given:
    return Given(approver(), which=leaving.of(leaving.proposed(quick())))


@example(waiver.decline)
def _decline() -> Given:
    return Given(approver(), which=leaving.of(leaving.proposed(quick())), text="No reason for it.")


@example(waiver.withdraw)
def _withdraw() -> Given:
    return Given(approver(), which=leaving.of(leaving.granted(quick())), text="Not needed any more.")


@example(waiver.expire)
def _expire() -> Given:
    row = leaving.granted(quick())
    return Given(CLOCK, key=row.id, of=row.partner_id, at=later(91))
