"""What every act on an enrollment shares: it is locked with its restrictions; the core's step, and what is kept."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from directbill.access.actor import Actor
from directbill.actions.shape import references, restriction_letters, standing_still, work
from directbill.core import course, ladder, restriction, review
from directbill.core.course import Act, Course
from directbill.core.enrollment import State
from directbill.core.findings import Turn
from directbill.core.ladder import Step
from directbill.core.signals import Signal
from directbill.core.standing import Rules
from directbill.core.work import Work
from directbill.queries import days, enrollments, program
from directbill.records.models import (
    Application,
    Enrollment,
    EnrollmentStep,
    ItemStep,
    Restriction,
    RestrictionStep,
)

PREFIX = "ENR"
LADDER = "ladder"
ANNOUNCE, PROPOSE = "announce", "propose"
"""How a restriction begins: by the clock, or by a person of the desk."""


@dataclass(slots=True)
class Case:
    """An enrollment, locked, with its restrictions as rows and as the core works with them."""

    row: Enrollment
    rows: list[Restriction]
    rules: Rules
    course: Course


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why something is restricted: the signal and what it is about, and the figures as they are now."""

    signal: str
    subject: str
    params: dict[str, str]

    @property
    def key(self) -> str:
        return f"{self.signal}:{self.subject}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What is kept of an act: the verb, by whom, when, in which words, and for which cause."""

    verb: str
    by: Actor
    at: datetime
    text: str = ""
    cause: str = ""


def locked(key: UUID, *, partner: UUID | None = None) -> Case:
    """The enrollment with its restrictions. Refuses `not_there`."""
    rows = Enrollment.objects.select_related("partner", "application")
    found = work.lock(rows.filter(partner_id=partner) if partner else rows, id=key)
    restrictions = enrollments.rows_of(found)
    return Case(found, restrictions, enrollments.rules(found), enrollments.course(found, restrictions))


def begin(owner: Application, *, by: Actor, at: datetime) -> Enrollment | None:
    """The enrollment of an application that ended well; None where its program says nothing of remaining a partner."""
    rules = program.standing(owner.edition)
    if rules is None or owner.review_of_id is not None:
        return None
    today = days.of(owner.closed_at or at)
    begins = max(_begins(owner, rules) or today, today)
    row = Enrollment(
        reference=references.new(PREFIX),
        partner_id=owner.partner_id,
        application=owner,
        region=enrollments.region(owner),
        program=owner.program,
        edition=owner.edition,
        since=today,
        enrolled_on=today,
        begins_on=begins,
    )
    row.save(force_insert=True)
    _changed(row, Deed(verb="enroll", by=by, at=at), before="", on=today)
    if begins <= days.of(at):
        to_state(row, State.ACTIVE, Deed(verb="activate", by=by, at=at))
    return row


def to_state(  # sentence: which enrollment, to which state, how
    row: Enrollment, after: State, deed: Deed
) -> None:
    """Keep a change of its state, from today on."""
    before, row.state = row.state, after
    row.since = days.of(deed.at)
    row.revision += 1
    _changed(row, deed, before=before, on=row.since)
    row.save()


def announce(
    case: Case, cause: Cause, *, steps: tuple[Step, ...], by: Actor, at: datetime, text: str = ""
) -> Restriction:
    """One more restriction: announced by the clock; where a person asks for it, proposed and told to nobody yet."""
    person = str(by.person or "")
    today, terms = days.of(at), case.rules.terms
    case.course = course.announced(case.course, cause.key, steps=steps, on=today, terms=terms, by=person)
    fresh = case.course.restrictions[-1]
    row = Restriction(
        partner_id=case.row.partner_id,
        enrollment=case.row,
        number=fresh.number,
        cause=fresh.cause,
        params=cause.params,
        edition=case.row.edition,
        announced_on=today,
        revision=0,
    )
    case.rows.append(row)
    deed = Deed(verb=PROPOSE if person else ANNOUNCE, text=text, by=by, at=at)
    _keep(case, row, fresh, deed=deed)
    _tell(case, row, deed)
    return row


def steps(case: Case, kind: Signal, *, begins: date, edition: str = "") -> tuple[Step, ...]:
    """The steps a signal leads to from a day on: the ladder of an edition, else of its own, or the state it names."""
    if kind.leads_to == LADDER:
        return ladder.planned(program.edition(edition or case.row.edition).ladder, begins=begins)
    return (Step(State(kind.leads_to), begins),)


def do(case: Case, act: Act, *, by: Actor, at: datetime) -> Restriction:
    """One act on a restriction: the core asked, rows and steps kept, the enrollment moved, whoever must know told."""
    before = case.course
    case.course = course.do(before, act, terms=case.rules.terms)
    row = case.rows[act.number - 1]
    deed = Deed(verb=act.verb, text=act.reason, cause=row.cause, by=by, at=at)
    _keep(case, row, case.course.restrictions[act.number - 1], deed=deed)
    for verb in course.path(before.state, case.course.state):
        to_state(case.row, case.course.state, replace(deed, verb=verb))
    standing_still.follow(case.row, by, at=at)
    if case.course.state is State.REVOKED and before.state is not State.REVOKED:
        months = case.rules.lockout_months.count
        case.row.locked_until = review.months_after(days.of(at), months)
        case.row.save(update_fields=["locked_until"])
    _tell(case, row, deed)
    return row


def end(case: Case, deed: Deed) -> None:
    """End the enrollment today: its restrictions are closed, and what was open about them with it."""
    before = case.course
    case.course = course.ended(before)
    for row, was, now in zip(case.rows, before.restrictions, case.course.restrictions, strict=True):
        if was != now:
            _keep(case, row, now, deed=replace(deed, verb="close"))
    case.row.ended_on = days.of(deed.at)
    to_state(case.row, case.course.state, replace(deed, verb="end"))


def due(found: restriction.Restriction) -> date | None:
    """By when whoever's turn it is must act: the next step's day, a trial's or lift's, or the desk's working days."""
    if restriction.TABLE.turns[found.state] is Turn.DESK:
        return None
    if found.until is not None and found.state in restriction.TRIAL | {restriction.State.LIFT_DECIDED}:
        return found.until
    following = ladder.next_step(found.steps, taken=found.taken)
    return following.on if following and found.state is restriction.State.OPEN else None


def _keep(  # sentence: whose, which row, as it is now
    case: Case, row: Restriction, now: restriction.Restriction, *, deed: Deed
) -> None:
    before = row.state if row.revision else ""
    row.state, row.turn = now.state, restriction.TABLE.turns[now.state]
    row.plan = [{"state": s.state.value, "on": s.on.isoformat() if s.on else None} for s in now.steps]
    row.taken, row.since, row.until, row.appealed = now.taken, now.since, now.until, now.appealed
    row.maker_id = UUID(now.maker) if now.maker else None
    row.hands = sorted(now.hands)
    row.due = _desk_due(case, deed.at) if row.turn == Turn.DESK else due(now)
    row.revision += 1
    row.save()
    RestrictionStep.objects.create(
        partner_id=row.partner_id,
        restriction=row,
        number=row.revision,
        verb=deed.verb,
        before=before,
        after=row.state,
        side=_side(deed.verb),
        at=deed.at,
        by=deed.by.key,
        by_name=deed.by.name,
        text=deed.text,
        until=row.until,
        plan=row.plan,
    )


def _tell(case: Case, row: Restriction, deed: Deed) -> None:
    about = restriction_letters.About(case.row, row, case.rules, deed.at, deed.text)
    restriction_letters.told(about, verb=deed.verb)


def _side(verb: str) -> Turn:
    if verb == PROPOSE:
        return Turn.DESK
    return Turn.NOBODY if verb == ANNOUNCE else restriction.TABLE.doer(verb)


def _desk_due(case: Case, at: datetime) -> date:
    """The desk answers within the days there are before the next step can come again."""
    return date.fromordinal(days.of(at).toordinal() + case.rules.again.count)


def _changed(row: Enrollment, deed: Deed, *, before: str, on: date) -> None:
    EnrollmentStep.objects.create(
        partner_id=row.partner_id,
        enrollment=row,
        number=row.revision,
        verb=deed.verb,
        before=before,
        after=row.state,
        on=on,
        at=deed.at,
        by=deed.by.key,
        by_name=deed.by.name,
        cause=deed.cause,
    )


def _begins(owner: Application, rules: Rules) -> date | None:
    """The day from which on the company may sell, where the decision set one."""
    steps = ItemStep.objects.filter(
        item__application=owner, item__work=Work.DECISION, given__has_key=rules.begins
    )
    last = steps.order_by("-at", "-number").first()
    given = str(last.given[rules.begins]) if last else ""
    return date.fromisoformat(given) if given else None
