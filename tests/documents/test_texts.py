"""Sentences, numbers and dates per language."""

import re
import string
from decimal import Decimal

import pytest

from directbill.core.errors import Fault, Place, Refusal
from directbill.core.findings import Reason
from directbill.documents import texts
from directbill.documents.texts import Catalog, catalog, languages
from directbill.documents.words import words_for
from directbill.programs import library

NB = "\N{NO-BREAK SPACE}"


def sentence(lang: str, text: str, **values: object) -> str:
    """Say one sentence made up for the test, in a language's own way of writing."""
    return Catalog(lang, {"made_up": text}, catalog(lang).locale).say("made_up", **values)


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ["271,904.18", "\N{MINUS SIGN}28,095.82", "1,000", "300,000.00", "0.123456"]),
        ("cs", [f"271{NB}904,18", f"\N{MINUS SIGN}28{NB}095,82", f"1{NB}000", f"300{NB}000,00", "0,123456"]),
    ],
)
def test_numbers_are_grouped_and_never_rounded(lang: str, expected: list[str]) -> None:
    texts = catalog(lang)
    written = [
        texts.locale.money("271904.18"),
        texts.locale.money("-28095.82"),
        texts.locale.number(1000),
        texts.locale.money(Decimal("3E5")),
        texts.locale.money("0.123456"),
    ]
    assert written == expected


@pytest.mark.parametrize(
    ("lang", "spec", "value", "expected"),
    [
        ("en", "date", "2026-11-22", f"22{NB}Nov{NB}2026"),
        ("cs", "date", "2026-11-22", f"22.{NB}11.{NB}2026"),
        ("en", "deadline", "2026-11-22", f"Sunday 22{NB}Nov{NB}2026"),
        ("cs", "deadline", "2026-11-22", f"neděle 22.{NB}11.{NB}2026"),
        ("en", "month", "2027-04", f"April{NB}2027"),
        ("cs", "month", "2027-04", f"duben{NB}2027"),
        ("cs", "in", "2027-04", f"dubnu{NB}2027"),
        ("cs", "of", "2027-04", f"dubna{NB}2027"),
        ("en", "short", "2025-11", f"Nov{NB}25"),
        ("cs", "short", "2025-11", "11/25"),
    ],
)
def test_dates_and_months_are_written_as_each_language_does(
    lang: str, spec: str, value: str, expected: str
) -> None:
    assert sentence(lang, "{when:" + spec + "}", when=value) == expected


@pytest.mark.parametrize(
    ("lang", "forms", "expected"),
    [
        ("en", "line|lines", ["lines", "line", "lines", "lines", "lines"]),
        ("cs", "řádek|řádky|řádků", ["řádků", "řádek", "řádky", "řádky", "řádků"]),
    ],
)
def test_counted_words_take_the_form_their_count_asks_for(lang: str, forms: str, expected: list[str]) -> None:
    assert [sentence(lang, "{n:" + forms + "}", n=n) for n in (0, 1, 2, 4, 5)] == expected


def test_a_value_with_braces_is_shown_and_not_read_as_a_placeholder() -> None:
    assert sentence("en", "Found: {found}.", found="{file} {0}") == "Found: {file} {0}."


def test_a_missing_value_is_shown_by_its_name() -> None:
    assert sentence("en", "Found: {found} in {file:money}.", found="x") == "Found: x in {file}."


def test_a_value_that_cannot_be_written_as_asked_stays_as_it_is() -> None:
    assert sentence("en", "{a:money} {b:date} {c:month}", a="n/a", b="soon", c="13") == "n/a soon 13"


def test_an_unknown_language_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Refusal) as refused:
        catalog("xx")
    assert refused.value.faults == (Fault("language_unknown", Place(), "xx", {"known": "cs, en"}),)


def test_control_characters_of_a_file_never_reach_a_terminal() -> None:
    hostile = "\x1b[31m2026\x00" + "9" * 500
    found, do = catalog("en").error(Fault("month_unreadable", Place("a.csv", 2), hostile))
    mark = "\N{REPLACEMENT CHARACTER}"
    shown = f"{mark}[31m2026{mark}{'9' * 150}\N{HORIZONTAL ELLIPSIS}"
    assert found == f"{shown} is not a month."
    assert do == "Write the month as YYYY-MM, for example 2026-10."


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("lang", [lang for lang in languages() if lang != texts.FALLBACK])
def test_every_language_says_the_same_things(lang: str) -> None:
    theirs, ours = catalog(texts.FALLBACK).texts, catalog(lang).texts
    assert sorted(ours) == sorted(theirs)
    assert {k for k in theirs if placeholders(theirs[k]) != placeholders(ours[k])} == set()


def test_marks_that_turn_the_direction_of_text_are_replaced() -> None:
    assert texts.printable("a\N{RIGHT-TO-LEFT OVERRIDE}b\N{NO-BREAK SPACE}c\x1b[2J") == (
        "a\N{REPLACEMENT CHARACTER}b\N{NO-BREAK SPACE}c\N{REPLACEMENT CHARACTER}[2J"
    )


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "March 2025, November 2025 to February 2026, May 2026, June 2026"),
        ("cs", "březen 2025, listopad 2025 až únor 2026, květen 2026, červen 2026"),
    ],
)
def test_three_or_more_months_in_a_row_are_one_stretch(lang: str, said: str) -> None:
    months = ("2025-03", "2025-11", "2025-12", "2026-01", "2026-02", "2026-05", "2026-06")
    assert catalog(lang).locale.months(months).replace("\N{NO-BREAK SPACE}", " ") == said


def test_only_values_called_months_are_said_as_months() -> None:
    words = words_for(catalog("cs"), library.edition(library.load(None), "2024-04-10"))
    said = words.reason(Reason("months_missing", {"count": "2", "months": "2026-09, 2026-10"}))
    alone = words.reason(Reason("months_missing", {"count": "1", "months": "2026-09"}))
    other = words.reason(Reason("ids_declared", {"ids": "2026-09"}))
    nb = "\N{NO-BREAK SPACE}"
    assert (said, alone, other) == (
        f"Chybějící měsíce (2): září{nb}2026, říjen{nb}2026.",
        f"Chybějící měsíce (1): září{nb}2026.",
        "Uvedeno: 2026-09.",
    )


def test_in_czech_a_word_of_one_letter_holds_to_the_next() -> None:
    loose = re.compile(r"(?:^|[\s(„])[kKsSvVzZoOuUaAiI] \S")
    assert [key for key, text in catalog("cs").texts.items() if loose.search(text)] == []
    assert sentence("cs", "v roce a s daní") == f"v{NB}roce a{NB}s{NB}daní"
    assert catalog("en").locale.held("a year I am") == "a year I am"


def test_in_czech_a_weekday_stands_in_the_case_its_sentence_asks_for() -> None:
    day = "2026-12-09"
    said = [
        sentence(lang, "{d:deadline} / {d:deadline_of} / {d:deadline_on}", d=day) for lang in ("cs", "en")
    ]
    assert [each.replace(NB, " ") for each in said] == [
        "středa 9. 12. 2026 / středy 9. 12. 2026 / ve středu 9. 12. 2026",
        "Wednesday 9 Dec 2026 / Wednesday 9 Dec 2026 / on Wednesday 9 Dec 2026",
    ]


def test_a_date_and_a_large_number_hold_together_at_the_end_of_a_line() -> None:
    assert (
        catalog("cs").locale.held("z 1. listopadu 2026, 250 000") == f"z{NB}1.{NB}listopadu 2026, 250{NB}000"
    )
    assert catalog("en").locale.held("250 000 in 2. place") == f"250{NB}000 in 2. place"
