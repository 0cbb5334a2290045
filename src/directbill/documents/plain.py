"""An evaluation as plain values for JSON: stable keys, money as text, dates in ISO form, sentences beside codes."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from directbill.core.evaluation import Evaluation, Tenure
from directbill.core.findings import DivisionFinding, Finding, Reason, gap
from directbill.core.ledger import Document
from directbill.core.money import shown, shown_against
from directbill.core.parties import Account, Partner
from directbill.core.periods import Month
from directbill.core.statement import Comparison, Left, RateUsed, Statement, StatementLine
from directbill.documents import figure, items, proofs
from directbill.documents.words import Words, is_currency

Plain = dict[str, Any]
ZERO = Decimal(0)


def finding(found: Finding, words: Words) -> Plain:
    """One finding, with its sentences."""
    return {
        "requirement": found.requirement,
        "title": words.title(found.requirement),
        "phase": found.phase.value,
        "phases": [p.value for p in found.phases],
        "severity": found.severity.value,
        "outcome": found.outcome.value,
        "reason": {**reason(found.reason, words), "text": items.why(found, words)},
        "measure": measure(found.measure, found.unit, against=found.threshold),
        "threshold": measure(found.threshold, found.unit),
        "distance": measure(found.distance, found.unit, against=ZERO),
        "unit": found.unit,
        "after": list(found.after),
        "turn": found.turn.value,
        "due": day(found.due),
        "otherwise": None
        if found.otherwise is None
        else {**reason(found.otherwise, words), "text": items.otherwise(found, words)},
        "evidence": list(found.evidence),
        "source": found.source,
        "assumed": found.assumed,
        "warnings": [reason(w, words) for w in found.warnings],
        "divisions": [_division(d, found, words) for d in found.divisions],
    }


def _division(division: DivisionFinding, found: Finding, words: Words) -> Plain:
    """What the requirement finds of one division, held against the same threshold."""
    distance = gap(division.measure, found.threshold)
    return {
        "division": division.key,
        "outcome": division.outcome.value,
        "reason": reason(division.reason, words),
        "measure": measure(division.measure, found.unit, against=found.threshold),
        "distance": measure(distance, found.unit, against=ZERO),
    }


def reason(found: Reason, words: Words) -> Plain:
    return {"code": found.code, "text": words.reason(found), "params": dict(found.params)}


def measure(value: Decimal | None, unit: str, *, against: Decimal | None = None) -> str | None:
    """A figure in its unit: money with two decimals (more where that would hide being below), else as it is."""
    if value is None:
        return None
    if not is_currency(unit):
        return f"{value.normalize():f}"
    return money(value) if against is None else f"{shown_against(value, against):f}"


def money(amount: Decimal | None) -> str | None:
    return None if amount is None else str(shown(amount))


def day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def month(value: Month | None) -> str | None:
    return None if value is None else str(value)


def partner(found: Partner) -> Plain:
    return {
        "name": found.name,
        "ids": list(found.ids),
        "ids_assumed": found.ids_assumed,
        "accounts": [_account(a) for a in found.accounts],
        "first_transaction": day(found.first_transaction),
        "happened": {key: when.isoformat() for key, when in sorted(found.happened.items())},
    }


def _account(account: Account) -> Plain:
    return {
        "id": account.id,
        "kind": account.kind.value,
        "country": account.country,
        "region": account.region,
        "tenant": account.tenant,
        "valid_from": day(account.valid_from),
        "valid_to": day(account.valid_to),
    }


def statement(evaluation: Evaluation, words: Words) -> Plain | None:
    """The statement, its figures shown against the threshold they are held to."""
    found = evaluation.facts.statement
    if found is None:
        return None
    held = figure.revenue_finding(evaluation)
    bar = held.threshold if held else None
    return {
        "window": {"from": str(found.window.first), "to": str(found.window.last)},
        "currency": found.currency,
        "counted": measure(found.counted, found.currency, against=bar),
        "paid": measure(found.paid, found.currency, against=bar),
        "paid_low": measure(found.may_be_paid.low, found.currency, against=bar),
        "paid_high": measure(found.may_be_paid.high, found.currency, against=bar),
        "low": measure(found.low, found.currency, against=bar),
        "high": measure(found.high, found.currency, against=bar),
        "grade": found.grade.value,
        "grade_reasons": [reason(r, words) for r in found.grade_reasons],
        "complete": found.complete,
        "missing": [str(m) for m in found.missing],
        "lines_counted": found.lines_counted,
        "lines_not_counted": found.lines_not_counted,
        "rejected": found.rejected,
        **_parts(found, bar, words),
        "notes": [reason(r, words) for r in found.notes],
    }


def _parts(found: Statement, bar: Decimal | None, words: Words) -> Plain:
    return {
        "months": [
            {
                "month": str(m.month),
                "counted": measure(m.counted, found.currency, against=bar),
                "exact": f"{m.counted:f}",
                "lines": m.lines,
                "covered": m.covered,
            }
            for m in found.months
        ],
        "categories": [
            {
                "category": p.key,
                "counted": measure(p.counted, found.currency, against=bar),
                "lines": p.lines,
                "counts": p.counts,
            }
            for p in found.categories
        ],
        "accounts": [
            {"account": p.key, "counted": measure(p.counted, found.currency, against=bar), "lines": p.lines}
            for p in found.accounts
        ],
        "not_counted": [_left(left, words) for left in found.not_counted],
        "if_counted": [
            {"category": key, "counted": measure(amount, found.currency, against=bar)}
            for key, amount in found.if_counted
        ],
        "comparisons": [_comparison(c) for c in found.comparisons],
        "rates": [_rate(r) for r in found.rates],
    }


def _left(left: Left, words: Words) -> Plain:
    return {
        "reason": left.reason,
        "text": proofs.left_reason(left, words),
        "detail": left.detail,
        "amount": money(left.amount),
        "lines": left.lines,
        "by_currency": [{"currency": c, "amount": money(a)} for c, a in left.by_currency],
    }


def _comparison(found: Comparison) -> Plain:
    return {
        "month": str(found.month),
        "account": found.account,
        "source": found.source,
        "amount": money(found.amount),
        "counted_source": found.counted_source,
        "counted": money(found.counted),
    }


def _rate(found: RateUsed) -> Plain:
    return {
        "document": found.document,
        "month": str(found.month),
        "currency": found.currency,
        "method": int(found.method),
        "rate": f"{found.rate:f}",
        "rate_date": day(found.rate_date),
        "source": found.source,
        "low": f"{found.low:f}",
        "high": f"{found.high:f}",
    }


def tenure(found: Tenure | None) -> Plain | None:
    if found is None:
        return None
    return {
        "distinct": found.distinct,
        "since_first": found.since_first,
        "longest_run": found.longest_run,
        "first": month(found.first),
        "last": month(found.last),
        "months": [str(m) for m in found.months],
        "uncovered": [str(m) for m in found.uncovered],
        "first_declared": day(found.first_declared),
        "earlier_covered": found.earlier_covered,
    }


def forecast(evaluation: Evaluation, words: Words) -> Plain | None:
    """What is ahead; the figures shown against the threshold they are to reach."""
    found, held = evaluation.forecast, figure.revenue_finding(evaluation)
    if found is None or held is None:
        return None
    return {
        "division": found.division,
        "run_rate": money(found.run_rate),
        "run_rate_months": found.run_rate_months,
        "leaving": [
            {"closes": str(s.closes), "leaves": str(s.leaves), "amount": money(s.amount)}
            for s in found.leaving
        ],
        "prepayments": [{"month": str(m), "amount": money(a)} for m, a in found.prepayments],
        "projections": [
            {
                "assumption": reason(p.assumption, words),
                "figures": [
                    {"month": str(m), "figure": measure(f, held.unit, against=held.threshold)}
                    for m, f in p.figures
                ],
                "crosses": month(p.crosses),
                "falls": month(p.falls),
            }
            for p in found.projections
        ],
    }


def document(found: Document) -> Plain:
    return {
        "id": found.id,
        "kind": found.kind,
        "source": found.source,
        "version": found.version,
        "month": month(found.month),
        "month_basis": found.month_basis,
        "state": found.state.value,
        "amends": found.amends,
        "currency": found.currency,
        "total": money(found.total),
        "paid": found.paid,
        "known_until": found.known_until,
        "lines": found.lines,
        "rejected": found.rejected,
        "file": found.file,
        "sha256": found.sha256,
    }


def lines(found: Iterable[StatementLine]) -> list[Plain]:
    return [line(each) for each in found]


def line(found: StatementLine) -> Plain:
    """One line; its amounts exact."""
    return {
        "file": found.file,
        "row": found.row,
        "document": found.document,
        "month": str(found.month),
        "account": found.account,
        "category": found.category,
        "rule": found.rule,
        "amount": f"{found.amount:f}",
        "currency": found.currency,
        "counted": found.counted,
        "reason": found.reason,
        "method": None if found.method is None else int(found.method),
        "rate": None if found.rate is None else f"{found.rate:f}",
        "usd": None if found.usd is None else f"{found.usd:f}",
        **_sold(found),
    }


def _sold(found: StatementLine) -> Mapping[str, str]:
    return {
        "customer": found.customer,
        "subscription": found.subscription,
        "product": found.product,
        "charge_type": found.charge_type,
    }
