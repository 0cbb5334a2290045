import gzip
import hashlib
import os
from pathlib import Path

import pytest

from tests.ledger.carriers.reading import faults, opened, places, read, rows

PLAIN = b"a,b\n" + b"".join(b"%d,%s\n" % (n, os.urandom(6).hex().encode()) for n in range(500))


def test_a_packed_csv_is_read_and_known_by_its_own_bytes(tmp_path: Path) -> None:
    packed = gzip.compress(b"a,b\n1,2\n")
    sheet = opened(tmp_path, packed, "a.csv.gz")
    assert (sheet.carrier, sheet.sha256, sheet.bytes, rows(sheet)) == (
        "csv", hashlib.sha256(packed).hexdigest(), len(packed), [(2, "1", "2")],
    )  # fmt: skip


def test_packed_json_lines_are_read(tmp_path: Path) -> None:
    sheet = opened(tmp_path, gzip.compress(b'{"a":1}\n{"a":2}\n'), "part.json.gz")
    assert (sheet.carrier, rows(sheet)) == ("jsonl", [(2, "1"), (3, "2")])


def test_all_members_of_a_packed_file_are_read(tmp_path: Path) -> None:
    assert read(tmp_path, gzip.compress(b"a,b\n1,2\n") + gzip.compress(b"3,4\n")) == [
        (2, "1", "2"),
        (3, "3", "4"),
    ]


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = gzip.compress(b"a,b\n" + b"1,2\n" * 5_000_000)
    found = faults(tmp_path, bomb)
    assert (places(found), found[0].params) == ([("gzip_ratio", None, "")], {"most": "200"})
    assert max(p.stat().st_size for p in (tmp_path / "work").iterdir()) <= 200 * len(bomb)


def test_a_bomb_full_of_zero_bytes_is_not_taken_for_another_encoding(tmp_path: Path) -> None:
    bomb = gzip.compress(b"a,b\n" + (b"x" * 1_000_000 + b"\n") * 20)
    assert places(faults(tmp_path, bomb)) == [("gzip_ratio", None, "")]


def test_a_ratio_below_two_hundred_is_no_bomb(tmp_path: Path) -> None:
    content = b"a,b\n" + b"1,2\n" * 700
    packed = gzip.compress(content)
    assert 50 < len(content) / len(packed) < 200
    assert len(read(tmp_path, packed)) == 700


@pytest.mark.parametrize("cut", [30, 2000, -9, -1])
def test_a_truncated_file_is_refused(cut: int, tmp_path: Path) -> None:
    assert places(faults(tmp_path, gzip.compress(PLAIN)[:cut])) == [("gzip_truncated", None, "")]


@pytest.mark.parametrize("at", [3000, -5])
def test_a_damaged_file_is_refused(at: int, tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(PLAIN))
    packed[at] ^= 0xFF
    assert places(faults(tmp_path, bytes(packed)))[0][0] in {"gzip_broken", "gzip_truncated"}


def test_an_empty_packed_file_is_empty(tmp_path: Path) -> None:
    assert places(faults(tmp_path, gzip.compress(b""))) == [("file_empty", None, "")]


def test_a_file_packed_twice_is_refused(tmp_path: Path) -> None:
    assert places(faults(tmp_path, gzip.compress(gzip.compress(PLAIN)))) == [("file_kind_unknown", None, "")]
