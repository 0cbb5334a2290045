"""An edition proposed, confirmed, dropped, and told of."""

from datetime import timedelta

from directbill.actions import publication
from directbill.records import scope
from directbill.records.models import Enrollment
from tests.actions import population, publishing
from tests.actions.enrolled import CLOCK
from tests.actions.examples import Given, example
from tests.actions.population import NEXT
from tests.cast import NOW


@example(publication.propose)
def _propose() -> Given:
    return Given(publishing.manager(), edition=NEXT, seen=publishing.seen(), text="The year has begun.")


@example(publication.confirm)
def _confirm() -> Given:
    found = publishing.proposed()
    return Given(publishing.manager("Max"), publication_id=found.id, seen=publishing.seen())


@example(publication.drop)
def _drop() -> Given:
    return Given(publishing.manager("Max"), publication_id=publishing.proposed().id, text="Too early.")


@example(publication.tell)
def _tell() -> Given:
    population.enrolled(1)
    publishing.in_force()
    with scope.scoped(scope.EVERYONE):
        row = Enrollment.objects.get()
    return Given(CLOCK, enrollment=row.id, of=row.partner_id, at=NOW + timedelta(days=80))
