"""Files on their way in: each opened, known or recognized, and staged."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from directbill.core.errors import Fault, Refusal
from directbill.ledger import (
    carriers,
    profiles,
    readings,
    staging,
)
from directbill.ledger.attribution import Scope
from directbill.ledger.formats import FORMATS, invoices, mapped
from directbill.ledger.import_options import ImportOptions, Progress
from directbill.ledger.profiles import Choice, Profile
from directbill.ledger.recognize import Match, recognize
from directbill.ledger.store import Store
from directbill.ledger.taken import Lines, Taken


class Opening:
    """The files of one import. `described` are the given profiles that files are read by."""

    def __init__(self, store: Store, options: ImportOptions, *, workdir: Path) -> None:
        self.store = store
        self.options = options
        self.workdir = workdir
        self.connection = store.connection()
        self.files: list[Taken] = []
        self.described: list[Profile] = []

    def every(self, paths: Sequence[Path], scope: Scope, *, progress: Progress | None) -> None:
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


def _recognized(sheet: carriers.Sheet, choice: Choice) -> Match:
    """The known format. A file nobody knows is refused, and so is told what keeps it from a profile given for it."""
    try:
        return recognize(sheet, FORMATS)
    except Refusal as refusal:
        more = choice.misfits if refusal.code == "header_unknown" else ()
        raise Refusal(*refusal.faults, *more) from None
