"""What changed underneath a page of a verb between opening and sending it: shown, and never overwritten."""

from dataclasses import dataclass, replace

from django.utils import timezone

from directbill.queries import items
from directbill.records.models import Item
from directbill.web.request import Request
from directbill.web.ui import doing, reading
from directbill.web.ui.doing import Asking
from directbill.web.ui.itemized import Deed, View

CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Step:
    """One step somebody did meanwhile, and at what time."""

    deed: Deed
    time: str


@dataclass(frozen=True, slots=True)
class Change:
    """What changed: the steps, the newest first; who works on it now; and whether the verb may still be done."""

    steps: tuple[Step, ...]
    assignee: str
    still: bool


def found(  # sentence: in which view, which item, which verb
    view: View, row: Item, verb: str, *, request: Request
) -> Change | None:
    """What changed since the page that was sent was opened; None where nothing did, or nothing was sent.

    The view is made after the act was refused: it has the item as it is now.
    """
    seen = reading.number(request, "revision")
    if request.method != "POST" or seen == row.revision:
        return None
    since = [step for step in items.steps(row) if step.number > seen]
    times = (f"{step.at.astimezone(timezone.get_current_timezone()):%H:%M}" for step in since)
    steps = tuple(Step(deed, time) for deed, time in zip(view.history(row), times, strict=False))
    return Change(steps, str(row.assignee or ""), doing.allowed(view, row, verb))


def anew(asking: Asking, row: Item, *, change: Change | None) -> Asking:
    """The page with what was typed, fit to be sent again by whoever has now seen the change."""
    return replace(asking, revision=row.revision) if change else asking


def status(asking: Asking, change: Change | None) -> int:
    """Of the answer: a page that was overtaken is a conflict."""
    return CONFLICT if change else asking.status
