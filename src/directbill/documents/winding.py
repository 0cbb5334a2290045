"""The wind-down list in words, as a table and as CSV, and the text in which a company tells its customers."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from directbill.core.capabilities import Permit
from directbill.core.enrollment import State
from directbill.core.ladder import Step
from directbill.core.money import shown
from directbill.core.standing import Rules
from directbill.core.winding import Falling, Plan
from directbill.documents.csv import BYTE_ORDER_MARK, inert
from directbill.documents.texts import Catalog, printable

HEADER = (
    "customer", "subscription", "product", "last_billed", "billed", "currency", "paid_from", "paid_months", "paid",
    "renews", "state_then", "step_in_that_month", "months_beyond_revocation", "credited_since",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """Something a customer holds, as a line of the table."""

    customer: str
    what: str
    product: str
    billed: str
    renews: str
    then: str


def facts(found: Plan, *, known: str, nameless: int, texts: Catalog) -> tuple[tuple[str, str], ...]:
    """How much it is, and what the ledger does not know: label and sentence, numbers first."""
    said = {
        "customers": texts.say("winding.customers", n=found.customers, held=len(found.falling)),
        "renewals": texts.say("winding.renewals", n=found.renewals),
        "beyond": ", ".join(_money(amount, currency, texts) for currency, amount in found.beyond),
        "undated": texts.say("winding.undated", n=found.undated) if found.undated else "",
        "known": texts.say("winding.known", month=known),
        "nameless": texts.say("winding.nameless", n=nameless) if nameless else "",
    }
    return tuple((texts.say(f"winding.fact_{part}"), text) for part, text in said.items() if text)


def row(each: Falling, texts: Catalog) -> Row:
    """One line of the table."""
    held = each.held
    billed = texts.say("winding.billed", amount=_money(held.billed, held.currency, texts), month=held.last)
    return Row(
        customer=printable(held.customer),
        what=printable(held.subscription),
        product=printable(held.product),
        billed=" ".join((billed, *([texts.say("winding.credited")] if held.credited else []))),
        renews=texts.say("winding.renews", month=each.renews)
        if each.renews
        else texts.say("winding.no_term"),
        then=_then(each, texts),
    )


def sheet(found: Plan) -> str:
    """The whole list as CSV: codes and numbers, the same in every language."""
    page = io.StringIO(newline="")
    page.write(BYTE_ORDER_MARK)
    write = csv.writer(page)
    write.writerow(HEADER)
    for each in found.falling:
        held = each.held
        write.writerow(
            (
                *map(inert, (held.customer, held.subscription, held.product)),
                str(held.last),
                f"{held.billed:f}",
                inert(held.currency),
                str(held.paid_from or ""),
                held.paid_months or "",
                f"{held.paid:f}" if held.paid_from else "",
                str(each.renews or ""),
                each.state or "",
                each.within or "",
                each.beyond,
                "yes" if held.credited else "no",
            )
        )
    return page.getvalue()


def notice(
    company: str, steps: Sequence[Step], *, region: str, rules: Rules, texts: Catalog, on: date
) -> str:
    """What the company may send its customers: every step to come with its day, and what it means for them."""
    coming = [step for step in steps if step.on is not None and step.on >= on]
    lines = [
        texts.say("customer_notice.subject", company=company),
        "",
        texts.say("customer_notice.hello"),
        "",
    ]
    lines += [texts.say("customer_notice.lead", company=company, region=region), ""]
    if not coming:
        lines += [texts.say("customer_notice.no_step"), ""]
    for step in coming:
        lines += [*_step(step, rules, texts), ""]
    return "\n".join([*lines, texts.say("customer_notice.end"), "", company, ""])


def _step(step: Step, rules: Rules, texts: Catalog) -> Iterator[str]:
    yield texts.say("customer_notice.from", day=step.on)
    yield f"  {texts.say(f'customer_notice.state.{step.state}')}"
    for permit in (Permit.YES, Permit.NO, Permit.UNKNOWN):
        titles = [
            texts.own(each.title)
            for each in rules.capabilities
            if each.serves and each.permits[step.state] is permit
        ]
        if titles:
            yield f"  {texts.say(f'customer_notice.{permit}')}"
            yield from (f"  - {title}" for title in titles)


def _then(each: Falling, texts: Catalog) -> str:
    if each.renews is None:
        return texts.say("winding.then_unknown")
    said = [_word(each.state, texts) if each.state else texts.say("winding.then_before")]
    if each.within:
        said.append(texts.say("winding.then_within", word=_word(each.within, texts)))
    if each.beyond:
        said.append(texts.say("winding.then_beyond", n=each.beyond))
    return " ".join(said)


def _word(state: State, texts: Catalog) -> str:
    return texts.say("winding.then", word=texts.say(f"life.enrollment.{state}.word"))


def _money(amount: Decimal, currency: str, texts: Catalog) -> str:
    return texts.say("winding.money", amount=shown(amount), currency=currency)
