"""A refusal as a person reads it."""

from directbill.core.errors import Fault, Place, Refusal, refuse
from directbill.documents import errors
from directbill.documents.texts import catalog


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
