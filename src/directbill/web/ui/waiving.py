"""Waivers as a page shows them: each with its requirement, its days, its reason, and what may be done about it."""

from dataclasses import dataclass
from datetime import date, timedelta

from directbill.access.permissions import Permission
from directbill.actions import waiver as actions
from directbill.core import waiver
from directbill.core.enrollment import State as Standing
from directbill.core.errors import refuse
from directbill.core.waiver import State
from directbill.queries import program, waivers
from directbill.records.models import Waiver
from directbill.web.request import Request
from directbill.web.ui import reading
from directbill.web.ui.enrolled import View
from directbill.web.ui.fields import Choice
from directbill.web.ui.itemized import Answer, capital
from directbill.web.ui.leaving import Deed, history

TONES = {State.PROPOSED: "in_progress", State.GRANTED: "good"}
PROPOSE, GRANT, DECLINE, WITHDRAW = "propose", "grant", "decline", "withdraw"


@dataclass(frozen=True, slots=True)
class Line:
    """One waiver."""

    key: str
    revision: int
    title: str
    word: str
    tone: str
    answers: tuple[Answer, ...]
    buttons: tuple[tuple[str, str], ...]
    history: tuple[Deed, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """The waivers of an enrollment, and the form for another one where this reader may propose it."""

    lines: tuple[Line, ...]
    choices: tuple[Choice, ...]
    until: str
    text: str
    last: date


def shown(view: View, request: Request) -> Shown:
    """What this reader may see: a company nothing that was only proposed."""
    rows = waivers.told(view.row) if view.of_company else waivers.rows_of(view.row)
    titles = {r.key: view.texts.own(r.title) for r in program.edition(view.row.edition).requirements}
    may = view.may(Permission.WAIVER_PROPOSE) and view.row.state != Standing.ENDED
    chosen = str(request.POST.get("requirement", ""))
    return Shown(
        lines=tuple(_line(view, row, titles[row.requirement]) for row in reversed(rows)),
        choices=tuple(Choice(key, title, key == chosen) for key, title in titles.items()) if may else (),
        until=str(request.POST.get("until", "")),
        text=str(request.POST.get("text", "")),
        last=view.on + timedelta(days=view.rules.waiver.count),
    )


def act(view: View, request: Request) -> None:
    """Propose another one, or decide about one of them, as the button says. Refuses `waiver_day_missing`."""
    verb, text = str(request.POST.get("do", "")), str(request.POST.get("text", ""))
    if verb == PROPOSE:
        until = reading.day(request, "until")
        if until is None:
            raise refuse("waiver_day_missing", column="until")
        wanted = actions.Wanted(requirement=str(request.POST.get("requirement", "")), until=until)
        actions.propose(enrollment=view.row.id, wanted=wanted, text=text, by=view.actor, at=request.at)
        return
    which = actions.Which(
        partner=view.row.partner_id,
        waiver=reading.key(request, "waiver"),
        revision=reading.number(request, "revision"),
    )
    if verb == GRANT:
        actions.grant(which=which, by=view.actor, at=request.at)
    elif verb == DECLINE:
        actions.decline(which=which, text=text, by=view.actor, at=request.at)
    elif verb == WITHDRAW:
        actions.withdraw(which=which, text=text, by=view.actor, at=request.at)


def _line(  # sentence: for whom, which one, of which requirement
    view: View, row: Waiver, title: str
) -> Line:
    state = State(row.state)
    return Line(
        key=str(row.id),
        revision=row.revision,
        title=title,
        word=view.say(f"life.waiver.{state}.word"),
        tone=TONES.get(state, "not_started"),
        answers=_five(view, row, title) if state in waiver.OPEN else (),
        buttons=_buttons(view, row),
        history=history(waivers.steps(row), waiver.TABLE.name, view.texts),
    )


def _five(  # sentence: for whom, which one, of which requirement
    view: View, row: Waiver, title: str
) -> tuple[Answer, ...]:
    state = State(row.state)
    found = {
        "what": view.say("waive.what", requirement=title, day=row.until),
        "why": row.text,
        "turn": view.say(f"waive.turn_{state}"),
        "when": view.say(f"waive.when_{state}", day=row.until),
        "otherwise": view.say(f"waive.otherwise_{state}", day=row.until),
    }
    return tuple(Answer(view.say(f"five.{part}"), text) for part, text in found.items())


def _buttons(view: View, row: Waiver) -> tuple[tuple[str, str], ...]:
    """Verbs of a second person, never of whoever proposed it."""
    verbs = waiver.TABLE.verbs(State(row.state))
    if not view.may(Permission.WAIVER_DECIDE):
        return ()
    mine = row.maker_id == view.actor.person
    able = (v for v in verbs if v in {GRANT, DECLINE, WITHDRAW} and not (mine and v in waiver.SECOND))
    return tuple((verb, capital(view.say(f"verb.waiver.{verb}"))) for verb in able)
