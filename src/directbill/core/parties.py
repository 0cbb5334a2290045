"""The company that asks: its accounts, its roles over time, what it says of itself."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from directbill.core.periods import Month


class Role(StrEnum):
    """What a company is in the channel for a period."""

    INDIRECT_RESELLER = "indirect_reseller"
    DIRECT_BILL = "direct_bill"


class AccountKind(StrEnum):
    """A global account stands above the location accounts that transact."""

    GLOBAL = "global"
    LOCATION = "location"


class Answer(StrEnum):
    """An answer to an attestation. Not given is `UNKNOWN`, never a pass or a fail."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Account:
    """One account with its identifier, and the months it was valid (None = open)."""

    id: str
    kind: AccountKind = AccountKind.LOCATION
    country: str = ""
    region: str = ""
    tenant: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def valid_in(self, month: Month) -> bool:
        """Whether the identifier was valid on any day of the month."""
        starts = self.valid_from is None or self.valid_from <= month.last_day
        return starts and (self.valid_to is None or self.valid_to >= month.first_day)


@dataclass(frozen=True, slots=True)
class RolePeriod:
    """A role the company had from a day on, until a day (None = still)."""

    role: Role
    since: date | None = None
    until: date | None = None

    def held_on(self, day: date) -> bool:
        """Whether the company had the role on the day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def held_in(self, month: Month) -> bool:
        """Whether the company had the role on any day of the month."""
        begun = self.since is None or self.since <= month.last_day
        return begun and (self.until is None or self.until >= month.first_day)


@dataclass(frozen=True, slots=True)
class Attestation:
    """What the company says about one requirement: the answer, how many, a note, and when it was said."""

    answer: Answer = Answer.UNKNOWN
    items: tuple[str, ...] = ()
    note: str = ""
    said_on: date | None = None
    until: dict[str, date] = field(default_factory=dict)
    """The last day on which something listed is held, by its name; what is not there has no end."""

    def held(self, day: date) -> tuple[str, ...]:
        """What of the list is held on a day."""
        return tuple(name for name in self.items if self.until.get(name, day) >= day)


@dataclass(frozen=True, slots=True)
class Partner:
    """A company as its own file describes it. `answers` is keyed by requirement key."""

    name: str = ""
    accounts: tuple[Account, ...] = ()
    roles: tuple[RolePeriod, ...] = ()
    answers: dict[str, Attestation] = field(default_factory=dict)
    first_transaction: date | None = None
    happened: dict[str, date] = field(default_factory=dict)
    """Later steps already taken, by requirement key, with their date (for instance a plan bought)."""
    ids_assumed: bool = False
    """True when the identifiers were not declared but taken from the files."""
    divided: bool = False
    """True of a division by itself: a line that names no account may be another division's."""
    by_month: bool = False
    """True where a month's lines count in any role the company had in it, not only in the one that is asked for."""

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(a.id for a in self.accounts)

    def role_on(self, day: date) -> Role | None:
        """The role on the day; None where the company does not say."""
        return next((p.role for p in self.roles if p.held_on(day)), None)

    def roles_in(self, month: Month) -> frozenset[Role]:
        """The roles told of the month; none where the company does not say."""
        return frozenset(p.role for p in self.roles if p.held_in(month))

    def asked_in(self, month: Month, role: Role) -> frozenset[Role]:
        """The roles in which lines of the month can be its own sales, where it is asked about in a role."""
        return (self.roles_in(month) if self.by_month else frozenset()) or frozenset({role})

    def played(self, month: Month, role: Role) -> bool:
        """Whether the company had a role it is asked about in the month, as far as its roles are told."""
        told = self.roles_in(month)
        return not told or bool(told & self.asked_in(month, role))
