"""Confirmed profiles in the data folder, found again by the header they were confirmed for."""

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from directbill.core.errors import Fault, Place, Refusal, refuse
from directbill.ledger.carriers import csv_text, files
from directbill.ledger.carriers.files import Source
from directbill.ledger.carriers.sheet import Sheet
from directbill.ledger.profiles.model import Profile, fingerprint
from directbill.ledger.profiles.reader import CATEGORIES, parse, read_profile

FOLDER = "profiles"


def fit(profile: Profile, sheet: Sheet) -> None:
    """Refuse a profile that names columns the sheet does not have, or a header other than its own."""
    faults = [
        Fault(
            "profile_column_missing",
            Place(sheet.name, sheet.header_row, name),
            name,
            {"profile": profile.name},
        )
        for name in profile.named_columns
        if name not in sheet.header
    ]
    if faults:
        raise Refusal(*faults)
    if profile.fingerprint not in ("", fingerprint(sheet)):
        raise refuse("profile_header_other", file=sheet.name, found=profile.name)


def confirm(
    text: str, *, sheet: Sheet, folder: Path, name: str, categories: Collection[str] = CATEGORIES
) -> Path:
    """Keep a settled profile for every file with this sheet's header; the file is replaced at once or not at all."""
    fit(parse(text.encode(), name, categories=categories), sheet)
    kept = folder / FOLDER
    target = kept / f"{fingerprint(sheet)}.toml"
    with files.os_faults(name):
        kept.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(f".{os.getpid()}.new")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(target)
    return target


def find(
    path: Path, *, folder: Path, workdir: Path, categories: Collection[str] = CATEGORIES
) -> Profile | None:
    """The confirmed profile a file was described by, or None. A stored profile that is broken is refused.

    Its categories are looked at once it is the file's own: it may have been confirmed for another program.
    """
    source = files.source(path)
    kind = files.kind(source)
    if kind not in ("csv", "zip"):
        return None
    kept = next((kept for kept, p in _all(folder) if _opens(source, kind, kept.stem, p, workdir)), None)
    return read_profile(kept, categories=categories) if kept else None


def _all(folder: Path) -> Iterator[tuple[Path, Profile]]:
    try:
        every = sorted((folder / FOLDER).glob("*.toml"))
    except PermissionError:
        return  # a data folder that may not be entered holds nothing of ours: published formats need none
    for kept in every:
        yield kept, read_profile(kept, categories=None)


def _opens(source: Source, kind: str, wanted: str, profile: Profile, workdir: Path) -> bool:
    """Whether the file, opened as this profile says, has the header the profile was confirmed for."""
    try:
        if kind == "csv":
            sheet = csv_text.peek(source, profile.layout)
        else:
            from directbill.ledger.carriers import xlsx  # lazy: few imports hold a workbook

            sheet = xlsx.peek(source, workdir=workdir, layout=profile.layout)
    except Refusal:
        return False
    return fingerprint(sheet) == wanted
