"""Leaving: a partner gives notice, may take it back, and on its day the enrollment ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from directbill.access import rules
from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, ending, keeping, sending, standing_letters, standings, work
from directbill.actions.shape.keeping import Deed
from directbill.actions.shape.standings import Case
from directbill.core import departing, form, leaving, wording
from directbill.core import enrollment as enrollments
from directbill.core.errors import refuse
from directbill.core.findings import Turn
from directbill.queries import days, departures, dossier
from directbill.records.models import Leaving

GIVE = "give"
"""How it begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """An enrollment, and the revision of it that the actor saw."""

    partner: UUID
    enrollment: UUID
    revision: int


def give(*, which: Which, reason: str, by: Actor, at: datetime) -> Leaving:
    """Give notice. Only a Global administrator of the tenant, who proved who they are a short while ago.

    Refuses `enrollment_over`, `leaving_given` where notice was given before, and `revision_stale`.
    """
    with work.on(by, Permission.LEAVING_GIVE, which.partner):
        sending.may_send(by, at)
        case = _locked(which)
        sending.of_the_tenant(by, dossier.of(case.row.application, on=days.of(at)))
        departing.held(departures.open_of(case.row).core(), departing.GIVE)
        standing = enrollments.State(case.row.state)
        found = leaving.given(standing, on=days.of(at), days=case.rules.exit.count)
        row = Leaving(
            partner_id=case.row.partner_id,
            enrollment=case.row,
            given_on=found.given_on,
            ends_on=found.ends_on,
            text=wording.plain(reason, column="text", longest=form.LONGEST_TEXT),
        )
        deed = Deed(verb=GIVE, side=Turn.APPLICANT, by=by, at=at, text=row.text)
        keeping.keep(leaving.TABLE, row, deed, after=found.state)
        standing_letters.left("leaving_given", case, row, at=at)
        _written("give", case, row, changes={"ends": row.ends_on.isoformat()}, by=by, at=at)
    return row


def take_back(*, which: Which, by: Actor, at: datetime) -> Leaving:
    """Stay: until the day before, notice can be taken back. Refuses `not_there`, `leaving_day_came`."""
    with work.on(by, Permission.LEAVING_GIVE, which.partner):
        rules.require_administrator(by)
        case = _locked(which)
        row = _given(case)
        found = leaving.taken_back(departures.of_core(row), on=days.of(at))
        keeping.keep(leaving.TABLE, row, Deed(verb="take_back", by=by, at=at), after=found.state)
        standing_letters.left("leaving_taken_back", case, row, at=at)
        _written("take_back", case, row, changes={"state": row.state}, by=by, at=at)
    return row


def carry_out(*, enrollment: UUID, by: Actor, at: datetime) -> Leaving:
    """End the enrollment on the day of the notice. Refuses `leaving_not_due`, and `not_there` where none is given."""
    with work.on(by, Permission.ENROLLMENT_CLOCK):
        case = standings.locked(enrollment)
        row = _given(case)
        found = leaving.carried_out(departures.of_core(row), on=days.of(at))
        keeping.keep(leaving.TABLE, row, Deed(verb="carry_out", by=by, at=at), after=found.state)
        ending.end(case, standings.Deed(verb="end", by=by, at=at, cause=leaving.TABLE.name))
        standing_letters.left("leaving_carried_out", case, row, at=at)
        _written("carry_out", case, row, changes={"standing": case.row.state}, by=by, at=at)
    return row


def _locked(which: Which) -> Case:
    case = standings.locked(which.enrollment, partner=which.partner)
    if case.row.revision != which.revision:
        raise refuse("revision_stale", found=str(case.row.revision), seen=str(which.revision))
    return case


def _given(case: Case) -> Leaving:
    row = departures.given(case.row)
    if row is None:
        raise refuse("not_there")
    return row


def _written(  # sentence: what was done, whose, which notice
    verb: str, case: Case, row: Leaving, *, changes: Mapping[str, object], by: Actor, at: datetime
) -> None:
    audit.write(
        f"leaving:{verb}",
        by=by,
        at=at,
        subject=("enrollment", case.row.reference),
        partner=row.partner_id,
        changes=audit.changed({}, changes),
        reason=row.text,
        edition=case.row.edition,
    )
