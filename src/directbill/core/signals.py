"""Signals between reviews: what the records say of an enrolled partner that somebody should act on, with a day.

A signal changes nothing by itself. Some, left alone until their day, lead to a restriction that is announced first.
Which there are, whose turn each is and what its days are is the program's data; what is watched is here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from directbill.core.edition import Source, Texts
from directbill.core.findings import Finding, Outcome, Phase, Severity, Turn
from directbill.core.money import Money


class Watch(StrEnum):
    """What a signal looks at."""

    FINDING = "finding"
    CONTRACT = "contract"
    EVIDENCE = "evidence"
    CREDIT = "credit"
    INVOICE = "invoice"
    VERIFICATION = "verification"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Signal:
    """One kind of signal: what it watches, from which level on, whose turn it is, and for how many days.

    `level` is in the unit of what is watched: days before an end (contract, evidence), days after a due day (invoice),
    percent of the limit (credit); 0 where there is none.
    """

    key: str
    watch: Watch
    title: Texts
    help: Texts
    otherwise: Texts
    turn: Turn
    days: int
    source: Source
    level: int = 0
    leads_to: str = ""
    """`ladder`: the edition's; or the one state a restriction leads to; empty where it leads to none."""
    stops: tuple[str, ...] = ()
    """Capabilities it stops as long as it lasts: none that serves customers who are there."""


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice that is not paid: its number, what is open, and the day it was due."""

    number: str
    open: Money
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the records say of one enrollment on a day. What is not known is None or empty, and raises nothing."""

    findings: tuple[Finding, ...] = ()
    """One for each requirement; none where the figures cannot be computed."""
    contract_ends: date | None = None
    documents: Mapping[str, date] = field(default_factory=dict)
    """What a document proves, to the last day on which it does."""
    limit: Money | None = None
    used: Money | None = None
    """Unpaid invoices, what is not billed yet and what is about to be bought, less what was overpaid."""
    invoices: tuple[Invoice, ...] = ()
    rejected: Mapping[str, date] = field(default_factory=dict)
    """Verifications that were rejected, to the day on which they were."""
    waived: frozenset[str] = frozenset()
    """Requirements that are waived on the day."""


@dataclass(frozen=True, slots=True)
class Raised:
    """A signal of a kind, about something: the day by which whoever's turn it is must act, and the figures."""

    signal: Signal
    subject: str
    """The requirement, the invoice's number, the document; what makes it the same signal on another day."""
    since: date
    due: date
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str]:
        return self.signal.key, self.subject


def raised(kinds: Iterable[Signal], seen: Seen, *, on: date) -> tuple[Raised, ...]:
    """What is to be raised on a day, in the program's order. Levels of one thing: only the highest that is reached."""
    found = [each for kind in kinds for each in _WATCHES[kind.watch](kind, seen, on)]
    highest: dict[tuple[Watch, str], Raised] = {}
    for each in found:
        place = (each.signal.watch, each.subject)
        if place not in highest or _further(each.signal, highest[place].signal):
            highest[place] = each
    return tuple(each for each in found if highest[each.signal.watch, each.subject] is each)


def is_open(  # sentence: which kind, about what, by what is seen
    kind: Signal, subject: str, seen: Seen
) -> bool:
    """Whether nobody can say that what was raised is gone: the requirement is neither known to be met nor waived."""
    if kind.watch is not Watch.FINDING or subject in seen.waived:
        return False
    known = {each.requirement: each.outcome for each in seen.findings}
    return not known or known.get(subject) is Outcome.UNKNOWN


def percent(used: Money, limit: Money) -> Decimal | None:
    """How much of the limit is used, in percent, exact; None where the currencies differ or there is no limit."""
    if used.currency != limit.currency or limit.amount <= 0:
        return None
    return used.amount * 100 / limit.amount


def _further(one: Signal, other: Signal) -> bool:
    """Before an end fewer days are further; after a due day, and of a limit, more."""
    if one.watch in {Watch.CONTRACT, Watch.EVIDENCE}:
        return one.level < other.level
    return one.level > other.level


def _findings(kind: Signal, seen: Seen, on: date) -> Iterator[Raised]:
    for found in seen.findings:
        failed = found.outcome is Outcome.NOT_MET and Phase.TO_REMAIN in found.phases
        if failed and found.severity is Severity.REQUIRED and found.requirement not in seen.waived:
            params = {"reason": found.reason.code, **found.reason.params}
            yield _of(kind, found.requirement, since=on, on=on, params=params)


def _contract(kind: Signal, seen: Seen, on: date) -> Iterator[Raised]:
    ends = seen.contract_ends
    if ends is not None and on >= ends - timedelta(days=kind.level):
        yield Raised(kind, "contract", on, ends, {"end": ends.isoformat()})


def _evidence(kind: Signal, seen: Seen, on: date) -> Iterator[Raised]:
    for name, last in seen.documents.items():
        if on >= last - timedelta(days=kind.level):
            yield Raised(kind, name, on, last, {"end": last.isoformat()})


def _credit(kind: Signal, seen: Seen, on: date) -> Iterator[Raised]:
    if seen.limit is None or seen.used is None:
        return
    share = percent(seen.used, seen.limit)
    if share is not None and share >= kind.level:
        params = {
            "percent": str(share.quantize(Decimal(1))),
            "used": str(seen.used.amount),
            "limit": str(seen.limit.amount),
            "currency": seen.limit.currency,
        }
        yield _of(kind, "limit", since=on, on=on, params=params)


def _invoices(kind: Signal, seen: Seen, on: date) -> Iterator[Raised]:
    for each in seen.invoices:
        days = (on - each.due).days
        if days > kind.level and each.open.amount > 0:
            params = {"days": str(days), "amount": str(each.open.amount), "currency": each.open.currency}
            yield _of(kind, each.number, since=each.due, on=on, params=params)


def _verifications(kind: Signal, seen: Seen, on: date) -> Iterator[Raised]:
    for name, day in seen.rejected.items():
        yield _of(kind, name, since=day, on=on, params={"day": day.isoformat()})


def _reviews(kind: Signal, seen: Seen, on: date) -> Iterator[Raised]:
    """A review raises its own: by its clock, not by what is seen."""
    del kind, seen, on
    yield from ()


def _of(kind: Signal, subject: str, *, since: date, on: date, params: Mapping[str, str]) -> Raised:
    return Raised(kind, subject, since, on + timedelta(days=kind.days), params)


_WATCHES = {
    Watch.FINDING: _findings,
    Watch.CONTRACT: _contract,
    Watch.EVIDENCE: _evidence,
    Watch.CREDIT: _credit,
    Watch.INVOICE: _invoices,
    Watch.VERIFICATION: _verifications,
    Watch.REVIEW: _reviews,
}
