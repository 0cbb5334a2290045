"""Every face of the answer, from the real command, over the demo's ledger."""

import csv
import io
import json
import re
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

from directbill.documents.json import schema
from tests.journeys.command import asked, run
from tests.journeys.conftest import Ledger


def test_the_terminal_answers_first_and_fits_eighty_columns(ledger: Ledger) -> None:
    ended = asked("check", *ledger.asks)
    lines = ended.text.splitlines()
    assert (ended.code, "NOT ELIGIBLE YET" in lines[0]) == (0, True)
    assert max(map(len, lines)) <= 80
    assert "\x1b" not in ended.text


def test_the_terminal_answers_in_czech(ledger: Ledger) -> None:
    by_option = asked("check", *ledger.asks, "--lang", "cs")
    by_locale = run("check", *ledger.asks, env={"LC_ALL": "cs_CZ.UTF-8"})
    assert "ŽÁDOST ZATÍM NELZE PODAT" in by_option.text
    assert by_option.text == by_locale.text
    assert by_option.err.startswith("Načteno: ")


def test_json_alone_is_on_standard_output_and_follows_the_schema(ledger: Ledger) -> None:
    ended = asked("check", *ledger.asks, "--format", "json")
    result = json.loads(ended.out)
    jsonschema.validate(result, schema(), format_checker=jsonschema.FormatChecker())
    assert (result["schema"], result["outcome"]) == ("directbill.evaluation/1", "not_eligible")
    assert ended.err.startswith("Read 28 files")


def test_the_page_stands_alone_and_stays_under_fifty_kilobytes(ledger: Ledger, tmp_path: Path) -> None:
    where = tmp_path / "report.html"
    ended = run("check", *ledger.asks, "--format", "html", "-o", where)
    page = where.read_text(encoding="utf-8")
    assert (ended.code, ended.out, ended.err.endswith(f"Written: {where}\n")) == (0, b"", True)
    assert len(page.encode()) <= 50 * 1024
    assert re.findall(r'(?:src|href)="(?!#)[^"]*"', page) == []
    assert ("<svg" in page, "<script" in page) == (True, False)


def test_the_pdf_goes_to_a_file_or_through_a_pipe(ledger: Ledger, tmp_path: Path) -> None:
    where = tmp_path / "report.pdf"
    run("check", *ledger.asks, "--format", "pdf", "-o", where)
    piped = asked("check", *ledger.asks, "--format", "pdf")
    assert (where.read_bytes()[:5], piped.out[:5]) == (b"%PDF-", b"%PDF-")


def test_the_csv_lists_every_line_kept_and_adds_up(ledger: Ledger) -> None:
    ended = asked("check", *ledger.asks, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ended.out.decode("utf-8-sig"))))
    result = json.loads(asked("check", *ledger.asks, "--format", "json").out)
    statement = result["statement"]
    assert len(rows) == statement["lines_counted"] + statement["lines_not_counted"]
    counted = sum((Decimal(row["usd"]) for row in rows if row["counted"] == "yes"), Decimal(0))
    assert str(counted.quantize(Decimal("0.01"))) == statement["counted"]


def test_a_page_of_plain_text_can_be_written(ledger: Ledger, tmp_path: Path) -> None:
    where = tmp_path / "report.txt"
    run("check", *ledger.asks, "-o", where)
    assert where.read_text(encoding="utf-8") == asked("check", *ledger.asks).text


@pytest.mark.parametrize(
    ("edition", "code"), [((), 10), (("--edition", "2018-08-31"), 11), (("--edition", "2025-10-01"), 10)]
)
def test_the_outcome_is_the_exit_code_only_when_asked_for(
    ledger: Ledger, edition: tuple[str, ...], code: int
) -> None:
    assert run("check", *ledger.asks, *edition, "--exit-code").code == code
    assert asked("check", *ledger.asks).code == 0


def test_the_same_question_gives_the_same_bytes_on_every_face(ledger: Ledger) -> None:
    for face in ("terminal", "json", "html", "csv", "pdf"):
        question = ("check", *ledger.asks, "--format", face)
        assert run(*question).out == asked(*question).out, face
