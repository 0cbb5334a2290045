"""The questions of `directbill init`, asked on standard error and answered on standard input."""

import sys
import textwrap
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from directbill.cli import company
from directbill.cli.language import say, spoken
from directbill.cli.output import aside
from directbill.core.edition import Requirement
from directbill.core.errors import Refusal, refuse
from directbill.core.parties import Account, Answer, Attestation, Partner, RolePeriod
from directbill.documents import texts

COLUMNS = 80
ITEMS = "items"
"""The unit of a threshold that counts named things."""

READ = TypeVar("READ")


def completed(partner: Partner, asked: tuple[Requirement, ...], *, day: date) -> Partner:
    """The company with everything asked that the options left open."""
    name = partner.name or _line(say("ask.name"))
    accounts = partner.accounts or _accounts()
    first = partner.first_transaction or _again(say("ask.first"), _date, "ask.again_date")
    roles = tuple(RolePeriod(r.role, r.since or first, r.until) for r in partner.roles)
    answers = {r.key: _answer(r, partner.answers[r.key], day) for r in asked}
    return replace(
        partner, name=name, accounts=accounts, first_transaction=first, roles=roles, answers=answers
    )


def paragraph(text: str, *, indent: str = "") -> str:
    """Text in lines of eighty columns."""
    return "\n".join(
        textwrap.fill(part, COLUMNS, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
        for part in text.split("\n")
    )


def _accounts() -> tuple[Account, ...]:
    found: list[Account] = []
    while given := _again(say("ask.id"), _identifier, "ask.again_id"):
        if given not in [a.id for a in found]:
            found.append(Account(given, country=_line(say("ask.country")).upper()))
    return tuple(found)


def _answer(requirement: Requirement, said: Attestation, day: date) -> Attestation:
    if said.answer is not Answer.UNKNOWN:
        return said
    own = texts.catalog(spoken()).own
    aside(f"\n{own(requirement.title)}\n{paragraph(own(requirement.question), indent='  ')}\n")
    if requirement.threshold and requirement.threshold.unit == ITEMS:
        return _named(_line(f"  {say('ask.items')}"), said, day)
    answer = _again(f"  {say('ask.answer')}", _yes_or_no, "ask.again")
    return said if answer is Answer.UNKNOWN else Attestation(answer, said_on=day)


def _named(text: str, said: Attestation, day: date) -> Attestation:
    """Things by name mean yes; the word for no means none."""
    items = tuple(item.strip() for item in text.split(",") if item.strip())
    if not items:
        return said
    if text.casefold() in say("ask.no").split():
        return Attestation(Answer.NO, said_on=day)
    return Attestation(Answer.YES, items, said_on=day)


def _again(prompt: str, read: Callable[[str], READ], mistake: str) -> READ:
    """Ask until the answer can be read."""
    while True:
        try:
            return read(_line(prompt))
        except (ValueError, Refusal):
            aside(say(mistake) + "\n")


def _line(prompt: str) -> str:
    aside(f"{prompt}: ")
    line = sys.stdin.readline()
    if not line:
        aside("\n")
        raise refuse("answers_ended")
    return line.strip()


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _identifier(text: str) -> str:
    return company.identifier(text) if text else ""


def _yes_or_no(text: str) -> Answer:
    if not text:
        return Answer.UNKNOWN
    for answer, key in ((Answer.YES, "ask.yes"), (Answer.NO, "ask.no")):
        if text.casefold() in say(key).split():
            return answer
    raise ValueError(text)
