"""A result written with its lines explains each of them later; left-out rows are told in the result."""

import json
from pathlib import Path

import pytest

from tests.fixtures import cast
from tests.fixtures.bill import charge, recon
from tests.judge import check, put, run

AS_OF = ("--as-of", "2026-11-22", "--partner-id", cast.OWN)


@pytest.fixture
def paths(tmp_path: Path) -> list[str]:
    files = {"recon.csv": recon(charge("1.00", "2026-03"), charge("2.00", "2026-10"))}
    return [str(path) for path in put(tmp_path, files)]


def test_a_line_is_explained_from_a_stored_result_as_from_the_files(paths: list[str], tmp_path: Path) -> None:
    stored = tmp_path / "result.json"
    stored.write_text(run("check", *paths, *AS_OF, "--format", "json", "--lines").out, encoding="utf-8")
    told = run("explain", "--line", "recon.csv:2", "--from", str(stored))
    assert (told.code, told.out) == (0, run("explain", "--line", "recon.csv:2", *paths, *AS_OF).out)


def test_without_lines_the_result_says_nothing_of_single_rows(paths: list[str]) -> None:
    assert "lines" not in json.loads(run("check", *paths, *AS_OF, "--format", "json").out)


@pytest.mark.parametrize("kind", ["terminal", "html", "pdf", "csv"])
def test_lines_go_with_json_only(kind: str, paths: list[str]) -> None:
    assert run("check", *paths, *AS_OF, "--format", kind, "--lines").code == 2


def test_rows_left_out_are_told_in_the_result(tmp_path: Path) -> None:
    files = {"recon.csv": recon(charge("1.00", "2026-03"), charge("2.00", "2026-10", Subtotal="x"))}
    answer = check(*put(tmp_path, files), ids=[cast.OWN], options=["--accept-rejects"])
    assert (answer.statement["rejected"], answer.statement["complete"]) == (1, False)
