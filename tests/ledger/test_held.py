"""What customers hold by the bills: the best source speaks, payments ahead and credits are told from the rest."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from directbill.core.periods import Month
from directbill.core.winding import Held
from directbill.ledger import held
from directbill.ledger.store import Store

MARCH, APRIL = Month(2026, 3), Month(2026, 4)


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.temporary() as made:
        yield made


def put(store: Store, amount: str, month: Month = MARCH, **more: Any) -> None:
    """One charge in force."""
    values: dict[str, Any] = {
        "file": "f", "row": 1, "document": "d", "month": month.first_day, "format": "x", "authority": 1,
        "stream": "commerce", "basis": "billed", "attribution": "own", "account": "1", "owner": "", "amount": amount,
        "rest": None, "currency": "USD", "category": "license", "category_rule": "r", "prepaid_months": 0,
        "not_counted": "", "customer": "c", "subscription": "s", "product": "P", "charge_type": "new", **more,
    }  # fmt: skip
    columns = ", ".join(f'"{name}"' for name in values)
    store.connection().execute(
        f"INSERT INTO charges ({columns}) VALUES ({', '.join('?' * len(values))})", [*values.values()]
    )


def read(store: Store) -> list[Held]:
    return list(held.read(store).held)


def one(**more: Any) -> Held:
    base: dict[str, Any] = {
        "customer": "c", "subscription": "s", "product": "P", "currency": "USD", "last": APRIL, "billed": Decimal(5),
    }  # fmt: skip
    return Held(**{**base, **more})


def test_the_last_month_is_what_is_held_and_digits_beyond_four_are_kept(store: Store) -> None:
    put(store, "7.00")
    put(store, "5.00", APRIL, rest=Decimal("0.00001"))
    assert read(store) == [one(billed=Decimal("5.00001"))]


def test_where_two_sources_show_a_subscription_in_a_month_the_better_one_speaks(store: Store) -> None:
    put(store, "5.00", APRIL)
    put(store, "6.00", APRIL, authority=2)
    assert read(store) == [one()]
    put(store, "9.00", Month(2026, 5), authority=4)
    assert read(store) == [one(last=Month(2026, 5), billed=Decimal(9))]


def test_a_payment_for_a_year_is_told_with_its_month_and_a_credit_after_it_is_seen(store: Store) -> None:
    put(store, "1200.00", prepaid_months=12)
    paid = one(last=MARCH, billed=Decimal(1200), paid_from=MARCH, paid_months=12, paid=Decimal(1200))
    assert (read(store), paid.renews) == ([paid], Month(2027, 3))
    put(store, "-300.00", APRIL, prepaid_months=12)
    (found,) = read(store)
    assert (found.last, found.paid_from, found.paid, found.credited) == (APRIL, MARCH, Decimal(1200), True)


def test_breakdowns_estimates_and_lines_without_a_customer_are_nobodys(store: Store) -> None:
    put(store, "5.00", APRIL)
    put(store, "5.00", APRIL, not_counted="breakdown", subscription="t")
    put(store, "5.00", APRIL, basis="provider_price", subscription="u")
    put(store, "2.00", APRIL, customer="")
    put(store, "3.00", APRIL, customer="", subscription="v")
    found = held.read(store)
    assert (list(found.held), found.nameless, found.known) == ([one()], 2, None)
