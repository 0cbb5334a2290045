"""A restriction as its page shows it: five answers, what each step stops, history, and what may be done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from directbill.access import deeds
from directbill.actions.shape import restriction_letters
from directbill.core import course, restriction
from directbill.core.capabilities import Capability, Permit
from directbill.core.enrollment import State
from directbill.core.findings import Turn
from directbill.core.ladder import Step
from directbill.queries import days, enrollments
from directbill.records.models import Restriction, RestrictionStep
from directbill.web.ui.enrolled import View
from directbill.web.ui.itemized import Answer, Button, Deed, capital

INNER = restriction_letters.SILENT
"""Acts whose words are the desk's own: the partner reads nothing of them."""
NAMES_AN_END = frozenset({"lift", "lift_partly"})
"""Verbs that name the day on which they take effect, or the last of a trial."""
MOVES = restriction.GIVES_TIME | {"announce", "confirm", "extend"}
"""Verbs that set the day of the next step."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One step of the plan: its day, how far away that is, whether it was taken, and what it does."""

    word: str
    tone: str
    when: str
    says: str
    stops: tuple[str, ...]
    goes_on: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything of one restriction."""

    number: int
    title: str
    word: str
    tone: str
    help: str
    answers: tuple[Answer, ...]
    steps: tuple[Planned, ...]
    lockout: str
    buttons: tuple[Button, ...]
    history: tuple[Deed, ...]
    source: str
    revision: int


def row_of(view: View, number: int) -> Restriction | None:
    """A restriction by its number, if this reader was told of it."""
    return next((each for each in view.restrictions if each.number == number), None)


def shown(view: View, row: Restriction) -> Shown:
    """One restriction with everything that is said of it."""
    cause = view.noticed(row)
    over = row.state in restriction.UNDONE
    return Shown(
        number=row.number,
        title=cause.title,
        word=view.stands(row),
        tone=view.tone_of(row),
        help=view.say(f"life.restriction.{row.state}.says"),
        answers=five(view, row),
        steps=() if over else tuple(_steps(view, row)),
        lockout=_lockout(view, row),
        buttons=buttons(view, row),
        history=tuple(reversed(list(_history(view, row)))),
        source=cause.source,
        revision=row.revision,
    )


def five(view: View, row: Restriction) -> tuple[Answer, ...]:
    """What comes next, why, whose turn, by when, and what otherwise."""
    over = row.state in restriction.UNDONE
    found = {
        "what": view.say(f"life.restriction.{row.state}.says") if over else _next(view, row),
        "why": " ".join((view.noticed(row).said, *_quoted(view, row))),
        "turn": view.turn(row.turn),
        "when": _when(view, row),
    }
    if not over:
        found["otherwise"] = view.otherwise(row)
    return tuple(Answer(view.say(f"five.{part}"), text) for part, text in found.items())


def buttons(view: View, row: Restriction) -> tuple[Button, ...]:
    """What this reader may do with it now: the table, the guards and their rights all allow it."""
    return tuple(
        Button(verb, name(view, verb), view.url(row.number, verb), verb in restriction.REASONED)
        for verb in verbs(view, row)
    )


BEGINS = frozenset({"announce", "propose"})
"""How a restriction begins: by the clock, or by a person of the desk. They are no verbs of its table."""


def verbs(  # sentence: for whom, of which
    view: View, row: Restriction
) -> tuple[str, ...]:
    """The verbs of `buttons`."""
    found = enrollments.course(view.row, enrollments.rows_of(view.row))
    by = str(view.actor.person or "")
    allowed = course.verbs(found, row.number, by, on=view.on, terms=view.rules.terms)
    return tuple(verb for verb in allowed if view.may(deeds.of_restriction(verb)))


def name(view: View, verb: str) -> str:
    """A verb as the name of a button or the heading of its page, or how a restriction began."""
    if verb in BEGINS:
        return capital(view.say(f"restriction_begins.{verb}"))
    return capital(view.say(f"verb.restriction.{verb}"))


def _next(view: View, row: Restriction) -> str:
    following = _following(row)
    if following is None:
        return view.say("restricted.no_step")
    word = view.say(f"life.enrollment.{following.state}.word")
    says = view.say(f"life.enrollment.{following.state}.says")
    if following.on is None:
        return view.say("restricted.undated_step", word=word, says=says)
    key = (
        "restricted.next_step"
        if row.state in {restriction.State.OPEN, restriction.State.PROPOSED}
        else ("restricted.still_step")
    )
    return view.say(key, word=word, says=says, day=following.on)


def _when(view: View, row: Restriction) -> str:
    if row.state in restriction.UNDONE:
        return view.say("item.no_deadline")
    last = row.since + timedelta(days=view.rules.appeal.count)
    appealing = (
        view.on <= last
        and not row.appealed
        and restriction.TABLE.allows(restriction.State(row.state), "appeal")
    )
    appeal = f" {view.say('restricted.appeal_by', day=last)}" if appealing else ""
    return view.by(row.due) + appeal


def _following(row: Restriction) -> Step | None:
    found = enrollments.of_core(row)
    return found.steps[found.taken] if found.taken < len(found.steps) else None


def _quoted(view: View, row: Restriction) -> Iterator[str]:
    """What the desk wrote last, as far as this reader is to read it."""
    for each in reversed(row.steps.all()):
        if each.side == Turn.DESK and each.text and not (view.of_company and each.verb in INNER):
            yield view.say("item.quoted", text=each.text)
            return


def _steps(view: View, row: Restriction) -> Iterator[Planned]:
    """Every step of the plan; what a step stops is what the state before it still allowed."""
    found, before = enrollments.of_core(row), State.ACTIVE
    for number, step in enumerate(found.steps):
        taken = number < found.taken
        yield Planned(
            word=view.say(f"life.enrollment.{step.state}.word"),
            tone="bad" if taken else "in_progress",
            when=_day(view, step.on, taken=taken),
            says=view.say(f"life.enrollment.{step.state}.says"),
            stops=_titles(view, step.state, Permit.NO, before=before),
            goes_on=_titles(view, step.state, Permit.YES),
            unknown=_titles(view, step.state, Permit.UNKNOWN),
        )
        before = step.state


def _titles(view: View, state: State, permit: Permit, *, before: State | None = None) -> tuple[str, ...]:
    def fits(each: Capability) -> bool:
        return each.permits[state] is permit and (before is None or each.permits[before] is not permit)

    return tuple(view.texts.own(each.title) for each in view.rules.capabilities if fits(each))


def _day(view: View, day: date | None, *, taken: bool) -> str:
    if day is None:
        return view.say("restricted.no_day")
    if taken:
        return view.say("restricted.taken", day=day)
    n = (day - view.on).days
    return view.say("restricted.coming" if n >= 0 else "restricted.standing", day=day, n=abs(n))


def _lockout(view: View, row: Restriction) -> str:
    """From when on a new application is taken: said before the rights are revoked, and after."""
    if view.row.locked_until:
        return view.say("restricted.locked", day=view.row.locked_until)
    open_ = row.state not in restriction.UNDONE
    revokes = any(each["state"] == State.REVOKED for each in row.plan)
    months = view.rules.lockout_months
    source = view.words.source_of(months.source)
    return view.say("restricted.lockout", n=months.count, source=source) if open_ and revokes else ""


def _history(view: View, row: Restriction) -> Iterator[Deed]:
    """Every act, the oldest first; of a step that was taken, what the enrollment came to by it."""
    taken = 0
    for each in row.steps.all():
        taken += each.verb in restriction.TAKES
        hidden = view.of_company and each.verb in INNER
        said = view.say(
            "item.did",
            verb=name(view, each.verb),
            word=view.say(f"life.restriction.{each.after}.word"),
        )
        if each.verb in restriction.TAKES:
            said = view.say(
                "restricted.took", word=view.say(f"life.enrollment.{each.plan[taken - 1]['state']}.word")
            )
        by = view.say("item.by_itself") if each.side == Turn.NOBODY else each.by_name
        text = "" if hidden else each.text
        yield Deed(days.of(each.at), said, by, "", text, tuple(_given(view, each)))


def _given(view: View, step: RestrictionStep) -> Iterator[Answer]:
    """The day that was named, or the day of the next step where the act moved it."""
    if step.verb in NAMES_AN_END and step.until:
        yield Answer(view.say("restricted.until"), view.texts.locale.deadline(step.until))
    coming = (each["on"] for each in step.plan if each["on"] and each["on"] > days.of(step.at).isoformat())
    moved = min(coming, default="")
    if step.verb in MOVES and moved:
        yield Answer(view.say("restricted.moved"), view.texts.locale.deadline(moved))
