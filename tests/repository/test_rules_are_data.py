"""No Python knows a program: requirement keys, editions and program names stand in data files only."""

from tests.repository.sources import PROGRAMS, editions, modules


def names_of_the_programs() -> set[str]:
    keys = {r["key"] for edition in editions().values() for r in edition["requirement"]}
    programs = {path.parent.name for path in PROGRAMS.glob("*/program.toml")}
    return keys | programs | {path.stem for path in editions()}


def test_the_bundled_program_has_keys_editions_and_a_name() -> None:
    assert len(names_of_the_programs()) >= len(editions()) + 12


def test_no_python_file_names_a_requirement_an_edition_or_a_program() -> None:
    names = names_of_the_programs()
    found = [
        f"{module.name}:{number} {name}"
        for module in modules("src")
        for number, line in enumerate(module.lines, 1)
        for name in names
        if name in line
    ]
    assert found == []


def test_every_text_of_an_edition_is_in_both_languages() -> None:
    def one_sided(value: object, path: str) -> list[str]:
        if isinstance(value, list):
            return [fault for n, item in enumerate(value) for fault in one_sided(item, f"{path}[{n}]")]
        if not isinstance(value, dict):
            return []
        if {"en", "cs"} & value.keys() and not {"en", "cs"} <= value.keys():
            return [path]
        return [fault for key, item in value.items() for fault in one_sided(item, f"{path}.{key}")]

    assert [fault for path, table in editions().items() for fault in one_sided(table, path.name)] == []
