"""Adoption: which later edition will bind an enrolled partner, at which review, and when the partner is told of it.

An edition binds partners who are there at a review, never between two. The days of the reviews are those of the edition
a partner is held against now; what is under way goes on under the edition it was opened with.
"""

from dataclasses import dataclass, replace
from datetime import date

from directbill.core import review
from directbill.core.edition import Edition, Program
from directbill.core.review import Due


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What the reviews of an enrollment are computed from."""

    now: Edition
    """The edition it is held against."""
    enrolled: date
    reviewed: date | None = None
    """The day of the last review that was decided, passed or not."""
    contract_ends: date | None = None
    least: int = 0
    """The days there are at least between a review and the one before it."""
    opened: date | None = None
    """The day of the review that is under way, if one is."""
    opened_under: Edition | None = None
    """The edition it was opened with, under which it goes on."""


@dataclass(frozen=True, slots=True)
class Binding:
    """The edition that will bind, the review at which it does, and the first day on which the partner is told."""

    edition: Edition
    due: Due
    told: date

    @property
    def day(self) -> date:
        return self.due.day


def in_force(program: Program, *names: str) -> Program:
    """The program as if these editions of it were in force, too."""
    editions = (replace(e, enabled=e.enabled or e.name in names) for e in program.editions)
    return replace(program, editions=tuple(editions))


def next_review(held: Held) -> Due:
    """The review that comes next: the first one after the last, or after the one that is under way."""
    after = held.opened or held.reviewed or held.enrolled
    return review.due(
        held.now.review,
        enrolled=held.enrolled,
        contract_ends=held.contract_ends,
        after=after,
        least=held.least,
    )


def coming(program: Program, held: Held) -> Binding | None:
    """The first later edition that will bind, by the editions that are in force; None where none binds partners.

    It binds at the first review due on a day from which it binds partners who are there; where a review is under way
    under a later edition, at that one.
    """
    if held.opened and held.opened_under and held.opened_under.effective > held.now.effective:
        due = replace(next_review(replace(held, opened=None)), day=held.opened)
        return _bound(held.opened_under, due, held)
    if _binds_nobody(program, held.now):
        return None
    found = next_review(held)
    while (edition := review.adopted(program, now=held.now, review_due=found.day)) is held.now:
        found = next_review(replace(held, opened=found.day))
    return _bound(edition, found, held)


def binding(program: Program, edition: Edition, *, held: Held) -> Binding | None:
    """When one edition would bind, were it in force; None where another one binds first, or it never does."""
    found = coming(in_force(program, edition.name), held)
    return found if found is not None and found.edition.name == edition.name else None


def _bound(
    edition: Edition, due: Due, held: Held
) -> Binding:  # sentence: which edition, at which review, of whom
    return Binding(edition, due, min(review.told_on(held.now.review, due), default=due.day))


def _binds_nobody(program: Program, now: Edition) -> bool:
    """No later edition in force is meant for partners who are there, so that no review ever adopts one."""
    later = (e for e in program.editions if e.enabled and e.effective > now.effective)
    return not any(rule.audience == review.EXISTING for e in later for rule in e.adoption)
