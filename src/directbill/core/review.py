"""The yearly review: when it is due, when it opens, and which edition it is held under.

The edition's clock says what a year is counted from: the contract of the support plan, the month in which the partner
was first enrolled, or the period of enrollment.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from directbill.core import application, enrollment, form
from directbill.core.application import Answers, Draft, TaskStanding, TaskState
from directbill.core.edition import Adoption, Edition, Program, Review
from directbill.core.errors import refuse
from directbill.core.form import Form, Task, TaskKind, Value
from directbill.core.periods import Month

CONTRACT, ANNIVERSARY, PERIOD = "contract_renewal", "anniversary_month", "enrollment_period"
EXISTING = "existing_partner"


OPEN = frozenset({application.State.SUBMITTED, application.State.HELD})
"""Where a review stands until it is decided: it was sent from the beginning."""


RESUME = "resume"
FOLLOWS = {enrollment.State.REVOKED: "hold", enrollment.State.ENDED: "withdraw"}
"""What an open review does where its enrollment comes to one of these; elsewhere one that stood still goes on."""


class From(StrEnum):
    """What the day of a review was computed from."""

    CONTRACT = "contract"
    ANNIVERSARY = "anniversary"
    ENROLLMENT = "enrollment"


@dataclass(frozen=True, slots=True)
class Due:
    """The day by which a review is to be passed, and what it was computed from."""

    day: date
    counted_from: From
    base: date
    """The end of the contract, or the day of the first enrollment."""


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where that has no such day (29 February, the 31st)."""
    month = Month.of(day).plus(months)
    return min(date(month.year, month.month, 1) + timedelta(days=day.day - 1), month.last_day)


def due(clock: Review, *, enrolled: date, contract_ends: date | None, after: date, least: int = 0) -> Due:
    """The first review's day more than `least` days later than `after`: the day of the review before, or of enrollment.

    By the contract: the day it ends, or the same day of an earlier year where it runs for several; without one that
    lies ahead, as by the enrollment. By the anniversary month: its last day. By the period of enrollment: the day of
    the year on which the partner was enrolled.
    """
    soonest = after + timedelta(days=least)
    if clock.clock == CONTRACT and contract_ends is not None and contract_ends > soonest:
        return Due(_first(clock, contract_ends, soonest), From.CONTRACT, contract_ends)
    counted = From.ANNIVERSARY if clock.clock == ANNIVERSARY else From.ENROLLMENT
    turn = 1
    while (day := _yearly(clock, enrolled, turn)) <= soonest:
        turn += 1
    return Due(day, counted, enrolled)


def opens(found: Due, *, ahead: int) -> date:
    """The day on which the review opens: so many days before it is due."""
    return found.day - timedelta(days=ahead)


def told_on(clock: Review, found: Due) -> tuple[date, ...]:
    """The days on which the partner is told of a review that is not passed yet, the first one first."""
    return tuple(sorted(found.day - timedelta(days=days) for days in clock.notices))


def adopted(program: Program, *, now: Edition, review_due: date) -> Edition:
    """The edition of a review due on a day: the newest in force that binds partners already there by then.

    An edition binds whom it names from its day on, at the partner's next anniversary, renewal or period: that is, at
    the first review due on that day or later. Never an older edition than the partner's own.
    """
    later = (e for e in program.editions if e.enabled and e.effective > now.effective)
    return max((e for e in later if _binds(e.adoption, review_due)), key=lambda e: e.effective, default=now)


def follows(now: application.State, *, standing: enrollment.State) -> str:
    """What an open review does once its enrollment has come to a standing; empty where it goes on as it is.

    Where nothing may be sold any more there is nothing to review: it stands still, and goes on where an appeal gives
    the enrollment back. With the end it is withdrawn.
    """
    verb = FOLLOWS.get(standing, RESUME)
    return verb if application.TABLE.allows(now, verb) and now in OPEN else ""


def asked_again(questions: Form, requirements: Collection[str]) -> tuple[Task, ...]:
    """Tasks of a form that a review asks again: plain answers about a requirement that the review looks at.

    Accounts, people and files have pages of their own and are always as they are now.
    """
    wanted = frozenset(requirements)
    return tuple(
        t for t in questions.tasks if t.kind is TaskKind.ANSWERS and not wanted.isdisjoint(t.requirements)
    )


def changed(tasks: Iterable[Task], *, before: Draft, now: Draft) -> tuple[str, ...]:
    """Tasks that were answered before and are answered otherwise now, by what is asked; what is new has not changed."""
    return tuple(
        t.key
        for t in tasks
        if t.key in before and t.key in now and _said(t, before[t.key]) != _said(t, now[t.key])
    )


def certifies(again: Iterable[TaskStanding], *, altered: Collection[str], unchanged: bool) -> None:
    """Refuse to certify that nothing has changed where something is not answered yet, or was answered otherwise.

    Who says that something has changed says in words what; so nobody has to claim what it has not. Refuses
    `review_answers_open` with how many tasks are not finished, and `review_answers_changed`.
    """
    missing = sum(each.state is not TaskState.DONE for each in again)
    if missing and unchanged:
        raise refuse("review_answers_open", found=str(missing))
    if altered and unchanged:
        raise refuse("review_answers_changed", found=str(len(altered)))


def _said(task: Task, answers: Answers) -> dict[str, Value]:
    """The answers to what is asked; of a follow-up that is asked no more, nothing is said."""
    values = answers.values
    return {f.key: values[f.key] for f in form.asked(task.fields, values) if values.get(f.key)}


def _first(  # sentence: by which clock, counted back from when, after when
    clock: Review, ends: date, soonest: date
) -> date:
    """The first of the yearly days of a contract that ends on a day."""
    back = 0
    while months_after(ends, -clock.months * (back + 1)) > soonest:
        back += 1
    return months_after(ends, -clock.months * back)


def _binds(rules: Iterable[Adoption], review_due: date) -> bool:
    return any(rule.audience == EXISTING and rule.since <= review_due for rule in rules)


def _yearly(clock: Review, enrolled: date, turn: int) -> date:
    day = months_after(enrolled, clock.months * turn)
    return Month.of(day).last_day if clock.clock == ANNIVERSARY else day
