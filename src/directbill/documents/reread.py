"""The way back: an evaluation from the plain values that were written of it, so that it can be explained again.

Figures come back as they were shown, those of the months exactly. Sentences are said anew from their codes.
"""

from datetime import date
from decimal import Decimal

from directbill.core.edition import Edition
from directbill.core.evaluation import Evaluation, Facts, Forecast, Leaving, Projection, Tenure
from directbill.core.findings import DivisionFinding, Finding, Outcome, Phase, Reason, Severity, Turn
from directbill.core.ledger import Document, DocumentState
from directbill.core.parties import Account, AccountKind, Partner, Role
from directbill.core.periods import Month, Window
from directbill.core.statement import (
    Band,
    Comparison,
    Grade,
    Left,
    Method,
    MonthFigure,
    Part,
    RateUsed,
    Statement,
    StatementLine,
)
from directbill.documents.plain import Plain


def evaluation(data: Plain, edition: Edition, *, following: Edition | None) -> Evaluation:
    """The evaluation; `following` is the edition its `next_edition` names."""
    documents = tuple(_document(d) for d in data["documents"])
    facts = Facts(
        partner=_partner(data["partner"]),
        role=Role(data["role"]),
        as_of=date.fromisoformat(data["as_of"]),
        statement=_statement(data["statement"], documents),
        tenure=_tenure(data["tenure"]),
    )
    coming = data["next_edition"]
    return Evaluation(
        edition=edition,
        facts=facts,
        findings=tuple(_finding(f) for f in data["findings"]),
        forecast=_forecast(data["forecast"]),
        next_edition=None if coming is None or following is None else _next(coming, following, facts),
        warnings=_reasons(data["warnings"]),
    )


def _next(data: Plain, edition: Edition, facts: Facts) -> Evaluation:
    documents = facts.statement.documents if facts.statement else ()
    there = Facts(
        facts.partner, facts.role, facts.as_of, _statement(data["statement"], documents), facts.tenure
    )
    findings = tuple(_finding(f) for f in data["findings"])
    return Evaluation(edition, there, findings, warnings=_reasons(data["warnings"]))


def _reason(data: Plain) -> Reason:
    return Reason(data["code"], dict(data["params"]))


def _reasons(data: list[Plain]) -> tuple[Reason, ...]:
    return tuple(_reason(r) for r in data)


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _month(text: str | None) -> Month | None:
    return None if text is None else Month.parse(text)


def _months(texts: list[str]) -> tuple[Month, ...]:
    return tuple(Month.parse(text) for text in texts)


def _finding(data: Plain) -> Finding:
    return Finding(
        requirement=data["requirement"],
        phases=tuple(Phase(p) for p in data["phases"]),
        severity=Severity(data["severity"]),
        outcome=Outcome(data["outcome"]),
        reason=_reason(data["reason"]),
        measure=_amount(data["measure"]),
        threshold=_amount(data["threshold"]),
        unit=data["unit"],
        after=tuple(data["after"]),
        turn=Turn(data["turn"]),
        due=_day(data["due"]),
        otherwise=None if data["otherwise"] is None else _reason(data["otherwise"]),
        evidence=tuple(data["evidence"]),
        source=data["source"],
        assumed=data["assumed"],
        warnings=_reasons(data["warnings"]),
        divisions=tuple(_division(d) for d in data.get("divisions", ())),
    )


def _division(data: Plain) -> DivisionFinding:
    measure = _amount(data["measure"])
    return DivisionFinding(data["division"], Outcome(data["outcome"]), _reason(data["reason"]), measure)


def _partner(data: Plain) -> Partner:
    return Partner(
        name=data["name"],
        accounts=tuple(_account(a) for a in data["accounts"]),
        first_transaction=_day(data["first_transaction"]),
        happened={key: date.fromisoformat(day) for key, day in data["happened"].items()},
        ids_assumed=data["ids_assumed"],
    )


def _account(data: Plain) -> Account:
    places = {key: data[key] for key in ("id", "country", "region", "tenant")}
    since, until = _day(data["valid_from"]), _day(data["valid_to"])
    return Account(kind=AccountKind(data["kind"]), valid_from=since, valid_to=until, **places)


def _statement(data: Plain | None, documents: tuple[Document, ...]) -> Statement | None:
    if data is None:
        return None
    return Statement(
        window=Window(Month.parse(data["window"]["from"]), Month.parse(data["window"]["to"])),
        currency=data["currency"],
        counted=Decimal(data["counted"]),
        paid=_amount(data["paid"]),
        low=Decimal(data["low"]),
        high=Decimal(data["high"]),
        grade=Grade(data["grade"]),
        grade_reasons=_reasons(data["grade_reasons"]),
        months=tuple(_figure(m) for m in data["months"]),
        categories=tuple(_part(p, "category") for p in data["categories"]),
        accounts=tuple(_part(p, "account") for p in data["accounts"]),
        not_counted=tuple(_left(left) for left in data["not_counted"]),
        comparisons=tuple(_comparison(c) for c in data["comparisons"]),
        rates=tuple(_rate(r) for r in data["rates"]),
        documents=documents,
        lines_counted=data["lines_counted"],
        lines_not_counted=data["lines_not_counted"],
        if_counted=tuple((i["category"], _amount(i["counted"])) for i in data["if_counted"]),
        notes=_reasons(data["notes"]),
        rejected=data.get("rejected", 0),
        paid_band=_band(data) if "paid_low" in data else None,
    )


def _band(data: Plain) -> Band:
    return Band(Decimal(data["paid_low"]), Decimal(data["paid_high"]))


def _figure(data: Plain) -> MonthFigure:
    return MonthFigure(Month.parse(data["month"]), Decimal(data["exact"]), data["lines"], data["covered"])


def _part(data: Plain, key: str) -> Part:
    return Part(data[key], Decimal(data["counted"]), data["lines"], data.get("counts", True))


def _left(data: Plain) -> Left:
    by_currency = tuple((each["currency"], Decimal(each["amount"])) for each in data["by_currency"])
    return Left(data["reason"], _amount(data["amount"]), data["lines"], by_currency, data["detail"])


def _comparison(data: Plain) -> Comparison:
    return Comparison(
        Month.parse(data["month"]),
        data["account"],
        data["source"],
        _amount(data["amount"]),
        data["counted_source"],
        Decimal(data["counted"]),
    )


def _rate(data: Plain) -> RateUsed:
    rate, low, high = (Decimal(data[key]) for key in ("rate", "low", "high"))
    return RateUsed(
        document=data["document"],
        month=Month.parse(data["month"]),
        currency=data["currency"],
        method=Method(data["method"]),
        rate=rate,
        rate_date=_day(data["rate_date"]),
        source=data["source"],
        low=low,
        high=high,
    )


def _tenure(data: Plain | None) -> Tenure | None:
    if data is None:
        return None
    return Tenure(
        distinct=data["distinct"],
        since_first=data["since_first"],
        longest_run=data["longest_run"],
        first=_month(data["first"]),
        last=_month(data["last"]),
        months=_months(data["months"]),
        uncovered=_months(data["uncovered"]),
        first_declared=_day(data["first_declared"]),
        earlier_covered=data["earlier_covered"],
    )


def _forecast(data: Plain | None) -> Forecast | None:
    if data is None:
        return None
    return Forecast(
        leaving=tuple(
            Leaving(Month.parse(s["closes"]), Month.parse(s["leaves"]), Decimal(s["amount"]))
            for s in data["leaving"]
        ),
        run_rate=Decimal(data["run_rate"]),
        run_rate_months=data["run_rate_months"],
        prepayments=tuple((Month.parse(p["month"]), Decimal(p["amount"])) for p in data["prepayments"]),
        projections=tuple(_projection(p) for p in data["projections"]),
        division=data.get("division", ""),
    )


def _projection(data: Plain) -> Projection:
    figures = tuple((Month.parse(f["month"]), Decimal(f["figure"])) for f in data["figures"])
    return Projection(_reason(data["assumption"]), figures, _month(data["crosses"]), _month(data["falls"]))


def _document(data: Plain) -> Document:
    own = {
        "month": _month(data["month"]),
        "state": DocumentState(data["state"]),
        "total": _amount(data["total"]),
    }
    return Document(**{**data, **own})


def line(data: Plain) -> StatementLine:
    """One line, exact."""
    method, rate, usd = data["method"], _amount(data["rate"]), _amount(data["usd"])
    own = {"month": Month.parse(data["month"]), "amount": Decimal(data["amount"])}
    own |= {"method": None if method is None else Method(method), "rate": rate, "usd": usd}
    return StatementLine(**{**data, **own})
