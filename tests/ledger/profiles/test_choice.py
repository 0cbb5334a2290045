"""Which of the given profiles reads a file, and what is said where none does."""

import gzip
from pathlib import Path

import pytest

from directbill.core.errors import Refusal
from directbill.ledger import profiles
from directbill.ledger.carriers import Layout
from directbill.ledger.profiles import Choice, Profile
from tests.fixtures import distributor
from tests.fixtures.bill import charge, recon
from tests.ledger.carriers.reading import put
from tests.ledger.reading import load

CSV = b"Invoice;Net;Month\nR-1;1,00;2026-03\n"
COLUMNS = {"amount": "Net", "document": "Invoice", "month": "Month"}


def profile(name: str = "p", *, layout: Layout | None = None, **columns: str) -> Profile:
    return Profile(
        name=name, columns=COLUMNS | columns, layout=layout or Layout(), constants={"currency": "EUR"}
    )


def among(folder: Path, content: bytes, *given: Profile) -> Choice:
    return profiles.among(given, put(folder, content), workdir=folder)


@pytest.mark.parametrize(
    "content",
    [CSV, b"\n\r\n" + CSV, b"\xef\xbb\xbf" + CSV, gzip.compress(CSV, mtime=0)],
    ids=["plain", "blank lines", "mark", "packed"],
)
def test_the_first_profile_whose_columns_the_file_has_is_taken(content: bytes, tmp_path: Path) -> None:
    other, first, second = profile(amount="Netto"), profile("first"), profile("second")
    assert among(tmp_path, content, other, first, second) == Choice(first)


def test_the_nearest_profile_says_what_it_lacks(tmp_path: Path) -> None:
    far, near = profile("far", amount="A", document="B"), profile("near", amount="Nett")
    choice = among(tmp_path, CSV, far, near)
    told = [(f.code, f.place.row, f.place.column, f.params["profile"]) for f in choice.misfits]
    assert (choice.profile, told) == (None, [("profile_column_missing", 1, "Nett", "near")])


def test_a_profile_the_file_does_not_even_open_by_says_so(tmp_path: Path) -> None:
    book = distributor.workbook(distributor.lines(1))
    choice = among(tmp_path, book, profile(layout=Layout(sheet="Sails")))
    assert [f.code for f in choice.misfits] == ["xlsx_no_sheet"]


def test_nothing_given_nothing_said(tmp_path: Path) -> None:
    assert among(tmp_path, CSV) == Choice()


def refused(folder: Path, files: dict[str, bytes], *given: Profile) -> list[tuple[str, str]]:
    with pytest.raises(Refusal) as told:
        load(folder, files, profiles=given)
    return [(f.code, f.found) for f in told.value.faults]


def test_a_file_nobody_knows_is_told_what_keeps_it_from_its_profile(tmp_path: Path) -> None:
    assert refused(tmp_path, {"x.csv": CSV}, profile(amount="Nett")) == [
        ("header_unknown", "Invoice, Net, Month"), ("profile_column_missing", "Nett"),
    ]  # fmt: skip


def test_a_profile_that_reads_no_file_is_refused(tmp_path: Path) -> None:
    """It would otherwise be passed over in silence."""
    assert refused(tmp_path, {"a.csv": recon(charge("1.00"))}, profile()) == [("mapping_fits_nothing", "p")]
