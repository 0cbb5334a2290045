"""Commands, exit codes, faces: sections 5 and 9."""

import json
from pathlib import Path

import pytest

from tests.fixtures import cast
from tests.fixtures.bill import charge, invoice, recon, year
from tests.judge import check, put, run

ASK = ("--partner-id", cast.OWN, "--as-of", cast.AS_OF)


@pytest.fixture
def paths(tmp_path: Path) -> list[str]:
    return [
        str(p)
        for p in put(tmp_path, {"recon.csv": recon(*year("20000.00"), charge("2.00", InvoiceNumber=""))})
    ]


@pytest.mark.parametrize("face", ["terminal", "json", "html", "pdf", "csv"])
def test_every_face_answers(face: str, paths: list[str], tmp_path: Path) -> None:
    target = tmp_path / "report"
    answer = run("check", *paths, *ASK, "--format", face, "-o", str(target))
    assert (answer.code, answer.out, target.stat().st_size > 500) == (0, "", True)


@pytest.mark.parametrize("language", ["en", "cs"])
def test_the_figure_is_on_the_terminal_in_both_languages(language: str, paths: list[str]) -> None:
    answer = run("check", *paths, *ASK, "--lang", language)
    digits = "".join(c for c in answer.out if c.isdigit())
    assert (answer.code, "24000000" in digits) == (0, True)


def test_the_terminal_fits_eighty_columns(paths: list[str]) -> None:
    answer = run("check", *paths, *ASK)
    assert [line for line in answer.out.splitlines() if len(line) > 80] == []


def test_a_pipe_gets_no_color(paths: list[str]) -> None:
    assert "\x1b" not in run("check", *paths, *ASK).out


def test_the_same_question_gives_the_same_bytes(paths: list[str]) -> None:
    first, second = (run("check", *paths, *ASK, "--format", "json").out for _ in range(2))
    assert first == second


@pytest.mark.parametrize("bad", ["=1+2", "+cmd", "-cmd", "@SUM(A1)", "\t=x", '=HYPERLINK("x")'])
def test_a_formula_in_a_name_stays_text_in_the_csv(bad: str, tmp_path: Path) -> None:
    path = put(
        tmp_path,
        {"recon.csv": recon(charge("1.00", ProductName=bad, SkuName=bad, SubscriptionDescription=bad))},
    )[0]
    answer = run("check", str(path), *ASK, "--format", "csv")
    cells = [c.strip('"') for line in answer.out.splitlines()[1:] for c in line.split(",")]
    assert (answer.code, [c for c in cells if c[:1] in ("=", "+", "@", "\t") or c.startswith("-cmd")]) == (
        0,
        [],
    )


def test_the_csv_lists_every_line_with_its_verdict(paths: list[str]) -> None:
    answer = run("check", *paths, *ASK, "--format", "csv")
    assert len(answer.out.strip().splitlines()) == 1 + 13


@pytest.mark.parametrize("what", [
    ("revenue_ttm",), ("--line", "recon.csv:2"), ("--line", "recon.csv:14"), ("--month", "2026-03"),
])  # fmt: skip
def test_explain_says_why(what: tuple[str, ...], paths: list[str]) -> None:
    requirement = what if not what[0].startswith("--") else ()
    options = what if what[0].startswith("--") else ()
    answer = run("explain", *requirement, *paths, *ASK, *options)
    assert (answer.code, answer.out != "") == (0, True), answer.err


@pytest.mark.parametrize("line", ["recon.csv:1", "recon.csv:999", "other.csv:2", "recon.csv", "2"])
def test_a_line_that_is_not_there_is_refused(line: str, paths: list[str]) -> None:
    answer = run("explain", *paths, *ASK, "--line", line)
    assert (answer.code, answer.out, "Traceback" in answer.err) == (2, "", False)


def test_explain_reads_a_result_again(paths: list[str], tmp_path: Path) -> None:
    saved = tmp_path / "result.json"
    run("check", *paths, *ASK, "--format", "json", "-o", str(saved))
    answer = run("explain", "revenue_ttm", "--from", str(saved))
    assert (answer.code, "240" in answer.out) == (0, True)


def test_money_is_text_with_two_decimals_and_days_are_iso(paths: list[str]) -> None:
    result = json.loads(run("check", *paths, *ASK, "--format", "json").out)
    statement = result["statement"]
    assert (result["as_of"], statement["counted"], statement["window"], statement["currency"]) == (
        cast.AS_OF, "240000.00", {"from": "2025-11", "to": "2026-10"}, "USD",
    )  # fmt: skip


def test_the_result_names_its_schema_program_and_documents(paths: list[str]) -> None:
    result = json.loads(run("check", *paths, *ASK, "--format", "json").out)
    numbers = sorted(d["id"] for d in result["documents"] if d["id"].startswith("G"))
    assert (result["schema"], result["program"], numbers) == (
        "directbill.evaluation/1", "csp_direct_bill", sorted(invoice(m) for m in cast.WINDOW),
    )  # fmt: skip


def test_the_months_add_up_to_the_figure(paths: list[str]) -> None:
    statement = check(*map(Path, paths), ids=[cast.OWN]).statement
    assert [m["counted"] for m in statement["months"]] == ["20000.00"] * 12


@pytest.mark.parametrize("option", [
    ("--as-of", "22/11/2026"), ("--role", "king"), ("--format", "docx"), ("--partner-id", "12x"), ("--month", "x"),
    ("--edition", "2024-04-11"), ("--program", "/nowhere"), ("--partner", "/nowhere.toml"), ("--rates", "/nowhere.csv"),
    ("--mapping", "/nowhere.toml"),
])  # fmt: skip
def test_a_wrong_option_is_refused_with_two(option: tuple[str, str], paths: list[str]) -> None:
    answer = run("check", *paths, *ASK[:2], *option)
    assert (answer.code, answer.out, "Traceback" in answer.err, answer.err != "") == (2, "", False, True)


@pytest.mark.parametrize(
    "option", [("--newer", "nowhere.csv"), ("--parts", "G404"), ("--month", "G404=2026-03")]
)
def test_a_wish_that_fits_nothing_is_refused(option: tuple[str, str], paths: list[str]) -> None:
    """A misspelled invoice or file would otherwise be ignored in silence."""
    answer = run("check", *paths, *ASK, *option)
    named = [option[0] in answer.err, option[1].partition("=")[0] in answer.err]
    assert (answer.code, answer.out, named) == (2, "", [True, True])


@pytest.mark.parametrize("language", ["en", "cs"])
def test_errors_speak_the_language_asked_for(language: str, tmp_path: Path) -> None:
    path = put(tmp_path, {"x.csv": b"what,is,this\n1,2,3\n"})[0]
    said = run("check", str(path), *ASK, "--lang", language).err
    other = run("check", str(path), *ASK, "--lang", "cs" if language == "en" else "en").err
    assert (said != other, "x.csv" in said) == (True, True)
