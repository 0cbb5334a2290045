"""A time offered, withdrawn, booked."""

from directbill.actions import slot
from directbill.actions.shape.slotting import Offer
from directbill.records.words import DeskRole
from tests import cast
from tests.actions.examples import Given, example
from tests.actions.test_slot import invited, offer

OFFER = Offer(
    day="2026-12-01", time="14:30", zone="Europe/Prague", minutes=60, place="https://example.com/call"
)


@example(slot.offer)
def _offer() -> Given:
    case, key = invited()
    return Given(cast.at_desk("Asa", DeskRole.ASSESSOR), which=case.which(key), offered=OFFER)


@example(slot.withdraw)
def _withdraw() -> Given:
    case, key = invited()
    found = offer(case, key)
    return Given(cast.at_desk("Asa", DeskRole.ASSESSOR), which=case.which(key), slot=found.id)


@example(slot.book)
def _book() -> Given:
    case, key = invited()
    found = offer(case, key)
    return Given(case.app.company.ada, which=case.which(key), slot=found.id)
