"""A page of plain text."""

from directbill.documents.report import Answer, Table
from directbill.documents.sheet import Sheet


def test_labels_stand_beside_wrapped_answers() -> None:
    page = Sheet(width=24)
    page.answers([Answer("Why", "It waits for the credit check."), Answer("Turn", "Yours.")])
    assert page.text() == "Why   It waits for the\n      credit check.\nTurn  Yours.\n"


def test_figures_are_never_cut_and_words_are_folded() -> None:
    page = Sheet(width=34)
    page.table(
        Table(
            "t", "Rates", ("File", "Rate"), (("a-very-long-name-without-blanks.csv", "1.082131012345"),), (1,)
        )
    )
    assert page.text().splitlines() == [
        "",
        "Rates",
        "  File                        Rate",
        "  a-very-long-name  1.082131012345",
        "  -without-blanks.",
        "  csv",
    ]


def test_blanks_are_plain_once_lines_are_broken() -> None:
    page = Sheet()
    page.line("USD\N{NO-BREAK SPACE}1.00")
    assert page.text() == "  USD 1.00\n"
