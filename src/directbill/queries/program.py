"""The program of this installation: which editions are in force, and the form of each.

In force are the editions that the program itself enables, or instead of them those of the operator's settings; and
those that two people of the desk put into force, as long as their files are the ones that were confirmed.
"""

from dataclasses import replace
from datetime import date
from functools import cache

from django.conf import settings

from directbill.core.desk import Desk
from directbill.core.edition import Edition, Program
from directbill.core.errors import Refusal
from directbill.core.form import Form
from directbill.core.standing import Rules
from directbill.core.transition import Rules as Moves
from directbill.programs import desks, forms, library, reviews, standings, transitions
from directbill.records import scope


def program() -> Program:
    """The program with the editions in force, as they were when the piece of work under way began."""
    return put_into_force(scope.published())


@cache
def put_into_force(published: frozenset[tuple[str, str, str]]) -> Program:
    """The program with the editions in force by what was published: program, edition and digest of each."""
    found = library.load(settings.PROGRAM or None)
    for name in settings.EDITIONS:
        library.edition(found, name)
    chosen = frozenset(settings.EDITIONS or (e.name for e in found.editions if e.enabled))

    def is_in_force(each: Edition) -> bool:
        return each.name in chosen or (found.name, each.name, each.digest) in published

    return replace(found, editions=tuple(replace(e, enabled=is_in_force(e)) for e in found.editions))


def in_force(day: date) -> Edition:
    """The edition a new application of that day is made under."""
    return library.in_force(program(), day)


def edition(name: str) -> Edition:
    """An edition by its date."""
    return library.edition(program(), name)


@cache
def form(edition_name: str) -> Form:
    """The form of an edition."""
    return forms.of(program(), edition(edition_name), where=settings.PROGRAM or None)


@cache
def desk(edition_name: str) -> Desk | None:
    """The desk's work under an edition; None where the program says nothing of it."""
    try:
        return desks.of(program(), edition(edition_name), where=settings.PROGRAM or None)
    except Refusal as refusal:
        if refusal.code == "desk_none":
            return None
        raise


@cache
def standing(edition_name: str) -> Rules | None:
    """The rules of standing under an edition; None where the program says nothing of it."""
    try:
        return standings.of(program(), edition(edition_name), where=settings.PROGRAM or None)
    except Refusal as refusal:
        if refusal.code == "standing_none":
            return None
        raise


@cache
def review(edition_name: str) -> Desk | None:
    """What the desk does again every year under an edition; None where the program says nothing of it."""
    try:
        return reviews.of(program(), edition(edition_name), where=settings.PROGRAM or None)
    except Refusal as refusal:
        if refusal.code == "review_none":
            return None
        raise


@cache
def transition(edition_name: str) -> Moves | None:
    """The rules of the transition under an edition; None where the program says nothing of it."""
    try:
        return transitions.of(program(), edition(edition_name), where=settings.PROGRAM or None)
    except Refusal as refusal:
        if refusal.code == "transition_none":
            return None
        raise
