"""A small believable ledger: two years of portal exports of a made-up reseller. The same every time."""

import csv
import hashlib
import io
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from directbill.core.periods import Month
from directbill.ledger.demo import invoices

HERE = Path(__file__).parent
MARK = "GENERATED.txt"
NOTE = "Every company, identifier and amount in this folder is made up by directbill demo.\n"
NO_DATE = "1/1/0001"
HEADER = (
    "PartnerId", "CustomerId", "CustomerName", "CustomerDomainName", "CustomerCountry", "InvoiceNumber", "MpnId",
    "ResellerMpnId", "OrderId", "OrderDate", "ProductId", "SkuId", "AvailabilityId", "SkuName", "ProductName",
    "ChargeType", "UnitPrice", "Quantity", "Subtotal", "TaxTotal", "Total", "Currency", "PriceAdjustmentDescription",
    "PublisherName", "PublisherId", "SubscriptionDescription", "SubscriptionId", "ChargeStartDate", "ChargeEndDate",
    "TermAndBillingCycle", "EffectiveUnitPrice", "UnitType", "AlternateId", "BillableQuantity", "BillingFrequency",
    "PricingCurrency", "PCToBCExchangeRate", "PCToBCExchangeRateDate", "MeterDescription", "ReservationOrderId",
    "CreditReasonCode", "SubscriptionStartDate", "SubscriptionEndDate", "ReferenceId", "ProductQualifiers",
    "PromotionId",
)  # fmt: skip
"""The columns of the portal's reconciliation export."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line to write: what is sold to which customer, for how many cents, and on whose identifier."""

    sale: dict[str, Any]
    customer: int
    cents: int
    reseller: str
    charge: str = "cycleCharge"


@dataclass(frozen=True, slots=True)
class Invoice:
    """One invoice: its lines and who bills it in which currency. `place` is the month's place in the story."""

    number: str
    place: int
    name: str
    currency: str
    provider: str
    tenant: str
    rate: str
    lines: tuple[Line, ...]
    void: bool = False

    @property
    def month(self) -> Month:
        return Month.parse(story()["first"]).plus(self.place)

    @property
    def cents(self) -> int:
        return sum(line.cents for line in self.lines)


@dataclass(frozen=True, slots=True)
class Demo:
    """What was written, and the day it is to be judged for."""

    folder: Path
    company: Path
    exports: tuple[Path, ...]
    lines: int
    first: Month
    last: Month
    as_of: date


@cache
def story() -> dict[str, Any]:
    """The story's data."""
    return tomllib.loads((HERE / "story.toml").read_text(encoding="utf-8"))


def write(folder: Path) -> Demo:
    """Write the exports, the register of invoices and the company file; files of an earlier demo are replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    every = tuple(planned())
    for invoice in every:
        (folder / invoice.name).write_text(export(invoice), encoding="utf-8", newline="")
    (folder / "invoices.json").write_text(invoices.register(every), encoding="utf-8")
    (folder / "partner.toml").write_text(
        (HERE / "company.toml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    (folder / MARK).write_text(NOTE, encoding="utf-8")
    names = ["invoices.json", *(invoice.name for invoice in every)]
    return Demo(
        folder=folder,
        company=folder / "partner.toml",
        exports=tuple(folder / name for name in sorted(names)),
        lines=sum(len(invoice.lines) for invoice in every),
        first=every[0].month,
        last=max(invoice.month for invoice in every),
        as_of=story()["as_of"],
    )


def planned() -> Iterator[Invoice]:
    """Every invoice of the story, oldest first."""
    told = story()
    for place in range(len(told["dollars"])):
        yield _invoice(place, "", _month_lines(place))
        if place == told["voided"]["month"]:
            yield _invoice(place, "void", _voided(told["voided"], place), void=True)
        if place in told["abroad"]["months"]:
            yield _abroad(told["abroad"], place)


def split(cents: int, parts: int, *, salt: str) -> list[int]:
    """Cents spread over so many parts, uneven but always the same, adding up exactly."""
    weights = [20 + chance(f"{salt} {n}", 100) for n in range(parts)]
    bounds = [cents * sum(weights[:n]) // sum(weights) for n in range(parts + 1)]
    return [later - earlier for earlier, later in pairwise(bounds)]


def chance(salt: str, below: int) -> int:
    """A number below a bound that follows from the salt alone: no seed, no library's promises."""
    return int.from_bytes(hashlib.sha256(salt.encode()).digest()[:8], "big") % below


def export(invoice: Invoice) -> str:
    """The invoice's lines as the portal writes them."""
    text = io.StringIO()
    rows = csv.DictWriter(text, HEADER, restval="")
    rows.writeheader()
    rows.writerows(_record(invoice, line, n) for n, line in enumerate(invoice.lines))
    return text.getvalue()


def _invoice(place: int, suffix: str, lines: Iterable[Line], *, void: bool = False) -> Invoice:
    told = story()
    month = Month.parse(told["first"]).plus(place)
    return Invoice(
        number=f"G{month.year % 100:02d}{month.month:02d}{'9' if void else '1'}0417",
        place=place,
        name=f"{month}{'-' + suffix if suffix else ''}.csv",
        currency=told["currency"],
        provider=told["provider"],
        tenant=told["partner_tenant"],
        rate=told["rates"][place],
        lines=tuple(lines),
        void=void,
    )


def _abroad(told: dict[str, Any], place: int) -> Invoice:
    month = Month.parse(story()["first"]).plus(place)
    seats = story()["sale"][1]
    amounts = split(told["cents"] + place * 10_000, told["lines"], salt=f"abroad {place}")
    lines = (Line(seats, n, cents, story()["reseller"]) for n, cents in enumerate(amounts))
    return Invoice(
        number=f"G{month.year % 100:02d}{month.month:02d}70233",
        place=place,
        name=f"{month}-{told['currency'].lower()}.csv",
        currency=told["currency"],
        provider=told["provider"],
        tenant=told["partner_tenant"],
        rate="1",
        lines=tuple(lines),
    )


def _voided(told: dict[str, Any], place: int) -> Iterator[Line]:
    for n, cents in enumerate(split(told["cents"], told["lines"], salt=f"voided {place}")):
        yield Line(story()["sale"][0], n, cents, story()["reseller"])


def _month_lines(place: int) -> Iterator[Line]:
    """The month's lines in an order that tells nothing."""
    lines = [*_counted(place), *_besides(place), *_others(place)]
    return iter(sorted(lines, key=lambda line: chance(f"order {place} {line}", 1 << 60)))


def _counted(place: int) -> Iterator[Line]:
    told = story()
    total = int((told["dollars"][place] * Decimal(told["rates"][place]) * 100).to_integral_value())
    sales = told["sale"]
    bounds = [total * sum(s["share"] for s in sales[:n]) // 100 for n in range(len(sales) + 1)]
    for sale, low, high in zip(sales, bounds, bounds[1:], strict=False):
        growing = max(1, sale["lines"] * (12 + place) // (12 + len(told["dollars"])))
        for n, cents in enumerate(split(high - low, growing, salt=f"{sale['category']} {place}")):
            yield from _changed(Line(sale, n % told["customers"], cents, told["reseller"]), place, n)


def _changed(line: Line, place: int, n: int) -> Iterator[Line]:
    """Now and then seats were changed: the whole old quantity is refunded and the new one charged."""
    if line.sale["category"] != "seats" or chance(f"change {place} {n}", 14):
        yield line
        return
    refund = line.cents * (60 + chance(f"refund {place} {n}", 30)) // 100
    yield Line(line.sale, line.customer, -refund, line.reseller, "removeQuantity")
    yield Line(line.sale, line.customer, line.cents + refund, line.reseller, "addQuantity")


def _besides(place: int) -> Iterator[Line]:
    for sale in story()["besides"]:
        if place in sale["months"]:
            charge = "new" if place == sale["months"][0] else "renew"
            yield Line(sale, sale["customer"], sale["cents"] + place * 100, story()["reseller"], charge)


def _others(place: int) -> Iterator[Line]:
    for other in story()["others"]:
        amounts = split(
            other["cents"] + place * 500, other["lines"], salt=f"others {other['reseller']} {place}"
        )
        for n, cents in enumerate(amounts):
            yield Line(story()["sale"][n % 2], 100 + n, cents, other["reseller"])


def _record(invoice: Invoice, line: Line, n: int) -> dict[str, str]:
    sale, month = line.sale, invoice.month
    priced_in_dollars = bool(sale.get("in_dollars")) and invoice.rate != "1"
    return {
        **_who(invoice, line, n),
        **_money(line, n),
        **_when(line, month, n),
        "InvoiceNumber": invoice.number, "Currency": invoice.currency, "ChargeType": line.charge,
        "ProductId": sale["product"], "SkuId": f"{1 + n % 9:04d}", "AvailabilityId": "DZH318Z08B80",
        "SkuName": sale["name"], "ProductName": sale["name"], "SubscriptionDescription": sale["description"],
        "PublisherName": sale["publisher"], "PublisherId": sale.get("publisher_id", ""),
        "TermAndBillingCycle": sale.get("term", ""), "BillingFrequency": sale["frequency"],
        "PricingCurrency": "USD" if priced_in_dollars else invoice.currency,
        "PCToBCExchangeRate": invoice.rate if priced_in_dollars else "1",
        "PCToBCExchangeRateDate": _us(month.last_day) if priced_in_dollars else NO_DATE,
        "MeterDescription": _pick(sale.get("meters", ()), n), "ProductQualifiers": sale.get("qualifiers", ""),
    }  # fmt: skip


def _who(invoice: Invoice, line: Line, n: int) -> dict[str, str]:
    told = story()
    return {
        "PartnerId": invoice.tenant,
        "CustomerId": f"c0570000-0000-4000-8000-{line.customer + 1:012d}",
        "CustomerName": f"Customer {line.customer + 1:02d} (generated)",
        "CustomerDomainName": f"customer{line.customer + 1:02d}.example",
        "CustomerCountry": _pick(told["countries"], line.customer),
        "MpnId": invoice.provider,
        "ResellerMpnId": line.reseller,
        "OrderId": _code("order", line, n % 7)[:16],
        "SubscriptionId": "5ab50000-0000-4000-8000-" + _code("subscription", line, 0)[:12],
    }


def _money(line: Line, n: int) -> dict[str, str]:
    quantity = 1 + chance(f"quantity {line.customer} {n}", 40)
    amount, tax = Decimal(line.cents).scaleb(-2), Decimal(line.cents * 19 // 100).scaleb(-2)
    each = (amount / quantity).quantize(Decimal("0.000001"))
    return {
        "UnitPrice": str(abs(each)),
        "EffectiveUnitPrice": str(each),
        "Quantity": "1" if line.sale.get("meters") else str(quantity),
        "BillableQuantity": str(quantity),
        "Subtotal": str(amount),
        "TaxTotal": str(tax),
        "Total": str(amount + tax),
        "UnitType": "1 Hour" if line.sale.get("meters") else "",
    }


def _when(line: Line, month: Month, n: int) -> dict[str, str]:
    """Usage is ordered in the month after its period, as in the real exports."""
    usage = bool(line.sale.get("meters"))
    ordered = month.last_day + timedelta(days=3) if usage else month.first_day + timedelta(days=n % 27)
    return {
        "OrderDate": _us(ordered),
        "ChargeStartDate": _us(month.first_day),
        "ChargeEndDate": "" if line.sale.get("perpetual") else _us(month.last_day),
        "SubscriptionStartDate": "" if line.sale.get("perpetual") else _us(month.plus(-(n % 11)).first_day),
    }


def _us(day: date) -> str:
    return f"{day.month}/{day.day}/{day.year}"


def _pick(words: Sequence[str], n: int) -> str:
    return words[n % len(words)] if words else ""


def _code(kind: str, line: Line, n: int) -> str:
    return hashlib.sha256(f"{kind} {line.customer} {line.sale['product']} {n}".encode()).hexdigest()
