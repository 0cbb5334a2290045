import io
import random
import zipfile
from pathlib import Path

import pytest

from directbill.core.errors import Refusal
from tests.ledger.carriers.reading import faults, places, read
from tests.ledger.carriers.xlsx.test_records import HEADER, book, repacked

SHEET = "xl/worksheets/sheet1.xml"
CLEAN = book(HEADER, *((f"R-{n}", "x", n / 7) for n in range(200)))


def archive(**members: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in members.items():
            made.writestr(name, text)
    return content.getvalue()


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    content = archive(**{"../../escape.csv": b"a,b\n1,2\n"})
    assert places(faults(tmp_path, content)) == [("zip_not_workbook", None, "")]
    assert not (tmp_path.parents[1] / "escape.csv").exists()


def test_a_bomb_is_not_opened(tmp_path: Path) -> None:
    content = repacked(CLEAN, SHEET, b"<sheetData>", b"<!--" + b" " * 20_000_000 + b"--><sheetData>")
    assert places(faults(tmp_path, content)) == [("xlsx_ratio", None, "")]


def test_a_bomb_that_hides_its_size_is_not_opened(tmp_path: Path) -> None:
    """The directory says 1,000 bytes; what it holds is longer."""
    content = bytearray(
        repacked(CLEAN, SHEET, b"<sheetData>", b"<!--" + b" " * 20_000_000 + b"--><sheetData>")
    )
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as found:
        size = found.getinfo(SHEET).file_size.to_bytes(4, "little")
    lying = bytes(content).replace(size, (1000).to_bytes(4, "little"))
    assert places(faults(tmp_path, lying)) == [("zip_unreadable", None, "")]


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet'
    content = repacked(CLEAN, SHEET, b"<worksheet", bomb)
    assert places(faults(tmp_path, content)) == [("zip_unreadable", None, "")]


def test_a_workbook_without_its_relations_is_refused(tmp_path: Path) -> None:
    content = archive(**{"xl/workbook.xml": b"<workbook><sheets/></workbook>"})
    assert places(faults(tmp_path, content))[0][0] in {"xlsx_broken", "file_empty"}


@pytest.mark.parametrize("cut", [100, 2000, -30])
def test_a_truncated_workbook_is_refused(cut: int, tmp_path: Path) -> None:
    assert places(faults(tmp_path, CLEAN[:cut])) == [("zip_unreadable", None, "")]


def test_damage_anywhere_ends_in_a_refusal_or_in_the_same_rows(tmp_path: Path) -> None:
    clean = read(tmp_path, CLEAN)
    chance = random.Random(7)
    refused = 0
    for _ in range(150):
        damaged = bytearray(CLEAN)
        damaged[chance.randrange(4, len(CLEAN))] ^= 1 << chance.randrange(8)
        try:
            assert read(tmp_path, bytes(damaged)) == clean
        except Refusal as refusal:
            refused += refusal.code in {"zip_unreadable", "xlsx_broken", "zip_not_workbook", "file_empty"}
    assert refused > 75


@pytest.mark.parametrize("number", range(20))
def test_odd_xml_ends_in_a_refusal_and_never_in_a_crash(number: int, tmp_path: Path) -> None:
    chance = random.Random(number)
    with zipfile.ZipFile(io.BytesIO(CLEAN)) as found:
        text = found.read(SHEET)
    at = chance.randrange(len(text) - 40)
    cut = text[at : at + chance.randrange(1, 40)]
    damaged = repacked(CLEAN, SHEET, cut, chance.choice([b"", b"<f/>", b"&", b'r="Z"']))
    code = ""
    try:
        read(tmp_path, damaged)
    except Refusal as refusal:
        code = refusal.code
    assert code.partition("_")[0] in {"", "xlsx", "zip", "row", "column", "id", "file", "cell", "nul"}
