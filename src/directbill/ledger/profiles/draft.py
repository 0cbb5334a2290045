"""A profile not yet confirmed, and the sample of cells it is proposed from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from directbill.ledger.profiles.model import (
    DECIMAL_MARKS,
    OWN,
    UNSETTLED,
    DateOrder,
    Locale,
    MonthFrom,
    Profile,
    Sign,
)

Value = str | int | list[str]


@dataclass(slots=True)
class Draft:
    """A profile not yet confirmed. `doubts` gives, per key that is `?`, the columns it could be."""

    top: dict[str, Value]
    columns: dict[str, str]
    constants: dict[str, str] = field(default_factory=dict)
    vendor: dict[str, Value] = field(default_factory=dict)
    doubts: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def unsettled(self) -> tuple[str, ...]:
        """The keys a person still has to settle, as a profile file spells them."""
        tables: tuple[tuple[str, Mapping[str, Value]], ...] = (
            ("", self.top), ("columns.", self.columns), ("constants.", self.constants), ("vendor.", self.vendor),
        )  # fmt: skip
        open_ = (UNSETTLED, [UNSETTLED])
        return tuple(f"{path}{key}" for path, table in tables for key, v in table.items() if v in open_)

    def provisional(self) -> Profile:
        """The draft as far as it goes, to show what it would read; open keys are left at their defaults."""
        decimal, grouping = str(self.top["decimal_mark"]), str(self.top["grouping_mark"])
        order, account = str(self.top.get("date_order", "")), str(self.top["account"])
        return Profile(
            name=str(self.top["name"]),
            locale=Locale(
                decimal_mark=decimal if decimal in DECIMAL_MARKS else ".",
                grouping_mark=grouping.replace(UNSETTLED, ""),
                date_order=DateOrder(order) if order in set(DateOrder) else DateOrder.YMD,
            ),
            sign=Sign(str(self.top["sign"])),
            account="" if account in (OWN, UNSETTLED) else account,
            month_from=MonthFrom(str(self.top["month_from"])),
            columns={key: name for key, name in self.columns.items() if name != UNSETTLED},
            constants=dict(self.constants),
        )


@dataclass(frozen=True, slots=True)
class Sample:
    """The first records, column by column."""

    header: tuple[str, ...]
    records: Sequence[Sequence[str]]

    def cells(self, column: str) -> list[str]:
        """The column's cells that say something."""
        place = self.header.index(column)
        return [r[place] for r in self.records if place < len(r) and r[place].strip()]
