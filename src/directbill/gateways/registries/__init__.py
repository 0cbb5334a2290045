"""Outside registers of companies: asked by HTTPS where the settings name them, and never otherwise.

A register that is slow, down, or says something it never said before is *unavailable*: an answer, not an exception. A
person goes on without it.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from django.conf import settings

from directbill.core.registers import Answer, Kind, Outcome, Question
from directbill.gateways.registries import ares, gleif, vies
from directbill.gateways.registries.asking import Silent

READERS: Mapping[Kind, Callable[[str, Question], Answer]] = {
    Kind.ARES: ares.ask,
    Kind.GLEIF: gleif.ask,
    Kind.VIES: vies.ask,
}
OFF = "off"
"""Why a register says nothing that this installation does not ask."""


def asked_here() -> frozenset[Kind]:
    """The registers this installation asks."""
    return frozenset(Kind(name) for name in settings.REGISTRIES)


def ask(question: Question) -> Answer:
    """Ask a register; what went wrong is part of the answer."""
    if question.kind not in asked_here():
        return Answer(question, Outcome.UNAVAILABLE, said=OFF)
    where = settings.REGISTRY_ADDRESSES[question.kind]
    try:
        answer = READERS[question.kind](where, question)
    except Silent as silent:
        return Answer(question, Outcome.UNAVAILABLE, said=silent.why)
    return replace(answer, name=_line(answer.name), address=_line(answer.address), said=answer.said[:LONGEST])


LONGEST = 200


def _line(text: str) -> str:
    """One line, without what cannot be seen, no longer than what we keep of it."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(shown.split())[:LONGEST]
