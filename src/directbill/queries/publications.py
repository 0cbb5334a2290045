"""Publications: which editions can be put into force, what is proposed, whom each binds when, and who is to be told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from directbill.core import adoption, publication
from directbill.core.adoption import Binding
from directbill.core.edition import Edition
from directbill.core.enrollment import RUNNING, State
from directbill.core.publication import Seen
from directbill.queries import outlooks, program
from directbill.records.models import EditionTold, Enrollment, Publication

BOUND = (*sorted(RUNNING), State.PENDING_ACTIVATION)
"""States in which a later edition means something to a partner."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An edition of the program with its newest publication, if there is one."""

    edition: Edition
    publication: Publication | None


def listed() -> list[Listed]:
    """Every edition of the program, the newest first."""
    newest: dict[str, Publication] = {}
    for row in reversed(rows()):
        newest[row.edition] = row
    editions = sorted(program.program().editions, key=lambda each: each.effective, reverse=True)
    return [Listed(each, newest.get(each.name)) for each in editions]


def rows(edition: str = "") -> list[Publication]:
    """Publications of this program, or of one of its editions, the newest first."""
    found = Publication.objects.filter(program=program.program().name)
    found = found.filter(edition=edition) if edition else found
    return list(found.select_related("proposed_by", "closed_by").order_by("-proposed_at", "id"))


def of_core(row: Publication) -> publication.Publication:
    """A publication as the core works with it."""
    seen = Seen(row.digest, row.plan)
    return publication.Publication(publication.State(row.state), str(row.proposed_by_id), seen)


def bindings(edition: Edition) -> tuple[tuple[str, Binding | None], ...]:
    """Whom an edition would bind when, were it in force: every enrollment that lasts, by its reference."""
    found = enrollments()
    held, there = outlooks.held(found), program.program()
    return tuple((row.reference, adoption.binding(there, edition, held=held[row.id])) for row in found)


def seen(edition: Edition) -> Seen:
    """What somebody who looks at an edition now is shown, by digest."""
    return Seen(edition.digest, publication.plan(bindings(edition)))


def enrollments() -> list[Enrollment]:
    """Enrollments that a later edition can bind, in the order of their references."""
    lasting = Enrollment.objects.filter(state__in=BOUND)
    return list(lasting.select_related("partner", "application").order_by("reference"))


def coming(found: Sequence[Enrollment]) -> dict[UUID, Binding]:
    """The edition in force that will bind each enrollment next, by its key; none where none does."""
    there, held = program.program(), outlooks.held(found)
    pairs = ((row.id, adoption.coming(there, held[row.id])) for row in found)
    return {key: binding for key, binding in pairs if binding is not None}


def to_tell(*, on: date) -> Iterator[UUID]:
    """Enrollments whose partners are to be told of the edition that will bind them, and were not yet."""
    found = enrollments()
    told = set(EditionTold.objects.values_list("enrollment_id", "edition"))
    for key, binding in coming(found).items():
        if binding.told <= on and (key, binding.edition.name) not in told:
            yield key


def told(row: Enrollment, edition: str) -> EditionTold | None:
    """When a partner was told of an edition; None before."""
    return EditionTold.objects.filter(enrollment=row, edition=edition).first()
