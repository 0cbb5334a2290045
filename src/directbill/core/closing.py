"""What closes a verification: groups of named documents, any one or all of each, and what closes a group besides.

Every group is closed before a person lets a verification succeed, or that person says how it was proven otherwise.
More proof never opens a group again.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from directbill.core.edition import Source, Texts
from directbill.core.periods import months_after
from directbill.core.registers import Answer, Kind, Likeness, Outcome, Standing, compare


class Needs(StrEnum):
    """How many documents of a group are needed."""

    ANY_OF = "any_of"
    ALL_OF = "all_of"


OTHER = "other"
"""A document that is of no kind the program names: it is read, and closes nothing."""


@dataclass(frozen=True, slots=True)
class Named:
    """A kind of document with examples of it. `fresh_months`: how long ago it may have been issued; 0 is no bound."""

    key: str
    title: Texts
    examples: tuple[Texts, ...]
    fresh_months: int
    source: Source


@dataclass(frozen=True, slots=True)
class Group:
    """One thing to be proven: by any or all of its documents, by the answer of a register, or by an opened link."""

    key: str
    title: Texts
    needs: Needs
    documents: tuple[str, ...]
    source: Source
    registers: tuple[Kind, ...] = ()
    link: bool = False
    asked_by: tuple[str, ...] = ()
    """Reasons for which the desk asks for its documents; before one was given nothing is missing. None: always."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The fields in which the desk says how it was proven otherwise: a choice, and in words what was seen."""

    by_hand: str
    words: str
    older: str = ""
    """The field that says why a document is accepted that is not known to be fresh; empty where none can be."""


class Age(StrEnum):
    """Whether a document is fresh enough on the day it is checked."""

    FRESH = "fresh"
    TOO_OLD = "too_old"
    UNKNOWN = "unknown"
    """Nobody said which day it bears."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """The age of a document on the day `on`: until when it is fresh, and by how many days it is or is not."""

    age: Age
    on: date
    until: date | None = None
    days: int = 0


@dataclass(frozen=True, slots=True)
class Proof:
    """What there is: kinds of documents that were accepted, registers that know the company, the link opened."""

    documents: frozenset[str] = field(default=frozenset())
    registers: frozenset[Kind] = field(default=frozenset())
    link: bool = False


def freshness(kind: Named, issued: date | None, *, on: date) -> Freshness | None:
    """Whether a document of a kind is fresh on a day; None where the program sets no bound for the kind.

    A document issued on the 31st is fresh until the same day so many months later, or that month's last.
    """
    if not kind.fresh_months:
        return None
    if issued is None:
        return Freshness(Age.UNKNOWN, on)
    until = months_after(issued, kind.fresh_months)
    return Freshness(Age.TOO_OLD if on > until else Age.FRESH, on, until, abs((on - until).days))


def closed(group: Group, proof: Proof) -> bool:
    """Whether a group is closed. A register or the link closes it alone; documents as many as it needs."""
    if (group.link and proof.link) or not proof.registers.isdisjoint(group.registers):
        return True
    there = [key in proof.documents for key in group.documents]
    return any(there) if group.needs is Needs.ANY_OF else bool(there) and all(there)


def idle(group: Group, *, asked: frozenset[str], given: frozenset[str]) -> bool:
    """Whether nothing of a group is asked for: none of its reasons was given, and none of its documents came."""
    return bool(group.asked_by) and asked.isdisjoint(group.asked_by) and given.isdisjoint(group.documents)


def missing(group: Group, proof: Proof) -> tuple[str, ...]:
    """Documents that would still close a group: any one, or all that are not there; none where it is closed."""
    if closed(group, proof):
        return ()
    return tuple(key for key in group.documents if key not in proof.documents)


def still_open(groups: tuple[Group, ...], proof: Proof) -> tuple[Group, ...]:
    """The groups that are not closed, in their order."""
    return tuple(group for group in groups if not closed(group, proof))


def confirms(answer: Answer, *, number: str, name: str, address: str) -> bool:
    """Whether a register's answer proves the company as it now says it is: active, with its number, name and address.

    A register that withholds a name or an address, or writes other words, proves nothing: a person reads it.
    """
    alike = {Likeness.SAME, Likeness.OTHERWISE}
    return (
        answer.outcome is Outcome.FOUND
        and answer.standing is Standing.ACTIVE
        and bool(number)
        and answer.question.number == number
        and compare(name, answer.name).likeness in alike
        and compare(address, answer.address).likeness in alike
    )
