"""Programs are found by name or folder, and read whole or refused with every fault."""

from datetime import date
from pathlib import Path

import pytest

from directbill.core.errors import Refusal
from directbill.programs import library
from tests.programs import folders

DEFAULT = "csp_direct_bill"


def test_the_default_program_is_named_by_data() -> None:
    assert library.load().name == DEFAULT
    assert library.load() is library.load(DEFAULT)


def test_the_bundled_programs_are_listed() -> None:
    assert library.names() == (DEFAULT,)


def test_a_folder_outside_the_package_is_loaded_by_its_path() -> None:
    program = library.load(folders.SECOND)
    assert (program.name, [e.name for e in program.editions]) == (
        "example_supplier",
        ["2022-07-01", "2024-01-01"],
    )


def test_a_name_or_folder_that_is_no_program_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        library.load(tmp_path)
    assert refused.value.faults[0].code == "program_unknown"
    assert refused.value.faults[0].params == {"known": DEFAULT}


def test_an_edition_is_found_by_its_date() -> None:
    assert library.edition(library.load(), "2024-04-10").effective == date(2024, 4, 10)


def test_an_edition_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(Refusal) as refused:
        library.edition(library.load(folders.SECOND), "2023-01-01")
    fault = refused.value.faults[0]
    assert (fault.code, fault.found, fault.params) == (
        "edition_unknown",
        "2023-01-01",
        {"known": "2022-07-01, 2024-01-01"},
    )


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2018-08-31", "2018-08-31"),
        ("2020-10-26", "2018-08-31"),
        ("2020-10-27", "2020-10-27"),
        ("2023-04-24", "2023-04-24"),
        ("2024-04-09", "2023-04-24"),
        ("2024-04-10", "2024-04-10"),
        ("2026-11-22", "2024-04-10"),
    ],
)
def test_the_newest_enabled_edition_of_the_day_is_in_force(day: str, name: str) -> None:
    assert library.in_force(library.load(), date.fromisoformat(day)).name == name


def test_a_day_before_the_first_edition_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        library.in_force(library.load(), date(2018, 8, 30))
    fault = refused.value.faults[0]
    assert (fault.code, fault.found, fault.params) == (
        "edition_none_yet",
        "2018-08-30",
        {"first": "2018-08-31"},
    )


def test_loading_refuses_with_every_fault_of_every_file(tmp_path: Path) -> None:
    where = folders.changed(tmp_path, "program.toml", 'title.cs = "Vzorový dodavatel"', "colour = 1")
    text = (where / folders.SECOND_EDITION).read_text(encoding="utf-8")
    (where / folders.SECOND_EDITION).write_text(text.replace('currency = "EUR"', ""), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        library.load(where)
    assert [(f.code, f.place.file) for f in refused.value.faults] == [
        ("program_language_missing", "program.toml"),
        ("program_key_unknown", "program.toml"),
        ("program_key_missing", "editions/2024-01-01.toml"),
    ]


def test_an_edition_carries_the_digest_of_its_file() -> None:
    edition = library.load(folders.SECOND).editions[0]
    assert edition.digest in (folders.SECOND / "program.toml").read_text(encoding="utf-8")
