"""What an assessor finds, criterion by criterion, and which outcome agrees with it.

Two axes: how far the work is, and what came out. A criterion that is not met, or in part only, is a nonconformity
with a grade. No assessment passes while a criterion has no result, or while a major nonconformity is open.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from directbill.core.errors import Fault, Place, Refusal, refuse


class Status(StrEnum):
    """How far the work on a criterion is."""

    NOT_LOOKED_AT = "not_looked_at"
    BEING_LOOKED_AT = "being_looked_at"
    LOOKED_AT = "looked_at"


class Result(StrEnum):
    """What came out, once it was looked at."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"


class Grade(StrEnum):
    """How grave a nonconformity is. An open major one forbids to pass."""

    MINOR = "minor"
    MAJOR = "major"


NONCONFORMING = frozenset({Result.PARTLY, Result.NOT_MET})
EXPLAINED = NONCONFORMING | {Result.NOT_APPLICABLE}
"""Results that say why."""
PASSES = frozenset({"sign_off", "close_out"})
"""Verbs after which the assessment has passed."""
AGAINST = frozenset({"require", "fail"})
"""Verbs that rest on something that was found."""
ENDS = PASSES | {"fail"}
"""Verbs by which an assessor signs how it ended."""
SETTLES = PASSES | AGAINST
"""Verbs by which an assessor gives findings out of hand."""
GIVES = SETTLES | {"send_back"}
RECUSED, RETAKEN = "recuse", "retake"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is said of one criterion. Empty words are those that were not said."""

    status: str
    result: str = ""
    grade: str = ""
    text: str = ""

    @property
    def nonconforming(self) -> bool:
        return self.result in NONCONFORMING


NOTHING = Finding(Status.NOT_LOOKED_AT)


@dataclass(frozen=True, slots=True)
class Span:
    """Which findings count, by the number of the item's step they were written after: from, and before."""

    begin: int
    end: int | None = None

    def holds(self, after: int) -> bool:
        """Whether what was written after that step counts."""
        return self.begin <= after and (self.end is None or after < self.end)


def faults(finding: Finding) -> tuple[Fault, ...]:
    """What contradicts itself in a finding, or is missing, by the column it stands in."""
    return tuple(_faults(finding))


def _faults(said: Finding) -> Iterator[Fault]:
    if said.status not in set(Status):
        yield Fault("choice_missing", Place(column="status"))
        return
    looked_at = said.status == Status.LOOKED_AT
    if looked_at and said.result not in set(Result):
        yield Fault("choice_missing", Place(column="result"))
    elif said.result and not looked_at:
        yield Fault("finding_early", Place(column="result"))
    if said.nonconforming and said.grade not in set(Grade):
        yield Fault("choice_missing", Place(column="grade"))
    elif said.grade and not said.nonconforming:
        yield Fault("grade_idle", Place(column="grade"))
    if said.result in EXPLAINED and not said.text.strip():
        yield Fault("finding_unexplained", Place(column="text"))


def without_result(wanted: Iterable[str], found: Mapping[str, Finding]) -> tuple[str, ...]:
    """Keys of criteria that have no result."""
    return tuple(key for key in wanted if found.get(key, NOTHING).status != Status.LOOKED_AT)


def open_ones(wanted: Iterable[str], found: Mapping[str, Finding], *, grade: str = "") -> tuple[str, ...]:
    """Keys of nonconformities that are open, of one grade or of any."""
    return tuple(
        key for key in wanted if key in found and found[key].nonconforming and grade in ("", found[key].grade)
    )


def against(  # sentence: what is done, of what, on what was found
    verb: str, wanted: Iterable[str], found: Mapping[str, Finding]
) -> Refusal | None:
    """Why an outcome does not agree with what was found; None where it does."""
    wanted = tuple(wanted)
    missing = without_result(wanted, found) if verb in SETTLES - {"fail"} else ()
    if missing:
        return refuse("criteria_open", found=str(len(missing)), of=str(len(wanted)))
    if verb in PASSES and (majors := open_ones(wanted, found, grade=Grade.MAJOR)):
        return refuse("major_open", found=str(len(majors)))
    if verb in AGAINST and not open_ones(wanted, found):
        return refuse("nothing_found")
    return None


def current(steps: Iterable[tuple[int, str]]) -> Span:
    """What the assessor works with: everything since the last recusal or the permission to take it again."""
    return Span(max((number for number, verb in steps if verb in {RECUSED, RETAKEN}), default=0))


def given(steps: Iterable[tuple[int, str]]) -> Span | None:
    """What was given out of hand last, for others to read; None where nothing is, or who gave it recused."""
    begin, found = 0, None
    for number, verb in steps:
        if verb in GIVES:
            found = Span(begin, number)
        if verb in {RECUSED, RETAKEN}:
            found, begin = (None if verb == RECUSED else found), number
    return found
