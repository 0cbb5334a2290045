"""An invoice of the demo as the portal's reconciliation export."""

import csv
import hashlib
import io
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from directbill.core.periods import Month
from directbill.ledger.demo.story import Invoice, Line, chance, story

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


def export(invoice: Invoice) -> str:
    """The invoice's lines as the portal writes them."""
    text = io.StringIO()
    rows = csv.DictWriter(text, HEADER, restval="")
    rows.writeheader()
    rows.writerows(_record(invoice, line, n) for n, line in enumerate(invoice.lines))
    return text.getvalue()


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
