"""What changes for a partner between two editions: requirement by requirement, of what it takes to remain."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from directbill.core.edition import Edition, Operator, Requirement, Threshold
from directbill.core.findings import Finding, Outcome, Phase, Severity


class How(StrEnum):
    """How a requirement changes."""

    NEW = "new"
    HIGHER = "higher"
    LOWER = "lower"
    OTHER = "other"
    GONE = "gone"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Changed:
    """One requirement under both editions; None where an edition has it not."""

    how: How
    key: str
    before: Requirement | None
    after: Requirement | None


@dataclass(frozen=True, slots=True)
class Seen:
    """A change with what each edition finds of one partner."""

    changed: Changed
    before: Finding | None
    after: Finding | None

    @property
    def presses(self) -> bool:
        """Whether the partner has something to do about it before the later edition binds."""
        return self.after is not None and self.after.outcome in (Outcome.NOT_MET, Outcome.UNKNOWN)


def between(before: Edition, after: Edition) -> tuple[Changed, ...]:
    """Every requirement of remaining, in the later edition's order; then those that are asked for no more."""
    old, new = _remaining(before), _remaining(after)
    found = [Changed(_how(old.get(key), each), key, old.get(key), each) for key, each in new.items()]
    gone = [Changed(How.GONE, key, each, None) for key, each in old.items() if key not in new]
    return (*found, *gone)


def seen(
    changed: Iterable[Changed], *, before: Iterable[Finding], after: Iterable[Finding]
) -> tuple[Seen, ...]:
    """The changes with the findings of one partner under both editions."""
    old, new = ({f.requirement: f for f in each} for each in (before, after))
    return tuple(Seen(each, old.get(each.key), new.get(each.key)) for each in changed)


def of_kind(changed: Iterable[Changed], *kinds: How) -> Iterator[Changed]:
    """Those that change in one of these ways."""
    return (each for each in changed if each.how in kinds)


def _remaining(edition: Edition) -> dict[str, Requirement]:
    """Required in order to remain, as far as it binds on the edition's first day."""
    return {
        r.key: r
        for r in edition.binding(edition.effective)
        if Phase.TO_REMAIN in r.phases and r.severity is Severity.REQUIRED
    }


def _how(before: Requirement | None, after: Requirement) -> How:
    if before is None:
        return How.NEW
    old, new = before.threshold, after.threshold
    if old is None or new is None or not _comparable(old, new):
        return How.SAME if old == new else How.OTHER
    if old.value != new.value:
        higher = (new.value > old.value) is not (new.operator is Operator.AT_MOST)
        return How.HIGHER if higher else How.LOWER
    return How.SAME if before.level is after.level and before.kind is after.kind else How.OTHER


def _comparable(old: Threshold, new: Threshold) -> bool:
    return (old.measure, old.operator, old.unit) == (new.measure, new.operator, new.unit)
