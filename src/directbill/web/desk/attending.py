"""What the desk does with an item beside its steps, as its page shows it."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from directbill.access import rules
from directbill.access.permissions import Permission
from directbill.access.roles import OF_DESK
from directbill.core.findings import Turn
from directbill.core.work import Work
from directbill.documents.texts import printable, printable_lines
from directbill.queries import attention, days
from directbill.records.models import Escalation, Item, Snooze
from directbill.web.ui.fields import Choice
from directbill.web.ui.itemized import View


@dataclass(frozen=True, slots=True)
class Raised:
    """One question to the program manager."""

    day: date
    by: str
    reason: str
    outcome: str
    answer: str
    answered_by: str
    answered: date | None


@dataclass(frozen=True, slots=True)
class Aside:
    until: date
    by: str
    reason: str
    past_due: bool
    """Whether the day it is due comes first: it does not move."""


@dataclass(frozen=True, slots=True)
class Attention:
    """What stands beside the item's steps, and where each thing is done; an address is empty where it cannot be."""

    aside: Aside | None
    raised: tuple[Raised, ...]
    away: date | None
    """Until when whoever works on it is away."""
    colleagues: tuple[Choice, ...]
    snooze: str
    wake: str
    escalate: str
    answer: str
    hand_over: str


def of(view: View, row: Item) -> Attention:
    """All of it, for a reader of the desk. Whoever acts for the company has no part in it."""
    alone = rules.is_of_desk_alone(view.actor, Permission.ITEM_ASSIGN, view.owner.partner_id)
    ours = alone and row.turn == Turn.DESK
    answers = rules.is_of_desk_alone(view.actor, Permission.ESCALATION_ANSWER, view.owner.partner_id)
    sees = rules.is_of_desk_alone(view.actor, Permission.NOTE_READ, view.owner.partner_id)
    found = attention.aside(row, on=view.on) if sees else None
    raised = attention.escalations(row) if sees else []
    open_ = any(each.answered_at is None for each in raised)
    at = [view.owner.id, row.key]
    given = alone and row.work != Work.ASSESSMENT
    return Attention(
        aside=_aside(found, row) if found else None,
        raised=tuple(map(_raised, raised)),
        away=attention.away(on=view.on).get(row.assignee_id) if row.assignee_id else None,
        colleagues=_colleagues(row, view) if given else (),
        snooze=reverse("desk_snooze", args=at) if ours and not found else "",
        wake=reverse("desk_snooze", args=at) if ours and found else "",
        escalate=reverse("desk_escalate", args=at) if ours and not open_ else "",
        answer=reverse("desk_escalate", args=at) if answers and open_ and row.turn == Turn.DESK else "",
        hand_over=reverse("desk_hand_over", args=at) if given else "",
    )


def _aside(found: Snooze, row: Item) -> Aside:
    past_due = row.due is not None and row.due < found.until
    return Aside(found.until, printable(str(found.by)), printable_lines(found.reason), past_due)


def _raised(found: Escalation) -> Raised:
    return Raised(
        day=days.of(found.at),
        by=printable(str(found.by)),
        reason=printable_lines(found.reason),
        outcome=found.outcome,
        answer=printable_lines(found.answer),
        answered_by=printable(str(found.answered_by or "")),
        answered=days.of(found.answered_at) if found.answered_at else None,
    )


def _colleagues(row: Item, view: View) -> tuple[Choice, ...]:
    roles = [role for role, held in OF_DESK.items() if Permission.ITEM_ASSIGN in held]
    found = attention.colleagues(row, roles, on=view.on)
    return tuple(Choice(str(p.id), printable(str(p)), False) for p in found if p.id != view.actor.person)
