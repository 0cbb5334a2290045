"""Waivers: one person of the desk proposes, another one grants; over on their day, or withdrawn before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, keeping, standing_letters, standings, work
from directbill.actions.shape.keeping import Deed
from directbill.actions.shape.standings import Case
from directbill.core import departing, form, waiver, wording
from directbill.core.errors import refuse
from directbill.core.findings import Turn
from directbill.core.waiver import Act
from directbill.queries import days, departures, waivers
from directbill.records.models import Waiver

PROPOSE = "propose"
"""How it begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """A waiver of an enrollment, and the revision the actor saw."""

    partner: UUID
    waiver: UUID
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is proposed: which requirement is excused, and until which day."""

    requirement: str
    until: date


def propose(*, enrollment: UUID, wanted: Wanted, text: str, by: Actor, at: datetime) -> Waiver:
    """Propose to excuse an enrollment from a requirement until a day. Nobody is told until a second person grants it.

    Refuses `waiver_unknown` a requirement that the edition has not, `enrollment_over`, and what the core refuses.
    """
    with work.on(by, Permission.WAIVER_PROPOSE):
        person = work.person(by)
        case = standings.locked(enrollment)
        whole = departures.open_of(case.row).core()
        departing.held(whole, departing.PROPOSE)
        known = waivers.keys(case.row)
        if wanted.requirement not in known:
            raise refuse(
                "waiver_unknown", column="requirement", found=wanted.requirement, known=", ".join(known)
            )
        said = wording.plain(text, column="text", longest=form.LONGEST_TEXT)
        found = waiver.proposed(
            waiver.Waiver(wanted.requirement, wanted.until, str(person)),
            on=days.of(at),
            most=case.rules.waiver.count,
            reason=said,
            others=whole.waivers,
        )
        row = Waiver(
            partner_id=case.row.partner_id,
            enrollment=case.row,
            requirement=found.requirement,
            proposed_on=days.of(at),
            until=found.until,
            text=said,
            maker_id=person,
        )
        deed = Deed(verb=PROPOSE, side=Turn.DESK, by=by, at=at, text=said)
        keeping.keep(waiver.TABLE, row, deed, after=found.state)
        _written("propose", case, row, changes={"until": row.until.isoformat()}, by=by, at=at)
    return row


def grant(*, which: Which, by: Actor, at: datetime) -> Waiver:
    """Grant what another person proposed: from now on the requirement is excused, and the company is told."""
    with work.on(by, Permission.WAIVER_DECIDE, which.partner):
        return _decided("grant", which, text="", by=by, at=at)


def decline(*, which: Which, text: str, by: Actor, at: datetime) -> Waiver:
    """Decline what another person proposed, and say why. Nobody but the desk ever knew."""
    with work.on(by, Permission.WAIVER_DECIDE, which.partner):
        return _decided("decline", which, text=text, by=by, at=at)


def withdraw(*, which: Which, text: str, by: Actor, at: datetime) -> Waiver:
    """End what was granted before its day, and say why: the company is told."""
    with work.on(by, Permission.WAIVER_DECIDE, which.partner):
        return _decided("withdraw", which, text=text, by=by, at=at)


def expire(*, key: UUID, by: Actor, at: datetime) -> Waiver:
    """End a waiver once its last day is over. Refuses `waiver_not_due`, and by the table."""
    with work.on(by, Permission.ENROLLMENT_CLOCK):
        case, row = _locked(key)
        found = waiver.do(waivers.of_core(row), Act(verb="expire", on=days.of(at)))
        keeping.keep(waiver.TABLE, row, Deed(verb="expire", by=by, at=at), after=found.state)
        standing_letters.waived("expire", case, row, said="", at=at)
        _written("expire", case, row, changes={"state": row.state}, by=by, at=at)
    return row


def _decided(verb: str, which: Which, *, text: str, by: Actor, at: datetime) -> Waiver:
    """Refuses `not_there`, `revision_stale`, and what the core refuses."""
    person = work.person(by)
    case, row = _locked(which.waiver, partner=which.partner)
    if row.revision != which.revision:
        raise refuse("revision_stale", found=str(row.revision), seen=str(which.revision))
    said = wording.plain(text, column="text", longest=form.LONGEST_TEXT)
    found = waiver.do(waivers.of_core(row), Act(verb=verb, on=days.of(at), by=str(person), reason=said))
    if found.state is waiver.State.GRANTED:
        row.approver_id = person
    keeping.keep(waiver.TABLE, row, Deed(verb=verb, by=by, at=at, text=said), after=found.state)
    standing_letters.waived(verb, case, row, said=said, at=at)
    _written(verb, case, row, changes={"state": row.state}, by=by, at=at)
    return row


def _locked(key: UUID, *, partner: UUID | None = None) -> tuple[Case, Waiver]:
    """The enrollment, then its waiver: locked in the order in which everybody locks them."""
    of = Waiver.objects.filter(id=key).values_list("enrollment_id", flat=True).first()
    if of is None:
        raise refuse("not_there")
    case = standings.locked(of, partner=partner)
    return case, work.lock(Waiver.objects.select_related("maker"), id=key)


def _written(  # sentence: what was done, whose, which waiver
    verb: str, case: Case, row: Waiver, *, changes: Mapping[str, object], by: Actor, at: datetime
) -> None:
    audit.write(
        f"waiver:{verb}",
        by=by,
        at=at,
        subject=("enrollment", case.row.reference),
        partner=row.partner_id,
        changes=audit.changed({}, {"requirement": row.requirement, **changes}),
        edition=case.row.edition,
    )
