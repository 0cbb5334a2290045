"""The customers of a transition: listed by the company, moved step by step, each verified by the desk."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from directbill.access import deeds
from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import keeping, transition_letters, transitioning, work
from directbill.actions.shape.keeping import Deed
from directbill.actions.shape.transitioning import Moving
from directbill.actions.shape.transitioning import Which as Whole
from directbill.core import departing, form, moving, wording
from directbill.core.errors import refuse
from directbill.core.findings import Turn
from directbill.core.form import Value, Values
from directbill.core.moving import Act, Line, Way
from directbill.queries import days
from directbill.records.models import CustomerMove

LIST = "list"
"""How it begins."""
TABLE = moving.TABLE.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """A customer of a transition by its number, and the revision of it that the actor saw."""

    partner: UUID
    transition: UUID
    number: int
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What was sent with a verb: words, values of what was asked for, and the number of a line."""

    text: str = ""
    values: Values = field(default_factory=dict)
    line: int = 0


def add(*, which: Whole, names: Sequence[str], by: Actor, at: datetime) -> list[CustomerMove]:
    """List customers: those of the ledger that were chosen, and others by name. One that is listed is not listed twice.

    Refuses `customer_name_missing` where nothing was named, and `transition_no_list` before it is approved or after.
    """
    with work.on(by, Permission.TRANSITION_WORK, which.partner):
        found = transitioning.locked(which.transition, partner=which.partner)
        departing.held(transitioning.core(found), departing.LIST)
        cleaned = (wording.plain(n, column="names", longest=form.LONGEST_LINE) for n in names)
        known = {row.name for row in found.moves if row.state != moving.State.REMOVED}
        wanted = [name for name in dict.fromkeys(cleaned) if name]
        if not wanted:
            raise refuse("customer_name_missing", column="names")
        rows = [_listed(found, name, by=by, at=at) for name in wanted if name not in known]
        changes = {"customers": ", ".join(row.name for row in rows)}
        transitioning.written("customer_move:add", found, changes=changes, by=by, at=at)
    return rows


def do(*, which: Which, verb: str, sent: Sent, by: Actor, at: datetime) -> CustomerMove:
    """Do a verb on a customer's move, once the provider accepted; one listed by mistake is removed at any time.

    Refuses `transition_not_moving`, `not_there`, `revision_stale`, and what the core refuses.
    """
    with work.on(by, deeds.of_customer_move(verb), which.partner):
        found = transitioning.locked(which.transition, partner=which.partner)
        row = next((each for each in found.moves if each.number == which.number), None)
        if row is None:
            raise refuse("not_there")
        if row.revision != which.revision:
            raise refuse("revision_stale", found=str(row.revision), seen=str(which.revision))
        departing.held(transitioning.core(found), f"{TABLE}.{verb}")
        given = transitioning.checked(found, f"{TABLE}.{verb}", sent.values)
        text = transitioning.said(sent.text)
        act = Act(verb=verb, reason=text, lines=_lines(given.get("lines", [])), line=sent.line)
        _given(row, verb, given, at=at)
        deed = Deed(verb=verb, by=by, at=at, text=text, values={**given, "line": str(sent.line or "")})
        transitioning.move(found, row, deed, act=act)
        transition_letters.moved(found, row, verb, said=text, at=at)
        transitioning.written(
            "customer_move:do",
            found,
            changes={"verb": verb, "name": row.name},
            by=by,
            at=at,
            about=f"/{row.number}",
        )
    return row


def _listed(found: Moving, name: str, *, by: Actor, at: datetime) -> CustomerMove:
    row = CustomerMove(
        partner_id=found.row.partner_id,
        transition=found.row,
        enrollment=found.case.row,
        number=len(found.moves) + 1,
        name=name,
        turn=moving.TABLE.turns[moving.TABLE.initial],
    )
    found.moves.append(row)
    deed = Deed(verb=LIST, side=Turn.APPLICANT, by=by, at=at)
    keeping.keep(moving.TABLE, row, deed, after=moving.TABLE.initial)
    return row


def _given(row: CustomerMove, verb: str, given: dict[str, Value], *, at: datetime) -> None:
    """What is recorded of a customer beside its state. Refuses days that cannot be."""
    if verb == "record_consent":
        informed, consented = (transitioning.day(given[key]) for key in ("informed_on", "consented_on"))
        moving.in_order(informed, consented, on=days.of(at))
        row.consent = given
    if verb == "confirm_agreement":
        row.agreement = given


def _lines(given: Value) -> tuple[Line, ...]:
    rows = given if isinstance(given, list) else []
    return tuple(
        Line(
            name=each["name"],
            kind=each["kind"],
            way=Way(each["way"]),
            ends=form.day(each["ends"]) if each.get("ends") else None,
        )
        for each in rows
    )
