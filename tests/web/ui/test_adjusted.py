"""Both sides see a figure as it was submitted, every line the desk added, what they come to, and the bar."""

import re

import pytest

from tests.actions import deciding
from tests.actions.deciding import Deciding
from tests.web.ui.test_contracting import desk, own

pytestmark = pytest.mark.django_db
REVENUE = "revenue_ttm"
LINES = [
    ("As submitted", "USD 360,000.00"),
    ("Rea, 22 Nov 2026", "USD \N{MINUS SIGN}40,000.00"),
    ("Rea, 22 Nov 2026", "+USD 5,000.50"),
    ("With its lines", "USD 325,000.50"),
    ("The bar", "USD 300,000.00"),
]


def lines(page: str) -> list[tuple[str, str]]:
    return re.findall(r"<dt>([^<]*)</dt><dd><strong>([^<]*)</strong>", page)


def adjusted() -> Deciding:
    case = deciding.begun()
    for amount in ("-40000", "5000.50"):
        case.do(REVENUE, "adjust", amount=amount)
    return case


def test_both_sides_see_the_figure_its_lines_and_the_bar() -> None:
    case = adjusted()
    assert (lines(desk(case, REVENUE)), lines(own(case, REVENUE))) == (LINES, LINES)


def test_a_line_says_why_in_the_programs_words_and_the_persons() -> None:
    assert "The same lines are in two files. Because it is so." in own(adjusted(), REVENUE)


def test_without_lines_nothing_is_added_to_the_page() -> None:
    case = deciding.begun()
    assert (lines(desk(case, REVENUE)), "The figure and its lines" in own(case, REVENUE)) == ([], False)
