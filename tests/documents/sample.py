"""Evaluations made by hand, rich in what a report may have to say. All firms and amounts are made up."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from directbill.core.edition import Edition, Kind
from directbill.core.evaluation import Evaluation, Facts, Forecast, Leaving, Projection, Tenure
from directbill.core.findings import Finding, Outcome, Phase, Reason
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
        grade_reasons=(Reason("grade_no_invoices"),),
        months=EXACT_MONTHS,
        categories=(
            Part("license", COUNTED - Decimal("61904.18"), 3900),
            Part("azure_usage", Decimal("61904.18"), 912),
            Part("marketplace", Decimal("4210.00"), 31, counts=False),
        ),
        accounts=(Part("6048879", COUNTED - Decimal("900.00"), 4800), Part("6048880", Decimal("900.00"), 12)),
        not_counted=(
            Left("category", Decimal("4210.00"), 31, (("EUR", Decimal("3890.00")),), "marketplace"),
            Left("unattributed", None, 12, (("EUR", Decimal("-12.10")), ("SEK", Decimal("88.00"))), "blank"),
            Left("outside_window", Decimal("44102.77"), 348, (("USD", Decimal("44102.77")),)),
        ),
        comparisons=(
            Comparison(
                Month(2026, 10), "6048879", "insights", Decimal("32310.55"), "reconciliation", Decimal("32300.00")
            ),
        ),
        rates=(
            RateUsed(
                "G012345678", Month(2026, 10), "EUR", Method.LINE_RATE, Decimal("1.082131012345"),
                None, "PCToBCExchangeRate", Decimal("1.082131012345"), Decimal("1.082131012345"),
            ),
        ),
        documents=(
            document("G012345678", Month(2026, 10)),
            document("G012345679", Month(2026, 9), kind="credit_note", amends="G012345670", paid=None),
            document("D040000XYZ", Month(2026, 8), state=DocumentState.VOID, paid=None, total=None, rejected=2),
        ),
        lines_counted=4812,
        lines_not_counted=391,
        if_counted=(("marketplace", COUNTED + Decimal("4210.00")),),
        notes=(Reason("paid_would_flip", {"paid": "239604.18"}),),
    )  # fmt: skip
    return replace(made, **changed)  # type: ignore[arg-type]


def banded() -> Statement:
    """A band around the threshold, with two months missing."""
    months = tuple(
        replace(m, covered=n not in (3, 4), counted=m.counted if n not in (3, 4) else Decimal(0))
        for n, m in enumerate(EXACT_MONTHS)
    )
    return statement(
        months=months, low=Decimal("290000.00"), high=Decimal("301000.00"), counted=Decimal("299999.999"),
        grade=Grade.C, paid=None,
    )  # fmt: skip


def tenure() -> Tenure:
    first, last = Month(2024, 9), Month(2026, 10)
    months = tuple(first.plus(n) for n in range(26))
    return Tenure(26, 26, 26, first, last, months, (), date(2024, 9, 3), earlier_covered=False)


def forecast() -> Forecast:
    closes = [WINDOW.last.plus(n) for n in range(1, 13)]
    rise = tuple((m, COUNTED + 12000 * (n + 1)) for n, m in enumerate(closes))
    fall = tuple((m, COUNTED - 700 * (n + 1)) for n, m in enumerate(closes))
    return Forecast(
        leaving=tuple(Leaving(c, c.plus(-12), Decimal(a)) for c, a in zip(closes, AMOUNTS, strict=True)),
        run_rate=Decimal("28607.333333"),
        run_rate_months=3,
        prepayments=((Month(2026, 3), Decimal("2400.00")),),
        projections=(
            Projection(Reason("run_rate_renewed"), rise, Month(2027, 1), None),
            Projection(Reason("run_rate_without_prepayments"), fall, None, None),
        ),
    )


def partner() -> Partner:
    answers = {
        "first_level_support": Attestation(Answer.YES),
        "managed_service": Attestation(Answer.YES, ("Backup <managed> & \"watched\"",)),
    }  # fmt: skip
    return Partner(
        name="Example Reseller & Sons", accounts=(Account("6048879"), Account("6048880")), answers=answers
    )


OUTCOMES = {
    "signing_authority": (Outcome.UNKNOWN, "not_said"),
    "solutions_designation": (Outcome.UNKNOWN, "not_said"),
    "security_score": (Outcome.UNKNOWN, "not_said"),
}


def findings(rules: Edition, figure: Statement | None, outcome: Outcome | None = None) -> tuple[Finding, ...]:
    """One finding for each requirement; `outcome` is that of the revenue requirement."""
    made = []
    for requirement in rules.requirements:
        settled, code = OUTCOMES.get(requirement.key, (Outcome.MET, "said_yes"))
        measure = threshold = None
        if requirement.phases[0] is not Phase.TO_APPLY:
            settled, code = Outcome.NOT_YET, "waits"
        elif requirement.kind is Kind.COMPUTED and requirement.threshold:
            is_money = requirement.threshold.unit == rules.revenue.currency
            measure = (figure.counted if figure else None) if is_money else Decimal(26)
            threshold = requirement.threshold.value
            settled = (outcome or Outcome.NOT_MET) if is_money else Outcome.MET
            code = "revenue_short" if is_money else "tenure_met"
        made.append(
            Finding(
                requirement=requirement.key, phases=requirement.phases, severity=requirement.severity,
                outcome=settled, reason=Reason(code), measure=measure, threshold=threshold,
                unit=requirement.threshold.unit if requirement.threshold else "", after=requirement.after,
                turn=requirement.turn, source=requirement.source.ref, assumed=requirement.source.assumed,
                evidence=("6048879", "6048880") if requirement.kind is Kind.DATA else (),
            )
        )  # fmt: skip
    return tuple(made)


def evaluation(
    figure: Statement | None = None,
    outcome: Outcome | None = None,
    *,
    name: str = "2024-04-10",
    following: str = "2025-10-01",
) -> Evaluation:
    """An edition applied to the made-up firm; the next edition's verdict stands beside it."""
    figure = figure or statement()
    facts = Facts(partner(), Role.INDIRECT_RESELLER, AS_OF, figure, tenure())
    rules = edition(name)
    coming = edition(following) if following else None
    return Evaluation(
        edition=rules,
        facts=facts,
        findings=findings(rules, figure, outcome),
        forecast=forecast(),
        next_edition=Evaluation(coming, facts, findings(coming, figure)) if coming else None,
        warnings=(Reason("plan_before_credit_check"),),
    )


def without_data() -> Evaluation:
    """A firm that brought no billing data at all."""
    rules = edition()
    facts = Facts(Partner(ids_assumed=False), Role.INDIRECT_RESELLER, AS_OF, None, None)
    return Evaluation(rules, facts, findings(rules, None, Outcome.UNKNOWN))


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
