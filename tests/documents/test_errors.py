"""A refusal as a person reads it."""

import re
import tomllib
from importlib.resources import files

import pytest

from directbill.core.errors import Fault, Place, Refusal, refuse
from directbill.documents import errors
from directbill.documents.texts import catalog, languages


def test_a_refusal_names_place_found_and_what_to_do() -> None:
    refusal = refuse("month_unreadable", file="a.csv", row=7, column="Month", found="2026-13")
    assert errors.render(refusal, catalog("en")) == (
        "a.csv:7:Month: 2026-13 is not a month.\n"
        "  What to do: Write the month as YYYY-MM, for example 2026-10.\n"
        "Nothing was changed.\n"
    )


def test_a_refusal_speaks_czech() -> None:
    assert errors.render(refuse("language_unknown", found="xx", known="cs, en"), catalog("cs")) == (
        "Jazyk xx není k dispozici.\n  Co udělat: Vyberte jeden z těchto: cs, en\nNic nebylo změněno.\n"
    )


def test_a_code_without_a_sentence_still_says_what_and_where() -> None:
    assert errors.render(refuse("no_such_code", file="a.csv", row=3, found="x"), catalog("en")) == (
        "a.csv:3: a.csv refused (no_such_code). Found: x\nNothing was changed.\n"
    )


def test_beyond_fifty_faults_only_their_number_is_said() -> None:
    faults = (Fault("month_unreadable", Place("a.csv", row), "x") for row in range(2, 54))
    lines = errors.render(Refusal(*faults), catalog("en")).splitlines()
    assert (len(lines), lines[-2:]) == (102, ["… and 2 more faults of this kind.", "Nothing was changed."])


def test_what_may_be_chosen_is_told_to_the_end() -> None:
    known = ", ".join(f"requirement_number_{n}" for n in range(40))
    told = errors.render(
        refuse("explain_requirement_unknown", found="x" * 500, known=known, edition="1"), catalog("en")
    )
    assert f"Choose one of: {known}\n" in told
    assert "x" * 161 not in told


COMMAND = re.compile(r"(?<!\w)--[a-z]|\bdirectbill (?:ledger|check|init|explain|program)\b")
READING = ("carriers", "formats", "imports", "statement")
"""Areas whose faults a page may have to tell: of reading files and making figures."""


@pytest.mark.parametrize("lang", languages())
def test_on_a_page_no_fault_of_reading_tells_anybody_to_use_a_command(lang: str) -> None:
    texts = catalog(lang)
    told = {}
    for area in READING:
        content = (files("directbill.documents.texts") / lang / f"errors_{area}.toml").read_text(
            encoding="utf-8"
        )
        for code in tomllib.loads(content):
            params = {
                "known": "x",
                "format": "focus",
                "formats": "focus",
                "month": "2026-03",
                "other": "b.csv",
            }
            _, do = errors.on_page(Fault(code, Place("a.csv", 2, "c"), "x", params), texts)
            if COMMAND.search(do):
                told[code] = do
    assert told == {}
