"""Evaluations made by hand, rich in what a report may have to say. All firms and amounts are made up."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from directbill.core import eligibility
from directbill.core.edition import Edition
from directbill.core.evaluation import Evaluation, Facts, Tenure
from directbill.core.findings import Reason
from directbill.core.forecast import Prepayment
from directbill.core.ledger import Document, DocumentState
from directbill.core.parties import Account, Answer, Attestation, Partner, Role
from directbill.core.periods import Month, Window
from directbill.core.statement import (
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
from directbill.programs import library

AS_OF = date(2026, 11, 22)
WINDOW = Window(Month(2025, 11), Month(2026, 10))
AMOUNTS = (
    "15230.11", "18220.00", "18905.45", "22310.02", "19870.30", "23115.77",
    "20400.00", "24980.12", "23050.41", "25122.00", "28400.00", "32300.00",
)  # fmt: skip
COUNTED = sum((Decimal(a) for a in AMOUNTS), Decimal(0))
EXACT_MONTHS = tuple(
    MonthFigure(month, Decimal(amount), 380 + n, covered=True)
    for n, (month, amount) in enumerate(zip(WINDOW, AMOUNTS, strict=True))
)


def edition(name: str = "2024-04-10") -> Edition:
    return library.edition(library.load(None), name)


def document(number: str, month: Month, **changed: object) -> Document:
    made = Document(
        id=number,
        kind="invoice",
        source="new_commerce_csv",
        version="1",
        month=month,
        month_basis="invoice",
        currency="EUR",
        total=Decimal("21000.55"),
        paid=True,
        lines=401,
        file=f"{number}.csv",
        sha256="0" * 64,
    )
    return replace(made, **changed)  # type: ignore[arg-type]


LEFT = (
    Left("category", Decimal("4210.00"), 31, (("EUR", Decimal("3890.00")),), "marketplace"),
    Left("unattributed", None, 12, (("EUR", Decimal("-12.10")), ("SEK", Decimal("88.00"))), "blank"),
    Left("outside_window", Decimal("44102.77"), 348, (("USD", Decimal("44102.77")),)),
)
CATEGORIES = (
    Part("license", COUNTED - Decimal("61904.18"), 3900),
    Part("azure_usage", Decimal("61904.18"), 912),
    Part("marketplace", Decimal("4210.00"), 31, counts=False),
)
OCTOBER = Month(2026, 10)
COMPARED = Comparison(
    OCTOBER, "6048879", "insights", Decimal("32310.55"), "reconciliation", Decimal("32300.00")
)
RATE = RateUsed(
    "G012345678", OCTOBER, "EUR", Method.LINE_RATE, Decimal("1.082131012345"),
    None, "PCToBCExchangeRate", Decimal("1.082131012345"), Decimal("1.082131012345"),
)  # fmt: skip
DOCUMENTS = (
    document("G012345678", OCTOBER),
    document("G012345679", Month(2026, 9), kind="credit_note", amends="G012345670", paid=None),
    document("D040000XYZ", Month(2026, 8), state=DocumentState.VOID, paid=None, total=None, rejected=2),
)


def statement(**changed: object) -> Statement:
    """Twelve months of a reseller that bills in euros and dollars, with something of everything."""
    made = Statement(
        window=WINDOW,
        currency="USD",
        counted=COUNTED,
        paid=Decimal("239604.18"),
        low=COUNTED,
        high=COUNTED,
        grade=Grade.B,
        grade_reasons=(Reason("invoices_unknown", {"count": "2"}),),
        months=EXACT_MONTHS,
        categories=CATEGORIES,
        accounts=(Part("6048879", COUNTED - 900, 4800), Part("6048880", Decimal(900), 12)),
        not_counted=LEFT,
        comparisons=(COMPARED,),
        rates=(RATE,),
        documents=DOCUMENTS,
        lines_counted=4812,
        lines_not_counted=391,
        if_counted=(("marketplace", COUNTED + 4210),),
        notes=(Reason("month_rate_latest", {"month": "2026-09", "currency": "EUR"}),),
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def plenty() -> Statement:
    """The same twelve months, the last one by far the best."""
    last = replace(EXACT_MONTHS[-1], counted=EXACT_MONTHS[-1].counted + 50000)
    whole = COUNTED + 50000
    return statement(counted=whole, low=whole, high=whole, months=(*EXACT_MONTHS[:-1], last))


def banded() -> Statement:
    """A band around the threshold, with two months missing."""
    months = tuple(
        replace(m, covered=n not in (3, 4), counted=m.counted if n not in (3, 4) else Decimal(0))
        for n, m in enumerate(EXACT_MONTHS)
    )
    return statement(
        months=months, low=Decimal("290000.00"), high=Decimal("301000.00"), counted=Decimal("299999.999"),
        grade=Grade.C, grade_reasons=(Reason("estimates"),), paid=None,
    )  # fmt: skip


def tenure() -> Tenure:
    first, last = Month(2024, 9), Month(2026, 10)
    months = tuple(first.plus(n) for n in range(26))
    return Tenure(26, 26, 26, first, last, months, (), date(2024, 9, 3), earlier_covered=False)


def partner() -> Partner:
    answers = {
        "first_level_support": Attestation(Answer.YES),
        "managed_service": Attestation(Answer.YES, ("Backup <managed> & \"watched\"",)),
    }  # fmt: skip
    return Partner(
        name="Example Reseller & Sons", accounts=(Account("6048879"), Account("6048880")), answers=answers
    )


def evaluation(
    figure: Statement | None = None, *, name: str = "2024-04-10", following: str = "2025-10-01"
) -> Evaluation:
    """An edition applied to the made-up firm; the next edition's verdict stands beside it."""
    facts = Facts(partner(), Role.INDIRECT_RESELLER, AS_OF, figure or statement(), tenure())
    prepaid = (Prepayment(Month(2026, 3), 12, Decimal("2400.00")),)
    coming = edition(following) if following else None
    return eligibility.evaluate(facts, edition(name), following=coming, prepayments=prepaid)


def eligible() -> Evaluation:
    """The same firm with every answer given and enough revenue; the plan bought too early."""
    whole = partner()
    answers = dict.fromkeys((r.key for r in edition().requirements), Attestation(Answer.YES))
    facts = Facts(
        replace(whole, answers=whole.answers | answers, happened={"support_plan": date(2026, 10, 1)}),
        Role.INDIRECT_RESELLER,
        AS_OF,
        plenty(),
        tenure(),
    )
    return eligibility.evaluate(facts, edition())


def without_data() -> Evaluation:
    """A firm that brought no billing data at all."""
    rules = edition()
    facts = Facts(Partner(ids_assumed=False), Role.INDIRECT_RESELLER, AS_OF, None, None)
    return eligibility.evaluate(facts, rules)


def lines() -> tuple[StatementLine, ...]:
    """Three lines: one that counts, one that does not, and one that tries to be a formula."""
    counted = StatementLine(
        "G012345678.csv", 2, "G012345678", Month(2026, 10), "6048879", "license", "license:by_product",
        Decimal("100.10"), "EUR", True, "", Method.LINE_RATE, Decimal("1.082131012345"),
        Decimal("108.3213143357345"), "Customer A", "sub-1", "Product One", "new",
    )  # fmt: skip
    left = replace(
        counted, row=3, counted=False, reason="category", category="marketplace", amount=Decimal(-5),
        method=None, rate=None, usd=None,
    )  # fmt: skip
    formula = replace(
        counted, row=4, customer='=HYPERLINK("http://example.invalid")', product="\t+1", charge_type="-x"
    )
    return (counted, left, formula)
