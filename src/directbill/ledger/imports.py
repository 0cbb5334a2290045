"""Importing billing exports: every file of a command is taken in whole, or none of them and nothing changes."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb

from directbill.core.errors import Fault, Refusal
from directbill.core.periods import Month
from directbill.ledger import (
    attribution,
    cells,
    converting,
    import_options,
    line_counts,
    locks,
    odd_amounts,
    receipts,
    rejects,
    row_faults,
    sameness,
    staging,
    writing,
)
from directbill.ledger.attribution import Scope
from directbill.ledger.beside import Plan
from directbill.ledger.documents_dated import all_dated
from directbill.ledger.documents_register import Group, Source, found_in
from directbill.ledger.import_options import ImportOptions, Progress
from directbill.ledger.import_register import Registering
from directbill.ledger.opening import Opening
from directbill.ledger.receipt import Receipt
from directbill.ledger.register import Register
from directbill.ledger.row_faults import FILE_FAULTS
from directbill.ledger.same_documents import FileDocuments, Settled
from directbill.ledger.staging import Staged
from directbill.ledger.store import Store
from directbill.ledger.taken import with_lines


def read_files(
    paths: Sequence[Path],
    *,
    store: Store,
    scope: Scope,
    options: ImportOptions,
    progress: Progress | None = None,
) -> Receipt:
    """Import files into a store and say what happened.

    Raises `Refusal` with every fault of every file; then nothing has changed.
    """
    with _exclusive(store) as workdir:
        run = _Import(store, options, workdir)
        return run.of(paths, scope, progress)


@contextmanager
def _exclusive(store: Store) -> Iterator[Path]:
    """The store to itself, and a folder for copies; what a killed import left, and a failed one leaves, is swept."""
    if store.folder is None:
        yield store.workdir()
        return
    with writing.os_faults(store.folder), locks.held(store.folder):
        writing.sweep(store)
        try:
            with tempfile.TemporaryDirectory(prefix=writing.WORK, dir=store.folder) as workdir:
                yield Path(workdir)
        except BaseException:
            writing.sweep(store)
            raise


class _Import:
    def __init__(self, store: Store, options: ImportOptions, workdir: Path) -> None:
        self.store = store
        self.options = options
        self.connection = store.connection()
        self.opening = Opening(store, options, workdir=workdir)
        self.files = self.opening.files
        self.registering = Registering(store.register, options, files=self.files)

    def of(self, paths: Sequence[Path], scope: Scope, progress: Progress | None) -> Receipt:
        """Open, check, settle, write."""
        try:
            self.opening.every(paths, scope, progress=progress)
            pairs = [pair for _, lines in with_lines(self.files) for pair in lines.readings.pairs]
            scope = attribution.settle(scope, pairs)
            self._check(scope)
            self._convert()
            self._check_options()
            return self._commit(scope, self._settle())
        finally:
            self._clear(len(paths))

    def _check(self, scope: Scope) -> None:
        """Whose the rows are, and every faulty row: refused unless rejects are accepted."""
        faults: list[Fault] = []
        for _, lines in with_lines(self.files):
            pairs = lines.readings.pairs
            whose = attribution.own(scope) if lines.staged.format.own else None
            lines.whose = {
                (r, o): whose or attribution.of(cells.plain(r), cells.plain(o), scope=scope) for r, o in pairs
            }
            if lines.readings.faultless:
                continue
            foreign = converting.foreign(lines.whose)
            lines.rejects = row_faults.faults(
                self.connection, lines.staged, found=lines.readings, foreign=foreign
            )
            if not self.options.accept_rejects or any(f.code in FILE_FAULTS for f in lines.rejects):
                faults += lines.rejects
        if faults:
            raise Refusal(*faults)

    def _convert(self) -> None:
        """Name the documents, then turn every file's kept rows into charges."""
        for taken, lines in with_lines(self.files):
            source = Source(taken.sheet.name, taken.sheet.sha256, lines.staged.format, self.options.document)
            lines.found = found_in(
                source, _groups(self.connection, lines.staged), months=lines.readings.months()
            )
        self.registering.name_documents()
        converting.create_incoming(self.connection)
        for taken, lines in with_lines(self.files):
            documents = {text: found.entry for found in lines.found for text in found.texts}
            plan = Plan(lines.staged, lines.readings, lines.whose, documents, taken.part)
            converting.convert(self.connection, plan, rejected=lines.rejected)
        line_counts.count_lines(self.connection, self.files)

    def _check_options(self) -> None:
        described = self.opening.described
        import_options.check(self.options, self.files, register=self.store.register, described=described)

    def _settle(self) -> Settled:
        found = [FileDocuments(t.part, t.sheet.name, lines.found) for t, lines in with_lines(self.files)]
        live = self.store.register.live()
        return sameness.settle(self.connection, found, live=live, wishes=self.options.wishes)

    def _commit(self, scope: Scope, settled: Settled) -> Receipt:
        """Settle the months with all that is known now, then write rows and register."""
        before = self.store.register
        changed = self.registering.following(scope, settled)
        all_dated(changed.live())
        months = _known_months(changed)
        line_counts.set_months(self.connection, self.files, months=months)
        earlier = _known_months(before)
        kept = earlier.keys() - {e.id for e in settled.replaced}
        moved = {id_: months[id_] for id_ in sorted(kept & months.keys()) if months[id_] != earlier[id_]}
        after = receipts.After(settled, changed, self.options.categories)
        receipt = receipts.receipt(self.connection, self.files, scope=scope, after=after)
        if changed != before:
            with rejects.kept(receipt, self.store.folder) as receipt:
                writing.write(self.store, changed, replaced=settled.replaced, moved=moved)
        return replace(receipt, moved=tuple((id_, earlier[id_], month) for id_, month in moved.items()))

    def _clear(self, count: int) -> None:
        """Drop what was staged; a folder's connection goes with all of it."""
        if self.store.folder is not None:
            self.store.close()
            return
        for number in range(count):
            staged = staging.table(number)
            for table in (staged, *(odd_amounts.name(staged, role) for role in odd_amounts.ROLES)):
                self.connection.execute(f"DROP TABLE IF EXISTS {table}")
        self.connection.execute(f"DROP TABLE IF EXISTS {converting.INCOMING}")


def _known_months(register: Register) -> dict[str, Month]:
    return {e.id: Month.parse(e.month) for e in register.live() if e.month}


def _groups(connection: duckdb.DuckDBPyConnection, staged: Staged) -> list[Group]:
    rows = connection.execute(
        f"SELECT document, tenant, period, vote, count(*) FROM {staged.table} GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    return [Group(*row) for row in rows]
