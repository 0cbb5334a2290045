"""Whose line it is: the reseller named on it, against the company's own identifiers and role."""

from collections.abc import Iterable
from dataclasses import dataclass

from directbill.core.errors import refuse
from directbill.core.ledger import Attribution
from directbill.core.parties import Role
from directbill.ledger import cells

ZERO = "0"
REMOVED = "-1"


@dataclass(frozen=True, slots=True)
class Scope:
    """For whom files are read. Without ids the one reseller they name is taken, and said to be assumed."""

    ids: frozenset[str] = frozenset()
    role: Role = Role.INDIRECT_RESELLER
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Whose:
    """A line's attribution and the partner's identifier on it."""

    attribution: Attribution
    account: str = ""


def of(reseller: str, owner: str, *, scope: Scope) -> Whose:
    """Attribution by the reseller's identifier, or by the billed partner's for a direct-bill partner."""
    if scope.role is Role.DIRECT_BILL:
        return _direct(reseller, owner, scope.ids)
    if reseller in scope.ids:
        return Whose(Attribution.OWN, reseller)
    return Whose(_unattributed(reseller, owner) or Attribution.OTHER)


def own(scope: Scope) -> Whose:
    """For files all of whose rows are declared the partner's own; of several accounts nobody says which."""
    return Whose(Attribution.OWN, *(scope.ids if len(scope.ids) == 1 else ()))


def _direct(reseller: str, owner: str, ids: frozenset[str]) -> Whose:
    if owner in ids and reseller in ("", ZERO):
        return Whose(Attribution.OWN, owner)
    if owner and owner not in ids:
        return Whose(Attribution.OTHER)
    return Whose(_unattributed(reseller, owner) or Attribution.OTHER)


def _unattributed(reseller: str, owner: str) -> Attribution | None:
    if reseller == "":
        return Attribution.BLANK
    if reseller == owner:
        return Attribution.PROVIDER
    return {ZERO: Attribution.ZERO, REMOVED: Attribution.REMOVED}.get(reseller)


def settle(scope: Scope, pairs: Iterable[tuple[str, str]]) -> Scope:
    """A scope with ids. Without any given, the only identifier the files attribute lines to; several are refused."""
    if scope.ids:
        return scope
    found = {_named(reseller, owner, scope.role) for reseller, owner in pairs} - {""}
    if len(found) > 1:
        raise refuse("ids_ambiguous", count=str(len(found)))
    return Scope(frozenset(found), scope.role, assumed=bool(found))


def _named(reseller: str, owner: str, role: Role) -> str:
    if cells.identifier(reseller).code or cells.identifier(owner).code:
        return ""
    reseller, owner = cells.plain(reseller), cells.plain(owner)
    if role is Role.DIRECT_BILL:
        return owner if reseller in ("", ZERO) else ""
    return "" if _unattributed(reseller, owner) else reseller
