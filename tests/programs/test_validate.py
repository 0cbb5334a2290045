"""A program is validated and tested by its name, its folder, or one file in it."""

import re
from pathlib import Path

import pytest

from directbill.core.errors import Refusal
from directbill.programs import library, validate
from directbill.programs.validate import Place
from tests.programs import folders

ROOT = Path(__file__).parents[2]


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


def test_the_program_the_guide_shows_has_no_faults(tmp_path: Path) -> None:
    guide = (ROOT / "docs/how-to/write-a-program.md").read_text(encoding="utf-8")
    program, edition, form, desk, calendar = re.findall(r"```toml\n(.*?)```", guide, flags=re.DOTALL)
    files = {
        "program.toml": program + '\n[forms."2026-01-01"]\n[desks."2026-01-01"]\n',
        "editions/2026-01-01.toml": edition,
        "forms/2026-01-01.toml": form,
        "desk/2026-01-01.toml": desk,
        "calendar.toml": calendar,
        "scenarios/2026-01-01/help.yaml": re.findall(r"```yaml\n(.*?)```", guide, flags=re.DOTALL)[0],
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = validate.validate(Place(tmp_path))
    assert (found.faults, found.forms, len(found.scenarios)) == ((), ("2026-01-01",), 1)
    assert [r.differences for r in validate.run(Place(tmp_path))] == [()]


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


def test_a_form_is_validated_with_its_program_and_alone(tmp_path: Path) -> None:
    where = folders.changed(tmp_path, "forms/2022-07-01.toml", "lapse = 30", "lapse = 20")
    found = validate.validate(Place(where))
    assert (found.forms, [f.code for f in found.faults]) == (("2022-07-01",), ["form_clock_order"])
    assert validate.validate(Place(where, "forms/2022-07-01.toml")).faults == found.faults
    assert validate.validate(Place(where, folders.FIRST_EDITION)).faults == ()


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
