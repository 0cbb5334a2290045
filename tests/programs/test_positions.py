"""Every key of a TOML text has its line."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from directbill.programs.positions import KeyPath, index, line_of

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "src").rglob("*.toml"))


def paths(value: Any, above: KeyPath = ()) -> Iterator[KeyPath]:
    """Every key path of a parsed text."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*above, key)
        yield from paths(inner, (*above, key))


TEXT = '''# a comment with [brackets] and a = sign
title = "one"  # title = 2
"quoted key" = 1
a.b . "c d" = [
  1, # first
  { x = 2, y.z = "}" },
  [3, 4],
]
long = """
[not a header]
key = "no" \\""" still inside """""
plain = \'\'\'
also = 'no'
\'\'\'

[table.inner]
when = 2024-04-10

[[items]]
name = "first"

[[items]]
name = "second"
[items.part]
deep = true
[[items.more]]
n = 1
[[items.more]]
n = 2
'''


def test_keys_of_every_kind_are_found_on_their_lines() -> None:
    found = index(TEXT)
    assert {path: found[path] for path in paths(tomllib.loads(TEXT))} == {
        ("title",): 2,
        ("quoted key",): 3,
        ("a",): 4,
        ("a", "b"): 4,
        ("a", "b", "c d"): 4,
        ("a", "b", "c d", 0): 5,
        ("a", "b", "c d", 1): 6,
        ("a", "b", "c d", 1, "x"): 6,
        ("a", "b", "c d", 1, "y"): 6,
        ("a", "b", "c d", 1, "y", "z"): 6,
        ("a", "b", "c d", 2): 7,
        ("a", "b", "c d", 2, 0): 7,
        ("a", "b", "c d", 2, 1): 7,
        ("long",): 9,
        ("plain",): 12,
        ("table",): 16,
        ("table", "inner"): 16,
        ("table", "inner", "when"): 17,
        ("items",): 19,
        ("items", 0): 19,
        ("items", 0, "name"): 20,
        ("items", 1): 22,
        ("items", 1, "name"): 23,
        ("items", 1, "part"): 24,
        ("items", 1, "part", "deep"): 25,
        ("items", 1, "more"): 26,
        ("items", 1, "more", 0): 26,
        ("items", 1, "more", 0, "n"): 27,
        ("items", 1, "more", 1): 28,
        ("items", 1, "more", 1, "n"): 29,
    }


@pytest.mark.parametrize("file", FILES, ids=lambda f: f"{f.parent.name}/{f.name}")
def test_every_key_of_our_own_files_stands_on_the_line_given(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    found, lines = index(text), text.splitlines()
    for path in paths(tomllib.loads(text)):
        if isinstance(path[-1], str):
            assert path[-1] in lines[found[path] - 1], path


def test_a_key_that_is_absent_is_placed_at_the_table_above_it() -> None:
    assert line_of({("a",): 3, ("a", 1): 7}, ("a", 1, "b", "c")) == 7


def test_a_key_without_any_table_above_has_no_line() -> None:
    assert line_of({("a",): 3}, ("b",)) is None


def test_an_empty_text_has_no_keys() -> None:
    assert index("# nothing\n") == {}
