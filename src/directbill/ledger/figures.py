"""Figures: a statement from groups, each group multiplied once by its rate, exactly."""

from collections.abc import Iterable
from dataclasses import dataclass

from directbill.core import exchange, grading, verdicts
from directbill.core.edition import RevenueRule
from directbill.core.exchange import Rates
from directbill.core.ledger import ESTIMATES, Category, Document
from directbill.core.periods import Month, Window
from directbill.core.statement import (
    NotCounted,
    Prepayment,
    Statement,
)
from directbill.ledger import bands, left_out, priced, shares
from directbill.ledger.priced import Sum
from directbill.ledger.tally import Tally


def prepayments(every: Iterable[Sum]) -> tuple[Prepayment, ...]:
    """Counted amounts paid for more than one month at once, by month and number of months."""
    tally = Tally[tuple[Month, int]]()
    for s in every:
        if not s.reason and s.group.prepaid_months > 1:
            tally.add((s.group.month, s.group.prepaid_months), s.value, lines=s.group.lines)
    return tuple(Prepayment(*key, tally.amount(key)) for key in sorted(tally.amounts))


@dataclass(slots=True)
class Frame:
    """What a statement is made for."""

    rule: RevenueRule
    window: Window
    documents: tuple[Document, ...]
    covered: frozenset[Month]
    rates: Rates


def statement(every: tuple[Sum, ...], frame: Frame) -> Statement:
    """Every figure of the statement, in one pass over the groups for each kind of figure."""
    counted = tuple(s for s in every if not s.reason)
    left = tuple(s for s in every if s.reason)
    figure = priced.amount(counted)
    billed = bands.of(counted)
    told = {d.id: d.paid for d in frame.documents}
    ground = _ground(counted, left, frame)
    grade, grade_reasons = grading.grade(ground)
    used = priced.rates_used(counted)
    categories, if_counted = shares.by_category(counted, left, rule=frame.rule, figure=figure)
    return Statement(
        window=frame.window,
        currency=frame.rule.currency,
        counted=figure,
        paid=bands.figure_paid(counted, told),
        low=billed.low,
        high=billed.high,
        grade=grade,
        grade_reasons=grade_reasons,
        months=shares.by_month(counted, frame.window, covered=frame.covered),
        categories=categories,
        accounts=shares.by_account(counted),
        not_counted=left_out.by_reason(left),
        comparisons=left_out.comparisons(counted, left),
        rates=used,
        documents=frame.documents,
        lines_counted=sum(s.group.lines for s in counted),
        lines_not_counted=sum(s.group.lines for s in left),
        if_counted=if_counted,
        notes=exchange.notes(used, frame.rates),
        rejected=ground.rejected,
        paid_band=bands.paid(counted, told),
        left_out=bands.left_out(left, (c for c, _ in if_counted), told=told, rule=frame.rule),
    )


def _ground(counted: tuple[Sum, ...], left: tuple[Sum, ...], frame: Frame) -> grading.Ground:
    known = {d.id: d for d in frame.documents}
    pairs = sorted({(s.group.document, s.group.authority) for s in counted if s.group.document in known})
    return grading.Ground(
        counted=tuple((known[document], authority) for document, authority in pairs),
        rejected=grading.rejected(frame.documents, tuple(frame.window)),
        missing=tuple(m for m in frame.window if m not in frame.covered),
        covered=not frame.covered.isdisjoint(frame.window),
        estimates=any(s.group.basis in ESTIMATES for s in counted),
        other_prices=any(s.reason == NotCounted.PRICE_BASIS for s in left),
        uncategorized=sum(s.group.lines for s in left if _untold(s, frame.rule)),
    )


def _untold(s: Sum, rule: RevenueRule) -> bool:
    return s.reason == NotCounted.CATEGORY and verdicts.told(s.group.category, rule) == Category.UNKNOWN
