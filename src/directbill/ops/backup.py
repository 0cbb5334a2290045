"""A backup of an installation: its database and its files, each with its digest, and the way back.

The database is written out first. Files are added and never changed, so whatever the database names is among the
files copied after it.
"""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from directbill import __version__
from directbill.core.errors import refuse
from directbill.gateways import embedded
from directbill.gateways.keys import KEY
from directbill.ops.installation import Installation

DUMP, MANIFEST, FILES = "database.dump", "manifest.json", "data"
LEFT_OUT = frozenset({"pg", "static", "logs", ".pg.lock", ".pg.users"})
"""What is the database itself, or is made anew."""
OF_LIBPQ = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """What a backup holds: how many files beside the database, and how many bytes in all."""

    files: int
    size: int


def write(found: Installation, target: Path) -> Kept:
    """Write a backup into a new folder, whole or not at all.

    Refuses `backup_there` where the folder is not empty, and `backup_failed` with the words of what failed.
    """
    if target.exists() and any(target.iterdir()):
        raise refuse("backup_there", file=str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        _run(found, "pg_dump", "--format=custom", "--file", str(draft / DUMP))
        for path in _data_files(found.data):
            place = draft / FILES / path
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.copy2(found.data / path, place)
        digests = {path.as_posix(): _digest(draft / path) for path in _files(draft)}
        manifest = {"version": __version__, "files": digests}
        (draft / MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True), encoding="utf-8")
        size = sum((draft / path).stat().st_size for path in _files(draft))
        if target.exists():
            target.rmdir()
        draft.rename(target)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return Kept(len(digests) - 1, size)


def check(source: Path) -> Kept:
    """Read every file of a backup and compare its digest. Refuses `backup_unreadable` and `backup_damaged`."""
    try:
        digests: Mapping[str, str] = json.loads((source / MANIFEST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError):
        raise refuse("backup_unreadable", file=str(source)) from None
    there = {path.as_posix() for path in _files(source)} - {MANIFEST}
    lost = digests.keys() - there
    changed = {name for name in digests.keys() & there if _digest(source / name) != digests[name]}
    if damaged := sorted(lost | changed):
        raise refuse("backup_damaged", file=str(source), found=", ".join(damaged[:5]), n=str(len(damaged)))
    size = sum((source / name).stat().st_size for name in digests)
    return Kept(len(digests) - 1, size)


def restore(found: Installation, source: Path) -> Kept:
    """Bring a backup into an installation that has nothing yet.

    Refuses what `check` refuses, `restore_not_empty`, and `backup_failed`. A restore that fails leaves the database
    as it was: empty.
    """
    kept = check(source)
    _check_empty(found)
    _run(found, "pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", str(source / DUMP))
    for path in _files(source / FILES):
        place = found.data / path
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copy2(source / FILES / path, place)
    return kept


def _check_empty(found: Installation) -> None:
    """No tables, and no files but the key that opening it made. The roles the tables speak of are made."""
    import psycopg  # lazy: with Django's own parts

    from directbill.records import walls  # lazy: only after Django is set up

    with psycopg.connect(found.url) as connection:
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        others = [path for path in _data_files(found.data) if path != Path(KEY)]
        if (tables and tables[0]) or others:
            raise refuse("restore_not_empty", file=str(found.data))
        connection.execute(walls.MAKE_ROLE)


def _data_files(data: Path) -> Iterator[Path]:
    yield from (path for path in _files(data) if path.parts[0] not in LEFT_OUT)


def _files(folder: Path) -> list[Path]:
    """Every file below a folder, by its path in it."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sorted(path.relative_to(folder) for path in found)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _run(found: Installation, program: str, *words: str) -> None:
    """One of PostgreSQL's own programs. Its environment tells of the database: no list of processes has a password."""
    parts = conninfo_to_dict(found.url)
    around = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    around |= {OF_LIBPQ[key]: str(value) for key, value in parts.items() if key in OF_LIBPQ and value}
    command = [str(embedded.programs() / program), "--no-password", *words]
    if program == "pg_restore":
        command += ["--dbname", str(parts.get("dbname", ""))]
    ended = subprocess.run(
        command, env=around, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if ended.returncode:
        raise refuse("backup_failed", found=ended.stderr.strip())
