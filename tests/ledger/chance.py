"""Random ledgers, companies and reports, each from one seed: every kind of line is common enough to meet the others."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

from directbill.core.exchange import Rates, UserRate
from directbill.core.ledger import Attribution, Authority, Basis, Charge, Document, DocumentState, Stream
from directbill.core.parties import Account, Partner, Role, RolePeriod
from directbill.core.revenue import Ledger
from directbill.core.statement import NotCounted
from tests.core import made
from tests.ledger.references import EURO

MONTHS = [made.WINDOW.first.plus(n) for n in (-2, -1, 0, 5, 11, 12)]
DOCUMENTS = ["D1", "D2", "D3", "D4", "D5", "D6"]
SOURCES = ["recon", "usage", "focus", "report", "details"]
RATES = Rates(EURO, tuple(UserRate(m, c, Decimal("0.0312"), "own") for m in MONTHS for c in ("TWD", "CZK")))
SPECIAL = [
    Decimal(0),
    Decimal("123456789012345.6789"),
    Decimal("-0.000000000000001"),
    Decimal("-99999999999999.99995"),
]
REASONS = [r.value for r in NotCounted]
ONE_VALID = (Account("A"), Account("B"))
TWO_PERIODS = (Account("A", valid_to=date(2025, 11, 15)), Account("A", valid_from=date(2025, 11, 20)))
LATE_AND_EARLY = (Account("A", valid_from=date(2026, 5, 1)), Account("B", valid_to=date(2026, 9, 30)))
CHANGED_ROLE = (
    RolePeriod(Role.DIRECT_BILL, since=date(2026, 10, 1)),
    RolePeriod(Role.INDIRECT_RESELLER, until=date(2026, 9, 30)),
)


def ledger(seed: int) -> Ledger:
    """A ledger of up to fifty lines in six documents; now and then a currency that has no rate."""
    chance = random.Random(seed)
    odd = "XTS" if chance.random() < 0.25 else "EUR"
    lines = [replace(charge(chance, odd), row=row) for row in range(2, chance.randrange(2, 52))]
    covered = frozenset(m for m in MONTHS if chance.random() < 0.7)
    return Ledger(tuple(lines), tuple(document(chance, name) for name in DOCUMENTS), covered)


def charge(chance: random.Random, odd: str) -> Charge:
    def rarely(usual: object, *others: object) -> object:
        return chance.choice(others) if chance.random() < 0.15 else usual

    currency = chance.choice(["USD", "EUR", "CZK", "TWD", odd])
    own_rate = chance.choice([None, None, Decimal("1.081"), Decimal("0.999999999999")])
    return made.charge(
        str(amount(chance)),
        file=chance.choice(["a.csv", "b.csv"]),
        document=rarely(chance.choice(DOCUMENTS), "nowhere"),
        month=chance.choice(MONTHS),
        authority=chance.choice([*Authority, Authority.RECONCILIATION, Authority.COST_EXPORT]),
        stream=chance.choice(list(Stream)),
        basis=rarely(Basis.BILLED, *Basis),
        attribution=rarely(Attribution.OWN, *Attribution),
        account=chance.choice(["A", "A", "A", "B", "B", "C", ""]),
        owner=rarely("P", "A", "B", ""),
        currency=currency,
        category=rarely(chance.choice(made.COUNTS), *made.LEFT_OUT, "own_brand"),
        unit_rate=own_rate,
        rate_date=chance.choice([None, date(2026, 9, 30), date(2026, 10, 1)]),
        own_usd=rarely(None, Decimal("7.000000000000001"), Decimal(-3)),
        prepaid_months=chance.choice([0, 0, 1, 12, 36]),
        not_counted=chance.choice([*REASONS, "odd_reason"]) if chance.random() < 0.3 else "",
        customer=chance.choice(["", "=1+1", "Žluťoučký"]),
    )


def amount(chance: random.Random) -> Decimal:
    match chance.randrange(4):
        case 0:
            return chance.choice(SPECIAL)
        case 1:
            return Decimal(chance.randrange(-(10**16), 10**16)).scaleb(-15)
        case _:
            return Decimal(chance.randrange(-(10**9), 10**9)).scaleb(-4)


def document(chance: random.Random, name: str) -> Document:
    billed = DocumentState.BILLED
    return made.document(
        name,
        source=chance.choice(SOURCES),
        state=chance.choice([*DocumentState, billed, billed, billed, billed]),
        amends=chance.choice(["", "", "", "D1", "D2"]),
        paid=chance.choice([None, True, False]),
        month_basis=chance.choice(["invoice", "lines"]),
        rejected=chance.choice([0, 0, 2]),
        known_until=chance.choice(["", "", "", "", "2026-11-01T00:00:00"]),
    )


def company(seed: int) -> Partner:
    chance = random.Random(seed)
    return Partner(
        accounts=chance.choice([ONE_VALID, TWO_PERIODS, LATE_AND_EARLY]),
        roles=chance.choice([(), (RolePeriod(Role.INDIRECT_RESELLER),), CHANGED_ROLE]),
        first_transaction=chance.choice([None, date(2025, 10, 3)]),
        divided=chance.choice([False, False, True]),
        by_month=chance.choice([False, True]),
    )
