"""Design section 7: what of a ledger counts, one claim a test, through the public command."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.fixtures import cast, daily_rated
from tests.fixtures.bill import charge, recon, year
from tests.fixtures.table import as_csv
from tests.judge import Answer, check, put, run


def ask(folder: Path, *charges: dict[str, str], ids: tuple[str, ...] = (cast.OWN,), **more: object) -> Answer:
    answer = check(*put(folder, {"recon.csv": recon(*charges)}), ids=ids, **more)  # type: ignore[arg-type]
    assert answer.code == 0, answer.err
    return answer


def test_pretax_is_what_counts(tmp_path: Path) -> None:
    line = charge("100.00", TaxTotal="21.00", Total="121.00")
    assert ask(tmp_path, line).counted == Decimal("100.00")


def test_unbilled_lines_are_listed_and_not_counted(tmp_path: Path) -> None:
    answer = ask(tmp_path, charge("100.00"), charge("7.00", InvoiceNumber=""))
    assert (answer.counted, answer.left("unbilled")) == (
        Decimal("100.00"), {"reason": "unbilled", "amount": "7.00", "lines": 1},
    )  # fmt: skip


def test_test_invoices_are_listed_and_not_counted(tmp_path: Path) -> None:
    answer = ask(tmp_path, charge("100.00"), charge("7.00", InvoiceNumber="T000001234"))
    assert (answer.counted, answer.left("test_document")) == (
        Decimal("100.00"), {"reason": "test_document", "amount": "7.00", "lines": 1},
    )  # fmt: skip


def test_the_sum_is_signed_and_no_negative_is_dropped(tmp_path: Path) -> None:
    assert ask(tmp_path, charge("100.00"), charge("-30.00"), charge("-80.00")).counted == Decimal("-10.00")


@pytest.mark.parametrize("category", ["license", "azure_usage", "reservation", "savings_plan"])
def test_cloud_categories_count(category: str, tmp_path: Path) -> None:
    answer = ask(tmp_path, charge("100.00", category=category))
    shares = {c["category"]: c["counted"] for c in answer.statement["categories"] if c["counted"] != "0.00"}
    assert (answer.counted, shares) == (Decimal("100.00"), {category: "100.00"})


@pytest.mark.parametrize("category", ["software_subscription", "perpetual_software", "marketplace"])
def test_other_categories_are_listed_apart_with_what_the_figure_would_be(
    category: str, tmp_path: Path
) -> None:
    answer = ask(tmp_path, charge("100.00"), charge("7.00", category=category))
    assert (answer.counted, answer.left("category")) == (
        Decimal("100.00"), {"reason": "category", "amount": "7.00", "lines": 1},
    )  # fmt: skip
    assert "107.00" in answer.out


@pytest.mark.parametrize(
    ("reseller", "lines"), [("", 1), ("0", 1), ("-1", 1), (cast.PROVIDER, 1), (cast.RIVAL, 0)]
)
def test_who_is_not_named_gets_nothing_and_unattributed_lines_are_kept(
    reseller: str, lines: int, tmp_path: Path
) -> None:
    answer = ask(tmp_path, charge("100.00"), charge("7.00", reseller=reseller))
    assert (answer.counted, answer.left("unattributed")["lines"]) == (Decimal("100.00"), lines)


def test_an_own_id_that_is_also_the_providers_is_own(tmp_path: Path) -> None:
    """A declared identifier is tested first."""
    line = charge("100.00", MpnId=cast.OWN)
    assert ask(tmp_path, line).counted == Decimal("100.00")


def test_another_resellers_lines_leave_no_trace(tmp_path: Path) -> None:
    secret = charge("987654.32", reseller=cast.RIVAL, CustomerName="Somebody else's customer")
    answer = ask(tmp_path, charge("100.00"), secret)
    shown = answer.out + answer.err
    assert [w for w in (cast.RIVAL, "987", "Somebody else") if w in shown] == []


def test_both_accounts_roll_up_to_the_company(tmp_path: Path) -> None:
    lines = (charge("100.00"), charge("7.00", reseller=cast.OWN_SECOND))
    answer = ask(tmp_path, *lines, ids=(cast.OWN, cast.OWN_SECOND))
    accounts = {a["account"]: a["counted"] for a in answer.statement["accounts"]}
    assert (answer.counted, accounts) == (Decimal("107.00"), {cast.OWN: "100.00", cast.OWN_SECOND: "7.00"})


def test_a_direct_bill_partner_owns_what_names_no_reseller(tmp_path: Path) -> None:
    lines = (
        charge("100.00", reseller=""),
        charge("20.00", reseller="0"),
        charge("7.00", reseller=cast.RIVAL),
    )
    answer = ask(tmp_path, *lines, ids=(cast.PROVIDER,), options=("--role", "direct_bill"))
    assert answer.counted == Decimal("120.00")


def test_daily_rated_usage_is_a_breakdown_and_is_never_added(tmp_path: Path) -> None:
    every = daily_rated.lines(1)
    files = {"recon.csv": recon(*year("100.00")), "daily.csv": as_csv(daily_rated.full(every))}
    answer = check(*put(tmp_path, files), ids=[cast.OWN])
    own = sum(s.reseller == cast.OWN for s in every) + sum(s.reseller == "" for s in every)
    assert (answer.code, answer.counted, answer.left("breakdown")["lines"]) == (0, Decimal("1200.00"), own)


def test_the_basic_attribute_set_is_recognized_and_explained(tmp_path: Path) -> None:
    content = as_csv(daily_rated.basic(daily_rated.lines(1)))
    answer = check(*put(tmp_path, {"recon.csv": recon(charge("5.00")), "basic.csv": content}), ids=[cast.OWN])
    assert "basic.csv" in answer.err
    assert (answer.code, "full" in answer.err) == (answer.code, True)


def test_equal_looking_lines_are_two_charges(tmp_path: Path) -> None:
    assert ask(tmp_path, charge("100.00"), charge("100.00")).counted == Decimal("200.00")


def test_a_subtotal_is_never_recomputed(tmp_path: Path) -> None:
    line = charge("100.00", EffectiveUnitPrice="3.00", BillableQuantity="5", Quantity="5", UnitPrice="3.00")
    assert ask(tmp_path, line).counted == Decimal("100.00")


def test_every_line_says_whether_it_counts_and_why_not(tmp_path: Path) -> None:
    lines = (charge("1.00"), charge("2.00", InvoiceNumber=""), charge("4.00", category="marketplace"))
    path = put(tmp_path, {"recon.csv": recon(*lines)})[0]
    told = [_explained(path, row) for row in (2, 3, 4)]
    assert (len(set(told)), "billed" in told[1].lower()) == (3, True)


def _explained(path: Path, row: int) -> str:
    answer = run(
        "explain", str(path), "--partner-id", cast.OWN, "--as-of", cast.AS_OF, "--line", f"{path.name}:{row}"
    )
    assert answer.code == 0, answer.err
    return answer.out


CATEGORIES = {
    "license": {"TermAndBillingCycle": "One-Month commitment for monthly billing", "ReservationOrderId": "99f246cf"},
    "reservation": {"TermAndBillingCycle": "3 Years Reservation"},
    "savings_plan": {"TermAndBillingCycle": "1 Year Savings Plan"},
    "software_subscription": {"TermAndBillingCycle": "1 Year Subscription"},
    "perpetual_software": {"TermAndBillingCycle": "", "ChargeEndDate": "", "SubscriptionDescription": "x"},
    "azure_usage": {"TermAndBillingCycle": "Data Stored (GB/Month)", "SubscriptionDescription": "renamed plan"},
    "marketplace": {"PublisherName": "Fictional", "PublisherId": "P1", "TermAndBillingCycle": "1 Year Subscription"},
}  # fmt: skip


@pytest.mark.parametrize("category", CATEGORIES)
def test_the_category_follows_the_published_heuristic_in_its_order(category: str, tmp_path: Path) -> None:
    plain = charge("9.00", category="azure_usage", PublisherName="Microsoft", PublisherId="")
    answer = ask(tmp_path, {**plain, **CATEGORIES[category]})
    shares = {c["category"]: c["lines"] for c in answer.statement["categories"] if c["lines"]}
    left = {e.get("detail") for e in answer.statement["not_counted"] if e["reason"] == "category"}
    assert set(shares) | left == {category}


OWN_WORDS = """name = "supplier"
decimal_mark = "."
price_basis = "billed"
account = "own"
[columns]
amount = "Net"
month = "Month"
category = "Kind"
[constants]
currency = "USD"
"""


@pytest.mark.parametrize(
    ("more", "reason", "said"),
    [("", "revenue_category_unknown", True), ('[categories]\nLizenzen = "license"\n', "revenue_met", False)],
)
def test_a_files_own_word_for_what_is_sold_decides_nothing_until_it_is_explained(
    more: str, reason: str, said: bool, tmp_path: Path
) -> None:
    rows = "".join(f"{month};40000.00;Lizenzen\n" for month in cast.WINDOW)
    order = 'date_order = "YMD"\n'
    files = {"sales.csv": f"Month;Net;Kind\n{rows}".encode(), "m.toml": (order + OWN_WORDS + more).encode()}
    paths = put(tmp_path, files)
    answer = check(paths[0], options=("--mapping", str(paths[1])))
    assert answer.code == 0, answer.err
    found = answer.finding("revenue_ttm")
    assert (found["reason"]["code"], "category nobody has explained: Lizenzen" in answer.err) == (
        reason,
        said,
    )
