"""Two versions of what a company says of itself: the one that was accepted, and the one under review.

Neither is kept: both follow from what was given and from when the verifications that rest on it succeeded. A version
is accepted once everything has succeeded that rests on an answer in which it differs from the accepted one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from directbill.core.form import Values


@dataclass(frozen=True, slots=True)
class Given:
    """The form, given once: every answer as it then was."""

    at: datetime
    by: str
    values: Values


@dataclass(frozen=True, slots=True)
class Checked:
    """A verification: the answers it rests on, when it succeeded, and whether it stands as succeeded now."""

    key: str
    rests_on: frozenset[str]
    succeeded: tuple[datetime, ...]
    stands: bool


@dataclass(frozen=True, slots=True)
class Version:
    """What was given. `since` is when it was accepted; under review it is None, and `waits` are what it waits for."""

    given: Given
    since: datetime | None
    waits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """The version that was accepted, and a newer one that is not yet."""

    accepted: Version | None = None
    under_review: Version | None = None


def changed(now: Given, before: Given | None) -> frozenset[str]:
    """Answers in which one version differs from another; an answer that was never given is an empty one."""
    was: Values = before.values if before else {}
    return frozenset(
        key for key in {*now.values, *was} if (now.values.get(key) or "") != (was.get(key) or "")
    )


def of(given: Sequence[Given], checks: Sequence[Checked]) -> Profile:
    """The two versions. `given` and what succeeded are in the order of time."""
    accepted: Version | None = None
    last: Version | None = None
    for now, after in zip_longest(given, given[1:]):
        until = after.at if after else None
        touched = _touched(checks, changed(now, accepted.given if accepted else None))
        done = {each.key: _done(each, since=now.at, until=until) for each in touched}
        waits = tuple(key for key, at in done.items() if at is None)
        since = None if waits else max((at for at in done.values() if at), default=now.at)
        last = Version(now, since, waits)
        accepted = accepted if waits else last
    return Profile(accepted, last if last is not accepted else None)


def _touched(checks: Sequence[Checked], fields: frozenset[str]) -> Iterator[Checked]:
    return (each for each in checks if each.rests_on & fields)


def _done(check: Checked, *, since: datetime, until: datetime | None) -> datetime | None:
    """When it succeeded for a version: before the next one was given, and for the newest only where it stands."""
    found = [at for at in check.succeeded if since <= at and (until is None or at < until)]
    if not found or (until is None and not check.stands):
        return None
    return found[-1] if until is None else found[0]
