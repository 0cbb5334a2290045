"""An edition proposed by one program manager and confirmed by another, and the clock that tells of it."""

from datetime import datetime
from typing import Any

from directbill.access.actor import Actor
from directbill.actions import publication as actions
from directbill.core.publication import Seen
from directbill.ops.jobs import enrollments as jobs
from directbill.queries import program, publications
from directbill.records import scope
from directbill.records.models import EditionTold, Notice, Person, Publication
from directbill.records.words import DeskRole
from tests import cast
from tests.actions.enrolled import CLOCK
from tests.actions.population import NEXT
from tests.cast import NOW


def manager_person(name: str = "Mia") -> Person:
    return cast.at_desk(name, DeskRole.PROGRAM_MANAGER)


def manager(name: str = "Mia") -> Actor:
    return cast.acting(manager_person(name))


def seen(edition: str = NEXT) -> Seen:
    """What the page shows now."""
    with scope.scoped(scope.EVERYONE, read_only=True):
        return publications.seen(program.edition(edition))


def proposed(**more: Any) -> Publication:
    given: dict[str, Any] = {
        "edition": NEXT, "seen": seen(), "text": "The year has begun.", "by": manager(), "at": NOW,
    }  # fmt: skip
    return actions.propose(**(given | more))


def confirmed(found: Publication, *, by: Actor | None = None, at: datetime = NOW, **more: Any) -> Publication:
    who = cast.later(by or manager("Max"), at)
    return actions.confirm(publication_id=found.id, seen=more.pop("seen", None) or seen(), by=who, at=at)


def in_force(*, at: datetime = NOW) -> Publication:
    return confirmed(proposed(at=at), at=at)


def clock(at: datetime) -> None:
    """What the hourly job does at a moment."""
    jobs.look(by=CLOCK, at=at)


def told() -> list[tuple[str, str, str, str]]:
    """Every telling: the enrollment, when it binds, when it was due, when it was told."""
    with scope.scoped(scope.EVERYONE):
        rows = EditionTold.objects.select_related("enrollment").order_by("enrollment__reference")
        return [
            (row.enrollment.reference, str(row.binds_on), str(row.due_on), str(row.told_on)) for row in rows
        ]


def letters(kind: str = "edition_binds") -> list[Notice]:
    with scope.scoped(scope.EVERYONE):
        return list(Notice.objects.filter(kind=kind).order_by("at", "subject", "reader"))
