"""The report every face shows: verdict, figure, findings and their five answers."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.documents import sample

from directbill.core.findings import Outcome, Phase, Verdict
from directbill.core.parties import Partner
from directbill.core.statement import Part
from directbill.documents.presenter import present
from directbill.documents.report import Answer, Report, Table
from directbill.documents.texts import catalog

NB = "\N{NO-BREAK SPACE}"
SHORT = present(sample.evaluation(), catalog("en"))
CZECH = present(sample.evaluation(), catalog("cs"))
BAND = present(sample.evaluation(sample.banded()), catalog("en"))
ELIGIBLE = present(sample.eligible(), catalog("en"))
EMPTY = present(sample.without_data(), catalog("en"))


def item(report: Report, requirement: str) -> tuple[str, Outcome, str]:
    found = next(i for g in report.groups for i in g.items if i.requirement == requirement)
    return found.title, found.outcome, found.short


def table(report: Report, key: str) -> Table:
    return next(t for t in report.tables if t.key == key)


def test_the_head_says_verdict_edition_and_day() -> None:
    assert (SHORT.verdict, SHORT.headline, SHORT.edition_line, SHORT.as_of_line) == (
        Verdict.NOT_ELIGIBLE,
        "Not eligible yet",
        "edition 2024-04-10",
        f"as of{NB}22{NB}Nov{NB}2026",
    )
    assert (CZECH.headline, CZECH.edition_line, CZECH.as_of_line) == (
        "Žádost zatím nelze podat",
        "vydání 2024-04-10",
        f"ke\N{NO-BREAK SPACE}dni\N{NO-BREAK SPACE}22.{NB}11.{NB}2026",
    )


def test_the_summary_counts_what_decides() -> None:
    assert SHORT.summary == "Of 7 requirements to apply, 4 are met, 1 is not, and 2 are not known."
    assert ELIGIBLE.summary == "All requirements to apply are met (7)."


@pytest.mark.parametrize(
    ("report", "line", "distance", "share"),
    [
        (SHORT, f"USD{NB}271,904.18 of 300,000.00", "short by 28,095.82", "90.6%"),
        (CZECH, f"271{NB}904,18 z{NB}300{NB}000,00{NB}USD", f"chybí 28{NB}095,82", f"90,6{NB}%"),
        (ELIGIBLE, f"USD{NB}321,904.18 of 300,000.00", "above by 21,904.18", "107.3%"),
        (BAND, f"USD{NB}299,999.999 of 300,000.00", "so far short by 0.001", "99.9%"),
    ],
)
def test_the_figure_stands_beside_its_threshold(report: Report, line: str, distance: str, share: str) -> None:
    assert report.revenue is not None
    assert (report.revenue.line, report.revenue.distance, report.revenue.share_text) == (
        line,
        distance,
        share,
    )


def test_a_band_missing_months_and_unknown_payment_are_said() -> None:
    assert BAND.revenue is not None
    assert BAND.revenue.sentences == (
        f"2 months without any document: February{NB}2026, March{NB}2026. A missing month is not a zero month.",
        f"Between USD{NB}290,000.00 and 301,000.00: the threshold lies inside, so the answer is not known.",
        f"At this pace the threshold is reached in March{NB}2027.",
        f"November{NB}2025 leaves the window next: 15,230.11.",
        "Paid: no document says. What was billed decides.",
    )
    assert BAND.revenue.grade_title == "Basis C: partly an estimate"


def test_a_gap_of_less_than_half_a_cent_is_never_shown_as_nothing() -> None:
    almost = sample.statement(
        counted=Decimal("299999.9999"), low=Decimal("299999.9999"), high=Decimal("299999.9999")
    )
    report = present(sample.evaluation(almost), catalog("en"))
    assert report.revenue is not None
    assert (report.revenue.amount, report.revenue.distance) == (f"USD{NB}299,999.9999", "short by 0.0001")


def test_an_open_item_gives_the_five_answers() -> None:
    found = next(i for i in SHORT.groups[0].items if i.requirement == "signing_authority")
    assert found.answers == (
        Answer("What", "Somebody who may accept and sign legal agreements on behalf of your organization."),
        Answer("Why", "You have not said."),
        Answer("Whose turn", "Yours."),
        Answer("By when", "No deadline runs."),
        Answer("Otherwise", found.answers[4].text),
    )
    assert found.answers[4].text.startswith("You cannot apply.")


def test_a_date_to_act_by_has_its_weekday() -> None:
    evaluation = sample.evaluation()
    dated = tuple(replace(f, due=date(2027, 1, 31)) for f in evaluation.findings)
    report = present(replace(evaluation, findings=dated), catalog("en"))
    answers = {a.label: a.text for a in report.groups[0].items[1].answers}
    assert answers["By when"] == f"By Sunday 31{NB}Jan{NB}2027."


@pytest.mark.parametrize(
    ("requirement", "expected"),
    [
        ("partner_id", ("Partner ID", Outcome.MET, "2 accounts")),
        ("signing_authority", ("Authority to sign", Outcome.UNKNOWN, "you have not said")),
        ("first_level_support", ("First-level support", Outcome.MET, "you said so")),
        ("revenue_ttm", ("Revenue", Outcome.NOT_MET, "short by 28,095.82")),
        ("indirect_tenure", ("Months as reseller", Outcome.MET, "26 of 12")),
        ("managed_service", ("Managed service", Outcome.MET, "1 listed")),
        ("credit_check", ("Credit check", Outcome.NOT_YET, "after Verification")),
        ("support_plan", ("Support plan", Outcome.NOT_YET, "do not buy yet")),
    ],
)
def test_a_narrow_list_names_the_figure_before_the_adjective(
    requirement: str, expected: tuple[str, Outcome, str]
) -> None:
    assert item(SHORT, requirement) == expected


def test_groups_follow_the_order_of_the_path() -> None:
    assert [(g.phase, len(g.items)) for g in SHORT.groups] == [
        (Phase.TO_APPLY, 7),
        (Phase.TO_BE_AUTHORIZED, 5),
        (Phase.TO_REMAIN, 9),
    ]


def test_what_must_not_be_bought_yet_is_said_in_plain_words() -> None:
    plan = next(i for i in SHORT.groups[1].items if i.requirement == "support_plan")
    assert plan.hold == "Do not buy it before the credit check has passed. An e-mail will tell you."


def test_a_plan_bought_too_early_and_paid_revenue_that_would_flip_are_warned_of() -> None:
    assert [w.split(".")[0] for w in ELIGIBLE.warnings] == [
        "Billed revenue decides",
        "A support plan is recorded as bought before the credit check passed",
    ]


def test_steps_put_what_fails_before_what_is_not_known() -> None:
    assert [step.split(":")[0] for step in SHORT.steps] == ["Revenue", "Authority to sign", "Receivables"]
    assert ELIGIBLE.steps == ("Apply: everything that is needed to apply is there.",)


def test_the_next_edition_is_one_line() -> None:
    assert SHORT.next_edition is not None
    assert SHORT.next_edition.headline == (
        f"Under the edition of 1{NB}Oct{NB}2025: short by 728,095.82, and 3 more things open."
    )
    assert ELIGIBLE.next_edition is None


def test_what_was_assumed_is_said_once() -> None:
    assert len(SHORT.notes) == len(set(SHORT.notes)) == 5
    assert SHORT.notes[1].startswith("The source text carries no date.")


def test_without_data_nothing_is_said_of_revenue() -> None:
    assert (EMPTY.revenue, EMPTY.no_revenue, EMPTY.tables, EMPTY.tenure) == (
        None,
        "No billing data was read, so nothing is said about revenue.",
        (),
        None,
    )


def test_ids_taken_from_files_are_marked() -> None:
    evaluation = sample.evaluation()
    assumed = Partner(accounts=sample.partner().accounts, ids_assumed=True)
    report = present(replace(evaluation, facts=replace(evaluation.facts, partner=assumed)), catalog("en"))
    assert report.company == (
        f"PartnerIDs{NB}6048879, 6048880 (taken from the files; not declared)",
        "indirect reseller",
    )


def test_a_preview_says_when_its_edition_takes_effect() -> None:
    evaluation = sample.evaluation(name="2025-10-01", following="")
    early = replace(evaluation, facts=replace(evaluation.facts, as_of=date(2025, 9, 1)))
    assert present(early, catalog("en")).preview == (
        f"Preview: this edition takes effect on Wednesday 1{NB}Oct{NB}2025, after the day this report is for."
    )


def test_every_month_stands_on_the_ones_before_it() -> None:
    rows = table(SHORT, "months").rows
    assert rows[1] == (f"December{NB}2025", "18,220.00", "33,450.11", "381")
    assert table(BAND, "months").rows[3] == (f"February{NB}2026", "no document", "52,355.56", "383")


def test_what_does_not_count_names_its_reason_and_amounts() -> None:
    assert table(SHORT, "not_counted").rows == (
        ("Category left out: Third-party marketplace", "4,210.00", f"EUR{NB}3,890.00", "31"),
        (
            "No reseller named on the line: blank",
            "no rate",
            f"EUR{NB}\N{MINUS SIGN}12.10; SEK{NB}88.00",
            "12",
        ),
        ("Outside the months counted", "44,102.77", f"USD{NB}44,102.77", "348"),
    )


def test_rates_of_one_document_that_agree_share_a_row() -> None:
    same = sample.statement().rates[0]
    both = sample.statement(rates=(same, replace(same, method=sample.Method.MONTH_RATE)))
    assert table(present(sample.evaluation(both), catalog("en")), "rates").rows == (
        (
            "G012345678",
            f"Oct{NB}26",
            "EUR",
            "1.082131012345",
            "owner's rate, line and month",
            "PCToBCExchangeRate",
        ),
    )


def test_documents_stand_in_the_order_of_their_months() -> None:
    assert [row[0] for row in table(SHORT, "documents").rows] == ["D040000XYZ", "G012345679", "G012345678"]
    assert table(SHORT, "documents").rows[0][3] == "void, 2 rows rejected"
    assert table(SHORT, "documents").rows[1][3] == "billed, amends G012345670"


def test_sales_of_no_named_account_are_said_to_be_so() -> None:
    unnamed = replace(sample.banded(), accounts=(Part("", Decimal(900), 12),))
    report = present(sample.evaluation(unnamed), catalog("en"))
    assert table(report, "accounts").rows == (("none named", "900.00", "12"),)
