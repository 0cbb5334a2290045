"""The window, the month of an invoice, missing months, tenure: section 9, Months."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.fixtures import cast, invoices
from tests.fixtures.bill import charge, invoice, recon, year
from tests.judge import Answer, check, put


def ask(
    folder: Path, *charges: dict[str, str], more: dict[str, bytes] | None = None, **asked: object
) -> Answer:
    files = {"recon.csv": recon(*charges), **(more or {})}
    answer = check(*put(folder, files), **{"ids": [cast.OWN], **asked})  # type: ignore[arg-type]
    assert answer.code == 0, answer.err
    return answer


@pytest.mark.parametrize(("as_of", "first", "last"), [
    ("2026-11-07", "2025-10", "2026-09"), ("2026-11-08", "2025-11", "2026-10"), ("2026-12-01", "2025-11", "2026-10"),
    ("2026-01-07", "2024-12", "2025-11"), ("2026-01-08", "2025-01", "2025-12"),
])  # fmt: skip
def test_the_previous_month_closes_on_the_eighth(as_of: str, first: str, last: str, tmp_path: Path) -> None:
    answer = ask(tmp_path, charge("1.00", "2025-11"), as_of=as_of)
    assert answer.statement["window"] == {"from": first, "to": last}


def test_data_never_moves_the_window(tmp_path: Path) -> None:
    answer = ask(tmp_path, charge("1.00", "2025-11"))
    assert answer.statement["window"] == {"from": "2025-11", "to": "2026-10"}


def test_a_line_outside_the_window_is_listed_and_not_counted(tmp_path: Path) -> None:
    answer = ask(tmp_path, charge("1.00"), charge("2.00", "2025-10"))
    assert (answer.counted, answer.left("outside_window")["lines"]) == (Decimal("1.00"), 1)


def test_usage_is_booked_where_its_charge_period_ends(tmp_path: Path) -> None:
    """Ordered one month later, as published."""
    line = charge("1.00", "2026-03", category="azure_usage", OrderDate="4/3/2026", ChargeEndDate="3/31/2026")
    assert ask(tmp_path, line).month("2026-03")["counted"] == "1.00"


@pytest.mark.parametrize("category", ["license", "reservation"])
def test_what_is_ordered_is_booked_where_it_was_ordered(category: str, tmp_path: Path) -> None:
    line = charge("1.00", "2026-03", category=category, OrderDate="3/18/2026", ChargeEndDate="4/17/2026")
    assert ask(tmp_path, line).month("2026-03")["counted"] == "1.00"


def test_an_invoice_has_one_month_the_one_most_lines_give(tmp_path: Path) -> None:
    lines = [charge("1.00", OrderDate=d) for d in ("3/1/2026", "3/31/2026", "4/1/2026")]
    answer = ask(tmp_path, *lines)
    assert (answer.month("2026-03")["lines"], answer.month("2026-04")["lines"]) == (3, 0)


def test_a_tie_goes_to_the_earlier_month(tmp_path: Path) -> None:
    lines = [charge("1.00", OrderDate=d) for d in ("4/1/2026", "3/31/2026")]
    assert ask(tmp_path, *lines).month("2026-03")["lines"] == 2


def test_the_invoice_itself_settles_the_month(tmp_path: Path) -> None:
    register = invoices.page([invoices.Invoice(invoice("2026-03"), "2026-05", Decimal("1.00"))])
    answer = ask(tmp_path, charge("1.00", "2026-03"), more={"invoices.json": register})
    assert answer.month("2026-05")["counted"] == "1.00"


def test_the_user_settles_the_month(tmp_path: Path) -> None:
    answer = ask(tmp_path, charge("1.00", "2026-03"), options=("--month", f"{invoice('2026-03')}=2026-06"))
    assert answer.month("2026-06")["counted"] == "1.00"


def test_the_basis_of_a_month_is_shown(tmp_path: Path) -> None:
    answer = ask(tmp_path, charge("1.00"))
    assert [d["month_basis"] for d in answer.result["documents"]] == ["lines"]


def test_a_month_no_document_covers_is_missing_and_the_figure_incomplete(tmp_path: Path) -> None:
    answer = ask(tmp_path, *year("100.00")[1:])
    assert (answer.statement["complete"], answer.finding("revenue_ttm")["outcome"]) == (False, "unknown")


def test_a_covered_month_without_own_lines_is_zero(tmp_path: Path) -> None:
    lines = [*year("100.00")[1:], charge("5.00", cast.WINDOW[0], reseller=cast.RIVAL)]
    answer = ask(tmp_path, *lines)
    assert (answer.statement["complete"], answer.month(cast.WINDOW[0])["counted"]) == (True, "0.00")


def test_enough_without_the_missing_months_is_met(tmp_path: Path) -> None:
    answer = ask(tmp_path, charge("300000.00"))
    finding = answer.finding("revenue_ttm")
    assert (finding["outcome"], answer.statement["complete"], answer.statement["grade"] > "A") == (
        "met",
        False,
        True,
    )


@pytest.mark.parametrize(("amount", "outcome"), [("25000.00", "met"), ("24999.99", "not_met")])
def test_with_all_months_there_the_threshold_decides(amount: str, outcome: str, tmp_path: Path) -> None:
    assert ask(tmp_path, *year(amount)).finding("revenue_ttm")["outcome"] == outcome


def test_a_figure_just_below_is_never_shown_as_the_threshold(tmp_path: Path) -> None:
    lines = [*year("25000.00")[1:], charge("24999.9999", cast.WINDOW[0])]
    finding = ask(tmp_path, *lines).finding("revenue_ttm")
    assert (finding["outcome"], Decimal(finding["measure"]) < Decimal(finding["threshold"])) == (
        "not_met",
        True,
    )


def test_tenure_of_twelve_months_is_met(tmp_path: Path) -> None:
    answer = ask(tmp_path, *year("1.00"))
    assert (answer.finding("indirect_tenure")["outcome"], answer.result["tenure"]["distinct"]) == ("met", 12)


def test_fewer_months_are_unknown_while_what_came_before_is_not_known(tmp_path: Path) -> None:
    answer = ask(tmp_path, *year("1.00")[3:])
    assert (answer.finding("indirect_tenure")["outcome"], answer.result["tenure"]["distinct"]) == (
        "unknown",
        9,
    )


def test_fewer_months_are_too_few_where_a_month_before_is_covered_and_empty(tmp_path: Path) -> None:
    lines = [charge("5.00", cast.WINDOW[2], reseller=cast.RIVAL), *year("1.00")[3:]]
    assert ask(tmp_path, *lines).finding("indirect_tenure")["outcome"] == "not_met"


def test_fewer_months_are_too_few_where_the_company_dates_its_first_transaction(tmp_path: Path) -> None:
    company = f'first_transaction = 2026-02-01\n\n[[accounts]]\nid = "{cast.OWN}"\n'
    paths = put(tmp_path, {"recon.csv": recon(*year("1.00")[3:]), "partner.toml": company.encode()})
    answer = check(paths[0], ids=[], options=("--partner", str(paths[1])))
    assert answer.finding("indirect_tenure")["outcome"] == "not_met"


def test_a_month_that_nets_to_zero_is_no_transacting_month(tmp_path: Path) -> None:
    lines = [*year("1.00"), charge("-1.00", cast.WINDOW[5])]
    assert ask(tmp_path, *lines).result["tenure"]["distinct"] == 11


def test_months_before_the_window_count_for_tenure(tmp_path: Path) -> None:
    lines = [charge("1.00", f"2025-{m:02d}") for m in range(1, 11)] + year("1.00")[:2]
    assert ask(tmp_path, *lines).result["tenure"]["distinct"] == 12
