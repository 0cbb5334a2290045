"""Each measure is one question in plain SQL that another engine can be asked as well."""

import re
from pathlib import Path

import pytest
import sqlglot

import directbill.ledger

MEASURES = sorted((Path(directbill.ledger.__file__).parent / "measures").glob("*.sql"))


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", MEASURES, ids=lambda p: p.stem)
def test_a_measure_is_one_statement_that_translates_to_spark(path: Path) -> None:
    statements = sqlglot.transpile(
        text(path), read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE
    )
    assert len(statements) == 1


@pytest.mark.parametrize("path", MEASURES, ids=lambda p: p.stem)
def test_a_measure_begins_with_its_question(path: Path) -> None:
    assert re.match(r"-- [A-Z][^?]*\?", text(path))


@pytest.mark.parametrize("path", MEASURES, ids=lambda p: p.stem)
def test_a_measure_never_uses_a_float(path: Path) -> None:
    assert not re.search(r"\b(double|float|real)\b|[0-9]e[0-9]", text(path).lower())
