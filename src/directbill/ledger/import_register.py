"""The documents of an import among those that are here: named, dated, and the register as it will be."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from directbill.core.periods import Month
from directbill.ledger import (
    months_given,
)
from directbill.ledger.attribution import Scope
from directbill.ledger.documents_dated import dated, with_distinct_ids
from directbill.ledger.formats import invoices
from directbill.ledger.import_options import ImportOptions
from directbill.ledger.register import Entry, Imported, Invoice, Key, Register
from directbill.ledger.same_documents import Settled
from directbill.ledger.taken import Taken, with_lines


class Registering:
    """The files of one import before the ledger's register."""

    def __init__(self, register: Register, options: ImportOptions, *, files: Sequence[Taken]) -> None:
        self.register = register
        self.options = options
        self.files = files

    def name_documents(self) -> None:
        """One id per document over all files and the store, and a first guess of each month."""
        known = {e.id: e for e in self.register.live()}
        every = {f.entry.key: f.entry for _, lines in with_lines(self.files) for f in lines.found}
        named = {e.key: e.id for e in with_distinct_ids(every.values(), known)}
        for _, lines in with_lines(self.files):
            for found in lines.found:
                found.entry = replace(found.entry, id=named[found.entry.key])
        given, registered = self._months(), self.invoices()
        for _, lines in with_lines(self.files):
            for found in lines.found:
                found.entry = dated(found.entry, given=given, invoices=registered)

    def _months(self) -> Mapping[Key, Month]:
        """The months the user gave, by document. A file that is here already means what was read from it."""
        live = self.register.live()
        documents, files = [*live], dict[str, list[Entry]]()
        for taken in self.files:
            fresh = [f.entry for f in taken.lines.found] if taken.lines else []
            old = [e for e in live if taken.again and taken.sheet.sha256 in e.hashes]
            documents += fresh
            files.setdefault(taken.sheet.name, []).extend((*fresh, *old))
        return months_given.resolve(self.options.months, documents=documents, files=files)

    def invoices(self) -> dict[str, Invoice]:
        fresh = {i.number: i for taken in self.files for i in taken.invoices}
        return self.register.invoices | fresh

    def following(self, scope: Scope, settled: Settled) -> Register:
        """The register as it will be."""
        before, registered, given = self.register, self.invoices(), self._months()
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
