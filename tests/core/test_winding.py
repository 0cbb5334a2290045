"""What falls into the steps of a restriction, and what nobody can say of it."""

from datetime import date
from decimal import Decimal

from directbill.core import winding
from directbill.core.enrollment import State
from directbill.core.ladder import Step
from directbill.core.periods import Month
from directbill.core.winding import Falling, Held

STEPS = (
    Step(State.RESTRICTED, date(2026, 3, 10)),
    Step(State.SUSPENDED, date(2026, 4, 9)),
    Step(State.REVOKED, date(2026, 5, 9)),
)
KNOWN, ON = Month(2026, 2), date(2026, 2, 20)


def held(
    customer: str = "c1", *, last: Month = KNOWN, paid_from: Month | None = None, months: int = 12
) -> Held:
    return Held(
        customer=customer,
        subscription="s",
        product="P",
        currency="USD",
        last=last,
        billed=Decimal(100),
        paid_from=paid_from,
        paid_months=months if paid_from else 0,
        paid=Decimal(1200) if paid_from else Decimal(0),
    )


def falls(paid_from: Month) -> tuple[State | None, State | None, int]:
    (found,) = winding.plan([held(paid_from=paid_from)], STEPS, known=KNOWN, on=ON).falling
    return found.state, found.within, found.beyond


def test_a_renewal_is_held_against_the_steps_by_its_month_and_a_step_in_that_month_is_left_open() -> None:
    found = {m: falls(Month(2025, m)) for m in (3, 4, 5, 6, 12)}
    assert found == {
        3: (None, State.RESTRICTED, 0),
        4: (State.RESTRICTED, State.SUSPENDED, 0),
        5: (State.SUSPENDED, State.REVOKED, 0),
        6: (State.REVOKED, None, 0),
        12: (State.REVOKED, None, 6),
    }


def test_what_is_billed_month_by_month_has_no_renewal_and_is_counted_apart() -> None:
    one = held()
    found = winding.plan([one], STEPS, known=KNOWN, on=ON)
    assert found.falling == (Falling(one, None, None, None, 0),)
    assert (found.customers, found.renewals, found.beyond, found.undated) == (1, 0, (), 1)


def test_what_was_not_billed_lately_and_is_not_paid_for_is_no_longer_held() -> None:
    gone = held(last=Month(2025, 11))
    over = held(last=Month(2025, 1), paid_from=Month(2025, 1))
    paid = held(last=Month(2025, 6), paid_from=Month(2025, 6))
    found = winding.plan([gone, over, paid], STEPS, known=KNOWN, on=ON)
    assert [each.held for each in found.falling] == [paid]


def test_what_is_paid_beyond_the_revocation_is_told_by_currency_and_whole() -> None:
    rows = [held("a", paid_from=Month(2025, 12)), held("b", paid_from=Month(2026, 1)), held("c")]
    found = winding.plan(rows, STEPS, known=KNOWN, on=ON)
    assert (found.customers, found.renewals, found.beyond) == (3, 2, (("USD", Decimal(2400)),))


def test_without_a_revocation_nothing_is_beyond_it_and_without_days_nothing_is_inside() -> None:
    rows = [held(paid_from=Month(2025, 12))]
    short = winding.plan(rows, STEPS[:1], known=KNOWN, on=ON)
    undated = winding.plan(rows, (Step(State.RESTRICTED, None),), known=KNOWN, on=ON)
    assert (short.beyond, short.renewals) == ((), 1)
    assert (undated.beyond, undated.renewals) == ((), 0)


def test_those_that_renew_first_come_first_and_those_without_a_term_last() -> None:
    rows = [held("z"), held("b", paid_from=Month(2025, 9)), held("a", paid_from=Month(2025, 6))]
    found = winding.plan(rows, STEPS, known=KNOWN, on=ON)
    assert [each.held.customer for each in found.falling] == ["a", "b", "z"]
