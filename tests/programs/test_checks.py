"""Each fault of an edition is told with its file, line and key; nothing else is told beside it."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from directbill.programs import library
from tests.programs import folders

E2 = folders.SECOND_EDITION
FAULTS = tomllib.loads((Path(__file__).parent / "faults.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_told_alone_with_its_key(tmp_path: Path, fault: dict[str, str]) -> None:
    where = folders.changed(tmp_path, E2, fault["old"], fault["new"])
    told = [(code, file, key, found) for code, file, _, key, found in folders.faults(where)]
    assert told == [(fault["code"], E2, fault["key"], fault["found"])]


@pytest.mark.parametrize(
    ("old", "new", "line_of"),
    [
        ('severity = "recommended"', 'severity = "nice"', '"nice"'),
        ("notices = [14]", "notices = [\n  14,\n  true,\n]", "true,"),
        ('title.cs = "Objem"\n', "", 'title.en = "Volume"'),
        ('excludes = [{ category = "spare_part"', 'excludes = [{ category = "spare"', '"spare"'),
        ("months = 6\n", "", "[revenue]"),
        ('source = "handbook 5"', 'sauce = "handbook 5"\nsource = "handbook 5"', "sauce"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, old: str, new: str, line_of: str) -> None:
    where = folders.changed(tmp_path, E2, old, new)
    assert [row for _, _, row, _, _ in folders.faults(where)] == [folders.line_with(where, E2, line_of)]


def test_a_requirement_that_is_measured_needs_a_bar(tmp_path: Path) -> None:
    where = folders.copy(tmp_path)
    text = (where / E2).read_text(encoding="utf-8")
    start = text.index("[requirement.threshold]", text.index("half_year_volume"))
    end = text.index("[[requirement]]", start)
    (where / E2).write_text(text[:start] + text[end:], encoding="utf-8")
    told = folders.faults(where)
    assert [(c, key, found) for c, _, _, key, found in told] == [
        ("program_threshold_missing", "requirement[3]", "half_year_volume")
    ]


def test_a_circle_is_told_at_everything_in_it(tmp_path: Path) -> None:
    old = 'after = ["supply_contract"]'
    where = folders.changed(tmp_path, E2, old, 'after = ["site_visit", "half_year_volume"]')
    text = (where / E2).read_text(encoding="utf-8")
    text = text.replace('after = ["half_year_volume"]', 'after = ["two_sites"]')
    (where / E2).write_text(text, encoding="utf-8")
    assert [(c, found) for c, _, _, _, found in folders.faults(where)] == [
        ("program_after_circle", "two_sites"),
        ("program_after_circle", "site_visit"),
    ]


def test_text_that_is_no_toml_is_told_with_its_line(tmp_path: Path) -> None:
    where = folders.changed(tmp_path, E2, "closing_day = 15", "closing_day = = 15")
    (code, file, line, key, _), *more = folders.faults(where)
    assert (code, file, line, key) == ("program_not_toml", E2, folders.line_with(where, E2, "= = 15"), "")
    assert more == []


def test_text_that_is_no_utf8_is_told(tmp_path: Path) -> None:
    where = folders.copy(tmp_path)
    (where / E2).write_bytes("name = 'x'\ntitle = 'Příručka'".encode("cp1250"))
    assert [(code, line) for code, _, line, *_ in folders.faults(where)] == [("program_not_toml", 2)]


def test_text_that_breaks_off_is_told_with_its_last_line(tmp_path: Path) -> None:
    where = folders.copy(tmp_path)
    (where / E2).write_text("name = 'x'\n\nnotices = [\n", encoding="utf-8")
    assert [(code, line) for code, _, line, *_ in folders.faults(where)] == [("program_not_toml", 3)]


def test_a_published_edition_that_was_changed_is_told(tmp_path: Path) -> None:
    where = folders.changed(tmp_path, folders.FIRST_EDITION, "closing_day = 15", "closing_day = 16")
    assert [(c, file, line) for c, file, line, *_ in folders.faults(where)] == [
        ("program_published_changed", folders.FIRST_EDITION, 1)
    ]


def test_an_edition_listed_without_a_file_is_told(tmp_path: Path) -> None:
    where = folders.copy(tmp_path)
    (where / E2).unlink()
    line = folders.line_with(where, "program.toml", "2024-01-01")
    assert folders.faults(where) == [
        ("program_edition_file_missing", "program.toml", line, "editions.2024-01-01", "2024-01-01")
    ]


def test_an_edition_file_that_is_not_listed_is_told(tmp_path: Path) -> None:
    where = folders.changed(tmp_path, "program.toml", '[editions."2024-01-01"]\nenabled = false\n', "")
    assert [(c, found) for c, _, _, _, found in folders.faults(where)] == [
        ("program_edition_unlisted", "2024-01-01")
    ]


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    where = folders.changed(tmp_path, E2, "months = 6", "months = 0\ncolour = 1")
    text = (where / E2).read_text(encoding="utf-8").replace("value = 3", "value = 'three'")
    (where / E2).write_text(text, encoding="utf-8")
    assert [code for code, *_ in folders.faults(where)] == [
        "program_wants_number",
        "program_key_unknown",
        "program_number_range",
    ]


def test_a_fraction_is_read_exactly() -> None:
    bars = [r.threshold for r in library.load(folders.SECOND).editions[0].requirements if r.threshold]
    assert [b.value for b in bars] == [1, Decimal("50000.50"), 3]
