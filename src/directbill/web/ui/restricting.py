"""The page of a verb on a restriction: what is asked for, what was sent, and the act itself."""

from dataclasses import dataclass, replace
from datetime import timedelta

from django.http import Http404

from directbill.access import deeds
from directbill.actions import restriction as actions
from directbill.actions.restriction import Which
from directbill.core import restriction
from directbill.core.errors import Fault, Refusal
from directbill.queries import enrollments
from directbill.records.models import Restriction
from directbill.web.request import Request
from directbill.web.ui import problems, reading, restricted
from directbill.web.ui.enrolled import View
from directbill.web.ui.problems import Problem

DAYED = frozenset({"extend", "lift", "lift_partly"})
"""Verbs that name a day."""
TEXT, UNTIL = "text", "until"


@dataclass(frozen=True, slots=True)
class Asking:
    """What the page of a verb shows."""

    title: str
    about: str
    help: str
    rule: str
    asks_text: bool
    asks_day: bool
    text: str
    until: str
    faults: tuple[Problem, ...]
    wrong: dict[str, str]
    revision: int
    grave: bool

    @property
    def status(self) -> int:
        return 422 if self.faults else 200


def opened(  # sentence: for whom, on what, which verb
    view: View, row: Restriction, verb: str, *, request: Request
) -> Asking | None:
    """The page of a verb, opened or with what is wrong; None once it was done. What may not be done is not there."""
    sent = request.method == "POST"
    known = any(step.verb == verb for step in restriction.TABLE.steps)
    if not known or not view.may(deeds.of_restriction(verb)):
        raise Http404
    if not sent and verb not in restricted.verbs(view, row):
        raise Http404
    if not sent:
        return _asking(view, row, verb, request=request)
    try:
        actions.do(
            which=Which(
                partner=view.row.partner_id,
                enrollment=view.row.id,
                number=row.number,
                revision=reading.number(request, "revision"),
            ),
            verb=verb,
            text=typed(request, TEXT),
            until=reading.day(request, UNTIL) if verb in DAYED else None,
            by=view.actor,
            at=request.at,
        )
    except Refusal as refusal:
        return _asking(view, row, verb, request=request, refusal=refusal)
    return None


def _asking(  # sentence: for whom, on what, which verb
    view: View, row: Restriction, verb: str, *, request: Request, refusal: Refusal | None = None
) -> Asking:
    faults = _anchored(problems.of_page(refusal)) if refusal else ()
    return Asking(
        title=restricted.name(view, verb),
        about=view.noticed(row).title,
        help=view.say(f"restricting.help.{verb}", n=view.rules.again.count),
        rule=_rule(view, row, verb),
        asks_text=verb in restriction.REASONED,
        asks_day=verb in DAYED,
        text=typed(request, TEXT),
        until=typed(request, UNTIL) or (view.on.isoformat() if verb == "lift" else ""),
        faults=problems.told(faults, view.texts, fields=True),
        wrong=wrong(view, faults),
        revision=reading.number(request, "revision") if refusal else row.revision,
        grave=verb in restriction.REASONED,
    )


def _rule(  # sentence: for whom, on what, which verb
    view: View, row: Restriction, verb: str
) -> str:
    """The day that binds the one who decides, where there is one."""
    rules, found = view.rules, enrollments.of_core(row)
    if verb == "confirm":
        return view.say("restricting.rule.confirm", day=view.on + timedelta(days=rules.announced.count))
    if verb == "appeal":
        last = row.since + timedelta(days=rules.appeal.count)
        return view.say("restricting.rule.appeal", day=last)
    if verb == "extend":
        following = found.steps[found.taken].on if found.taken < len(found.steps) else None
        last = max(following or view.on, view.on) + timedelta(days=rules.extension.count)
        return view.say("restricting.rule.extend", day=last, n=rules.extension.count)
    return ""


def _anchored(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """A reason is given in the field of the words."""
    return tuple(
        replace(f, place=replace(f.place, column=TEXT)) if f.place.column == "reason" else f for f in faults
    )


def wrong(view: View, faults: tuple[Fault, ...]) -> dict[str, str]:
    """What is wrong with a field, by its name."""
    return {f.place.column: view.texts.error(f)[0] for f in faults if f.place.column}


def typed(request: Request, name: str) -> str:
    """What was typed into a field."""
    return str(request.POST.get(name, "")).strip()
