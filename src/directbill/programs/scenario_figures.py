"""The figures a scenario gives: a statement and a tenure as far as its words tell them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation

from directbill.core.edition import Edition
from directbill.core.evaluation import Tenure
from directbill.core.money import total
from directbill.core.periods import Month, Window
from directbill.core.statement import Band, Grade, MonthFigure, Part, Statement
from directbill.programs.kinds import NEVER
from directbill.programs.reader import Section

TRUTHS = ("yes", "no")


def amount(section: Section, key: str) -> Decimal:
    """A number written as YAML text, read exactly."""
    text = section.text(key)
    try:
        found = Decimal(text or "0")
    except InvalidOperation:
        found = Decimal("NaN")
    if found.is_finite():
        return found
    section.fault("program_wants_number", key, found=text)
    return Decimal(0)


def when(section: Section, key: str) -> date:
    """A date written as YAML text."""
    text = section.text(key)
    try:
        return date.fromisoformat(text) if text else NEVER
    except ValueError:
        section.fault("program_wants_date", key, found=text)
        return NEVER


def statement(section: Section, window: Window, *, edition: Edition) -> Statement | None:
    if "revenue" not in section:
        return None
    if isinstance(section.table["revenue"], str):
        return _plain(amount(section, "revenue"), window, edition)
    given = section.section("revenue")
    plain = _plain(amount(given, "counted"), window, edition)
    missing = int(amount(given, "missing")) if "missing" in given else 0
    found = replace(
        plain,
        low=amount(given, "low") if "low" in given else plain.low,
        high=amount(given, "high") if "high" in given else plain.high,
        paid=amount(given, "paid") if "paid" in given else None,
        paid_band=_paid_band(given),
        months=tuple(replace(m, covered=place >= missing) for place, m in enumerate(plain.months)),
        grade=given.choice("grade", Grade, default=Grade.A),
        if_counted=_if_counted(given),
        accounts=(Part("", amount(given, "unnamed"), 1),) if "unnamed" in given else (),
    )
    given.close()
    return found


def _paid_band(given: Section) -> Band | None:
    """What may be paid besides, where some documents do not say: `silent`, billed and perhaps paid."""
    if "silent" not in given:
        return None
    paid, silent = amount(given, "paid") if "paid" in given else Decimal(0), amount(given, "silent")
    return Band(total([paid, min(silent, Decimal(0))]), total([paid, max(silent, Decimal(0))]))


def _if_counted(given: Section) -> tuple[tuple[str, Decimal | None], ...]:
    if "if_counted" not in given:
        return ()
    holder = given.section("if_counted")
    return tuple((category, amount(holder, category)) for category in holder.table)


def _plain(counted: Decimal, window: Window, edition: Edition) -> Statement:
    """A statement of this figure without a band: every month covered, the whole amount in the last."""
    months = tuple(
        MonthFigure(month, counted if month == window.last else Decimal(0), 0, covered=True)
        for month in window
    )
    return Statement(
        window=window,
        currency=edition.revenue.currency,
        counted=counted,
        paid=None,
        low=counted,
        high=counted,
        grade=Grade.A,
        grade_reasons=(),
        months=months,
        categories=(),
        accounts=(),
        not_counted=(),
        comparisons=(),
        rates=(),
        documents=(),
        lines_counted=0,
        lines_not_counted=0,
    )


def tenure(section: Section, window: Window) -> Tenure | None:
    if "tenure" not in section:
        return None
    if isinstance(section.table["tenure"], str):
        return _months(window, distinct=int(amount(section, "tenure")))
    given = section.section("tenure")
    found = _months(
        window,
        distinct=int(amount(given, "months")),
        uncovered=int(amount(given, "uncovered")) if "uncovered" in given else 0,
        declared=when(given, "declared") if "declared" in given else None,
        earlier_covered=truth(given, "earlier_covered"),
    )
    given.close()
    return found


def _months(
    window: Window,
    *,
    distinct: int,
    uncovered: int = 0,
    declared: date | None = None,
    earlier_covered: bool = False,
) -> Tenure:
    """So many different months with revenue, the newest last, the uncovered ones just before them."""
    months = tuple(window.last.plus(-n) for n in reversed(range(distinct)))
    gap = tuple(window.last.plus(-n) for n in reversed(range(distinct, distinct + uncovered)))
    first: Month | None = months[0] if months else None
    return Tenure(
        distinct=distinct,
        since_first=distinct + uncovered if first else None,
        longest_run=distinct,
        first=first,
        last=months[-1] if months else None,
        months=months,
        uncovered=gap,
        first_declared=declared,
        earlier_covered=earlier_covered,
    )


def truth(section: Section, key: str) -> bool:
    return key in section and section.one_of(key, TRUTHS) == TRUTHS[0]
