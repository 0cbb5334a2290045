"""What customers hold by the bills of a ledger: one question, asked of all rows in force."""

from dataclasses import dataclass

from directbill.core.periods import Month
from directbill.core.winding import Held
from directbill.ledger.rollups import measure
from directbill.ledger.store import Store


@dataclass(frozen=True, slots=True)
class Holdings:
    """Everything held, how many lines name no customer, and the last month there is a bill of."""

    held: tuple[Held, ...]
    nameless: int
    known: Month | None


def read(store: Store) -> Holdings:
    """What every customer holds, by customer and subscription."""
    found: list[Held] = []
    nameless = 0
    for row in store.connection().execute(measure("held")).fetchall():
        customer, subscription, product, currency, last, billed, paid_from, months, paid, credited, lines = (
            row
        )
        if not customer:
            nameless += lines
            continue
        found.append(
            Held(
                customer=customer,
                subscription=subscription,
                product=product,
                currency=currency,
                last=Month.of(last),
                billed=billed,
                paid_from=Month.of(paid_from) if paid_from else None,
                paid_months=months,
                paid=paid,
                credited=credited,
            )
        )
    return Holdings(tuple(found), int(nameless), max(store.covered(), default=None))
