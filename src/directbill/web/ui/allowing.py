"""Was this allowed on that day? The question stands in the address; the answer says by which state, and why."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from directbill.core.capabilities import Allowed, Details
from directbill.core.errors import Fault, Refusal, refuse
from directbill.documents import noticed, permitted
from directbill.queries import enrolled, enrollments, program
from directbill.web.ui import problems
from directbill.web.ui.enrolled import View
from directbill.web.ui.fields import Choice
from directbill.web.ui.itemized import Answer
from directbill.web.ui.problems import Problem

CAPABILITY, DAY = "capability", "day"


@dataclass(frozen=True, slots=True)
class Question:
    """The form as it was sent, and the answer where there is one."""

    choices: tuple[Choice, ...]
    day: str
    said: str = ""
    tone: str = ""
    rows: tuple[Answer, ...] = ()
    faults: tuple[Problem, ...] = ()
    wrong: str = ""


def asked(view: View, request: HttpRequest) -> Question:
    """The question of the address; without one the empty form, for today."""
    chosen, sent = (str(request.GET.get(name, "")).strip() for name in (CAPABILITY, DAY))
    choices = tuple(
        Choice(each.key, view.texts.own(each.title), each.key == chosen) for each in view.rules.capabilities
    )
    if not any(each.chosen for each in choices):
        return Question(choices, sent or view.on.isoformat())
    try:
        day = _day(sent, view.on)
    except Refusal as refusal:
        faults = problems.told(refusal.faults, view.texts, fields=True)
        return Question(choices, sent, faults=faults, wrong=_wrong(view, refusal.faults))
    found = next((a for a in enrolled.allowed_on(view.row, day) if a.capability.key == chosen), None)
    if found is None:
        first = enrollments.history(view.row)[0].since
        return Question(choices, sent, said=view.say("allowing.before", day=first), tone="unknown")
    said = view.say(f"allowing.{found.permit}", what=view.texts.own(found.capability.title), day=day)
    return Question(
        choices, sent, said=said, tone=permitted.TONES[found.permit], rows=_rows(view, found, day)
    )


def _rows(view: View, found: Allowed, day: date) -> tuple[Answer, ...]:
    """By which state, why not, and where that comes from."""
    span = enrollments.on(view.row, day)
    assert span is not None  # trusted: something was found on the day
    word = view.say(f"life.enrollment.{span.state}.word")
    until = view.say("allowing.until", day=span.until) if span.until else ""
    rows = {"state": view.say("allowing.state_since", word=word, day=span.since, until=until)}
    if found.details is not None:
        rows["why"] = _why(view, found.details, cause=span.cause)
    edition = program.edition(enrollments.edition_on(view.row, day))
    rows["edition"] = view.texts.own(edition.title)
    rows["source"] = permitted.source(found.capability, span.state, view.words)
    return tuple(Answer(view.say(f"allowing.{part}"), text) for part, text in rows.items())


def _why(view: View, details: Details, *, cause: str) -> str:
    """The sentence of the code, and the restriction's cause, or what the signal was about."""
    said = permitted.reason(details.code, rules=view.rules, words=view.words)
    if details.cause:
        return f"{said} {view.say('noticed.subject', subject=details.cause)}"
    told = noticed.cause(cause, {}, rules=view.rules, words=view.words).title if cause else ""
    return f"{said} {told}.".strip() if told else said


def _day(sent: str, today: date) -> date:
    try:
        day = date.fromisoformat(sent)
    except ValueError:
        raise refuse("answer_no_date", column=DAY, found=sent) from None
    if day > today:
        raise refuse("allowing_ahead", column=DAY, found=sent)
    return day


def _wrong(view: View, faults: tuple[Fault, ...]) -> str:
    return view.texts.error(faults[0])[0]
