"""The lines as CSV: complete, exact, and harmless in a spreadsheet."""

import csv
import io
from collections.abc import Iterator

import pytest
from tests.documents import sample

from directbill.core.statement import StatementLine
from directbill.documents import csv as face
from directbill.documents.texts import catalog


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_a_line_says_whether_it_counts_by_which_rule_method_and_rate() -> None:
    assert read(face.render(sample.lines(), catalog("en")))[0] == {
        "file": "G012345678.csv",
        "row": "2",
        "document": "G012345678",
        "month": "2026-10",
        "account": "6048879",
        "customer": "Customer A",
        "subscription": "sub-1",
        "product": "Product One",
        "charge_type": "new",
        "category": "license",
        "rule": "license:by_product",
        "amount": "100.10",
        "currency": "EUR",
        "counted": "yes",
        "reason": "",
        "why": "",
        "method": "2",
        "how": "the owner's rate on the line",
        "rate": "1.082131012345",
        "usd": "108.3213143357345",
    }


def test_a_line_that_does_not_count_says_why_in_the_readers_language() -> None:
    line = read(face.render(sample.lines(), catalog("cs")))[1]
    assert (line["counted"], line["reason"], line["why"]) == ("no", "category", "Vynechaná kategorie")
    assert (line["amount"], line["method"], line["rate"], line["usd"]) == ("-5", "", "", "")


def test_formulas_are_made_text_and_negative_numbers_stay_numbers() -> None:
    line = read(face.render(sample.lines(), catalog("en")))[2]
    assert line["customer"] == '\'=HYPERLINK("http://example.invalid")'
    assert (line["product"], line["charge_type"], line["amount"]) == ("'\t+1", "'-x", "100.10")


@pytest.mark.parametrize(
    "start", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "  =1", "\N{FULLWIDTH EQUALS SIGN}1"]
)
def test_no_text_starts_like_a_formula(start: str) -> None:
    assert face.inert(start) == f"'{start}"


def test_harmless_text_is_left_alone() -> None:
    assert [face.inert(t) for t in ("", "Contoso = Ltd", "a-b", "6048879")] == [
        "",
        "Contoso = Ltd",
        "a-b",
        "6048879",
    ]


def test_lines_are_written_as_they_come_and_none_is_held_back() -> None:
    asked: list[int] = []

    def endless() -> Iterator[StatementLine]:
        while True:
            asked.append(1)
            yield sample.lines()[0]

    written = face.stream(endless(), catalog("en"))
    assert [next(written).count("\r\n") for _ in range(3)] == [1, 1, 1]
    assert len(asked) == 2
