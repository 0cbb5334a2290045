"""A file is written whole or not at all."""

import os
from pathlib import Path

import pytest

from directbill.cli import output
from directbill.core.errors import Refusal


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    where = tmp_path / "report.html"
    where.write_text("old")
    where.chmod(0o640)
    output.write_whole(where, b"new")
    assert (where.read_bytes(), where.stat().st_mode & 0o777) == (b"new", 0o640)
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    output.write_whole(tmp_path / "a" / "b.txt", b"1")
    assert (tmp_path / "a" / "b.txt").read_bytes() == b"1"


def test_a_device_is_written_to_not_replaced() -> None:
    output.write_whole(Path(os.devnull), b"gone")
    assert not Path(os.devnull).is_file()


def test_a_place_that_cannot_be_written_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("old")
    with pytest.raises(Refusal, match="output_unwritable"):
        output.write_whole(tmp_path / "file" / "below", b"1")
    with pytest.raises(Refusal, match="output_unwritable"):
        output.write_whole(tmp_path, b"1")
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this machine")
def test_a_full_disk_is_refused() -> None:
    with pytest.raises(Refusal, match="ENOSPC"):
        output.write_whole(Path("/dev/full"), b"1" * 100_000)
