"""The course of an enrollment: its state with everything that is open about it, and what one act makes of it.

`do` does one act on a restriction, or refuses it with the reason; the enrollment's own state then follows from what
holds. Actions, buttons and the search over all states use these functions and nothing else.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from directbill.core import enrollment, ladder, restriction
from directbill.core.enrollment import REDUCED
from directbill.core.errors import Refusal, refuse
from directbill.core.findings import Turn
from directbill.core.ladder import Step
from directbill.core.restriction import Restriction


@dataclass(frozen=True, slots=True)
class Course:
    """An enrollment and its restrictions, those that are over included: numbers are places, from 1."""

    state: enrollment.State = enrollment.State.PENDING_ACTIVATION
    restrictions: tuple[Restriction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One verb on one restriction on a day, by somebody. `reason` is what the other side will read."""

    number: int
    verb: str
    on: date
    by: str = ""
    reason: str = ""
    until: date | None = None
    """The day an extension, a trial or a lift names."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Days of the program's data: how long a restriction is announced before it begins to take or goes on to take."""

    announced: int
    """Days between the announcement and the first step."""
    again: int
    """Days there are at least before the next step, after it stood still."""
    appeal: int
    """Days after a step in which it can be appealed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An act held against everything its guards read."""

    course: Course
    act: Act
    restriction: Restriction
    terms: Terms


Guard = Callable[[Asked], Refusal | None]


def second_person(asked: Asked) -> Refusal | None:
    """Who proposed does not decide. No exception for anybody."""
    same = asked.act.verb in restriction.CHECKS and asked.act.by == asked.restriction.maker
    return refuse("second_person_needed", found=asked.restriction.cause) if same else None


def took_no_part(asked: Asked) -> Refusal | None:
    """An appeal is heard by somebody who never had a hand in it."""
    took = asked.act.verb in restriction.HEARS and asked.act.by in asked.restriction.hands
    return refuse("took_part", found=asked.restriction.cause) if took else None


def one_appeal(asked: Asked) -> Refusal | None:
    """A restriction is appealed once."""
    again = asked.act.verb == "appeal" and asked.restriction.appealed
    return refuse("done_before", found=asked.restriction.cause, verb="restriction.appeal") if again else None


def reason_given(asked: Asked) -> Refusal | None:
    """What goes against somebody, or asks for something, says why."""
    needed = asked.act.verb in restriction.REASONED and not asked.act.reason.strip()
    return refuse("reason_missing", column="reason", found=asked.restriction.cause) if needed else None


def appeal_in_time(asked: Asked) -> Refusal | None:
    """What was announced, or taken, can be appealed for some days."""
    last = asked.restriction.since + timedelta(days=asked.terms.appeal)
    late = asked.act.verb == "appeal" and asked.act.on > last
    return refuse("appeal_too_late", found=asked.restriction.cause, last=last.isoformat()) if late else None


def step_is_due(asked: Asked) -> Refusal | None:
    """A step is taken on its day, never before."""
    found = asked.restriction
    takes = asked.act.verb in restriction.TAKES
    early = takes and not ladder.is_due(found.steps, taken=found.taken, on=asked.act.on)
    return refuse("restriction_not_due", found=found.cause) if early else None


def its_own_verb(asked: Asked) -> Refusal | None:
    """A step that revokes has a verb of its own: after it there is nothing but an appeal."""
    found = asked.restriction
    if asked.act.verb not in restriction.TAKES:
        return None
    other = _takes(found) != asked.act.verb
    return refuse("restriction_other_step", found=found.cause) if other else None


def nothing_taken(asked: Asked) -> Refusal | None:
    """What has begun is not cancelled by a rule: people lift it."""
    begun = asked.act.verb == "cancel" and asked.restriction.taken > 0
    return refuse("restriction_begun", found=asked.restriction.cause) if begun else None


def something_taken(asked: Asked) -> Refusal | None:
    """Rights are given back under conditions only where some were taken: before that, there is nothing to give."""
    nothing = asked.act.verb == "lift_partly" and asked.restriction.taken == 0
    return refuse("restriction_not_begun", found=asked.restriction.cause) if nothing else None


def day_named(asked: Asked) -> Refusal | None:
    """An extension and a trial name a day that is still to come; a lift takes effect today at the earliest."""
    if asked.act.verb not in {"extend", "lift_partly", "lift"}:
        return None
    early = asked.act.until is None or asked.act.until < asked.act.on
    return refuse("restriction_day_past", column="until", found=str(asked.act.until or "")) if early else None


def day_has_come(asked: Asked) -> Refusal | None:
    """A lift takes effect on its day; a trial is over the day after its last."""
    until, on = asked.restriction.until, asked.act.on
    early = (asked.act.verb == "take_effect" and until is not None and on < until) or (
        asked.act.verb == "resume" and until is not None and on <= until
    )
    return refuse("restriction_not_due", found=asked.restriction.cause) if early else None


GUARDS: tuple[Guard, ...] = (
    second_person,
    took_no_part,
    one_appeal,
    appeal_in_time,
    step_is_due,
    its_own_verb,
    nothing_taken,
    something_taken,
    day_has_come,
    reason_given,
    day_named,
)
"""In the order in which they are held; the first that refuses is what is told."""


def began(course: Course) -> Course:
    """The course once the agreement is in force and its day has come."""
    return replace(course, state=enrollment.TABLE.after(course.state, "activate"))


def ended(course: Course) -> Course:
    """The course after its end: everything that was open is closed."""
    state = enrollment.TABLE.after(course.state, "end")
    closed = tuple(
        replace(r, state=restriction.State.CLOSED) if restriction.TABLE.allows(r.state, "close") else r
        for r in course.restrictions
    )
    return Course(state, closed)


def announced(
    course: Course, cause: str, *, steps: tuple[Step, ...], on: date, terms: Terms, by: str = ""
) -> Course:
    """The course with one more restriction: proposed, where a person of the desk asks for it; else open at once.

    Its first step comes no sooner than the days of announcement, whatever the steps say. Refuses `restriction_there`
    where one of the same cause is open, and `enrollment_over`.
    """
    if course.state in {enrollment.State.ENDED, enrollment.State.PENDING_ACTIVATION}:
        raise refuse("enrollment_over")
    if any(r.cause == cause and r.state not in restriction.UNDONE for r in course.restrictions):
        raise refuse("restriction_there", found=cause)
    fresh = Restriction(
        number=len(course.restrictions) + 1,
        cause=cause,
        steps=ladder.put_off(steps, taken=0, until=on + timedelta(days=terms.announced)),
        since=on,
        state=restriction.State.PROPOSED if by else restriction.State.OPEN,
        maker=by,
        hands=frozenset({by} - {""}),
    )
    return replace(course, restrictions=(*course.restrictions, fresh))


def do(course: Course, act: Act, *, terms: Terms, guards: tuple[Guard, ...] = GUARDS) -> Course:
    """The course after an act: the restriction moved, and the enrollment where what holds keeps it.

    Refuses `not_there`, `step_not_allowed` and `step_after_end` by the table, and what the guards refuse.
    """
    if not 1 <= act.number <= len(course.restrictions):
        raise refuse("not_there")
    asked = Asked(course, act, course.restrictions[act.number - 1], terms)
    after = restriction.TABLE.after(asked.restriction.state, act.verb)
    for guard in guards:
        if (refusal := guard(asked)) is not None:
            raise refusal
    moved = _moved(asked, after)
    place = act.number - 1
    rows = (*course.restrictions[:place], moved, *course.restrictions[place + 1 :])
    return settled(replace(course, restrictions=rows))


def verbs(  # sentence: of whose course, which restriction, who
    course: Course, number: int, by: str, *, on: date, terms: Terms
) -> tuple[str, ...]:
    """What somebody may do with a restriction now, in the table's order, reason and day given where needed."""
    found = course.restrictions[number - 1]
    named = dict.fromkeys(restriction.TABLE.verbs(found.state))
    asked = (
        Asked(course, Act(number=number, verb=v, on=on, by=by, reason=v, until=on), found, terms)
        for v in named
    )
    return tuple(a.act.verb for a in asked if not any(guard(a) for guard in GUARDS))


def settled(course: Course) -> Course:
    """The course with the enrollment's state as its restrictions keep it: the furthest of them holds."""
    if course.state in {enrollment.State.ENDED, enrollment.State.PENDING_ACTIVATION}:
        return course
    return replace(course, state=held(course.restrictions))


def held(restrictions: tuple[Restriction, ...]) -> enrollment.State:
    """The furthest state that any restriction keeps the enrollment in; active where none does."""
    order = (enrollment.State.ACTIVE, enrollment.State.ACTIVE_WITH_CONDITIONS, *REDUCED)
    return max((r.holds for r in restrictions if r.holds is not None), key=order.index, default=order[0])


def path(before: enrollment.State, after: enrollment.State) -> Iterator[str]:
    """The verb of the enrollment's table by which its state changed; nothing where it did not."""
    if before is not after:
        yield enrollment.verb_to(before, after)


def due(course: Course, *, on: date) -> Iterator[Act]:
    """What the clock does on a day: one act for each restriction, in their order."""
    for found in course.restrictions:
        if verb := _clock_verb(found, on):
            yield Act(number=found.number, verb=verb, on=on)


def _clock_verb(found: Restriction, on: date) -> str:
    match found.state:
        case restriction.State.OPEN if ladder.is_due(found.steps, taken=found.taken, on=on):
            return _takes(found)
        case restriction.State.LIFT_DECIDED if found.until is None or found.until <= on:
            return "take_effect"
        case restriction.State.ON_TRIAL if found.until is not None and found.until < on:
            return "resume"
        case _:
            return ""


def _takes(found: Restriction) -> str:
    following = ladder.next_step(found.steps, taken=found.taken)
    revokes = following is not None and following.state is enrollment.State.REVOKED
    return "revoke" if revokes else "take_step"


def _moved(asked: Asked, after: restriction.State) -> Restriction:
    act, now = asked.act, asked.restriction
    by_desk = act.by and restriction.TABLE.doer(act.verb) is Turn.DESK
    takes = act.verb in restriction.TAKES
    return replace(
        now,
        state=after,
        steps=_steps(asked),
        since=act.on if takes or act.verb == "confirm" else now.since,
        taken=now.taken + takes,
        maker=act.by if act.verb in restriction.MAKES else "",
        hands=now.hands | ({act.by} if by_desk else frozenset()),
        appealed=now.appealed or act.verb == "appeal",
        until=act.until if act.verb in {"lift", "lift_partly"} else now.until,
    )


def _steps(asked: Asked) -> tuple[Step, ...]:
    """The dates after an act: an extension moves them, and so does time that went by while they stood still."""
    act, now = asked.act, asked.restriction
    until = None
    if act.verb == "extend":
        until = act.until
    elif act.verb in restriction.GIVES_TIME:
        until = act.on + timedelta(days=asked.terms.again)
    elif act.verb == "confirm":
        until = act.on + timedelta(days=asked.terms.announced)
    return now.steps if until is None else ladder.put_off(now.steps, taken=now.taken, until=until)
