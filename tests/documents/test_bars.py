"""Bars beside a table: one for each row, with a text alternative, and none where there is nothing to compare."""

import re

from directbill.documents import bars
from directbill.documents.bars import Bars

FOUND = Bars("x", "A title", "What it shows.", (("few", 1), ("many", 4), ("none", 0)))


def test_each_row_has_its_name_its_bar_and_its_figure() -> None:
    drawn = bars.svg(FOUND)
    assert re.findall(r'class="(?:name|figure)">([^<]+)<', drawn) == ["few", "1", "many", "4", "none", "0"]
    assert re.findall(r'width="([0-9.]+)%" height="14"', drawn) == ["13.50", "54.00", "0.00"]


def test_it_says_in_words_what_it_shows() -> None:
    assert re.findall(r'<(?:title|desc) id="([^"]+)">([^<]+)<', bars.svg(FOUND)) == [
        ("bars-x", "A title"),
        ("bars-x-says", "What it shows."),
    ]


def test_nothing_is_drawn_where_every_figure_is_nothing() -> None:
    assert bars.svg(Bars("x", "A title", "Nothing.", (("none", 0),))) == ""


def test_a_name_is_text_and_no_markup() -> None:
    assert "<b>" not in bars.svg(Bars("x", "t", "s", (("<b>", 1),)))
