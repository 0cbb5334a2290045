"""The ledger: rows of charges and the register of their documents. A folder, or a throw-away one in memory.

A folder holds `register.json` and `charges/YYYY-MM/<hash>.parquet`, sorted by account. A temporary store keeps the same
rows in a DuckDB table, so a self-check writes nothing anywhere.
"""

import errno
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

import duckdb

from directbill.core.errors import of_system, refuse
from directbill.core.ledger import Document
from directbill.core.periods import Month
from directbill.ledger import canonical, engine, register_file
from directbill.ledger.register import Register

CHARGES = "charges"
ENDS = b"PAR1"
"""What a whole Parquet file begins and ends with."""


class Store:
    """A ledger to read. `connection()` has the relation `charges` in the canonical shape."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.register = register_file.read(folder) if folder else Register()
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._workdir: tempfile.TemporaryDirectory[str] | None = None

    @staticmethod
    def temporary() -> "Store":
        """A throw-away ledger: nothing is written."""
        return Store(None)

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connection; a temporary ledger's rows are gone."""
        self._let_go()
        if self._workdir is not None:
            self._workdir.cleanup()
            self._workdir = None

    def _let_go(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def connection(self) -> duckdb.DuckDBPyConnection:
        """DuckDB with the relation `charges`: every row in force, of every document state."""
        if self._connection is None:
            self._connection = engine.connect(workdir=self.workdir())
            self._lay_charges(self._connection)
        return self._connection

    def workdir(self) -> Path:
        """A folder for copies and spilled memory, gone when the store is closed."""
        if self._workdir is None:
            self._workdir = tempfile.TemporaryDirectory(prefix="directbill-")
        return Path(self._workdir.name)

    def reload(self) -> None:
        """Read the register again: another process may have imported meanwhile."""
        if self.folder is not None:
            self.register = register_file.read(self.folder)
            self._let_go()

    def documents(self) -> tuple[Document, ...]:
        """All documents, superseded versions included; `charges.document` names `Document.id`."""
        return self.register.documents()

    def covered(self) -> frozenset[Month]:
        """The months of which a billed document is here: any other month is missing, not zero."""
        return self.register.covered()

    def files(self, months: Iterable[Month] | None = None) -> tuple[Path, ...]:
        """The Parquet files in force, of some months or all; none for a temporary ledger."""
        if self.folder is None:
            return ()
        wanted = None if months is None else {str(m) for m in months}
        paths = (self.folder / name for name in self.register.charges)
        return tuple(p for p in paths if wanted is None or p.parent.name in wanted)

    def committed(self, changed: Register) -> None:
        """Take over a register; for a folder this is the commit."""
        self.register = register_file.write(self.folder, changed) if self.folder else changed
        if self.folder:
            self._let_go()

    def superseded_sql(self) -> str:
        """A relation of the rows that newer versions replaced, for reading what was known before."""
        paths = [str(_whole(self.folder / name)) for name in self.register.superseded] if self.folder else []
        return _parquet_sql(paths) if paths else f"(SELECT * FROM {CHARGES} WHERE false)"

    def _lay_charges(self, connection: duckdb.DuckDBPyConnection) -> None:
        paths = [str(_whole(p)) for p in self.files()]
        if paths:
            connection.execute(f"CREATE OR REPLACE VIEW {CHARGES} AS SELECT * FROM {_parquet_sql(paths)}")
        else:
            connection.execute(canonical.create_sql(CHARGES))


def _whole(path: Path) -> Path:
    """The same file, once its two ends were seen. Refuses one that is gone or cut off."""
    try:
        with path.open("rb") as file:
            begins = file.read(len(ENDS))
            file.seek(-len(ENDS), os.SEEK_END)
            if begins == file.read() == ENDS:
                return path
    except OSError as failure:
        if not isinstance(failure, FileNotFoundError) and failure.errno != errno.EINVAL:
            raise of_system(failure, file=str(path)) from None
    raise refuse("ledger_damaged", file=str(path))


def _parquet_sql(paths: list[str]) -> str:
    return f"read_parquet([{', '.join(canonical.literal(p) for p in paths)}])"
