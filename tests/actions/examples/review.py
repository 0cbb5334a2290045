"""A yearly review opened, told of, and not passed near its day."""

from datetime import timedelta

from directbill.actions import review
from tests.actions import enrolled, reviewing
from tests.actions.enrolled import CLOCK
from tests.actions.examples import Given, example


@example(review.begin)
def _begin() -> Given:
    found = enrolled.quick()
    at = reviewing.on(reviewing.opens(found))
    return Given(CLOCK, enrollment=found.key, of=found.row.partner_id, at=at)


def _opened(ahead: int) -> Given:
    found = enrolled.quick()
    case = reviewing.opened(found)
    at = reviewing.on(reviewing.due(found) - timedelta(days=ahead))
    return Given(CLOCK, review=case.owner.id, of=found.row.partner_id, at=at)


@example(review.remind)
def _remind() -> Given:
    return _opened(60)


@example(review.announce)
def _announce() -> Given:
    return _opened(30)
