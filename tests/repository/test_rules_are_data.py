"""No Python knows a program: requirement keys, editions and program names stand in data files only."""

import ast
from collections.abc import Iterator
from functools import cache

import pytest
from django.apps import apps

from tests.repository.sources import PROGRAMS, Module, called, editions, modules

PLAIN = ("cli", "config", "core", "documents", "gateways", "ledger", "programs")
"""Packages that know no table: there the word for a column can only mean the requirement."""
QUERIES = {"defer", "distinct", "exclude", "filter", "only", "order_by", "values", "values_list"}
"""What Django is asked by the name of a column."""


def names_of_the_programs() -> set[str]:
    keys = {r["key"] for edition in editions().values() for r in edition["requirement"]}
    programs = {path.parent.name for path in PROGRAMS.glob("*/program.toml")}
    return keys | programs | {path.stem for path in editions()}


def test_the_bundled_program_has_keys_editions_and_a_name() -> None:
    assert len(names_of_the_programs()) >= len(editions()) + 12


@cache
def columns() -> set[str]:
    """The columns that Django gives to our foreign keys: `partner` is kept in `partner_id`."""
    fields = (f for model in apps.get_app_config("records").get_models() for f in model._meta.concrete_fields)
    return {f.column for f in fields if f.is_relation}


def knows_tables(module: Module) -> bool:
    return module.path.parts[module.path.parts.index("directbill") + 1] not in PLAIN


def test_no_python_file_names_a_requirement_an_edition_or_a_program() -> None:
    names = names_of_the_programs()
    found = [
        f"{module.name}:{number} {name}"
        for module in modules("src")
        for number, line in enumerate(module.lines, 1)
        for name in names - (columns() if knows_tables(module) else set())
        if name in line
    ]
    assert found == []


def as_a_requirement(tree: ast.AST, word: str) -> Iterator[ast.expr]:
    """Where a word that is also a column stands as a text of its own, and not to name the column.

    A column is named by an attribute, a keyword, a part of a longer text (SQL, a look-up), an argument of a query,
    or the default of a parameter `column`.
    """
    named = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in QUERIES:
            named |= set(map(id, node.args))
        if isinstance(node, ast.arguments):
            places = node.args[len(node.args) - len(node.defaults) :]
            pairs = zip(places, node.defaults, strict=True)
            named |= {id(default) for place, default in pairs if place.arg == "column"}
    texts = (n for n in ast.walk(tree) if isinstance(n, ast.Constant) and n.value == word)
    yield from (n for n in texts if id(n) not in named)


def test_a_word_that_is_also_a_column_means_the_column() -> None:
    shared = columns() & names_of_the_programs()
    found = [
        f"{module.at(node)} {word}"
        for module in modules("src")
        if knows_tables(module)
        for word in shared
        for node in as_a_requirement(module.tree, word)
    ]
    assert (shared, found) == ({"partner_id"}, [])


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("row.word", 0),
        ("rows.filter(word=1)", 0),
        ("rows.values_list('word', 'role')", 0),
        ("def own(column='word'): ...", 0),
        ("'SELECT word FROM t'", 0),
        ("finding.requirement == 'word'", 1),
        ("edition.requirement('word')", 1),
        ("KEYS = {'word': 1}", 1),
        ("def asks(key='word'): ...", 1),
    ],
)
def test_what_names_a_column_and_what_a_requirement(code: str, told: int) -> None:
    assert len(list(as_a_requirement(ast.parse(code), "word"))) == told


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
