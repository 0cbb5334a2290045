import errno
import os
from pathlib import Path

import pytest

from directbill.core.errors import Refusal
from directbill.ledger.carriers import files, open_sheet
from tests.ledger.carriers.reading import faults, places, put, read
from tests.machine import permissions_bind


def refused(path: Path, workdir: Path) -> tuple[str, str]:
    with pytest.raises(Refusal) as told:
        open_sheet(path, workdir=workdir)
    return told.value.code, told.value.faults[0].place.file


def test_a_missing_path_is_refused_by_its_name(tmp_path: Path) -> None:
    assert refused(tmp_path / "no" / "where.csv", tmp_path) == ("file_missing", "where.csv")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "exports.csv").mkdir()
    assert refused(tmp_path / "exports.csv", tmp_path) == ("file_is_directory", "exports.csv")


def test_a_file_one_may_not_read_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, b"a,b\n1,2\n")
    path.chmod(0)
    with permissions_bind():
        assert refused(path, tmp_path) == ("file_forbidden", "file.csv")


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
        (errno.EACCES, "file_forbidden"),
        (errno.EIO, "file_unreadable"),
    ],
)
def test_what_the_system_says_becomes_a_refusal(number: int, code: str) -> None:
    with pytest.raises(Refusal) as told, files.os_faults("file.csv"):
        raise OSError(number, os.strerror(number))
    assert (told.value.code, told.value.faults[0].place.file) == (code, "file.csv")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk to write to")
def test_a_full_disk_while_unpacking_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as told, files.os_faults("file.csv"), Path("/dev/full").open("wb") as full:
        full.write(b"x" * (1 << 20))
    assert told.value.code == "disk_full"


@pytest.mark.parametrize("content", [b"", b"\n", b"\r\n\r\n", b"\xef\xbb\xbf", b"  \n", b"\xef\xbb\xbf\n \n"])
def test_an_empty_file_is_refused(content: bytes, tmp_path: Path) -> None:
    assert places(faults(tmp_path, content)) == [("file_empty", None, "")]


def test_many_blank_lines_alone_are_an_empty_file(tmp_path: Path) -> None:
    assert places(faults(tmp_path, b"\n" * 10_000)) == [("file_empty", None, "")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_refused_with_and_without_its_mark(encoding: str, tmp_path: Path) -> None:
    assert places(faults(tmp_path, "Name,Amount\nMüller,1\n".encode(encoding))) == [
        ("encoding_utf16", None, "")
    ]


@pytest.mark.parametrize(
    ("magic", "kind"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "XLS"),
        (b"7z\xbc\xaf'\x1c", "7z"),
        (b"<html><body>", "HTML"),
    ],
)
def test_a_file_of_another_kind_is_refused_by_its_content(magic: bytes, kind: str, tmp_path: Path) -> None:
    found = faults(tmp_path, magic + b"1,2\n" * 20)
    assert (places(found), found[0].found) == ([("file_kind_unknown", None, "")], kind)


@pytest.mark.parametrize(
    "name", ["a.zip", "a.csv.gz", "a.xlsx", "a.json", "a.parquet", "a", "a b.CSV", "žluť.csv"]
)
def test_a_name_says_nothing_about_what_a_file_is(name: str, tmp_path: Path) -> None:
    assert read(tmp_path, b"a,b\n1,2\n", name) == [(2, "1", "2")]


@pytest.mark.parametrize("name", ["x[1].csv", "x*.csv", "x?.csv", "x'1.csv", "x{1}.csv", "[x"])
def test_a_name_is_no_pattern(name: str, tmp_path: Path) -> None:
    """Of `x[1].csv` DuckDB by itself would open `x1.csv`."""
    for other in ("x1.csv", "x2.csv"):
        put(tmp_path, b"a,b\nother,file\n", other)
    assert read(tmp_path, b"a,b\n1,2\n", name) == [(2, "1", "2")]
