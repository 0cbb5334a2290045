"""Registers: what an outside one says of a company, and how that differs from what the company says of itself.

A register never decides. It may be silent, it may withhold a name, it may write an address in its own way: a person
reads both and goes on, with or without it.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """The registers there is a way to ask."""

    ARES = "ares"
    """The Czech register of economic subjects, by registration number."""
    GLEIF = "gleif"
    """The global register of Legal Entity Identifiers, by LEI."""
    VIES = "vies"
    """The European system on VAT numbers, by country and number."""


class Outcome(StrEnum):
    """What came back."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    UNAVAILABLE = "unavailable"


class Standing(StrEnum):
    """Whether the register has the company as one that exists."""

    ACTIVE = "active"
    ENDED = "ended"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Question:
    """What a register is asked. The country is ISO 3166, two letters."""

    kind: Kind
    number: str
    country: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """What it said. An empty name or address is one it does not tell."""

    question: Question
    outcome: Outcome
    name: str = ""
    address: str = ""
    standing: Standing = Standing.UNCLEAR
    said: str = ""
    """The register's own word for the standing, or for why it did not answer."""


class Likeness(StrEnum):
    """How two writings of a name or an address are to each other."""

    SAME = "same"
    OTHERWISE = "otherwise"
    """The same words, written in another way or order."""
    DIFFERENT = "different"
    NOT_TOLD = "not_told"
    """One of the two says nothing."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a writing; `differs` where the other one has no such word."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """Two writings beside each other."""

    likeness: Likeness
    own: tuple[Piece, ...]
    found: tuple[Piece, ...]


def compare(own: str, found: str) -> Compared:
    """What the company says beside what a register says: capitals, accents, dots and order are no difference."""
    one, other = _words(own), _words(found)
    pieces = _pieces(own, other), _pieces(found, one)
    if not own.strip() or not found.strip():
        return Compared(Likeness.NOT_TOLD, *(tuple(Piece(p.text, False) for p in each) for each in pieces))
    if own.split() == found.split():
        return Compared(Likeness.SAME, *pieces)
    return Compared(Likeness.OTHERWISE if one == other else Likeness.DIFFERENT, *pieces)


def _pieces(text: str, other: frozenset[str]) -> tuple[Piece, ...]:
    """The text in pieces that put together are the text; neighbors that differ alike are one piece."""
    found: list[Piece] = []
    for part in re.findall(r"(?:\d{3} \d{2}\b\S*|\S+)\s*", text):
        words = _words(part)
        piece = Piece(part, bool(words) and not words <= other)
        if found and found[-1].differs is piece.differs:
            found[-1] = Piece(found[-1].text + part, piece.differs)
        else:
            found.append(piece)
    return tuple(Piece(piece.text.strip(), piece.differs) for piece in found)


def _words(text: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", _joined(text)).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return frozenset(re.findall(r"[^\W_]+", plain))


def _joined(text: str) -> str:
    """A postal code is one word, with a blank in it or without."""
    return re.sub(r"(?<=\d{3}) (?=\d{2}\b)", "", text)
