"""A backup is restored, and everything is there again: the restore is the test of a backup."""

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from tests.ops.serving import command

from directbill.gateways import embedded
from directbill.ops.installation import NAME

pytestmark = pytest.mark.slow


def contents(url: str) -> dict[str, str]:
    """Every table of the database with a digest of its rows."""
    found = {}
    with psycopg.connect(url) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        for (table,) in tables.fetchall():
            rows = sql.SQL("SELECT t::text FROM {} t ORDER BY 1").format(sql.Identifier(table))
            said = "\n".join(row for (row,) in connection.execute(rows).fetchall())
            found[table] = hashlib.sha256(said.encode()).hexdigest()
    return found


def of_folder(data: Path) -> dict[str, str]:
    with embedded.running(data / "pg") as server:
        return contents(psycopg.conninfo.make_conninfo(server, dbname=NAME))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """A data folder with something in it, and its backup."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="db-") as name:
        data, target = Path(name) / "data", Path(name) / "backup"
        assert command(data, "migrate").returncode == 0
        assert command(data, "clock", "forward", "30").returncode == 0
        (data / "files" / "ab").mkdir()
        (data / "files" / "ab" / "evidence").write_bytes(os.urandom(100_000))
        told = command(data, "backup", str(target))
        assert told.returncode == 0, told.stderr
        yield data, target


def test_a_backup_holds_the_database_the_files_and_the_key_and_is_for_this_account_alone(
    made: tuple[Path, Path],
) -> None:
    _, target = made
    manifest: dict[str, Any] = json.loads((target / "manifest.json").read_text())
    assert sorted(manifest["files"]) == ["data/files/ab/evidence", "data/secret-key", "database.dump"]
    assert target.stat().st_mode & 0o077 == 0


def test_a_restored_installation_has_every_row_every_file_and_its_walls(
    made: tuple[Path, Path], passable: Path
) -> None:
    data, target = made
    again = passable / "again"
    told = command(again, "restore", str(target))
    assert told.returncode == 0, told.stderr
    assert of_folder(again) == of_folder(data)
    for name in ("secret-key", "files/ab/evidence"):
        assert (again / name).read_bytes() == (data / name).read_bytes()
    assert "30 days ahead" in command(again, "clock", "show").stdout
    looked = command(again, "doctor").stdout
    assert [line for line in looked.splitlines() if line.startswith("✓ Walls")], looked


def test_a_backup_goes_into_no_folder_that_has_something(made: tuple[Path, Path]) -> None:
    data, target = made
    told = command(data, "backup", str(target))
    assert (told.returncode, "not empty" in told.stderr) == (2, True)


def test_a_restore_goes_into_no_installation_that_has_something(made: tuple[Path, Path]) -> None:
    data, target = made
    before = of_folder(data)
    told = command(data, "restore", str(target))
    assert (told.returncode, "is not empty" in told.stderr) == (2, True)
    assert of_folder(data) == before


def test_a_damaged_backup_is_refused_before_anything_is_written(
    made: tuple[Path, Path], passable: Path
) -> None:
    import shutil

    damaged = passable / "damaged"
    shutil.copytree(made[1], damaged)
    with (damaged / "database.dump").open("ab") as file:
        file.write(b"\0")
    (damaged / "data/files/ab/evidence").unlink()
    told = command(passable / "again", "restore", str(damaged))
    assert (told.returncode, "2 files are missing or changed" in told.stderr) == (2, True), told.stderr


def test_what_is_no_backup_is_refused(made: tuple[Path, Path], passable: Path) -> None:
    (passable / "folder").mkdir()
    told = command(passable / "again", "restore", str(passable / "folder"))
    assert (told.returncode, "no backup" in told.stderr) == (2, True)
