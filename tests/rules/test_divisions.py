"""A program that tests each tenant and counts what is paid, by files alone: `tests/programs_third`."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.fixtures import cast, invoices
from tests.fixtures.bill import charge, recon
from tests.judge import Answer, check, put, run
from tests.programs import folders

APRIL, MAY, JUNE = "2025-04", "2025-05", "2025-06"
AS_OF = ("--as-of", "2025-07-05")
THIRD_ID = "6900003"
COMPANY = f"""name = "The company"
[[accounts]]
id = "{cast.OWN}"
tenant = "north"
region = "EU"
[[accounts]]
id = "{cast.OWN_SECOND}"
tenant = "north"
region = "US"
[[accounts]]
id = "{THIRD_ID}"
tenant = "south"
region = "US"
"""


def sold(number: str, month: str, amount: str, account: str) -> dict[str, str]:
    return charge(amount, month, reseller=account, InvoiceNumber=number)


SALES = (
    sold("G1", APRIL, "600.00", cast.OWN),
    sold("G2", MAY, "500.00", cast.OWN_SECOND),
    sold("G3", JUNE, "800.00", THIRD_ID),
    sold("G4", MAY, "300.00", THIRD_ID),
)
"""North 1,100, south 1,100: both enough, as far as they are paid."""


def paid(**numbers: bool) -> bytes:
    """A register that says of each invoice named whether it is paid."""
    months = {"G1": APRIL, "G2": MAY, "G3": JUNE, "G4": MAY}
    amounts = {"G1": "600.00", "G2": "500.00", "G3": "800.00", "G4": "300.00"}
    return invoices.page(
        invoices.Invoice(n, months[n], Decimal(amounts[n]), paid=is_paid) for n, is_paid in numbers.items()
    )


ALL = {"G1": True, "G2": True, "G3": True, "G4": True}


def ask(
    folder: Path, register: bytes, *sales: dict[str, str], company: str = COMPANY, more: tuple[str, ...] = ()
) -> Answer:
    files = {"a.csv": recon(*(sales or SALES)), "i.json": register, "partner.toml": company.encode()}
    paths = put(folder, files)
    options = ("--partner", str(paths[2]), "--program", str(folders.THIRD), *AS_OF, *more)
    answer = check(*paths[:2], ids=[], options=options)
    assert answer.code == 0, answer.err
    return answer


def told(answer: Answer, key: str = "paid_sales") -> dict[str, tuple[str, str | None]]:
    return {d["division"]: (d["outcome"], d["measure"]) for d in answer.finding(key)["divisions"]}


def test_each_tenant_is_tested_by_the_sum_of_its_accounts(tmp_path: Path) -> None:
    answer = ask(tmp_path, paid(**ALL))
    assert told(answer) == {"north": ("met", "1100.00"), "south": ("met", "1100.00")}
    assert (answer.finding("paid_sales")["outcome"], answer.counted) == ("met", Decimal("2200.00"))


def test_what_is_billed_and_not_paid_is_not_enough(tmp_path: Path) -> None:
    answer = ask(tmp_path, paid(**ALL | {"G4": False}))
    finding = answer.finding("paid_sales")
    assert told(answer) == {"north": ("met", "1100.00"), "south": ("not_met", "800.00")}
    assert (finding["outcome"], finding["measure"], finding["distance"]) == ("not_met", "800.00", "-200.00")
    assert [w["code"] for w in finding["warnings"]] == ["billed_would_flip"]


def test_where_no_document_of_a_tenant_says_it_is_unknown(tmp_path: Path) -> None:
    answer = ask(tmp_path, paid(G1=True, G2=True))
    assert told(answer) == {"north": ("met", "1100.00"), "south": ("unknown", None)}
    assert answer.result["outcome"] == "undecided"


@pytest.mark.parametrize(("silent", "outcome"), [("G3", "unknown"), ("G4", "unknown")])
def test_one_document_that_does_not_say_leaves_open_what_it_could_decide(
    silent: str, outcome: str, tmp_path: Path
) -> None:
    answer = ask(tmp_path, paid(**{n: True for n in ALL if n != silent}))
    assert told(answer)["south"][0] == outcome
    assert (answer.statement["paid_low"], answer.statement["paid_high"]) == (
        {"G3": "1400.00", "G4": "1900.00"}[silent], "2200.00",
    )  # fmt: skip


def test_months_are_counted_in_each_region(tmp_path: Path) -> None:
    answer = ask(tmp_path, paid(**ALL))
    assert told(answer, "months_per_region") == {"EU": ("unknown", "1"), "US": ("met", "2")}


def test_an_account_without_a_tenant_leaves_open_what_falls_short(tmp_path: Path) -> None:
    company = COMPANY.replace('tenant = "south"\n', "")
    answer = ask(tmp_path, paid(**ALL | {"G4": False}), company=company)
    finding = answer.finding("paid_sales")
    assert (finding["outcome"], finding["reason"]["code"]) == ("unknown", "accounts_unplaced")
    assert THIRD_ID in finding["reason"]["text"]


def test_a_file_without_accounts_counts_for_the_company_and_for_no_tenant(tmp_path: Path) -> None:
    profile = """name = "plain"
delimiter = ","
decimal_mark = "."
date_order = "YMD"
price_basis = "provider_price"
month_from = "date"
account = "own"
columns = { amount = "Net", date = "Day" }
constants = { currency = "USD", category = "license" }
"""
    paths = put(
        tmp_path, {"plain.toml": profile.encode(), "sales.csv": f"Net,Day\n50.00,{APRIL}-03\n".encode()}
    )
    register = paid(**ALL | {"G4": False})
    company = put(tmp_path, {"a.csv": recon(*SALES[1:]), "i.json": register, "p.toml": COMPANY.encode()})
    options = (
        "--partner",
        str(company[2]),
        "--program",
        str(folders.THIRD),
        *AS_OF,
        "--mapping",
        str(paths[0]),
    )
    answer = check(paths[1], *company[:2], ids=[], options=options)
    finding = answer.finding("paid_sales")
    assert (answer.counted, finding["reason"]["code"]) == (Decimal("1650.00"), "sales_unplaced"), answer.err
    assert told(answer) == {"north": ("not_met", "500.00"), "south": ("not_met", "800.00")}
    assert told(answer, "months_per_region")["EU"] == ("unknown", "0")


def test_every_face_shows_the_least_tenant_and_the_whole(tmp_path: Path) -> None:
    ask(tmp_path, paid(**ALL | {"G4": False}))
    paths = [str(tmp_path / name) for name in ("a.csv", "i.json")]
    base = ("--partner", str(tmp_path / "partner.toml"), "--program", str(folders.THIRD), *AS_OF)
    terminal = run("check", *paths, *base).out.replace("\N{NO-BREAK SPACE}", " ")
    html = run("check", *paths, *base, "--format", "html").out.replace("\N{NO-BREAK SPACE}", " ")
    why = run("explain", "paid_sales", *paths, *base).out.replace("\N{NO-BREAK SPACE}", " ")
    for said in (terminal, html, why):
        assert [w for w in ("south", "800.00", "2,200.00") if w not in said] == []
    assert [
        w for w in ("Paid sales, division by division", "Of south, whose figure decides.") if w not in why
    ] == []


def test_a_stored_result_explains_the_divisions_again(tmp_path: Path) -> None:
    ask(tmp_path, paid(**ALL | {"G4": False}))
    paths = [str(tmp_path / name) for name in ("a.csv", "i.json")]
    base = ("--partner", str(tmp_path / "partner.toml"), "--program", str(folders.THIRD))
    stored = str(tmp_path / "result.json")
    run("check", *paths, *base, *AS_OF, "--format", "json", "--lines", "-o", stored)
    again = run("explain", "paid_sales", "--from", stored, "--program", str(folders.THIRD))
    assert (again.code, again.out) == (0, run("explain", "paid_sales", *paths, *base, *AS_OF).out)


def test_the_role_is_the_programs_own_where_the_company_does_not_say(tmp_path: Path) -> None:
    """The second program counts what a direct-bill partner was billed."""
    line = charge("9.00", "2022-05", reseller="", MpnId=cast.OWN)
    options = ("--program", str(folders.SECOND), "--as-of", "2022-08-20")
    answer = check(*put(tmp_path, {"a.csv": recon(line)}), ids=[cast.OWN], options=options)
    assert (answer.result["role"], answer.statement["lines_counted"]) == ("direct_bill", 1), answer.err


def test_revenue_in_another_role_than_asked_for_is_told(tmp_path: Path) -> None:
    line = charge("9.00", reseller="", MpnId=cast.OWN)
    paths = put(tmp_path, {"a.csv": recon(line)})
    for role, codes in (("direct_bill", ["other_role_counted"]), ("indirect_reseller", [])):
        answer = check(*paths, ids=[cast.OWN], options=("--role", role))
        assert [w["code"] for w in answer.result["warnings"]] == codes
