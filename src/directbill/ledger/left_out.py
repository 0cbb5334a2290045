"""What does not count, by reason; and the sources that a better one outranks."""

from collections.abc import Iterable

from directbill.core.ledger import Stream, may_hold
from directbill.core.periods import Month
from directbill.core.statement import (
    Comparison,
    Left,
    NotCounted,
)
from directbill.ledger import priced
from directbill.ledger.groups import Group
from directbill.ledger.priced import Sum
from directbill.ledger.tally import Tally


def by_reason(left: Iterable[Sum]) -> tuple[Left, ...]:
    """In the order of the reasons, and under each by what it is about."""
    tally = Tally[tuple[str, str]]()
    currencies: dict[tuple[str, str], Tally[str]] = {}
    for s in left:
        key = s.reason, s.detail
        tally.add(key, s.value, lines=s.group.lines)
        currencies.setdefault(key, Tally[str]()).add(s.group.currency, s.group.amount, lines=s.group.lines)
    made = []
    for key in sorted(currencies, key=lambda key: (_place(key[0]), key)):
        sums_of = currencies[key].amounts
        by_currency = tuple((c, sums_of[c]) for c in sorted(sums_of))
        made.append(Left(key[0], tally.known(key), tally.lines[key], by_currency, key[1]))
    return tuple(made)


def _place(reason: str) -> int:
    order = [r.value for r in NotCounted]
    return order.index(reason) if reason in order else len(order)


def comparisons(counted: tuple[Sum, ...], left: Iterable[Sum]) -> tuple[Comparison, ...]:
    """Each outranked source with what counts in its place."""
    tally = Tally[tuple[Month, str, str, str]]()
    streams: dict[tuple[Month, str, str, str], set[Stream]] = {}
    for s in left:
        if s.reason == NotCounted.OVERLAP:
            key = s.group.month, s.group.seller, s.group.source, s.detail
            tally.add(key, s.value, lines=s.group.lines)
            streams.setdefault(key, set()).add(s.group.stream)
    made = []
    for key in sorted(streams):
        month, seller, source, winner = key
        instead = priced.amount(
            s for s in counted if _stands_for(s.group, (month, seller, winner), streams[key])
        )
        made.append(Comparison(month, seller, source, tally.known(key), winner, instead))
    return tuple(made)


def _stands_for(group: Group, place: tuple[Month, str, str], streams: set[Stream]) -> bool:
    month, seller, winner = place
    if (group.month, group.source) != (month, winner) or seller not in (group.seller, ""):
        return False
    return any(may_hold(group.stream, stream, authority=group.authority) for stream in streams)
