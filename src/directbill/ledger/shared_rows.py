"""Which rows two documents share: counted by DuckDB, once per pair of files."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from directbill.ledger.converting import INCOMING
from directbill.ledger.register import Entry
from directbill.ledger.store import CHARGES

COMPARED = """document, attribution, account, owner, amount, rest, currency, unit_rate, own_usd, not_counted,
    lower(customer), lower(subscription), product, lower(charge_type)"""
"""What makes two rows the same charge, whatever file or carrier they came in."""


@dataclass(frozen=True, slots=True)
class Part:
    place: int
    file: str
    entry: Entry


class SharedRows:
    """Counts of rows and of common rows, asked of DuckDB once per pair of files."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self.dropped: list[tuple[int, str]] = []
        self._counts: dict[tuple[int, str], int] | None = None
        self._common: dict[tuple[int, int], dict[str, int]] = {}

    def count(self, part: Part) -> int:
        if self._counts is None:
            asked = self.connection.execute(f"SELECT part, document, count(*) FROM {INCOMING} GROUP BY ALL")
            self._counts = {(place, id_): n for place, id_, n in asked.fetchall()}
        return self._counts.get((part.place, part.entry.id), 0)

    def common(self, one: Part, other: Part) -> int:
        pair = (one.place, other.place)
        if pair not in self._common:
            self._common[pair] = self._intersect(*(f"{INCOMING} WHERE part = {place}" for place in pair))
        return self._common[pair].get(one.entry.id, 0)

    def is_stored(self, group: Sequence[Part], id_: str) -> bool:
        """Whether the parts together are the document as it is stored."""
        return self._is_stored(group, (f"{CHARGES} WHERE document = ?", [id_]))

    def is_stored_part(self, part: Part, old: Entry) -> bool:
        """Whether the part has no rows to add, or those of one of the files the stored document came in."""
        stored = f"{CHARGES} WHERE document = ? AND file = ?"
        return not self.count(part) or any(self._is_stored([part], (stored, [old.id, f])) for f in old.files)

    def _is_stored(self, group: Sequence[Part], stored: tuple[str, list[str]]) -> bool:
        where, values = stored
        found = self.connection.execute(f"SELECT count(*) FROM {where}", values).fetchone()
        count = sum(self.count(p) for p in group)
        if not found or found[0] != count:
            return False
        places = ", ".join(str(p.place) for p in group)
        incoming = f"{INCOMING} WHERE part IN ({places}) AND document = ?"
        return self._intersect(incoming, where, [values[0], *values]).get(values[0], 0) == count

    def _intersect(self, one: str, other: str, values: Sequence[str] = ()) -> dict[str, int]:
        asked = self.connection.execute(
            f"SELECT document, count(*) FROM (SELECT {COMPARED} FROM {one} INTERSECT ALL"
            f" SELECT {COMPARED} FROM {other}) GROUP BY document",
            list(values),
        )
        return dict(asked.fetchall())

    def drop(self) -> None:
        """Take the rows out that are not to be stored."""
        if self.dropped:
            places, ids = zip(*self.dropped, strict=True)
            self.connection.execute(
                f"DELETE FROM {INCOMING} WHERE (part, document) IN"
                " (SELECT (unnest(?::INTEGER[]), unnest(?::VARCHAR[])))",
                [list(places), list(ids)],
            )
