"""What the import tests share: files in, the receipt and the rows out."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from directbill.core.ledger import Document
from directbill.core.parties import Role
from directbill.core.periods import Month
from directbill.ledger.attribution import Scope
from directbill.ledger.import_options import ImportOptions
from directbill.ledger.imports import read_files
from directbill.ledger.receipt import Receipt
from directbill.ledger.store import Store
from tests.fixtures import cast

AS_OF = date.fromisoformat(cast.AS_OF)
OWN = frozenset({cast.OWN})


@dataclass(frozen=True)
class Imported:
    """A receipt and the ledger it left, as values."""

    receipt: Receipt
    rows: tuple[dict[str, Any], ...]
    documents: tuple[Document, ...]
    covered: frozenset[Month]

    def column(self, name: str) -> list[Any]:
        return [row[name] for row in self.rows]

    def amounts(self) -> list[Decimal]:
        """Whole amounts in file and row order."""
        return [row["amount"] + (row["rest"] or 0) for row in self.rows]


def put(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    paths = []
    for name, content in files.items():
        (folder / name).write_bytes(content)
        paths.append(folder / name)
    return paths


def rows(store: Store) -> tuple[dict[str, Any], ...]:
    asked = store.connection().execute("SELECT * FROM charges ORDER BY file, row, document")
    names = [column[0] for column in asked.description or ()]
    return tuple(dict(zip(names, row, strict=True)) for row in asked.fetchall())


def load(
    folder: Path,
    files: Mapping[str, bytes],
    *,
    store: Store | None = None,
    ids: frozenset[str] = OWN,
    role: Role = Role.INDIRECT_RESELLER,
    **options: Any,
) -> Imported:
    """Import files into the ledger given, or a throw-away one."""
    with ExitStack() as stack:
        ledger = store or stack.enter_context(Store.temporary())
        receipt = read_files(
            put(folder, files),
            store=ledger,
            scope=Scope(ids, role),
            options=ImportOptions(**{"as_of": AS_OF, **options}),
        )
        return Imported(receipt, rows(ledger), ledger.documents(), ledger.covered())
