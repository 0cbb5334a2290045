"""`explain` says why from the same evaluation, or from a result kept earlier."""

import json
from pathlib import Path

import pytest

from directbill.cli import main
from tests.journeys.command import run
from tests.journeys.conftest import Ledger


@pytest.fixture(scope="module")
def kept(ledger: Ledger, tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("kept") / "result.json"
    assert run("check", *ledger.asks, "--format", "json", "-o", where).code == 0
    return where


def test_a_requirement_is_explained_the_same_from_files_and_from_a_kept_result(
    ledger: Ledger, kept: Path
) -> None:
    for key in ("revenue_ttm", "support_plan"):
        from_files, from_kept = run("explain", key, *ledger.asks), run("explain", key, "--from", kept)
        assert (from_files.code, from_kept.code) == (0, 0), from_kept.err
        assert from_files.text.splitlines()[:6] == from_kept.text.splitlines()[:6]


def test_every_finding_of_a_kept_result_is_explained(kept: Path) -> None:
    for finding in json.loads(kept.read_text(encoding="utf-8"))["findings"]:
        code = main.run(["explain", finding["requirement"], "--from", str(kept), "--lang", "cs"], {})
        assert code == 0, finding


def test_a_month_and_a_line_are_explained(ledger: Ledger) -> None:
    month = run("explain", *ledger.asks, "--month", "2026-10")
    line = run("explain", *ledger.asks, "--line", "2026-10.csv:2", "--lang", "cs")
    assert (month.code, month.text.startswith("October 2026\n")) == (0, True)
    assert (line.code, "2026-10.csv:2" in line.text) == (0, True)


def test_an_invoice_settled_is_not_the_month_explained(ledger: Ledger) -> None:
    ended = run("explain", *ledger.asks, "--month", "G261010417=2026-09", "--month", "2026-09")
    assert (ended.code, "G261010417" in ended.text) == (0, True)


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("no_such", "ASKS"), "no_such"),
        (("ASKS", "--line", "2026-10.csv:1"), "2026-10.csv"),
        (("ASKS", "--line", "99"), "FILE:ROW"),
        (("ASKS", "--month", "2026-10", "--line", "2026-10.csv:2"), "do not go together"),
        (("ASKS", "--month", "2026-10", "--month", "2026-09"), "do not go together"),
        (("revenue_ttm", "--from", "KEPT", "more.csv"), "more.csv"),
        (("revenue_ttm", "--from", "/dev/null"), "null"),
        (("revenue_ttm", "--from", "/absent.json"), "absent.json"),
        (("--line", "2026-10.csv:2", "--from", "KEPT"), "2026-10.csv:2"),
        ((), "not said what to explain"),
    ],
)
def test_what_cannot_be_explained_is_refused(
    ledger: Ledger, kept: Path, argv: tuple[str, ...], said: str
) -> None:
    words = {"ASKS": ledger.asks, "KEPT": (str(kept),)}
    ended = run("explain", *(part for word in argv for part in words.get(word, (word,))))
    assert (ended.code, ended.out, said in ended.err) == (2, b"", True), ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize(("asked", "meant"), [("tenure", "indirect_tenure"), ("revenu", "revenue_ttm")])
def test_a_misspelled_requirement_is_refused_with_what_was_meant_before_any_file_is_read(
    ledger: Ledger, asked: str, meant: str
) -> None:
    ended = run("explain", asked, *ledger.asks)
    first, second, *_ = ended.err.splitlines()
    assert (ended.code, first) == (
        2,
        f"The edition 2024-04-10 has no requirement {asked}. Did you mean {meant}?",
    )
    assert second.endswith("partner_agreement")


def test_a_requirement_that_does_not_bind_yet_says_so(ledger: Ledger) -> None:
    early = ("--as-of", "2021-01-05", "--edition", "2020-10-27", "--partner-id", "6048879")
    ended = run("explain", "indirect_tenure", str(ledger.exports[0]), *early)
    assert (ended.code, "but not yet on this day" in ended.err) == (2, True)
