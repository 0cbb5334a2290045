"""The small generated ledger is the same every time, says that it is made up, and adds up."""

import csv
import json
from decimal import Decimal
from pathlib import Path

from directbill.core.periods import Month
from directbill.ledger.demo import small


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_it_is_the_same_every_time(tmp_path: Path) -> None:
    first, second = small.write(tmp_path / "a"), small.write(tmp_path / "b")
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert (first.lines, str(first.first), str(first.last)) == (second.lines, "2024-11", "2026-10")
    small.write(tmp_path / "a")
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_it_says_that_it_is_made_up(tmp_path: Path) -> None:
    written = contents(small.write(tmp_path).folder)
    assert b"made up" in written[small.MARK]
    assert b"(generated)" in written["partner.toml"]
    with (tmp_path / "2026-10.csv").open(newline="", encoding="utf-8") as stream:
        assert all("(generated)" in row["CustomerName"] for row in csv.DictReader(stream))


def test_with_another_first_month_the_charges_are_of_the_months_the_files_are_named_for(
    tmp_path: Path,
) -> None:
    written = small.write(tmp_path, first=Month(2029, 2))
    assert (str(written.first), str(written.last)) == ("2029-02", "2031-01")
    for path in tmp_path.glob("*.csv"):
        with path.open(newline="", encoding="utf-8") as stream:
            begins = {row["ChargeStartDate"] for row in csv.DictReader(stream)}
        month = Month.parse(path.name[: len("2029-02")])
        assert begins == {f"{month.month}/1/{month.year}"}


def test_every_invoice_total_is_the_sum_of_its_lines(tmp_path: Path) -> None:
    small.write(tmp_path)
    register = json.loads((tmp_path / "invoices.json").read_text(encoding="utf-8"), parse_float=Decimal)
    sums: dict[str, Decimal] = {}
    for path in tmp_path.glob("*.csv"):
        with path.open(newline="", encoding="utf-8") as stream:
            for row in csv.DictReader(stream):
                sums[row["InvoiceNumber"]] = sums.get(row["InvoiceNumber"], Decimal(0)) + Decimal(
                    row["Subtotal"]
                )
    assert {i["id"]: i["totalCharges"] for i in register["items"] if i["documentType"] == "invoice"} == sums


def test_splitting_loses_no_cent() -> None:
    assert [sum(small.split(cents, 7, salt="any")) for cents in (0, 1, 99, 1_000_003)] == [
        0,
        1,
        99,
        1_000_003,
    ]
