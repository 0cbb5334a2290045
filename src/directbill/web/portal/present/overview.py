"""An application in a few words: where it stands, whose turn it is, by when, and what may be done with it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from directbill.access.permissions import Permission
from directbill.core import application as core
from directbill.core.application import TABLE, State
from directbill.documents.texts import Catalog
from directbill.queries import days, items, program
from directbill.records.models import Application
from directbill.web.portal.company import Company

ASK_AGAIN = "ask_again"
PERMISSIONS = {
    ASK_AGAIN: Permission.APPLICATION_SUBMIT,
    "recall": Permission.APPLICATION_RECALL,
    "amend": Permission.APPLICATION_AMEND,
    "discard": Permission.APPLICATION_AMEND,
    "withdraw": Permission.APPLICATION_WITHDRAW,
}
"""What a button of this page stands for, and what each needs: verbs of the table, and a new link to sign."""


STANDS = frozenset({State.SUBMITTED, State.AMENDING})
"""States in which what was submitted is with the desk."""


@dataclass(frozen=True, slots=True)
class Answer:
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Button:
    """Something that may be done now."""

    verb: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Overview:
    reference: str
    state: str
    said: str
    tone: str
    answers: tuple[Answer, ...]
    buttons: tuple[Button, ...]
    url: str
    edition: str


TONES = {
    State.DRAFT: "in_progress",
    State.TO_BE_SIGNED: "in_progress",
    State.SUBMITTED: "good",
    State.HELD: "not_started",
    State.AMENDING: "in_progress",
    State.AMENDMENT_TO_BE_SIGNED: "in_progress",
    State.WITHDRAWN: "not_started",
    State.LAPSED: "bad",
    State.ENROLLED: "good",
    State.RENEWED: "good",
    State.REFUSED: "bad",
}


def rows(found: Iterable[Application], *, company: Company, texts: Catalog) -> tuple[Overview, ...]:
    """Each application as one line of the list."""
    return tuple(_overview(each, (), company=company, texts=texts) for each in found)


def overview(owner: Application, *, company: Company, texts: Catalog, on: date) -> Overview:
    """One application with its five answers. What would be refused for what the desk did since is not offered."""
    shown = _overview(owner, five(owner, texts, on=on), company=company, texts=texts)
    late = _too_late(owner)
    return replace(shown, buttons=tuple(each for each in shown.buttons if each.verb not in late))


def _too_late(owner: Application) -> frozenset[str]:
    """Verbs that the desk's work has made too late."""
    if owner.state != State.SUBMITTED:
        return frozenset()
    worked, over = items.touched_by_desk(owner), items.decided(owner)
    return frozenset(verb for verb, late in (("recall", worked), ("amend", over)) if late)


def _overview(
    owner: Application, answers: tuple[Answer, ...], *, company: Company, texts: Catalog
) -> Overview:
    state = State(owner.state)
    return Overview(
        reference=owner.reference,
        state=state.value,
        said=texts.say(f"life.application.{state}.word"),
        tone=TONES[state],
        answers=answers,
        buttons=tuple(buttons(owner, company=company, texts=texts)),
        url=company.url("application", owner.reference),
        edition=texts.own(program.edition(owner.edition).title),
    )


def buttons(owner: Application, *, company: Company, texts: Catalog) -> list[Button]:
    """What the table of states and the actor's rights both allow: no more is offered, no less."""
    return [
        Button(verb, texts.say(f"verb.{verb}"), company.url("application_verb", owner.reference, verb))
        for verb, permission in PERMISSIONS.items()
        if allows(owner, verb) and company.may(permission)
    ]


def allows(owner: Application, verb: str) -> bool:
    """Whether the application is in a state in which this may be done. A review goes by its steps alone."""
    if owner.review_of_id is not None:
        return False
    state = State(owner.state)
    return state in core.SIGNING if verb == ASK_AGAIN else TABLE.allows(state, verb)


def confirmed(owner: Application, texts: Catalog) -> str:
    """The heading of the confirmation, whenever it is opened."""
    state = State(owner.state)
    if state in core.SIGNING:
        return texts.say("submitted.waits")
    return texts.say("submitted.title" if state in STANDS else "submitted.was")


def five(owner: Application, texts: Catalog, *, on: date) -> tuple[Answer, ...]:
    """What, why, whose turn, by when, what otherwise."""
    state = State(owner.state)
    values = _values(owner, on)
    parts = ["what", "why"] if TABLE.is_final(state) else ["what", "why", "turn", "when", "otherwise"]
    said = ((part, _say(texts, state, part, values)) for part in parts)
    if owner.review_of_id is not None:
        said = ((part, texts.say(f"review_five.{state}.{part}", **values)) for part in parts)
    return tuple(Answer(texts.say(f"five.{part}"), text) for part, text in said if text)


def _say(texts: Catalog, state: State, part: str, values: dict[str, str]) -> str:
    key = f"application_five.{state}.{part}"
    if part == "when" and state in core.UNFINISHED and values["warned"]:
        key = "application_five.warned.when"
    elif part in ("turn", "when") and state in core.SIGNING and values["ended"]:
        key = f"application_five.link_ended.{part}"
    return texts.say(key, **values) if texts.has(key) else ""


def _values(owner: Application, on: date) -> dict[str, str]:
    clock = program.form(owner.edition).clock
    warned = days.of(owner.warned_at) if owner.warned_at else None
    lapses = core.lapses_on(clock, touched=days.of(owner.touched_at), warned=warned)
    signature = owner.signatures.filter(signed_at=None, declined_at=None, replaced_at=None).first()
    return {
        "reference": owner.reference,
        "on": on.isoformat(),
        "due": owner.review_due.isoformat() if owner.review_due else "",
        "touched": days.of(owner.touched_at).isoformat(),
        "lapses": lapses.isoformat(),
        "days": str(clock.lapse),
        "warned": warned.isoformat() if warned else "",
        "submitted": days.of(owner.submitted_at).isoformat() if owner.submitted_at else "",
        "closed": days.of(owner.closed_at).isoformat() if owner.closed_at else "",
        "signer": signature.name if signature else "",
        "last": (days.of(signature.expires_at) - timedelta(days=1)).isoformat() if signature else "",
        "expires": days.of(signature.expires_at).isoformat() if signature else "",
        "ended": "yes" if signature and on >= days.of(signature.expires_at) else "",
        "reason": owner.reason,
    }
