"""Why: a requirement, a line, a month."""

from decimal import Decimal

import pytest
from tests.documents import sample

from directbill.core import eligibility
from directbill.core.errors import Refusal
from directbill.core.ledger import Document
from directbill.core.periods import Month
from directbill.documents import explain
from directbill.documents.texts import catalog

EN = catalog("en")
SHORT = sample.evaluation()


def answers(text: str) -> dict[str, str]:
    """The labels and what stands beside them, up to the first table."""
    found: dict[str, str] = {}
    label = ""
    for line in text.splitlines()[2:]:
        if not line:
            break
        head, _, rest = line.partition("  ")
        label = head or label
        found[label] = f"{found.get(label, '')} {rest.strip()}".strip()
    return found


def test_a_requirement_answers_the_five_questions_and_names_its_rules() -> None:
    text = explain.requirement(SHORT, EN, key="support_plan", lines=sample.lines())
    assert text.splitlines()[0] == "Support plan: not yet"
    assert answers(text) == {
        "What": "A Microsoft support plan: Advanced Support for Partners (ASfP) or Premier Support for Partners "
        "(PSfP), whichever fits your needs.",
        "Why": "It waits for: Credit check. Do not buy it before the credit check has passed. An e-mail will tell you.",
        "Whose turn": "Yours.",
        "By when": "After: Credit check.",
        "Otherwise": "The application cannot be granted. A partner already in the program is restricted in the end; "
        "new purchases stop first.",
        "Binds": "Required to be authorized, to remain",
        "Rules": "CSP direct bill, edition 2024-04-10, in effect from 10 Apr 2024.",
        "Source": "The source text: requirements for enrolling as a direct-bill partner, Czech edition, "
        "sentences 15\N{EN DASH}18, 37\N{EN DASH}38",
        "Assumed": "The source does not say at which level this is tested; we test it for the whole company.",
    }


def test_a_figure_shows_its_proofs_and_the_lines_behind_it() -> None:
    text = explain.requirement(SHORT, EN, key="revenue_ttm", lines=sample.lines())
    assert "Measure         USD 271,904.18; threshold USD 300,000.00; short by 28,095.82" in text
    captions = [line for line in text.splitlines() if line and not line.startswith(" ")][-8:]
    assert captions == [
        "Month by month",
        "By category",
        "What does not count, and why",
        "If a category left out did count",
        "Other sources of the same months, for comparison",
        "Exchange rates used",
        "The next months",
        "The lines behind it",
    ]
    assert text.splitlines()[-3:] == [
        "  + G012345678.csv:2  EUR 100.10 \N{MULTIPLICATION SIGN} 1.082131012345 = USD 108.32; Licenses",
        "  + G012345678.csv:4  EUR 100.10 \N{MULTIPLICATION SIGN} 1.082131012345 = USD 108.32; Licenses",
        "  - G012345678.csv:3  EUR \N{MINUS SIGN}5.00; Third-party marketplace. Category left out.",
    ]


def test_what_counts_is_listed_before_what_does_not() -> None:
    left_out = [sample.replace(sample.lines()[1], row=row) for row in range(2, 60)]
    text = explain.requirement(SHORT, EN, key="revenue_ttm", lines=(*left_out, sample.lines()[0]))
    listed = [line for line in text.splitlines() if line.startswith(("  + ", "  - "))]
    assert (len(listed), listed[0].startswith("  + G012345678.csv:2 ")) == (20, True)


def test_months_as_evidence_are_said_as_stretches() -> None:
    assert answers(explain.requirement(SHORT, EN, key="indirect_tenure"))["Evidence"] == (
        "September 2024 to October 2026"
    )


def test_lines_outside_the_months_counted_are_no_proof_against_the_months_of_practice() -> None:
    text = explain.requirement(SHORT, EN, key="indirect_tenure", lines=sample.lines())
    assert text.splitlines()[-2:] == [
        "The lines behind it",
        "  Each month lists its own: directbill explain --month YYYY-MM FILE...",
    ]


def missing(*documents: Document) -> str:
    """A month of the window that no lines cover, in the words of `explain`."""
    which = sample.WINDOW.first
    months = tuple(
        sample.replace(m, counted=Decimal(0), lines=0, covered=False) if m.month == which else m
        for m in sample.statement().months
    )
    found = sample.evaluation(sample.statement(months=months, documents=documents))
    return explain.month(found, EN, which=which, lines=())


def test_a_missing_month_is_no_zero_and_answers_the_five_questions() -> None:
    text = missing()
    assert text.splitlines()[0] == "November 2025"
    said = answers(text)
    assert (said["Counted"], said["Why"]) == (
        "no document",
        "No document covers this month. A missing month is not a zero month.",
    )
    assert {"Whose turn", "By when", "Otherwise"} <= said.keys()
    assert text.splitlines()[-1] == "  None was read."


def test_an_invoice_without_its_lines_does_not_cover_its_month() -> None:
    known = sample.document("G251110417", sample.WINDOW.first, lines=0)
    assert answers(missing(known))["Why"].startswith(
        "Known only by its total, without its lines: G251110417."
    )


@pytest.mark.parametrize(("lang", "heading"), [("en", "October 2026"), ("cs", "Říjen 2026")])
def test_a_month_begins_its_heading_with_a_capital(lang: str, heading: str) -> None:
    assert explain.month(SHORT, catalog(lang), which=Month(2026, 10)).splitlines()[0] == heading


def test_a_requirement_met_to_the_point_is_no_surplus() -> None:
    facts = sample.replace(
        SHORT.facts, partner=sample.replace(sample.partner(), accounts=sample.partner().accounts[:1])
    )
    found = eligibility.evaluate(facts, sample.edition())
    assert answers(explain.requirement(found, EN, key="partner_id"))["Measure"] == (
        "1 account; threshold 1 account; exactly at the threshold"
    )


def test_months_of_practice_show_how_they_were_counted() -> None:
    text = explain.requirement(SHORT, EN, key="indirect_tenure", lines=())
    assert "Measure         26 months; threshold 12 months; above by 14" in text
    assert "  Longest run without a gap                                                   26" in text
    assert "\N{REPLACEMENT CHARACTER}" not in text


def test_only_so_many_lines_are_listed_and_the_rest_is_counted() -> None:
    many = (sample.replace(sample.lines()[0], row=row) for row in range(2, 30))
    text = explain.requirement(SHORT, EN, key="revenue_ttm", lines=many)
    assert (text.count("  + G012345678.csv:"), "… and 8 more lines." in text) == (20, True)


def test_a_line_that_counts_shows_its_rule_rate_and_product() -> None:
    text = explain.line(SHORT, EN, where="G012345678.csv:2", lines=sample.lines())
    assert text.splitlines()[0] == "G012345678.csv:2 counts."
    found = answers(text)
    assert {key: found[key] for key in ("Document", "Category", "Amount", "Rate", "Converted, exact")} == {
        "Document": "G012345678, invoice, Oct 26, billed, paid",
        "Category": "Licenses [license:by_product]",
        "Amount": "EUR 100.10",
        "Rate": "1.082131012345, the owner's rate on the line",
        "Converted, exact": "USD 108.3213143357345",
    }


def test_a_line_that_does_not_count_says_why_and_what_would_follow() -> None:
    found = answers(explain.line(SHORT, EN, where="G012345678.csv:3", lines=sample.lines()))
    assert {key: found[key] for key in ("Why", "Whose turn", "By when", "Otherwise")} == {
        "Why": "Category left out. Its month is October 2026; the months counted are November 2025 to October 2026.",
        "Whose turn": "Nobody's: the edition leaves this category out.",
        "By when": "No deadline runs.",
        "Otherwise": "If all lines of this category counted, the figure would be 276,114.18.",
    }
    assert "(assumed: No source says whether third-party marketplace sales count" in found["Source"]


def test_a_month_adds_its_documents_and_lines() -> None:
    text = explain.month(SHORT, EN, which=Month(2026, 10), lines=sample.lines())
    assert answers(text) == {
        "Counted": "USD 32,300.00",
        "Lines": "391",
        "Leaves": "When October 2027 closes, this month leaves the window.",
        "Rules": "CSP direct bill, edition 2024-04-10, in effect from 10 Apr 2024.",
    }
    assert (text.splitlines()[0], text.count("G012345678.csv:")) == ("October 2026", 3)


def test_a_missing_month_and_a_month_outside_say_so() -> None:
    band = sample.evaluation(sample.banded())
    missing = explain.month(band, EN, which=Month(2026, 2), lines=())
    outside = explain.month(band, EN, which=Month(2024, 5), lines=())
    assert answers(missing)["Whose turn"] == "Yours: add the documents of this month."
    assert answers(outside)["Why"] == (
        "May 2024 is not among the months counted, November 2025 to October 2026."
    )


@pytest.mark.parametrize("lang", ["en", "cs"])
def test_every_requirement_can_be_explained_within_eighty_columns(lang: str) -> None:
    for evaluation in (SHORT, sample.evaluation(sample.banded()), sample.without_data(), sample.eligible()):
        for finding in evaluation.findings:
            text = explain.requirement(
                evaluation, catalog(lang), key=finding.requirement, lines=sample.lines()
            )
            assert max(map(len, text.splitlines())) <= 80
            assert "\N{NO-BREAK SPACE}" not in text
            assert "{" not in text


def test_a_result_without_lines_says_how_to_see_them() -> None:
    assert "This result holds no lines." in explain.requirement(SHORT, EN, key="revenue_ttm")


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (lambda: explain.requirement(SHORT, EN, key="no_such"), "explain_requirement_unknown"),
        (lambda: explain.line(SHORT, EN, where="a.csv", lines=()), "explain_line_form"),
        (lambda: explain.line(SHORT, EN, where="a.csv:two", lines=()), "explain_line_form"),
        (lambda: explain.line(SHORT, EN, where="a.csv:2", lines=()), "explain_line_unknown"),
        (lambda: explain.line(SHORT, EN, where="a.csv:2", lines=sample.lines()), "explain_line_unknown"),
        (lambda: explain.line(SHORT, EN, where="a.csv:2"), "explain_no_lines"),
    ],
)
def test_what_cannot_be_explained_is_refused(asked: object, code: str) -> None:
    assert callable(asked)
    with pytest.raises(Refusal) as refused:
        asked()
    assert refused.value.code == code


def test_control_characters_of_an_invoice_never_reach_the_screen() -> None:
    documents = (sample.document("G\x1b[2J", sample.OCTOBER, file="a\x07.csv"),)
    evaluation = sample.evaluation(sample.statement(documents=documents))
    text = explain.month(evaluation, EN, which=sample.OCTOBER, lines=())
    assert [c for c in text if not c.isprintable() and c != "\n"] == []
