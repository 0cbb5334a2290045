"""Reading an import's files into a ledger folder; and how files nobody knows could be read."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from directbill.actions.shape import settled
from directbill.core.errors import Fault, Refusal, refuse
from directbill.documents import facts as exact
from directbill.gateways import storage
from directbill.ledger import carriers, profiles
from directbill.ledger.attribution import Scope
from directbill.ledger.import_options import Progress
from directbill.ledger.imports import read_files
from directbill.ledger.receipt import Receipt
from directbill.ledger.store import Store
from directbill.queries import folders
from directbill.records import scope
from directbill.records.models import LedgerFile, LedgerImport

LONGEST_PROFILE = 20_000
UNKNOWN = frozenset({"header_unknown", "column_missing", "delimiter_wrong", "xlsx_no_sheet"})
"""Faults of files that no format knows: a mapping profile may describe them."""


def read(found: LedgerImport, folder: Path, *, whose: Scope, progress: Progress | None = None) -> Receipt:
    """Read all files of an import, or none. Refuses with every fault of every file."""
    with _at_hand(found) as paths, Store(folder) as store:
        options = settled.options(found)
        return read_files(paths, store=store, scope=whose, options=options, progress=progress)


def proposals(found: LedgerImport, every: Iterable[Fault]) -> dict[str, Any]:
    """For files of no known format: how each could be read, as far as its header and first rows tell."""
    unknown = {fault.place.file for fault in every if fault.code in UNKNOWN}
    made: dict[str, Any] = {}
    if unknown:
        with _at_hand(found) as paths, tempfile.TemporaryDirectory(prefix="directbill-") as workdir:
            for path in paths:
                if path.name in unknown:
                    made |= _proposed(path, Path(workdir))
    return made


def confirm(file: LedgerFile, profile: str) -> None:
    """Keep a profile for a partner's files with this one's header. Refused with every fault, each with its line."""
    if len(profile) > LONGEST_PROFILE:
        raise refuse("text_too_long", column="profile", found=str(len(profile)), longest=str(LONGEST_PROFILE))
    text = profile.strip() + "\n"
    place = storage.of_installation()
    with (
        storage.reading(place, file.storage_key, sha256=file.sha256) as path,
        tempfile.TemporaryDirectory(prefix="directbill-") as workdir,
    ):
        given = profiles.parse(text.encode(), file.filename)
        name = _named(path, Path(workdir) / file.filename)
        sheet = carriers.open_sheet(name, workdir=Path(workdir), profile=given)
        profiles.confirm(text, sheet=sheet, folder=folders.of(file.partner_id), name=file.filename)


def _proposed(path: Path, workdir: Path) -> dict[str, Any]:
    try:
        sheet = carriers.open_sheet(path, workdir=workdir)
        draft = profiles.propose(sheet)
        rows = profiles.preview(sheet, draft.provisional(), unsettled=draft.unsettled)
    except Refusal:
        return {}
    return {
        path.name: {
            "text": profiles.written(draft, lambda _: ""),
            "unsettled": list(draft.unsettled),
            "doubts": {key: list(names) for key, names in draft.doubts.items()},
            "rows": exact.plain(rows),
        }
    }


@contextmanager
def _at_hand(found: LedgerImport) -> Iterator[list[Path]]:
    """The import's files under the names they came with, checked against their digests."""
    place = storage.of_installation()
    with scope.scoped(scope.partner(found.partner_id)):
        files = list(LedgerFile.objects.filter(ledger_import=found).order_by("filename"))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="directbill-")))
        paths = []
        for file in files:
            path = stack.enter_context(storage.reading(place, file.storage_key, sha256=file.sha256))
            paths.append(_named(path, folder / file.filename))
        yield paths


def _named(path: Path, name: Path) -> Path:
    try:
        name.symlink_to(path)
    except OSError:
        shutil.copyfile(path, name)
    return name
