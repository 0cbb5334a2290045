"""Ten years through the real actions and PostgreSQL: partners copied from one, the jobs of each month, real reviews."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from directbill.actions import enrollment as enrollments
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
from tests.actions.applying import Applying
from tests.actions.deciding import Deciding
from tests.actions.enrolled import CLOCK, Enrolled
from tests.actions.reviewing import Reviewing
from tests.cast import NOW

MONTHS = 85
EVERY = timedelta(days=43)
"""So that over ten years each month end and both leap days are passed, and no review opens and falls due in between."""


@dataclass(slots=True)
class World:
    """The partners, and which of them take care of their reviews."""

    partners: list[Enrolled]
    careful: frozenset[int]


def applied() -> Application:
    """The application that all are copies of."""
    return deciding.without_steps().record


def world(first: Application, count: int, *, seed: int, careful: int, name: str = "A") -> World:
    """So many enrolled partners, each a copy of one that applied, enrolled on days of one year."""
    chance = Random(seed)
    found = [_copied(first, f"{name}{number:04d}", days=chance.randrange(365)) for number in range(count)]
    return World(found, frozenset(chance.sample(range(count), careful)))


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
        standing_job.look(by=CLOCK, at=at)


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
            kinds = Notice.objects.filter(partner=row.partner_id).order_by("at", "kind", "reader")
            yield from (f"{notice.kind} {notice.at} {notice.due}" for notice in kinds)


def digest(shared: World) -> str:
    """The hash of all that."""
    return hashlib.sha256("\n".join(told(shared)).encode()).hexdigest()


def at_the_end(shared: World) -> list[Enrollment]:
    with scope.scoped(scope.EVERYONE):
        return [Enrollment.objects.get(id=each.key) for each in shared.partners]
