"""One customer of a transition as its page shows it: five answers, what follows, the checklist, the verbs."""

from dataclasses import dataclass
from datetime import date

from directbill.access import deeds
from directbill.core import departing, moving
from directbill.core.errors import Refusal
from directbill.core.findings import Turn
from directbill.core.moving import Act, Line, State
from directbill.queries import transitions
from directbill.records.models import CustomerMove
from directbill.web.ui import transitioning
from directbill.web.ui.itemized import Answer, capital
from directbill.web.ui.leaving import Deed, history
from directbill.web.ui.transitioning import Button, Page

MARK = "mark"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the checklist; `number` is that of the button which marks it, 0 where there is none."""

    name: str
    kind: str
    way: str
    ends: date | None
    word: str
    tone: str
    number: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows."""

    name: str
    word: str
    tone: str
    lead: str
    answers: tuple[Answer, ...]
    known: tuple[Answer, ...]
    lines: tuple[Entry, ...]
    transfers: str
    buttons: tuple[Button, ...]
    history: tuple[Deed, ...]
    mark_url: str


def able(  # sentence: by whom, whose move, which verb
    page: Page, row: CustomerMove, verb: str
) -> bool:
    """Whether this reader can do it now."""
    if not page.view.may(deeds.of_customer_move(verb)) or page.row is None:
        return False
    if departing.refusal(page.core(), f"{moving.TABLE.name}.{verb}") is not None:
        return False
    lines = transitions.move_of_core(row).lines
    act = Act(verb=verb, reason=verb, lines=lines, line=1)
    try:
        moving.do(transitions.move_of_core(row), act, kinds=page.rules.kinds)
    except Refusal:
        return False
    return True


def shown(page: Page, row: CustomerMove) -> Shown:
    """Everything the page says."""
    view, state = page.view, State(row.state)
    found = transitions.move_of_core(row)
    batches = [len(each) for each in moving.transfers(found.lines, most=page.rules.most)]
    marks = able(page, row, MARK)
    verbs = dict.fromkeys(v for v in moving.TABLE.verbs(state) if v != MARK)
    return Shown(
        name=row.name,
        word=view.say(f"life.customer_move.{state}.word"),
        tone="good" if state is State.VERIFIED else transitioning.TONES.get(Turn(row.turn), "not_started"),
        lead=view.say(f"life.customer_move.{state}.says"),
        answers=_five(page, row) if row.turn != Turn.NOBODY else (),
        known=_known(page, row),
        lines=tuple(
            _entry(page, line, number=number if marks and not line.done else 0)
            for number, line in enumerate(found.lines, 1)
        ),
        transfers=view.say("customer_page.transfers", n=len(batches), most=page.rules.most)
        if batches
        else "",
        buttons=tuple(
            Button(verb, name(page, verb), page.url(row.number, verb))
            for verb in verbs
            if able(page, row, verb)
        ),
        history=history(transitions.steps(moving.TABLE.name, row.id), moving.TABLE.name, view.texts),
        mark_url=page.url(row.number, MARK),
    )


def name(page: Page, verb: str) -> str:
    """A verb as the name of its button."""
    return capital(page.view.say(f"verb.customer_move.{verb}"))


def _five(page: Page, row: CustomerMove) -> tuple[Answer, ...]:
    view = page.view
    found = {
        "what": view.say(f"life.customer_move.{row.state}.says"),
        "why": _why(page, row),
        "turn": view.say(f"transition_page.turn.{row.turn}"),
        "when": transitioning.when(page),
        "otherwise": view.say("customer_page.otherwise"),
    }
    return tuple(Answer(view.say(f"five.{part}"), text) for part, text in found.items())


def _why(page: Page, row: CustomerMove) -> str:
    """What follows from the customer's agreement, once it is known; before, that the provider sees its data."""
    chosen = row.consent.get("agreement", "")
    told = [each for each in page.rules.agreements if each.key == chosen]
    said = transitioning.told(page, told)
    return said[0] if said else page.view.say("customer_page.why")


def _known(page: Page, row: CustomerMove) -> tuple[Answer, ...]:
    """What was recorded with consent and agreement, in the words of the questions."""
    texts = page.view.texts
    rows = []
    for verb, given in (("record_consent", row.consent), ("confirm_agreement", row.agreement)):
        for field in page.rules.ask(f"{moving.TABLE.name}.{verb}").fields:
            value = given.get(field.key, "")
            if not value or value == "yes":
                continue
            said = (
                texts.own(field.choices[value])
                if value in field.choices
                else texts.say("desk.day", day=value)
            )
            rows.append(Answer(texts.own(field.label), said))
    return tuple(rows)


def _entry(page: Page, line: Line, *, number: int) -> Entry:
    view, kind = page.view, page.rules.kinds.get(line.kind)
    return Entry(
        name=line.name,
        kind=view.texts.own(kind.title) if kind else line.kind,
        way=view.say(f"customer_page.way.{line.way}"),
        ends=line.ends,
        word=view.say("customer_page.done" if line.done else "customer_page.open"),
        tone="good" if line.done else "in_progress",
        number=number,
    )
