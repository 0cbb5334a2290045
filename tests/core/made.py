"""Small values to ask the core with: a program of nobody, its rule, a company, charges and documents."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from directbill.core.edition import (
    Edition,
    Exclusion,
    Kind,
    Level,
    Operator,
    Requirement,
    RevenueRule,
    Review,
    Source,
    Step,
    Threshold,
)
from directbill.core.findings import Phase, Severity
from directbill.core.ledger import Attribution, Authority, Basis, Charge, Document, Stream
from directbill.core.parties import Account, Partner, Role
from directbill.core.periods import Month, Window
from directbill.core.statement import Grade, MonthFigure, Statement

AS_OF = date(2026, 11, 22)
WINDOW = Window(Month(2025, 11), Month(2026, 10))
MONTHS = tuple(WINDOW)
LAST = WINDOW.last
SOURCE = Source("made 1")
COUNTS = ("license", "azure_usage", "reservation", "savings_plan")
LEFT_OUT = ("perpetual_software", "software_subscription", "marketplace", "unknown")
COMPANY = Partner("Made", (Account("A"), Account("B")))


def rule(currency: str = "USD", **changes: Any) -> RevenueRule:
    given: dict[str, Any] = {
        "currency": currency,
        "months": 12,
        "closing_day": 8,
        "counts": COUNTS,
        "excludes": tuple(Exclusion(c, SOURCE) for c in LEFT_OUT),
        "role": Role.INDIRECT_RESELLER,
        "level": Level.GLOBAL,
        "billed_decides": True,
        "source": SOURCE,
        "contested": ("perpetual_software",),
    }
    return RevenueRule(**(given | changes))


def bar(measure: str, value: str, unit: str = "", operator: Operator = Operator.AT_LEAST) -> Threshold:
    return Threshold(measure, operator, Decimal(value), unit, SOURCE)


def requirement(key: str, threshold: Threshold | None = None, **changes: Any) -> Requirement:
    given: dict[str, Any] = {
        "key": key,
        "phases": (Phase.TO_APPLY,),
        "severity": Severity.REQUIRED,
        "kind": Kind.ATTESTATION,
        "level": Level.GLOBAL,
        "title": {"en": key},
        "help": {"en": key},
        "source": SOURCE,
        "threshold": threshold,
        "otherwise": {"en": "nothing good"},
    }
    return Requirement(**(given | changes))


def edition(*requirements: Requirement, steps: Iterable[Step] = (), **changes: Any) -> Edition:
    given: dict[str, Any] = {
        "program": "made",
        "name": "2024-01-01",
        "effective": date(2024, 1, 1),
        "enabled": True,
        "title": {"en": "made"},
        "requirements": requirements,
        "revenue": rule(),
        "tenure_months": 12,
        "adoption": (),
        "ladder": (),
        "review": Review("anniversary_month", 12, (), SOURCE),
        "source": SOURCE,
        "steps": tuple(steps),
    }
    return Edition(**(given | changes))


def statement(counted: str, **changes: Any) -> Statement:
    """A statement of one figure, all of it in the last month."""
    figure = Decimal(counted)
    missing = changes.pop("missing", 0)
    months = tuple(
        MonthFigure(m, figure if m == LAST else Decimal(0), 1 if m == LAST else 0, place >= missing)
        for place, m in enumerate(WINDOW)
    )
    given: dict[str, Any] = {
        "window": WINDOW, "currency": "USD", "counted": figure, "paid": None, "low": figure, "high": figure,
        "grade": Grade.A, "grade_reasons": (), "months": months, "categories": (), "accounts": (), "not_counted": (),
        "comparisons": (), "rates": (), "documents": (), "lines_counted": 1, "lines_not_counted": 0,
    }  # fmt: skip
    return Statement(**(given | changes))


def charge(amount: str = "100", row: int = 2, **changes: Any) -> Charge:
    given: dict[str, Any] = {
        "file": "made.csv", "row": row, "document": "G1", "month": LAST, "authority": Authority.RECONCILIATION,
        "stream": Stream.COMMERCE, "basis": Basis.BILLED, "attribution": Attribution.OWN, "account": "A",
        "owner": "P", "amount": Decimal(amount), "currency": "USD", "category": "license", "category_rule": "made",
    }  # fmt: skip
    return Charge(**(given | changes))


def document(name: str = "G1", **changes: Any) -> Document:
    given: dict[str, Any] = {
        "id": name, "kind": "invoice", "source": "recon", "version": "1", "month": LAST, "month_basis": "lines",
    }  # fmt: skip
    return Document(**(given | changes))
