"""The publication of an edition: one person proposes to put it into force here, another one confirms it.

Whoever confirms must have seen what it does: whom it binds and when each is told. What they saw is kept as a digest, so
that nobody confirms something else than was shown.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from directbill.core.adoption import Binding
from directbill.core.edition import Edition
from directbill.core.errors import refuse
from directbill.core.findings import Turn
from directbill.core.states import Table, step


class State(StrEnum):
    """Where a publication stands."""

    PROPOSED = "proposed"
    IN_FORCE = "in_force"
    DROPPED = "dropped"


S = State
STANDING = frozenset({S.PROPOSED, S.IN_FORCE})
"""States in which there is no room for another one of the same edition."""

TABLE: Table[State] = Table(
    name="publication",
    initial=S.PROPOSED,
    steps=(
        #    verb       from           to            whose deed
        step("confirm", {S.PROPOSED}, S.IN_FORCE, by=Turn.DESK),
        step("drop", {S.PROPOSED}, S.DROPPED, by=Turn.DESK),
    ),
    turns={S.PROPOSED: Turn.DESK, S.IN_FORCE: Turn.NOBODY, S.DROPPED: Turn.NOBODY},
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody was shown before acting: the edition's digest, and that of the plan of telling."""

    edition: str
    plan: str


@dataclass(frozen=True, slots=True)
class Publication:
    """What was proposed, by whom, over what they had seen."""

    state: State
    maker: str
    seen: Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One verb by somebody: in which words, and over what they were shown."""

    verb: str
    by: str
    reason: str = ""
    seen: Seen | None = None


def plan(bindings: Iterable[tuple[str, Binding | None]]) -> str:
    """The digest of who is bound and told when, by the references of the enrollments."""
    lines = sorted(
        f"{reference} {found.edition.name} {_day(found.day)} {_day(found.told)}"
        for reference, found in bindings
        if found is not None
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def proposable(edition: Edition, *, reason: str) -> None:
    """Refuse to propose what is in force already, or without a word why."""
    if edition.enabled:
        raise refuse("edition_in_force", found=edition.name)
    if not reason.strip():
        raise refuse("reason_missing", column="text", found=edition.name)


def do(found: Publication, act: Act, *, now: Seen) -> State:
    """The state after a verb; `now` is what would be shown at this moment.

    Refuses by the table, `second_person_needed`, `reason_missing`, `edition_changed` where the edition's file is not
    the one that was proposed, and `publication_unseen` where somebody confirms something else than they were shown.
    """
    after = TABLE.after(found.state, act.verb)
    if act.verb == "drop":
        if not act.reason.strip():
            raise refuse("reason_missing", column="text", found=act.verb)
        return after
    if act.by == found.maker:
        raise refuse("second_person_needed", found="")
    if found.seen.edition != now.edition:
        raise refuse("edition_changed", found=now.edition, proposed=found.seen.edition)
    if act.seen != now:
        raise refuse("publication_unseen")
    return after


def _day(day: date) -> str:
    return day.isoformat()
