"""Importing billing exports: every file of a command is taken in whole, or none of them and nothing changes."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import duckdb

from directbill.core.errors import Fault, Place, Refusal
from directbill.core.periods import Month
from directbill.ledger import (
    attribution,
    carriers,
    cells,
    converting,
    locks,
    months_given,
    odd_amounts,
    profiles,
    readings,
    rejects,
    sameness,
    staging,
    summary,
    writing,
)
from directbill.ledger.attribution import Scope
from directbill.ledger.conversion import Plan
from directbill.ledger.documents_register import Group, Source, all_dated, dated, found_in, with_distinct_ids
from directbill.ledger.formats import FORMATS, invoices, mapped
from directbill.ledger.profiles import CATEGORIES, Choice, Profile
from directbill.ledger.readings import FILE_FAULTS
from directbill.ledger.receipt import Receipt
from directbill.ledger.recognize import Match, recognize
from directbill.ledger.register import Entry, Imported, Invoice, Key, Register
from directbill.ledger.sameness import Settled, Wishes
from directbill.ledger.staging import Staged
from directbill.ledger.store import Store
from directbill.ledger.taken import Lines, Taken, with_lines

Progress = Callable[[str, int, int], None]
"""Called with a file's name, the bytes read so far and the bytes of all files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """What the user settled beforehand."""

    accept_rejects: bool = False
    months: Mapping[str, Month] = field(default_factory=dict)
    """A document's number or id, or the name of a file that is one document, to its billing month."""
    document: str = ""
    """The number of the document a legacy license file holds."""
    parts: tuple[str, ...] = ()
    """Documents whose files are parts of one another."""
    newer: tuple[str, ...] = ()
    """Files (base names) that are the newer version of what they hold."""
    as_of: date | None = None
    """The day after which nothing can have been billed; None = not checked."""
    profiles: tuple[Profile, ...] = ()
    """Mapping profiles given for files no format knows."""
    profiles_folder: Path | None = None
    """The data folder with the profiles confirmed before."""
    categories: frozenset[str] = CATEGORIES
    """The words for what is sold: of the known formats, and of the program."""
    at: str = ""
    """The moment of the import (ISO), kept with it and with what it replaces."""

    @property
    def wishes(self) -> Wishes:
        newer = frozenset(Path(name).name for name in self.newer)
        return Wishes(frozenset(self.parts), newer, self.document)


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
        self.workdir = workdir
        self.connection = store.connection()
        self.files: list[Taken] = []
        self.described: list[Profile] = []
        """The given profiles that files are read by."""

    def of(self, paths: Sequence[Path], scope: Scope, progress: Progress | None) -> Receipt:
        """Open, check, settle, write."""
        try:
            self._open(paths, scope, progress)
            pairs = [pair for _, lines in with_lines(self.files) for pair in lines.readings.pairs]
            scope = attribution.settle(scope, pairs)
            self._check(scope)
            self._convert()
            self._check_wishes()
            return self._commit(scope, self._settle())
        finally:
            self._clear(len(paths))

    def _open(self, paths: Sequence[Path], scope: Scope, progress: Progress | None) -> None:
        """Open and stage every file; faults of all files are told together."""
        faults: list[Fault] = []
        sizes = [p.stat().st_size if p.is_file() else 0 for p in paths]
        for part, path in enumerate(paths):
            try:
                self.files.append(self._take(path, part, scope))
            except Refusal as refusal:
                faults += refusal.faults
            if progress:
                progress(path.name, sum(sizes[: part + 1]), sum(sizes))
        if faults:
            raise Refusal(*faults)

    def _take(self, path: Path, part: int, scope: Scope) -> Taken:
        choice = self._profile(path)
        profile = choice.profile
        sheet = carriers.open_sheet(path, workdir=self.workdir, profile=profile)
        if self._known(sheet, scope):
            return Taken(path, sheet, part, again=True)
        if invoices.is_invoices(sheet):
            return Taken(path, sheet, part, invoices=invoices.read(sheet))
        match = mapped.match(profile, sheet) if profile else _recognized(sheet, choice)
        if sheet.doubtful:
            sheet = carriers.settle(sheet, workdir=self.workdir)
        staged = staging.stage(self.connection, sheet, match=match, number=part)
        lines = Lines(staged, readings.read(self.connection, staged, as_of=self.options.as_of))
        return Taken(path, sheet, part, lines)

    def _profile(self, path: Path) -> Choice:
        """The profile given for such files, or the one confirmed for the file's header."""
        choice = profiles.among(self.options.profiles, path, workdir=self.workdir)
        if choice.profile:
            self.described.append(choice.profile)
            return choice
        folder, known = self.options.profiles_folder, self.options.categories
        if not folder:
            return choice
        kept = profiles.find(path, folder=folder, workdir=self.workdir, categories=known)
        return replace(choice, profile=kept)

    def _known(self, sheet: carriers.Sheet, scope: Scope) -> bool:
        """Whether the same bytes are here, in this import or from one for the same company.

        A file named as the newer version is read again: what it held may have been replaced since.
        """
        if any(taken.sheet.sha256 == sheet.sha256 for taken in self.files):
            return True
        if sheet.name in self.options.wishes.newer:
            return False
        whom = (tuple(sorted(scope.ids)), str(scope.role))
        earlier = [i for i in self.store.register.imported if i.sha256 == sheet.sha256]
        return bool(earlier) and bool(scope.ids) and (earlier[-1].ids, earlier[-1].role) == whom

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
            lines.rejects = readings.faults(
                self.connection, lines.staged, found=lines.readings, foreign=foreign
            )
            if not self.options.accept_rejects or any(f.code in FILE_FAULTS for f in lines.rejects):
                faults += lines.rejects
        if faults:
            raise Refusal(*faults)

    def _check_wishes(self) -> None:
        """A misspelled document or file would otherwise be ignored in silence."""
        entries = [f.entry for _, lines in with_lines(self.files) for f in lines.found]
        known = (*entries, *self.store.register.live())
        numbers = {e.number for e in known}
        names = {taken.sheet.name for taken in self.files}
        wishes = self.options.wishes
        unmet = {
            "--parts": wishes.parts - numbers,
            "--newer": wishes.newer - names,
            "--month": self.options.months.keys() - numbers - names - {e.id for e in known},
            "--document": {self.options.document} - numbers - {""},
        }
        faults = [
            Fault("option_fits_nothing", Place(), found, {"option": option})
            for option, left in unmet.items()
            for found in sorted(left)
        ]
        idle = [p.name for p in self.options.profiles if p not in self.described]
        faults += [Fault("mapping_fits_nothing", Place(), name) for name in idle]
        if faults:
            raise Refusal(*faults)

    def _convert(self) -> None:
        """Name the documents, then turn every file's kept rows into charges."""
        for taken, lines in with_lines(self.files):
            source = Source(taken.sheet.name, taken.sheet.sha256, lines.staged.format, self.options.document)
            lines.found = found_in(
                source, _groups(self.connection, lines.staged), months=lines.readings.months()
            )
        self._name_documents()
        converting.create_incoming(self.connection)
        for taken, lines in with_lines(self.files):
            documents = {text: found.entry for found in lines.found for text in found.texts}
            plan = Plan(lines.staged, lines.readings, lines.whose, documents, taken.part)
            converting.convert(self.connection, plan, rejected=lines.rejected)
        summary.count_lines(self.connection, self.files)

    def _name_documents(self) -> None:
        """One id per document over all files and the store, and a first guess of each month."""
        known = {e.id: e for e in self.store.register.live()}
        every = {f.entry.key: f.entry for _, lines in with_lines(self.files) for f in lines.found}
        named = {e.key: e.id for e in with_distinct_ids(every.values(), known)}
        for _, lines in with_lines(self.files):
            for found in lines.found:
                found.entry = replace(found.entry, id=named[found.entry.key])
        given, registered = self._months(), self._registered()
        for _, lines in with_lines(self.files):
            for found in lines.found:
                found.entry = dated(found.entry, given=given, invoices=registered)

    def _months(self) -> Mapping[Key, Month]:
        """The months the user gave, by document. A file that is here already means what was read from it."""
        live = self.store.register.live()
        documents, files = [*live], dict[str, list[Entry]]()
        for taken in self.files:
            fresh = [f.entry for f in taken.lines.found] if taken.lines else []
            old = [e for e in live if taken.again and taken.sheet.sha256 in e.hashes]
            documents += fresh
            files.setdefault(taken.sheet.name, []).extend((*fresh, *old))
        return months_given.resolve(self.options.months, documents=documents, files=files)

    def _registered(self) -> dict[str, Invoice]:
        fresh = {i.number: i for taken in self.files for i in taken.invoices}
        return self.store.register.invoices | fresh

    def _settle(self) -> Settled:
        found = [
            sameness.FileDocuments(t.part, t.sheet.name, lines.found) for t, lines in with_lines(self.files)
        ]
        live = self.store.register.live()
        return sameness.settle(self.connection, found, live=live, wishes=self.options.wishes)

    def _commit(self, scope: Scope, settled: Settled) -> Receipt:
        """Settle the months with all that is known now, then write rows and register."""
        before = self.store.register
        changed = self._following(scope, settled)
        all_dated(changed.live())
        months = _known_months(changed)
        summary.set_months(self.connection, self.files, months=months)
        earlier = _known_months(before)
        kept = earlier.keys() - {e.id for e in settled.replaced}
        moved = {id_: months[id_] for id_ in sorted(kept & months.keys()) if months[id_] != earlier[id_]}
        after = summary.After(settled, changed, self.options.categories)
        receipt = summary.receipt(self.connection, self.files, scope=scope, after=after)
        if changed != before:
            with rejects.kept(receipt, self.store.folder) as receipt:
                writing.write(self.store, changed, replaced=settled.replaced, moved=moved)
        return replace(receipt, moved=tuple((id_, earlier[id_], month) for id_, month in moved.items()))

    def _following(self, scope: Scope, settled: Settled) -> Register:
        """The register as it will be."""
        before, registered, given = self.store.register, self._registered(), self._months()
        gone = {e.id for e in (*settled.replaced, *settled.extended)}
        live = (*(e for e in before.live() if e.id not in gone), *settled.extended, *settled.entries)
        until = self.options.at or f"import {before.serial + 1}"
        return replace(
            before,
            entries=(
                *(e for e in before.entries if e.known_until),
                *(replace(e, known_until=until) for e in settled.replaced),
                *(dated(e, given=given, invoices=registered) for e in live),
            ),
            invoices=registered,
            imported=(*before.imported, *self._imported(scope)),
        )

    def _imported(self, scope: Scope) -> Iterator[Imported]:
        ids, role = tuple(sorted(scope.ids)), str(scope.role)
        for taken in self.files:
            if not taken.again:
                made = taken.lines.staged.format.name if taken.lines else invoices.NAME
                yield Imported(taken.sheet.sha256, taken.sheet.name, made, ids, role, self.options.at)

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


def _recognized(sheet: carriers.Sheet, choice: Choice) -> Match:
    """The known format. A file nobody knows is refused, and so is told what keeps it from a profile given for it."""
    try:
        return recognize(sheet, FORMATS)
    except Refusal as refusal:
        more = choice.misfits if refusal.code == "header_unknown" else ()
        raise Refusal(*refusal.faults, *more) from None


def _groups(connection: duckdb.DuckDBPyConnection, staged: Staged) -> list[Group]:
    rows = connection.execute(
        f"SELECT document, tenant, period, vote, count(*) FROM {staged.table} GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    return [Group(*row) for row in rows]
