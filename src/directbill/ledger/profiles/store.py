"""Confirmed profiles in the data folder, found again by the header they were confirmed for."""

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from directbill.core.errors import Fault, Place, Refusal, refuse
from directbill.ledger.carriers import files, peek
from directbill.ledger.carriers.sheet import Sheet
from directbill.ledger.profiles.model import Profile, fingerprint
from directbill.ledger.profiles.reader import CATEGORIES, parse, read_profile

FOLDER = "profiles"


def missing(profile: Profile, sheet: Sheet) -> tuple[Fault, ...]:
    """The columns the profile names and the sheet does not have."""
    lacking = [name for name in profile.named_columns if name not in sheet.header]
    params = {"profile": profile.name}
    place = sheet.header_row
    return tuple(
        Fault("profile_column_missing", Place(sheet.name, place, name), name, params) for name in lacking
    )


def fit(profile: Profile, sheet: Sheet) -> None:
    """Refuse a profile that names columns the sheet does not have, or a header other than its own."""
    if faults := missing(profile, sheet):
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
    kept = next((kept for kept, p in _all(folder) if _opens(path, kept.stem, p, workdir)), None)
    return read_profile(kept, categories=categories) if kept else None


def _all(folder: Path) -> Iterator[tuple[Path, Profile]]:
    try:
        every = sorted((folder / FOLDER).glob("*.toml"))
    except PermissionError:
        return  # a data folder that may not be entered holds nothing of ours: published formats need none
    for kept in every:
        yield kept, read_profile(kept, categories=None)


def _opens(path: Path, wanted: str, profile: Profile, workdir: Path) -> bool:
    """Whether the file, opened as this profile says, has the header the profile was confirmed for."""
    try:
        return fingerprint(peek(path, workdir=workdir, profile=profile)) == wanted
    except Refusal:
        return False
