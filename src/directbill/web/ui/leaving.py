"""Leaving as its page shows it: what ends and what is kept, said first; the notice with five answers; its history."""

from dataclasses import dataclass
from datetime import date, timedelta

from directbill.access.permissions import Permission
from directbill.actions import leaving as actions
from directbill.core import departing, enrollment, transition
from directbill.core.enrollment import State
from directbill.documents.texts import Catalog
from directbill.queries import departures
from directbill.queries.departures import Open
from directbill.records.models import Leaving, StandingStep
from directbill.web.request import Request
from directbill.web.ui import reading
from directbill.web.ui.enrolled import View
from directbill.web.ui.itemized import Answer, capital

GIVE, TAKE_BACK = "give", "take_back"


@dataclass(frozen=True, slots=True)
class Deed:
    """One act, as a history tells it."""

    said: str
    day: date
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows."""

    word: str
    tone: str
    lead: str
    answers: tuple[Answer, ...]
    ends: tuple[str, ...]
    kept: tuple[str, ...]
    give: bool
    take_back: bool
    history: tuple[Deed, ...]


def shown(view: View) -> Shown:
    """The notice that runs, else what leaving would mean; nothing may be done by whoever has not the right."""
    open_ = departures.open_of(view.row)
    given = open_.leaving
    rows = departures.of(view.row)
    may = view.may(Permission.LEAVING_GIVE)
    ends = enrollment.TABLE.allows(State(view.row.state), "end")
    return Shown(
        word=view.say(f"life.leaving.{given.state}.word") if given else view.word,
        tone="warning" if given else view.tone,
        lead=_lead(view, open_),
        answers=_five(view, given) if given else (),
        ends=tuple(view.texts.own(each.title) for each in view.rules.capabilities),
        kept=tuple(view.say(f"leave.kept_{part}") for part in ("records", "read", "others", "debts")),
        give=may and ends and departing.refusal(open_.core(), departing.GIVE) is None,
        take_back=may and given is not None and view.on < given.ends_on,
        history=tuple(
            deed for row in rows for deed in reversed(history(departures.steps(row), "leaving", view.texts))
        ),
    )


def act(view: View, request: Request) -> None:
    """Give notice or take it back, as the button says."""
    which = actions.Which(
        partner=view.row.partner_id, enrollment=view.row.id, revision=reading.number(request, "revision")
    )
    if request.POST.get("do") == TAKE_BACK:
        actions.take_back(which=which, by=view.actor, at=request.at)
    else:
        text = str(request.POST.get("text", ""))
        actions.give(which=which, reason=text, by=view.actor, at=request.at)


def history(  # sentence: which steps, of which table, in which language
    steps: list[StandingStep], table: str, texts: Catalog
) -> tuple[Deed, ...]:
    """What was done, the oldest first. How something began is told by the page's own words."""
    found = []
    for step in steps:
        key = f"verb.{table}.{step.verb}"
        said = texts.say(key) if texts.has(key) else texts.say(f"standing_began.{table}")
        found.append(Deed(capital(said), step.at, step.by_name, step.text))
    return tuple(found)


def _lead(view: View, found: Open) -> str:
    if found.leaving:
        return view.say("leave.lead_given", day=found.leaving.ends_on)
    if view.row.state == State.ENDED:
        return view.say("leave.lead_ended", day=view.row.ended_on)
    if found.transition:
        back = transition.TABLE.allows(transition.State(found.transition.state), "withdraw")
        return view.say(f"leave.lead_{'asked' if back else 'moving'}")
    last = view.on + timedelta(days=view.rules.exit.count)
    return view.say("leave.lead", n=view.rules.exit.count, day=last)


def _five(view: View, row: Leaving) -> tuple[Answer, ...]:
    last = row.ends_on - timedelta(days=1)
    found = {
        "what": view.say("leave.what", day=row.ends_on),
        "why": view.say("leave.why", day=row.given_on, n=view.rules.exit.count),
        "turn": view.say("leave.turn"),
        "when": view.say("leave.when", day=last),
        "otherwise": view.say("leave.otherwise", day=row.ends_on),
    }
    return tuple(Answer(view.say(f"five.{part}"), text) for part, text in found.items())
