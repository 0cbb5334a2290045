"""What an export format is: its columns, how it is recognized, and what each canonical column is made of.

Expressions are DuckDB SQL over the format's columns by their canonical names, each cell text and never null;
a column the file does not have is the empty text.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from directbill.core.ledger import Authority, Basis, Category
from directbill.ledger.cells import Read


class Kind(StrEnum):
    """What a column's cells are, and so how they are checked."""

    TEXT = "text"
    ID = "id"
    MONEY = "money"
    DAY = "day"
    MONTH = "month"
    CURRENCY = "currency"
    RATE = "rate"


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its canonical name; headers match whatever their case. `also` are other published names."""

    name: str
    kind: Kind = Kind.TEXT
    required: bool = False
    also: tuple[str, ...] = ()
    horizon: int | None = None
    """For days: how many months after the day asked for they may lie; None = not checked."""

    @property
    def spellings(self) -> tuple[str, ...]:
        return (self.name, *self.also)


@dataclass(frozen=True, slots=True)
class Rule:
    """One category rule: the first whose condition holds decides, and its id stands on the line."""

    id: str
    category: Category | str
    when: str
    """A SQL condition; `true` for what is left over."""


@dataclass(frozen=True, slots=True)
class Roles:
    """What each role of a line is read from: a column's name, or '' where the format has none."""

    amount: str
    currency: str
    document: str = ""
    tenant: str = ""
    reseller: str = ""
    owner: str = ""
    own_usd: str = ""
    rate: str = ""
    rate_day: str = ""
    customer: str = ""
    subscription: str = ""
    product: str = ""
    charge_type: str = ""
    category: str = ""
    with_tax: str = ""
    """The amount with tax: never counted, only compared with an invoice's total."""


@dataclass(frozen=True, slots=True)
class Readers:
    """How a mapped file's own cells are read."""

    amount: Callable[[str], Read]
    """Of an amount SQL leaves to it."""
    month: Callable[[str], Read]
    shown: Callable[[str], str]
    """An amount's text as the file has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One published export format. `marks` are the columns that tell it from all others."""

    name: str
    family: str
    columns: tuple[Column, ...]
    marks: tuple[str, ...]
    roles: Roles
    rules: tuple[Rule, ...]
    authority: Authority
    basis: Basis
    streams: dict[str, str]
    """Category to stream; the key '' is every other category's."""
    vote: str
    """SQL for the day (text) that gives the row's month; may name `rule`, the rule's number from 1."""
    by_row: bool = False
    """A report over months: each row says its own month, and each month is a document."""
    currency: str = ""
    """Where the format has no currency column: the one its amounts are in."""
    priced: str = ""
    """SQL condition: the line's own rate applies."""
    own_usd_required: bool = False
    prepaid: str = "0"
    """SQL for the months one payment covers (0 or 1: none ahead)."""
    not_counted: str = "''"
    """SQL for the reason the format itself gives against a row."""
    charge_types: frozenset[str] = frozenset()
    """Known charge types in lower case; empty = the format has no list."""
    delimiters: tuple[str, ...] = (",",)
    currency_sign: bool = False
    """Whether a dollar sign before an amount is documented."""
    prefix: str = ""
    """Stands before the document's number in its id, so that sources do not mix."""
    file_is_document: bool = False
    test_prefix: str = ""
    """Documents whose number begins so are tests."""
    unbilled_when_blank: bool = True
    """Whether a row without a document number is not billed yet."""
    refusal: str = ""
    """The code under which the format is recognized and refused."""
    notes: tuple[str, ...] = ()
    """What the receipt says of every such file."""
    without_reseller: str = "no_reseller_column"
    """What the receipt says where the file has no reseller column."""
    document: str = ""
    """The one document all rows belong to, where a profile says so."""
    own: bool = False
    """Every row is the partner's own; no column names the account."""
    category_words: Mapping[str, str] = field(default_factory=dict)
    """The category column's own words to ours; a word not listed stays as it is."""
    amount: str = ""
    """SQL for the amount's text, where it is not simply its column."""
    readers: Readers | None = None
    """How amounts and months are read, where not as in all known formats."""
    amortized: str = ""
    """SQL condition only rows of an amortized export meet: such a file does not match billing and is refused."""

    def column(self, name: str) -> Column:
        """The column of a canonical name."""
        return next(c for c in self.columns if c.name == name)

    def of_kind(self, *kinds: Kind) -> tuple[Column, ...]:
        """The columns of some kinds, in order."""
        return tuple(c for c in self.columns if c.kind in kinds)

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.columns if c.required)


def columns(
    names: str, *, kinds: dict[str, Kind] | None = None, required: Iterable[str] = ()
) -> tuple[Column, ...]:
    """Columns from a list of names in one text; `A|B` gives a column and its other published name."""
    given, needed = kinds or {}, frozenset(required)
    found = []
    for word in names.split():
        name, *also = word.split("|")
        found.append(Column(name, given.get(name, Kind.TEXT), name in needed, tuple(also)))
    return tuple(found)


def with_horizons(found: tuple[Column, ...], horizons: dict[str, int]) -> tuple[Column, ...]:
    """The same columns with how far ahead their days may lie."""
    return tuple(replace(c, horizon=horizons[c.name]) if c.name in horizons else c for c in found)
