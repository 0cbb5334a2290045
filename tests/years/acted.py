"""Ten years through the real actions and PostgreSQL: partners copied from one, the jobs of each month, real reviews."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from directbill.actions import enrollment as enrollments
from directbill.actions import transition
from directbill.core.application import State
from directbill.core.work import Work
from directbill.ops.jobs import enrollments as standing_job
from directbill.ops.jobs import items as items_job
from directbill.ops.jobs import reviews as reviews_job
from directbill.ops.jobs import signals as signals_job
from directbill.records import scope
from directbill.records.models import (
    Application,
    Enrollment,
    EnrollmentStep,
    Notice,
    RestrictionStep,
    TaskAnswers,
)
from tests import cast
from tests.actions import deciding
from tests.actions import leaving as notices
from tests.actions import transition as made
from tests.actions.applying import Applying
from tests.actions.deciding import Deciding
from tests.actions.enrolled import CLOCK, Enrolled, reviewer
from tests.actions.reviewing import Reviewing
from tests.cast import NOW

MONTHS = 85
DEPART = 24
"""The month in which some leave; some of them are restricted by then."""
EVERY = timedelta(days=43)
"""So that over ten years each month end and both leap days are passed, and no review opens and falls due in between."""


@dataclass(slots=True)
class World:
    """The partners, which of them take care of their reviews, and which give notice or become indirect resellers."""

    partners: list[Enrolled]
    careful: frozenset[int]
    leaving: frozenset[int] = frozenset()
    moving: frozenset[int] = frozenset()


def applied() -> Application:
    """The application that all are copies of."""
    return deciding.without_steps().record


def world(
    first: Application, count: int, *, seed: int, careful: int, departing: int = 0, name: str = "A"
) -> World:
    """So many enrolled partners, each a copy of one that applied, enrolled on days of one year.

    Of those who take no care of their reviews, so many give notice, and as many become indirect resellers.
    """
    chance = Random(seed)
    found = [_copied(first, f"{name}{number:04d}", days=chance.randrange(365)) for number in range(count)]
    drawn = chance.sample(range(count), careful + 2 * departing)
    parts = drawn[:careful], drawn[careful : careful + departing], drawn[careful + departing :]
    return World(found, *map(frozenset, parts))


def _copied(first: Application, name: str, *, days: int) -> Enrolled:
    company = cast.applicant(f"Company {name}")
    with scope.scoped(scope.EVERYONE):
        owner = Application.objects.get(id=first.id)
        answers = list(TaskAnswers.objects.filter(application=first))
        owner.pk = None
        owner.id = Application().id
        owner.reference, owner.partner = f"APP-{name}", company.partner
        owner.state, owner.submitted_at = State.ENROLLED, NOW
        owner.closed_at = NOW + timedelta(days=days)
        owner._state.adding = True
        owner.save(force_insert=True)
        for each in answers:
            each.id, each.partner, each.application = TaskAnswers().id, company.partner, owner
            each._state.adding = True
        TaskAnswers.objects.bulk_create(answers)
    made = enrollments.begin(application=owner.id, by=CLOCK, at=owner.closed_at)
    return Enrolled(Deciding(Applying(company, owner.id)), made.id)


def lived(shared: World, *, months: int = MONTHS) -> None:
    """Month by month: what the clock does, and what careful partners and the desk do with the reviews that are open."""
    for month in range(months):
        at = NOW + timedelta(days=365) + month * EVERY
        if month % 6 == 0:
            signals_job.look(by=CLOCK, at=at)
        reviews_job.look(by=CLOCK, at=at)
        for number in sorted(shared.careful):
            _reviewed(shared.partners[number], month=month)
        if month == DEPART:
            _departed(shared, at)
        standing_job.look(by=CLOCK, at=at)


def _departed(shared: World, at: datetime) -> None:
    """Notice is given; and a transition goes its whole way: one customer moves, the other goes elsewhere."""
    for number in sorted(shared.leaving):
        notices.given(shared.partners[number], at=at)
    for number in sorted(shared.moving):
        found = shared.partners[number]
        company = cast.later(found.ada, at)
        made.moving(found, "Fabrikam", "Northwind", at=at)
        made.moved(found, 1, at=at)
        made.did(found, 2, "release", text="It goes elsewhere.", at=at)
        transition.finish(which=made.which(found), by=company, at=at)
        for customer in (1, 2):
            made.did(found, customer, "verify", by=reviewer(), at=at)
        made.decided(found, "complete", at=at)


def _reviewed(found: Enrolled, *, month: int) -> None:
    """An open review is certified and taken through the desk to its renewal."""
    at = NOW + timedelta(days=365) + month * EVERY
    with scope.scoped(scope.EVERYONE):
        owner = Application.objects.filter(review_of_id=found.key, state=State.SUBMITTED).first()
    if owner is None:
        return
    case = Reviewing(found, owner, at)
    case.certified()
    items_job.look(by=CLOCK, at=at)
    ends = (at + timedelta(days=500)).date().isoformat()
    case.passed(Work.CONFIRMATION, Work.ASSESSMENT)
    case.do("plan", "record", start=at.date().isoformat(), end=ends)
    case.do("plan", "confirm")
    case.do("renewal", "recommend_renewal")
    case.do("renewal", "renew")


def told(shared: World) -> Iterator[str]:
    """Everything that became of every partner, without what chance made: ids and references."""
    with scope.scoped(scope.EVERYONE):
        for number, each in enumerate(shared.partners):
            row = Enrollment.objects.get(id=each.key)
            yield f"{number} {row.state} {row.since} {row.reviewed_on}"
            for step in EnrollmentStep.objects.filter(enrollment=row).order_by("number"):
                yield f"{step.verb} {step.after} {step.on}"
            acts = RestrictionStep.objects.filter(restriction__enrollment=row)
            for act in acts.order_by("restriction__number", "number"):
                yield f"{act.restriction.number} {act.verb} {act.after} {act.plan}"
            kinds = Notice.objects.filter(partner=row.partner_id).order_by("at", "kind", "due", "reader")
            yield from (f"{notice.kind} {notice.at} {notice.due}" for notice in kinds)


def digest(shared: World) -> str:
    """The hash of all that."""
    return hashlib.sha256("\n".join(told(shared)).encode()).hexdigest()


def at_the_end(shared: World) -> list[Enrollment]:
    with scope.scoped(scope.EVERYONE):
        return [Enrollment.objects.get(id=each.key) for each in shared.partners]
