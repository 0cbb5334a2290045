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


WIDE = Table(
    "t",
    "Documents",
    ("Document", "State", "Running total", "File"),
    (
        ("G1", "nevyfakturováno, nezaplaceno", "12 000,00", "2026-02-void.csv"),
        ("G2", "vyfakturováno", "\N{MINUS SIGN}1,00", ""),
    ),
    (2,),
)


def test_a_text_without_room_stands_below_its_row_and_no_word_is_broken() -> None:
    page = Sheet(width=42)
    page.table(WIDE)
    assert page.text().splitlines()[2:] == [
        "                                   Running",
        "  Document  State                    total",
        "  G1        nevyfakturováno,     12 000,00",
        "            nezaplaceno",
        "    File: 2026-02-void.csv",
        "  G2        vyfakturováno            \N{MINUS SIGN}1,00",
    ]


def test_a_heading_takes_one_line_where_there_is_room() -> None:
    page = Sheet(width=90)
    page.table(WIDE)
    assert page.text().splitlines()[2].endswith("  Running total  File")


def test_one_blank_line_stands_before_a_caption_never_two() -> None:
    page = Sheet()
    page.heading("Heading")
    page.caption("Caption")
    assert page.text() == "Heading\n\nCaption\n"


def test_blanks_are_plain_once_lines_are_broken() -> None:
    page = Sheet()
    page.line("USD\N{NO-BREAK SPACE}1.00")
    assert page.text() == "  USD 1.00\n"
