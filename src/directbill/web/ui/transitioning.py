"""A transition and its customers as pages show them: five answers, what is kept and lost, who is where, the verbs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from directbill.access import deeds
from directbill.access.permissions import Permission
from directbill.core import departing, moving, transition
from directbill.core.departing import Departure
from directbill.core.enrollment import State as Standing
from directbill.core.errors import Refusal
from directbill.core.findings import Turn
from directbill.core.transition import Act, Rules, State, Told
from directbill.queries import departures, transitions
from directbill.records.models import CustomerMove, Transition
from directbill.web.ui.enrolled import View
from directbill.web.ui.itemized import Answer, capital
from directbill.web.ui.leaving import Deed, history

ASK, LIST = "ask", "list"
P = Permission
OF_COMPANY = {ASK: P.TRANSITION_ASK, LIST: P.TRANSITION_WORK, "finish": P.TRANSITION_WORK}
TONES = {Turn.APPLICANT: "in_progress", Turn.DESK: "in_progress", Turn.THIRD_PARTY: "in_progress"}
Url = Callable[..., str]
"""The address of a verb, or of a customer by its number and of a verb on it."""


@dataclass(frozen=True, slots=True)
class Button:
    verb: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer as a line of the list."""

    name: str
    word: str
    tone: str
    turn: str
    url: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page of a transition shows; without one, what it would mean."""

    word: str
    tone: str
    lead: str
    answers: tuple[Answer, ...]
    keeps: tuple[str, ...]
    loses: tuple[str, ...]
    provider: tuple[Answer, ...]
    customers: tuple[Customer, ...]
    settled: str
    buttons: tuple[Button, ...]
    history: tuple[Deed, ...]


@dataclass(slots=True)
class Page:
    """A transition of an enrollment, for one reader; None where there never was one."""

    view: View
    rules: Rules
    row: Transition | None
    moves: list[CustomerMove]
    url: Url

    def may(self, verb: str) -> bool:
        """Whether this reader has the right to a verb of the transition."""
        return self.view.may(permission(verb))

    def able(self, verb: str) -> bool:
        """Whether this reader can do it now."""
        if not self.may(verb):
            return False
        if verb == ASK:
            return _can_ask(self)
        if self.row is None:
            return False
        if verb == LIST:
            return departing.refusal(self.core(), departing.LIST) is None
        try:
            departing.advanced(self.core(), Act(verb=verb, by=str(self.view.actor.person or ""), reason=verb))
        except Refusal:
            return False
        return True

    def core(self) -> Departure:
        """The transition and its customers as the core works with them."""
        return Departure(
            state=Standing(self.view.row.state),
            transition=transitions.of_core(self.row) if self.row else None,
            moves=tuple(map(transitions.move_of_core, self.moves)),
        )


def permission(verb: str) -> Permission:
    """What somebody needs for a verb of the transition; what nobody of ours does, nobody may."""
    if verb in OF_COMPANY:
        return OF_COMPANY[verb]
    side = transition.TABLE.doer(verb)
    if side is Turn.THIRD_PARTY:
        return P.TRANSITION_ACCEPT
    return P.TRANSITION_ASK if side is Turn.APPLICANT else deeds.of_transition(verb)


def opened(view: View, url: Url) -> Page | None:
    """The transition of an enrollment; None where its program says nothing of one."""
    rules = transitions.rules(view.row)
    if rules is None:
        return None
    row = transitions.newest(view.row)
    return Page(view, rules, row, transitions.moves(row) if row else [], url)


def shown(page: Page) -> Shown:
    """Everything the page says."""
    view, row = page.view, page.row
    turn = Turn(row.turn) if row else Turn.NOBODY
    steps = transitions.steps(transition.TABLE.name, row.id) if row else []
    return Shown(
        word=view.say(f"life.transition.{row.state}.word") if row else "",
        tone=TONES.get(turn, "not_started"),
        lead=view.say(f"life.transition.{row.state}.says") if row else _lead(page),
        answers=_five(page) if row and row.state in transition.RUNNING else (),
        keeps=told(page, page.rules.keeps),
        loses=told(page, page.rules.loses),
        provider=_provider(page),
        customers=tuple(_customer(page, each) for each in page.moves),
        settled=_settled(page) if page.moves else "",
        buttons=tuple(_button(page, verb) for verb in _verbs(page) if page.able(verb)),
        history=history(steps, transition.TABLE.name, view.texts),
    )


def told(page: Page, rows: Iterable[Told]) -> tuple[str, ...]:
    """Sentences of the program's data."""
    return tuple(page.view.texts.own(each.text) for each in rows)


def due(page: Page) -> date | None:
    """The next day that is set: the desk's, else that of the next step of a restriction that goes on meanwhile."""
    if page.row is not None and page.row.due is not None:
        return page.row.due
    days = [each.due for each in page.view.open if each.due and each.turn == Turn.APPLICANT]
    return min(days, default=None)


def when(page: Page) -> str:
    """By when, as it is told."""
    day = due(page)
    if day is None:
        return page.view.say("transition_page.no_day")
    key = f"{page.row.turn}_day" if page.row is not None and page.row.due else "ladder_day"
    return page.view.say(f"transition_page.{key}", day=day)


def _verbs(page: Page) -> tuple[str, ...]:
    named = page.row and transition.TABLE.verbs(State(page.row.state))
    return (ASK, LIST, *dict.fromkeys(named or ()))


def _button(page: Page, verb: str) -> Button:
    return Button(verb, name(page, verb), page.url(verb))


def name(page: Page, verb: str) -> str:
    """A verb as the name of its button."""
    known = f"verb.transition.{verb}"
    return capital(page.view.say(known if page.view.texts.has(known) else f"transition_page.{verb}"))


def _can_ask(page: Page) -> bool:
    try:
        transition.asked(Standing(page.view.row.state), page.rules)
    except Refusal:
        return False
    return departing.refusal(departures.open_of(page.view.row).core(), departing.ASK) is None


def _lead(page: Page) -> str:
    view = page.view
    states = [s for s in Standing if s in page.rules.standings]
    words = ", ".join(view.say(f"life.enrollment.{s}.word") for s in states)
    key = "lead" if view.row.state in states else "lead_not_now"
    return view.say(f"transition_page.{key}", states=words)


def _five(page: Page) -> tuple[Answer, ...]:
    view, row = page.view, page.row
    assert row is not None  # trusted: asked where there is one
    found = {
        "what": view.say(f"life.transition.{row.state}.says"),
        "why": view.say("transition_page.why", day=row.asked_on),
        "turn": view.say(f"transition_page.turn.{row.turn}"),
        "when": when(page),
        "otherwise": view.say(_otherwise(row)),
    }
    return tuple(Answer(view.say(f"five.{part}"), text) for part, text in found.items())


def _otherwise(row: Transition) -> str:
    asked = row.state == State.PROVIDER_ASKED
    return "transition_page.otherwise_link" if asked else "transition_page.otherwise"


def _provider(page: Page) -> tuple[Answer, ...]:
    if page.row is None or not page.row.provider:
        return ()
    view, given = page.view, page.row.provider
    rows = [
        Answer(view.say("transition_page.provider"), given["name"]),
        Answer(view.say("transition_page.number"), given["number"]),
        Answer(view.say("transition_page.email"), given["email"]),
    ]
    if page.row.both_since:
        said = view.say("transition_page.accepted_on", day=page.row.both_since)
        rows.append(Answer(view.say("transition_page.accepted"), said))
    return tuple(rows)


def _customer(page: Page, row: CustomerMove) -> Customer:
    view = page.view
    return Customer(
        name=row.name,
        word=view.say(f"life.customer_move.{row.state}.word"),
        tone="good" if row.state == moving.State.VERIFIED else TONES.get(Turn(row.turn), "not_started"),
        turn=view.say(f"transition_page.turn.{row.turn}"),
        url=page.url(row.number),
    )


def _settled(page: Page) -> str:
    rows = [row for row in page.moves if row.state != moving.State.REMOVED]
    done = sum(row.state == moving.State.VERIFIED for row in rows)
    return page.view.say("transition_page.settled", done=done, n=len(rows))
