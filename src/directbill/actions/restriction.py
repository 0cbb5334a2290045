"""Restrictions: announced or proposed, answered by the partner, decided by two people, carried out by the clock.

The verbs are rows of the core's table, and one action does any of them that a person does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from directbill.access import deeds
from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, restriction_letters, standings, work
from directbill.actions.shape.restriction_letters import About
from directbill.actions.shape.standings import Case, Cause
from directbill.core import course, form, ladder, wording
from directbill.core.course import Act
from directbill.core.errors import refuse
from directbill.queries import days, reminders
from directbill.records.models import Restriction


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """A restriction of an enrollment, and the revision the actor saw."""

    partner: UUID
    enrollment: UUID
    number: int
    revision: int


def propose(
    *, enrollment: UUID, signal: str, subject: str, text: str, by: Actor, at: datetime
) -> Restriction:
    """Propose to restrict, for a cause of the program's list. A second person announces it or drops it.

    Its ladder is that of the edition. Refuses `reason_missing`, `restriction_cause_unknown`, `restriction_there`.
    """
    with work.on(by, Permission.RESTRICTION_REVIEW):
        work.person(by)
        case = standings.locked(enrollment)
        said = _said(text)
        if not said.strip():
            raise refuse("reason_missing", column="text", found=signal)
        kind = case.rules.signal(signal)
        if kind is None or not kind.leads_to:
            known = ", ".join(each.key for each in case.rules.signals if each.leads_to)
            raise refuse("restriction_cause_unknown", column="signal", found=signal, known=known)
        steps = standings.steps(case, kind, begins=days.of(at))
        cause = Cause(signal=signal, subject=_said(subject), params={})
        row = standings.announce(case, cause, steps=steps, text=said, by=by, at=at)
        _written("propose", case, row, changes={"cause": row.cause}, by=by, at=at)
    return row


def do(
    *, which: Which, verb: str, text: str = "", until: date | None = None, by: Actor, at: datetime
) -> Restriction:
    """Do a verb of a person on a restriction, or be refused with the reason.

    An extension gives no more days than the program's data allow. Refuses `restriction_too_long`, `revision_stale`,
    and what the core refuses.
    """
    with work.on(by, deeds.of_restriction(verb), which.partner):
        person = str(work.person(by))
        case = standings.locked(which.enrollment, partner=which.partner)
        before = _row(case, which.number)
        if before.revision != which.revision:
            raise refuse("revision_stale", found=str(before.revision), seen=str(which.revision))
        _within(case, before, verb=verb, until=until, on=days.of(at))
        act = Act(number=which.number, verb=verb, on=days.of(at), by=person, reason=_said(text), until=until)
        row = standings.do(case, act, by=by, at=at)
        _written("do", case, row, changes={"verb": verb, "state": row.state}, by=by, at=at)
    return row


def take(*, restriction: UUID, by: Actor, at: datetime) -> Restriction:
    """What the clock does with a restriction on its day: the next step, a lift that takes effect, a trial that is over.

    One step at a time. Refuses `restriction_not_due`.
    """
    with work.on(by, Permission.ENROLLMENT_CLOCK):
        case, number = _of(restriction)
        acts = {act.number: act for act in course.due(case.course, on=days.of(at))}
        if number not in acts:
            raise refuse("restriction_not_due", found=case.rows[number - 1].cause)
        row = standings.do(case, acts[number], by=by, at=at)
        changes = {"verb": acts[number].verb, "state": row.state, "standing": case.row.state}
        _written("take", case, row, changes=changes, by=by, at=at)
    return row


def remind(*, restriction: UUID, by: Actor, at: datetime) -> Restriction:
    """Tell of the next step on one of the days set for it. Refuses `restriction_not_due`."""
    with work.on(by, Permission.ENROLLMENT_CLOCK):
        case, number = _of(restriction)
        row = case.rows[number - 1]
        row.enrollment = case.row
        following = ladder.next_step(case.course.restrictions[number - 1].steps, taken=row.taken)
        last = reminders.told_on(row, on=days.of(at))
        if last is None or following is None:
            raise refuse("restriction_not_due", found=row.cause)
        notices = restriction_letters.reminded(About(case.row, row, case.rules, at), day=last)
        changes = {"next": following.state, "on": str(following.on), "told": len(notices)}
        _written("remind", case, row, changes=changes, by=by, at=at)
    return row


def _of(restriction: UUID) -> tuple[Case, int]:
    found = Restriction.objects.filter(id=restriction).values_list("enrollment_id", "number").first()
    if found is None:
        raise refuse("not_there")
    return standings.locked(found[0]), found[1]


def _row(case: Case, number: int) -> Restriction:
    if not 1 <= number <= len(case.rows):
        raise refuse("not_there")
    return case.rows[number - 1]


def _within(case: Case, row: Restriction, *, verb: str, until: date | None, on: date) -> None:
    """An extension moves the next step by no more than the days of the data."""
    most = case.rules.extension.count
    following = row.plan[row.taken]["on"] if row.taken < len(row.plan) else None
    base = date.fromisoformat(following) if following else on
    if verb == "extend" and until is not None and (until - max(base, on)).days > most:
        raise refuse("restriction_too_long", column="until", found=until.isoformat(), most=str(most))


def _said(text: str) -> str:
    return wording.plain(text, column="text", longest=form.LONGEST_TEXT)


def _written(  # sentence: what was done, whose, with which
    verb: str, case: Case, row: Restriction, *, changes: Mapping[str, object], by: Actor, at: datetime
) -> None:
    """The event. Words are in the step; those of the desk to the desk are nobody else's."""
    audit.write(
        f"restriction:{verb}",
        by=by,
        at=at,
        subject=("enrollment", f"{case.row.reference}/{row.number}"),
        partner=case.row.partner_id,
        changes=audit.changed({}, changes),
        edition=case.row.edition,
    )
