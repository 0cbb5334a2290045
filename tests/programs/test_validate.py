"""A program is validated and tested by its name, its folder, or one file in it."""

from pathlib import Path

import pytest

from directbill.core.errors import Refusal
from directbill.programs import library, validate
from directbill.programs.validate import Place
from tests.programs import folders


@pytest.mark.parametrize("where", [*library.names(), str(folders.SECOND), str(folders.THIRD)])
def test_every_program_of_ours_has_no_faults(where: str) -> None:
    found = validate.validate(validate.place(where))
    assert found.faults == ()
    assert found.program.editions


def test_every_bundled_edition_is_published_with_its_digest() -> None:
    for name in library.names():
        text = (library.folder(name) / "program.toml").read_text(encoding="utf-8")
        digests = [e.digest for e in library.load(name).editions]
        assert [d for d in digests if f'sha256 = "{d}"' not in text] == []


def test_a_path_means_the_program_around_it() -> None:
    file = folders.SECOND / folders.FIRST_EDITION
    assert validate.place(str(folders.SECOND)) == Place(folders.SECOND)
    assert validate.place(str(file)) == Place(folders.SECOND, folders.FIRST_EDITION)


def test_a_path_that_is_in_no_program_is_refused(tmp_path: Path) -> None:
    stray = tmp_path / "stray.toml"
    stray.write_text("", encoding="utf-8")
    for path in (str(stray), str(tmp_path), "nowhere"):
        with pytest.raises(Refusal) as refused:
            validate.place(path)
        assert (refused.value.code, refused.value.faults[0].found) == ("program_unknown", path)


def test_faults_are_told_in_order_of_file_and_line(tmp_path: Path) -> None:
    where = folders.changed(tmp_path, folders.SECOND_EDITION, "days = 45", "days = 1")
    text = (where / folders.SECOND_EDITION).read_text(encoding="utf-8")
    (where / folders.SECOND_EDITION).write_text(text.replace("months = 6", "months = 0"), encoding="utf-8")
    scenario = where / "scenarios/2022-07-01/supplier.yaml"
    scenario.write_text(scenario.read_text(encoding="utf-8").replace("about:", "abut:"), encoding="utf-8")
    found = validate.validate(Place(where))
    rows = [(f.place.file, f.place.row or 0) for f in found.faults]
    assert rows == sorted(rows)
    assert [f.code for f in found.faults] == [
        "program_number_range",
        "program_ladder_order",
        "program_key_missing",
        "program_key_unknown",
    ]


def test_one_file_is_told_without_the_faults_of_the_others(tmp_path: Path) -> None:
    where = folders.changed(tmp_path, folders.SECOND_EDITION, "months = 6", "months = 0")
    assert validate.validate(Place(where, folders.FIRST_EDITION)).faults == ()
    assert len(validate.validate(Place(where, folders.SECOND_EDITION)).faults) == 1


def test_the_scenarios_of_one_file_run_alone() -> None:
    results = validate.run(Place(folders.SECOND, "scenarios/2024-01-01/higher_bar.yaml"))
    assert [r.scenario.name for r in results] == ["The old bar is not enough any more."]


def test_a_program_without_scenarios_is_refused(tmp_path: Path) -> None:
    where = folders.copy(tmp_path)
    for file in where.glob("scenarios/*/*.yaml"):
        file.unlink()
    with pytest.raises(Refusal) as refused:
        validate.run(Place(where))
    assert refused.value.code == "scenario_none"
