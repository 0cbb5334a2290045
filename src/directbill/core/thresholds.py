"""Thresholds: the revenue figure, with all it can be, against its bar. What is billed decides, or what is paid."""

from dataclasses import replace
from decimal import Decimal

from directbill.core.edition import Operator, RevenueRule, Threshold
from directbill.core.findings import Outcome, Reason
from directbill.core.ledger import Category
from directbill.core.money import shown, shown_against, total
from directbill.core.statement import Grade, LeftOut, Statement, point

PAID = {
    "revenue_met": "revenue_paid_met",
    "revenue_met_incomplete": "revenue_paid_met",
    "revenue_short": "revenue_paid_short",
    "revenue_in_band": "revenue_paid_in_band",
}
"""The codes where what is paid decides."""


def held(statement: Statement, rule: RevenueRule) -> Statement:
    """The statement with the figure that decides and its band: what is billed, or what is paid."""
    if rule.billed_decides:
        return statement
    band = statement.may_be_paid
    return replace(statement, counted=statement.paid or Decimal(0), low=band.low, high=band.high)


def judged(statement: Statement, bar: Threshold, *, rule: RevenueRule) -> tuple[Outcome, Reason]:
    """Met only if the whole band passes, not met only if none of it can; and why, with the figures as shown."""
    figure = held(statement, rule)
    outcome, code = _outcome(figure, bar)
    if not rule.billed_decides:
        code = _paid_code(code, figure, told=statement.paid is not None)
    params = _params(figure, bar)
    contested = _contested(statement, outcome, rule=rule, bar=bar)
    return outcome, Reason(f"{code}_contested" if contested else code, params | contested)


def _paid_code(code: str, figure: Statement, *, told: bool) -> str:
    """The same where what is paid decides, told apart by how much of it is known."""
    if code == "revenue_in_band" and not told:
        return "revenue_paid_unknown"
    if code == "revenue_short" and figure.low != figure.high:
        return "revenue_paid_at_most"
    return PAID.get(code, code)


def flips(statement: Statement, bar: Threshold, *, rule: RevenueRule) -> tuple[Reason, ...]:
    """Where the figure that does not decide, paid or billed, would say the opposite, or could."""
    paid, band = statement.paid, statement.may_be_paid
    if paid is None:
        return ()
    billed = bar.holds(statement.counted)
    params = {
        "paid": str(shown_against(paid, bar.value)),
        "billed": str(shown_against(statement.counted, bar.value)),
        "currency": statement.currency,
    }
    if bar.holds(paid) is billed:
        return ()
    if not rule.billed_decides:
        return (Reason("billed_would_flip", params),)
    sure = bar.holds(band.low) is bar.holds(band.high) is not billed
    return (Reason("paid_would_flip" if sure else "paid_could_flip", params),)


def _outcome(statement: Statement, bar: Threshold) -> tuple[Outcome, str]:
    worst, best = statement.low, statement.high
    if bar.operator is Operator.AT_MOST:
        worst, best = best, worst
    if statement.grade is Grade.D:
        return Outcome.UNKNOWN, "revenue_no_basis"
    lacking = _lacking(statement)
    if bar.operator is Operator.AT_MOST:
        if bar.holds(worst):
            return (Outcome.UNKNOWN, lacking) if lacking else (Outcome.MET, "revenue_met")
        return (Outcome.UNKNOWN, "revenue_in_band") if bar.holds(best) else (Outcome.NOT_MET, "revenue_short")
    if bar.holds(worst):
        return Outcome.MET, "revenue_met_incomplete" if statement.missing else "revenue_met"
    if lacking or bar.holds(best):
        return Outcome.UNKNOWN, lacking or "revenue_in_band"
    return _without_doubt(statement, bar)


def _lacking(statement: Statement) -> str:
    """What is not there and could decide: months, or rows."""
    if statement.missing:
        return "revenue_months_missing"
    return "revenue_rows_rejected" if statement.rejected else ""


def _without_doubt(statement: Statement, bar: Threshold) -> tuple[Outcome, str]:
    """Not met, unless sales whose category nobody can tell would make up for it."""
    untold = [figure for category, figure in statement.if_counted if category == Category.UNKNOWN]
    if any(figure is None or bar.holds(figure) for figure in untold):
        return Outcome.UNKNOWN, "revenue_category_unknown"
    return Outcome.NOT_MET, "revenue_short"


def _params(statement: Statement, bar: Threshold) -> dict[str, str]:
    distance = total([statement.counted, -bar.value])
    return {
        "counted": str(shown_against(statement.counted, bar.value)),
        "threshold": str(shown(bar.value)),
        "distance": f"{abs(shown_against(-abs(distance), Decimal(0))):f}",
        "currency": statement.currency,
        "low": str(shown_against(statement.low, bar.value)),
        "high": str(shown_against(statement.high, bar.value)),
        "months": ", ".join(str(m) for m in statement.missing),
        "missing": str(len(statement.missing)),
        "rejected": str(statement.rejected),
        "first": str(statement.window.first),
        "last": str(statement.window.last),
    }


def _contested(
    statement: Statement, outcome: Outcome, *, rule: RevenueRule, bar: Threshold
) -> dict[str, str]:
    """Values for the sentence where counting what a second source would count changes the outcome."""
    extra = [each for each in _left_out(statement) if each.category in rule.contested]
    if not extra or statement.grade is Grade.D:
        return {}
    with_it = _with(held(statement, rule), extra, rule)
    other, _ = _outcome(with_it, bar)
    if other is outcome:
        return {}
    return {
        "category": ", ".join(each.category for each in extra),
        "contested": str(shown_against(with_it.counted, bar.value)),
        "contested_outcome": other.value,
    }


def _left_out(statement: Statement) -> tuple[LeftOut, ...]:
    """What each category left out comes to; known from its figure alone where nobody worked out more."""
    known = {each.category: each for each in statement.left_out}
    found = []
    for category, would_be in statement.if_counted:
        if category in known:
            found.append(known[category])
        elif would_be is not None:
            figure = total([would_be, -statement.counted])
            found.append(LeftOut(category, figure, point(figure), point(figure)))
    return tuple(found)


def _with(figure: Statement, extra: list[LeftOut], rule: RevenueRule) -> Statement:
    """The figure and its band as if these categories counted."""
    bands = [each.billed if rule.billed_decides else each.paid for each in extra]
    more = total(each.figure if rule.billed_decides else each.paid.low for each in extra)
    return replace(
        figure,
        counted=total([figure.counted, more]),
        low=total([figure.low, *(b.low for b in bands)]),
        high=total([figure.high, *(b.high for b in bands)]),
        if_counted=tuple(
            (category, None if would_be is None else total([would_be, more]))
            for category, would_be in figure.if_counted
        ),
    )
