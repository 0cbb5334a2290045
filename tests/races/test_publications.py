"""Two at once on an edition: one proposal, one answer, one telling; and every process goes by it from then on."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from directbill.actions import publication as actions
from directbill.queries import program
from directbill.records import scope
from directbill.records.models import EditionTold, Enrollment, Publication
from tests.actions import population, publishing
from tests.actions.enrolled import CLOCK
from tests.actions.population import NEXT
from tests.actions.publishing import letters, manager, seen
from tests.cast import NOW
from tests.races.at_once import at_once, together


def states() -> list[str]:
    with scope.scoped(scope.EVERYONE):
        return [row.state for row in Publication.objects.order_by("id")]


def proposing(name: str) -> Callable[[], object]:
    by, shown = manager(name), seen()
    return lambda: actions.propose(edition=NEXT, seen=shown, text="The year has begun.", by=by, at=NOW)


def test_two_proposals_of_one_edition_are_one(committed: str) -> None:
    told = at_once(proposing("Mia"), proposing("Max"))
    assert (told, states()) == (["done", "publication_there"], ["proposed"])


@pytest.mark.parametrize("other", ["confirm", "drop"])
def test_two_answers_to_one_proposal_one_counts(committed: str, other: str) -> None:
    found, shown = publishing.proposed(), seen()
    max_, moe = manager("Max"), manager("Moe")

    def confirms() -> object:
        return actions.confirm(publication_id=found.id, seen=shown, by=max_, at=NOW)

    def answers() -> object:
        if other == "confirm":
            return actions.confirm(publication_id=found.id, seen=shown, by=moe, at=NOW)
        return actions.drop(publication_id=found.id, text="Too early.", by=moe, at=NOW)

    told = at_once(confirms, answers)
    assert (told, len(states())) == (["done", "step_after_end"], 1)
    assert len(letters("publication_closed")) == 1


def test_two_workers_tell_a_partner_once(committed: str) -> None:
    population.enrolled(1)
    publishing.in_force()
    with scope.scoped(scope.EVERYONE):
        key: UUID = Enrollment.objects.get().id
    later = NOW + timedelta(days=80)

    def tells() -> object:
        return actions.tell(enrollment=key, by=CLOCK, at=later)

    assert at_once(tells, tells) == ["done", "edition_not_due"]
    with scope.scoped(scope.EVERYONE):
        assert EditionTold.objects.count() == len(letters()) == 1


def test_what_one_process_put_into_force_is_in_force_in_the_next_piece_of_work_of_every_other(
    committed: str,
) -> None:
    with scope.scoped(scope.EVERYONE, read_only=True):
        before = program.edition(NEXT).enabled
        elsewhere = together(publishing.in_force)
        during = program.edition(NEXT).enabled
    with scope.scoped(scope.EVERYONE, read_only=True):
        after = program.edition(NEXT).enabled
    assert (before, elsewhere, during, after) == (False, ["done"], False, True)
