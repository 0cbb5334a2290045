"""An exception to a rule gives its reason on the line, from a fixed list (CONTRIBUTING explains it)."""

import ast
import re
from collections.abc import Iterator

from tests.repository.sources import ROOT, Function, Module, modules

REASONS = {
    "lazy": "imported late, so that the command starts quickly or a part stays optional",
    "shape": "somebody else's interface fixes this shape",
    "table": "a table, which reads better unbroken",
    "sentence": "up to three parameters whose order nobody mistakes, called everywhere: who, what, for whom",
    "boundary": "the outermost place that can catch it",
    "trusted": "the value is our own, never input",
    "types": "a library's annotations are missing or wrong",
}
MARK = re.compile(r"#\s*(noqa|type:\s*ignore|pragma|ruff:|mypy:)")
REASON = re.compile(rf"[#-]\s*({'|'.join(REASONS)}): \S")
ANY_REASON = re.compile(r"type:\s*ignore|noqa: \S+ - \w|ruff:.* - \w")
HERE = "tests/repository/test_exceptions_have_reasons.py"


def late_imports(module: Module) -> set[int]:
    inside: tuple[Function, ...] = module.functions
    found = (n for f in inside for n in ast.walk(f) if isinstance(n, ast.Import | ast.ImportFrom))
    return {node.end_lineno or node.lineno for node in found}


def exceptions(*under: str) -> Iterator[tuple[str, str]]:
    for module in modules(*under):
        for number, line in enumerate(module.lines, 1):
            if module.name != HERE and MARK.search(line):
                yield f"{module.name}:{number}", line


def test_every_exception_in_the_source_gives_a_reason_from_the_list() -> None:
    assert [place for place, line in exceptions("src") if not REASON.search(line)] == []


def test_every_exception_elsewhere_gives_some_reason() -> None:
    assert [place for place, line in exceptions("tests", "bench") if not ANY_REASON.search(line)] == []


def test_an_import_inside_a_function_says_why() -> None:
    bare = [
        f"{module.name}:{number}"
        for module in modules("src")
        for number in sorted(late_imports(module))
        if not REASON.search(module.lines[number - 1])
    ]
    assert bare == []


def test_the_reasons_are_explained_to_contributors() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert [reason for reason in REASONS if f"`{reason}`" not in text] == []
