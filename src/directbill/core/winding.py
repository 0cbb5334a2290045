"""What falls into the steps of a restriction: which customers, which renewals, and which terms that are paid ahead.

A ledger knows months, not days, and what was billed, not what was agreed: where it does not say when something ends,
nothing is said. Pure: what is held comes in, with the steps and the month up to which the ledger knows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from directbill.core.enrollment import State
from directbill.core.ladder import Step
from directbill.core.periods import Month, months_between


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a customer holds: one subscription as the bills show it. Amounts are exact, in `currency`."""

    customer: str
    subscription: str
    product: str
    currency: str
    last: Month
    """The last month it was billed in."""
    billed: Decimal
    """What was billed in that month."""
    paid_from: Month | None = None
    """The month of the last payment for several months at once; None where it is billed month by month."""
    paid_months: int = 0
    paid: Decimal = Decimal(0)
    credited: bool = False
    """Whether something was credited since: it may have been cancelled."""

    @property
    def renews(self) -> Month | None:
        """The month after the last one that is paid for; None where the bills do not say of a term."""
        return self.paid_from.plus(self.paid_months) if self.paid_from else None


@dataclass(frozen=True, slots=True)
class Falling:
    """Something held against the steps: the state that holds at its renewal, and what is paid beyond the revocation."""

    held: Held
    renews: Month | None
    state: State | None
    """The state that holds when that month begins; None before the first step."""
    within: State | None
    """A step taken within that month: the ledger does not know on which side of it the renewal lies."""
    beyond: int
    """Whole months that are paid for after the month of the revocation."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that falls into the steps, those that renew first first; and what of it is how much."""

    falling: tuple[Falling, ...]
    customers: int
    renewals: int
    """Renewals that come after the first step or in its month."""
    beyond: tuple[tuple[str, Decimal], ...]
    """By currency, what was paid for terms that reach beyond the revocation: whole payments, nothing is divided."""
    undated: int
    """Held without a term the bills say of."""


def plan(held: Iterable[Held], steps: Sequence[Step], *, known: Month, on: date) -> Plan:
    """What is held on a day, against the dated steps.

    It is held where it was billed in the last known month, or what was paid for is not over. What renewed since that
    month the ledger does not know.
    """
    dated = [(Month.of(step.on), step.state) for step in steps if step.on is not None]
    kept = [each for each in held if _lasts(each, known, Month.of(on))]
    falling = sorted((_falling(each, dated) for each in kept), key=_order)
    return Plan(
        falling=tuple(falling),
        customers=len({each.held.customer for each in falling}),
        renewals=sum(each.state is not None or each.within is not None for each in falling),
        beyond=_paid([each.held for each in falling if each.beyond]),
        undated=sum(each.renews is None for each in falling),
    )


def _lasts(held: Held, known: Month, now: Month) -> bool:
    return held.last >= known or (held.renews is not None and held.renews > now)


def _falling(held: Held, dated: Sequence[tuple[Month, State]]) -> Falling:
    renews = held.renews
    if renews is None:
        return Falling(held, None, None, None, 0)
    passed = [state for month, state in dated if month < renews]
    within = [state for month, state in dated if month == renews]
    revoked = next((month for month, state in dated if state is State.REVOKED), None)
    beyond = max(months_between(revoked, renews) - 1, 0) if revoked else 0
    return Falling(held, renews, passed[-1] if passed else None, within[-1] if within else None, beyond)


def _order(each: Falling) -> tuple[bool, str, str, str]:
    return each.renews is None, str(each.renews or ""), each.held.customer, each.held.subscription


def _paid(held: Iterable[Held]) -> tuple[tuple[str, Decimal], ...]:
    found: dict[str, Decimal] = {}
    for each in held:
        found[each.currency] = found.get(each.currency, Decimal(0)) + each.paid
    return tuple(sorted(found.items()))
