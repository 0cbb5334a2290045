"""A billing system's file: read whole, every fault with its line and column, nothing kept of a file with one."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from directbill.actions.billing import Said
from directbill.core.errors import Fault, Place, Refusal
from directbill.core.money import Money
from directbill.core.signals import Invoice
from directbill.ops import billing

HEAD = "enrollment,as_of,currency,used,invoice,due,open\n"


def written(folder: Path, *lines: str, head: str = HEAD) -> Path:
    path = folder / "owed.csv"
    path.write_text(head + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def faults(path: Path) -> list[Fault]:
    with pytest.raises(Refusal) as refused:
        billing.read(path)
    return list(refused.value.faults)


def test_lines_of_one_enrollment_and_day_are_one_statement(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "ENR-1,2027-01-31,USD,900.50,G1,2027-01-01,250.00",
        "ENR-2,2027-01-31,EUR,0,,,",
        "ENR-1,2027-01-31,USD,900.50,G2,2027-02-01,650.5",
    )
    day, usd = date(2027, 1, 31), "USD"
    assert billing.read(path) == [
        Said(
            enrollment="ENR-1",
            as_of=day,
            used=Money(Decimal("900.50"), usd),
            invoices=[
                Invoice("G1", Money(Decimal("250.00"), usd), date(2027, 1, 1)),
                Invoice("G2", Money(Decimal("650.5"), usd), date(2027, 2, 1)),
            ],
        ),
        Said(enrollment="ENR-2", as_of=day, used=Money(Decimal(0), "EUR"), invoices=[]),
    ]


@pytest.mark.parametrize(
    ("line", "column", "found"),
    [
        (",2027-01-31,USD,1,,,", "enrollment", ""),
        ("ENR-1,31.1.2027,USD,1,,,", "as_of", "31.1.2027"),
        ("ENR-1,2027-01-31,usd,1,,,", "currency", "usd"),
        ('ENR-1,2027-01-31,USD,"1,5",,,', "used", "1,5"),
        ("ENR-1,2027-01-31,USD,1,G1,,5", "due", ""),
        ("ENR-1,2027-01-31,USD,1,G1,2027-01-01,", "open", ""),
        ("ENR-1,2027-01-31,USD,1,,2027-01-01,", "due", "2027-01-01"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line_and_column(
    tmp_path: Path, line: str, column: str, found: str
) -> None:
    path = written(tmp_path, "ENR-9,2027-01-31,USD,1,,,", line)
    assert faults(path) == [Fault("billing_value", Place("owed.csv", 3, column), found)]


def test_lines_of_one_statement_say_the_same_sum(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "ENR-1,2027-01-31,USD,900,G1,2027-01-01,250",
        "ENR-1,2027-01-31,USD,901,G2,2027-01-01,250",
    )
    place = Place("owed.csv", 3, "used")
    assert faults(path) == [Fault("billing_disagrees", place, "901", {"first": "900"})]


def test_a_file_without_its_columns_or_that_is_not_there_is_refused(tmp_path: Path) -> None:
    (found,) = faults(written(tmp_path, head="enrollment,as_of\n"))
    assert (found.code, found.found) == ("billing_columns", "currency, used, invoice, due, open")
    assert faults(tmp_path / "nothing.csv")[0].code == "file_missing"
