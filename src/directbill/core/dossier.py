"""Where an application's items stand, and what can be read from that."""

from dataclasses import dataclass, replace
from enum import StrEnum

from directbill.core import application
from directbill.core.work import Procedure


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one item stands, and who had a hand in it. People are ids of the desk's or the assessors' people."""

    state: StrEnum
    maker: str = ""
    """Who proposed what a second person must confirm, as long as that is open."""
    hands: frozenset[str] = frozenset()
    spoken: bool = False
    """Whether a person acted since it was last looked at anew: a rule keeps silent from then on."""
    left: frozenset[str] = frozenset()
    """Who left this work for good."""
    used: frozenset[str] = frozenset()
    """Verbs done that may be done once."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """An application with its items, in the order of the procedure."""

    application: application.State
    standings: tuple[Standing, ...]


def standing(  # sentence: of what, where it stands, which item
    procedure: Procedure, dossier: Dossier, key: str
) -> Standing:
    """Where an item stands."""
    return dossier.standings[procedure.places[key]]


def passed(  # sentence: of what, where it stands, which item
    procedure: Procedure, dossier: Dossier, key: str
) -> bool:
    """Whether an item has passed, for what comes after it."""
    return standing(procedure, dossier, key).state in procedure.items[procedure.places[key]].life.passed


def lost(  # sentence: of what, where it stands, which item
    procedure: Procedure, dossier: Dossier, key: str
) -> tuple[str, ...]:
    """Keys of what comes before an item and forbids a grant as it stands."""
    before = procedure.before[key]
    return tuple(k for k in before if standing(procedure, dossier, k).state in procedure.item(k).life.lost)


def waits_for(  # sentence: of what, where it stands, which item
    procedure: Procedure, dossier: Dossier, key: str
) -> tuple[str, ...]:
    """Keys of what comes before an item and has not passed."""
    return tuple(k for k in procedure.before[key] if not passed(procedure, dossier, k))


def with_standing(  # sentence: of what, where it stood, which item
    procedure: Procedure, dossier: Dossier, key: str, *, now: Standing
) -> Dossier:
    """The dossier with one item standing elsewhere."""
    place = procedure.places[key]
    before = dossier.standings
    return replace(dossier, standings=(*before[:place], now, *before[place + 1 :]))
