"""The outlook: what an edition would say of every enrolled partner, who is near the bar, and who must be told when.

Only what is needed to remain counts, and of that what is required. What people settle at the review is left open: it is
neither a pass nor a fail.
"""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from directbill.core.adoption import Binding
from directbill.core.edition import Edition
from directbill.core.findings import Finding, Outcome, Phase, Severity

PERCENT = Decimal(100)
QUARTILES = (1, 2, 3)
WAIVABLE = frozenset({Outcome.NOT_MET, Outcome.UNKNOWN})
NO_FIGURE = -1
"""The band of a partner whose figure is not known."""


class Result(StrEnum):
    """What an edition would say of a partner who is there."""

    PASSES = "passes"
    FAILS = "fails"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outlook:
    """The result, with the findings that keep it from passing and those that people settle at the review."""

    result: Result
    near: bool
    failing: tuple[Finding, ...] = ()
    unknown: tuple[Finding, ...] = ()
    open: tuple[Finding, ...] = ()
    waived: tuple[Finding, ...] = ()
    """Not met or not known, and excused on the day: it keeps nobody from passing."""
    figure: Decimal | None = None
    """The figure that is held against the bar, in the edition's currency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One enrollment in the outlook."""

    enrollment: str
    partner: str
    name: str
    region: str
    own: str
    """The edition it is held against now."""
    outlook: Outlook
    binding: Binding | None
    counted_under: str = ""
    """The edition its figure was counted under, where none was counted under the one asked for."""
    counted_as: str = ""
    """The role its figure was counted in, where that is not the role of a partner who is there."""
    known_on: date | None = None
    """The day of the evaluation its figure is from."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of a group pass, fail, are near the bar either way, and are not known."""

    passes: int = 0
    passes_near: int = 0
    fails: int = 0
    fails_near: int = 0
    unknown: int = 0

    @property
    def all(self) -> int:
        return self.passes + self.fails + self.unknown


@dataclass(frozen=True, slots=True)
class Telling:
    """A day, and the enrollments whose partners must be told on it."""

    day: date
    rows: tuple[Row, ...]


def remaining(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """What is required in order to remain."""
    return tuple(f for f in findings if Phase.TO_REMAIN in f.phases and f.severity is Severity.REQUIRED)


def of(
    findings: Iterable[Finding], edition: Edition, *, near: Decimal, waived: Container[str] = ()
) -> Outlook:
    """The result of a partner's findings. `near` is in percent of the bar, on either side of it.

    What is not met or not known and is waived on the day decides nothing.
    """
    all_ = remaining(findings)
    excused = tuple(f for f in all_ if f.requirement in waived and f.outcome in WAIVABLE)
    by: dict[Outcome, tuple[Finding, ...]] = {
        outcome: tuple(f for f in all_ if f.outcome is outcome and f not in excused) for outcome in Outcome
    }
    figures = [f for f in all_ if f.unit == edition.revenue.currency]
    result = _result(by)
    return Outlook(
        result=result,
        near=_near(result, by, figures, near),
        failing=by[Outcome.NOT_MET],
        unknown=by[Outcome.UNKNOWN],
        open=by[Outcome.NOT_YET],
        waived=excused,
        figure=next((f.measure for f in figures), None),
    )


def bounds(figures: Iterable[Decimal]) -> tuple[Decimal, ...]:
    """The quartiles of figures by nearest rank: a figure that somebody has, none computed between two."""
    ordered = sorted(figures)
    if not ordered:
        return ()
    places = (-(-len(ordered) * quarter // (len(QUARTILES) + 1)) - 1 for quarter in QUARTILES)
    return tuple(dict.fromkeys(ordered[max(place, 0)] for place in places))


def band(figure: Decimal | None, bars: Sequence[Decimal]) -> int:
    """The number of the band a figure lies in, from 0: each band reaches to its bar and holds it."""
    return NO_FIGURE if figure is None else sum(figure > bar for bar in bars)


def tallied(rows: Iterable[Row], by: Callable[[Row], str]) -> Mapping[str, Tally]:
    """The rows counted by group, the groups in their own order."""
    groups: dict[str, list[Outlook]] = {}
    for row in rows:
        groups.setdefault(by(row), []).append(row.outlook)
    return {key: tally(groups[key]) for key in sorted(groups)}


def tally(found: Iterable[Outlook]) -> Tally:
    """All of them counted together."""
    every = [(each.result, each.near) for each in found]
    near = [result for result, is_near in every if is_near]
    results = [result for result, _ in every]
    return Tally(
        passes=results.count(Result.PASSES),
        passes_near=near.count(Result.PASSES),
        fails=results.count(Result.FAILS),
        fails_near=near.count(Result.FAILS),
        unknown=results.count(Result.UNKNOWN),
    )


def tellings(rows: Iterable[Row], *, since: date) -> tuple[Telling, ...]:
    """Who must be told on which day, the first day first: nobody before `since`, whoever is late on that day."""
    days: dict[date, list[Row]] = {}
    for row in rows:
        if row.binding is not None:
            days.setdefault(max(row.binding.told, since), []).append(row)
    return tuple(Telling(day, tuple(days[day])) for day in sorted(days))


def short_notice(rows: Iterable[Row], *, since: date) -> tuple[Row, ...]:
    """Whoever would be told later than the first day of notice, were the edition in force from a day on."""
    return tuple(row for row in rows if row.binding is not None and row.binding.told < since)


def _result(by: Mapping[Outcome, Sequence[Finding]]) -> Result:
    if by[Outcome.NOT_MET]:
        return Result.FAILS
    return Result.UNKNOWN if by[Outcome.UNKNOWN] else Result.PASSES


def _near(  # sentence: of which result, by which outcomes, over which figures
    result: Result, by: Mapping[Outcome, Sequence[Finding]], figures: Sequence[Finding], near: Decimal
) -> bool:
    """Near the bar: whoever passes by a narrow figure, or fails by nothing but one."""
    match result:
        case Result.PASSES:
            return any(_close(f, near) for f in figures if f in by[Outcome.MET])
        case Result.FAILS:
            return all(f in figures and _close(f, near) for f in by[Outcome.NOT_MET])
        case Result.UNKNOWN:
            return False


def _close(finding: Finding, near: Decimal) -> bool:
    if finding.distance is None or not finding.threshold:
        return False
    return abs(finding.distance) * PERCENT <= abs(finding.threshold) * near
