"""Divisions: the parts of a company that a requirement is tested for one by one, by the level it names."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from directbill.core.edition import Edition, Level
from directbill.core.parties import Account, AccountKind, Partner

FIGURES = frozenset({"revenue", "tenure_months"})
"""The measures that are computed from the ledger: of the whole company, or of each division."""


@dataclass(frozen=True, slots=True)
class Division:
    """One location, tenant or region, with its accounts."""

    key: str
    accounts: tuple[Account, ...]


def levels(edition: Edition) -> tuple[Level, ...]:
    """The levels below the whole company at which the edition computes figures."""
    bars = ((r.level, r.threshold.measure) for r in edition.requirements if r.threshold)
    found = {level for level, measure in bars if measure in FIGURES}
    return tuple(level for level in Level if level in found - {Level.GLOBAL})


def divide(partner: Partner, level: Level) -> tuple[Division, ...]:
    """The divisions at a level, in the order of their keys.

    Only location accounts transact. One whose tenant or region the company does not say is a division by itself.
    """
    found: dict[str, list[Account]] = {}
    for account in _locations(partner):
        found.setdefault(_place(account, level) or account.id, []).append(account)
    return tuple(Division(key, tuple(accounts)) for key, accounts in sorted(found.items()))


def unplaced(partner: Partner, level: Level) -> tuple[str, ...]:
    """The accounts whose tenant or region the company does not say, where there is more than one account."""
    accounts = tuple(_locations(partner))
    lost = sorted({a.id for a in accounts if not _place(a, level)})
    return tuple(lost) if len({a.id for a in accounts}) > 1 else ()


def alone(partner: Partner, division: Division) -> Partner:
    """The company as if it were this division only."""
    return replace(partner, accounts=division.accounts, divided=True)


def _locations(partner: Partner) -> Iterator[Account]:
    return (a for a in partner.accounts if a.kind is AccountKind.LOCATION)


def _place(account: Account, level: Level) -> str:
    match level:
        case Level.TENANT:
            return account.tenant
        case Level.REGION:
            return account.region
        case _:
            return account.id
