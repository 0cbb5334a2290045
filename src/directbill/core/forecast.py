"""What leaves the window in the coming months, and when the figure crosses or falls below the bar."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from directbill.core import thresholds
from directbill.core.edition import RevenueRule, Threshold
from directbill.core.evaluation import Forecast, Leaving, Projection
from directbill.core.findings import Reason
from directbill.core.money import EXACT, RATE_PLACES, total
from directbill.core.periods import Month
from directbill.core.statement import Prepayment, Statement

RUN_RATE_MONTHS = 3
"""Our assumption, said with the result: the pace is that of the last three months."""


def forecast(
    statement: Statement, prepayments: Iterable[Prepayment], *, rule: RevenueRule, threshold: Threshold
) -> Forecast:
    """Look one window ahead. Nothing is invented: the pace of the last months, and prepayments already known.

    Amounts are exact, the pace is fixed to 12 places. A missing month counts as nothing in what leaves and is left
    out of the pace. Where what is paid decides, all that is billed is taken to be paid from now on.
    """
    known = tuple(p for p in prepayments if p.month in statement.window and p.amount)
    rate, months = _pace(statement, known)
    ahead = _Ahead(statement, threshold, rate, rule)
    code = "pace_without_renewals" if known else "pace"
    projections = [ahead.project(ahead.assumption(code), lambda _: Decimal(0))]
    if known:
        renewed = _by_month((p.month.plus(p.months), p.amount) for p in known)
        projections.insert(
            0, ahead.project(ahead.assumption("pace_with_renewals"), lambda m: renewed.get(m, Decimal(0)))
        )
    return Forecast(
        leaving=ahead.leaving(),
        run_rate=rate,
        run_rate_months=months,
        prepayments=tuple(sorted(_by_month((p.month, p.amount) for p in known).items())),
        projections=tuple(projections),
    )


@dataclass(frozen=True, slots=True)
class _Ahead:
    statement: Statement
    threshold: Threshold
    rate: Decimal
    rule: RevenueRule

    @property
    def horizon(self) -> int:
        return self.rule.months

    def assumption(self, code: str) -> Reason:
        """What is taken for granted; of a figure with months missing, that they stay at nothing."""
        missing = {"missing": str(len(self.statement.missing))} if self.statement.missing else {}
        return Reason(code if self.rule.billed_decides else f"{code}_if_paid", missing)

    def leaving(self) -> tuple[Leaving, ...]:
        """What goes out of the window at each coming close, while it is still made of known months."""
        window = self.statement.window
        figures = list(self.statement.months)[: self.horizon]
        return tuple(Leaving(window.last.plus(n), f.month, f.counted) for n, f in enumerate(figures, 1))

    def project(self, assumption: Reason, extra: Callable[[Month], Decimal]) -> Projection:
        window = self.statement.window
        known = {f.month: f.counted for f in self.statement.months}
        coming = [window.last.plus(n) for n in range(1, self.horizon + 1)]
        months = known | {m: total([self.rate, extra(m)]) for m in coming}
        figures = tuple(
            (month, total(months[month.plus(-back)] for back in range(len(window)))) for month in coming
        )
        now = self.threshold.holds(thresholds.held(self.statement, self.rule).counted)
        turns = next((m for m, figure in figures if self.threshold.holds(figure) is not now), None)
        return Projection(assumption, figures, crosses=None if now else turns, falls=turns if now else None)


def _pace(statement: Statement, prepayments: tuple[Prepayment, ...]) -> tuple[Decimal, int]:
    """The mean of the last three covered months, without what was paid ahead."""
    ahead = _by_month((p.month, -p.amount) for p in prepayments)
    covered = [total([f.counted, ahead.get(f.month, Decimal(0))]) for f in statement.months if f.covered]
    last = covered[-RUN_RATE_MONTHS:]
    if not last:
        return Decimal(0), 0
    return EXACT.quantize(EXACT.divide(total(last), Decimal(len(last))), RATE_PLACES), len(last)


def _by_month(amounts: Iterable[tuple[Month, Decimal]]) -> dict[Month, Decimal]:
    found: dict[Month, Decimal] = {}
    for month, amount in amounts:
        found[month] = total([found.get(month, Decimal(0)), amount])
    return found
