"""Transitions to indirect reseller: as the core works with them, their customers, and providers' links."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from directbill.core import moving
from directbill.core.clocks import last
from directbill.core.moving import Line, Move, Way
from directbill.core.transition import RUNNING, Rules, State, Transition
from directbill.queries import items, program
from directbill.records import models, scope
from directbill.records.models import CustomerMove, Enrollment, ProviderLink, StandingStep


def rules(row: Enrollment) -> Rules | None:
    """What the enrollment's edition says of the transition; None where its program says nothing."""
    return program.transition(row.edition)


def running(row: Enrollment) -> models.Transition | None:
    """The transition that is under way; None where there is none."""
    return models.Transition.objects.filter(enrollment=row, state__in=RUNNING).first()


def newest(row: Enrollment) -> models.Transition | None:
    """The transition that is under way, else the last one; None where there never was one."""
    rows = models.Transition.objects.filter(enrollment=row).order_by("-asked_on", "-id")
    return running(row) or rows.first()


def of_core(row: models.Transition) -> Transition:
    """A transition as the core works with it."""
    return Transition(State(row.state), str(row.approver_id or ""))


def moves(row: models.Transition) -> list[CustomerMove]:
    """Its customers, in the order in which they were listed."""
    return list(CustomerMove.objects.filter(transition=row).order_by("number"))


def move_of_core(row: CustomerMove) -> Move:
    """A customer's move as the core works with it."""
    return Move(row.name, moving.State(row.state), tuple(map(_line, row.lines)))


def answer_by(row: Enrollment, *, since: date, days: int) -> date:
    """The day by which the desk answers: working days, as the program's calendar has them."""
    desk = items.desk(row.application)
    assert desk is not None  # trusted: an enrollment came from the desk
    return last(desk.calendar, since=since, days=days)


def steps(table: str, key: UUID) -> list[StandingStep]:
    """What was done about one of them, the oldest first."""
    return list(StandingStep.objects.filter(table=table, subject=key).order_by("number"))


def waiting() -> list[models.Transition]:
    """Every transition under way, those that wait for the desk first, by their day."""
    rows = models.Transition.objects.filter(state__in=RUNNING).select_related("enrollment", "partner")
    return sorted(rows, key=lambda row: (row.turn != "desk", row.due or date.max, row.asked_on, str(row.id)))


def to_lapse(*, at: datetime) -> Iterator[UUID]:
    """Links that ran out while the provider was still asked, the oldest end first."""
    rows = ProviderLink.objects.filter(answered_at=None, replaced_at=None, expires_at__lte=at)
    asked = rows.filter(transition__state=State.PROVIDER_ASKED)
    yield from asked.order_by("expires_at", "id").values_list("id", flat=True)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the holder of a provider's link may see."""

    link: ProviderLink
    rules: Rules


def held(digest: str) -> Asked | None:
    """What a link leads to, by the digest of its secret; None where it leads nowhere."""
    with scope.scoped(scope.link(digest)):
        link = ProviderLink.objects.filter(digest=digest).first()
    found = program.transition(link.edition) if link else None
    return Asked(link, found) if link and found else None


def _line(data: dict[str, str | bool | None]) -> Line:
    ends = data["ends"]
    return Line(
        name=str(data["name"]),
        kind=str(data["kind"]),
        way=Way(str(data["way"])),
        ends=date.fromisoformat(str(ends)) if ends else None,
        done=bool(data["done"]),
    )


def kept(line: Line) -> dict[str, str | bool | None]:
    """A line as it is kept."""
    return {
        "name": line.name,
        "kind": line.kind,
        "way": line.way.value,
        "ends": line.ends.isoformat() if line.ends else None,
        "done": line.done,
    }
