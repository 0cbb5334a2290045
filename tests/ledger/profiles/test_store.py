from pathlib import Path

import pytest

from directbill.core.errors import Refusal
from directbill.core.ledger import Category
from directbill.ledger import profiles
from directbill.ledger.profiles import Profile, Shown
from tests.fixtures import distributor
from tests.ledger.carriers.reading import opened, put

SALES = distributor.lines(5)
CSV = distributor.as_distributor_csv(distributor.file(SALES))


def no_comment(_: str) -> str:
    return ""


def text_for(folder: Path, content: bytes, name: str = "sales.csv") -> str:
    return profiles.written(profiles.propose(opened(folder, content, name)), no_comment)


def find(folder: Path, path: Path) -> Profile | None:
    return profiles.find(path, folder=folder / "data", workdir=folder / "work")


def confirm(folder: Path, content: bytes, text: str, name: str = "sales.csv") -> Path:
    return profiles.confirm(
        text, sheet=opened(folder, content, name), folder=folder / "data", name="mapping.toml"
    )


def test_a_written_proposal_reads_back_as_the_same_profile(tmp_path: Path) -> None:
    draft = profiles.propose(opened(tmp_path, CSV, "sales.csv"))
    path = put(
        tmp_path, profiles.written(draft, lambda key: f"about {key}\nand more").encode(), "mapping.toml"
    )
    read, expected = profiles.read_profile(path), draft.provisional()
    assert (read.name, read.locale, read.sign, read.account, read.month_from, read.columns) == (
        expected.name, expected.locale, expected.sign, expected.account, expected.month_from, expected.columns,
    )  # fmt: skip
    assert read.fingerprint == profiles.fingerprint(opened(tmp_path, CSV, "sales.csv"))


def test_a_confirmed_profile_is_found_by_the_header_alone(tmp_path: Path) -> None:
    kept = confirm(tmp_path, CSV, text_for(tmp_path, CSV))
    later = put(tmp_path, CSV.splitlines(keepends=True)[0], "another name.txt")
    assert kept == tmp_path / "data" / "profiles" / f"{profiles.fingerprint(opened(tmp_path, CSV))}.toml"
    assert find(tmp_path, later) == profiles.read_profile(kept)


def test_nothing_is_found_for_another_header_or_before_anything_is_kept(tmp_path: Path) -> None:
    path = put(tmp_path, CSV, "sales.csv")
    assert find(tmp_path, path) is None
    confirm(tmp_path, CSV, text_for(tmp_path, CSV))
    assert find(tmp_path, put(tmp_path, b"a;b\n1;2\n", "other.csv")) is None
    assert find(tmp_path, put(tmp_path, b'{"a": 1}', "other.json")) is None


def test_a_file_that_only_opens_as_declared_is_found_too(tmp_path: Path) -> None:
    content = CSV.replace(b"Kunde;", "Käufer;".encode()).decode().encode("cp1252")
    plain = content.decode("cp1252").encode()
    text = text_for(tmp_path, plain).replace('encoding = "utf-8"', 'encoding = "cp1252"')
    confirm(tmp_path, plain, text)
    found = find(tmp_path, put(tmp_path, content, "sales.csv"))
    assert found
    assert found.layout.encoding == "cp1252"


def test_a_workbook_is_found_and_its_csv_is_not(tmp_path: Path) -> None:
    book = distributor.workbook(SALES)
    confirm(tmp_path, book, text_for(tmp_path, book, "sales.xlsx"), "sales.xlsx")
    found = find(tmp_path, put(tmp_path, book, "later.xlsx"))
    assert found
    assert found.layout.sheet == "Sheet"
    assert find(tmp_path, put(tmp_path, CSV, "sales.csv")) is None


def test_a_profile_of_another_programs_words_is_refused_for_its_own_files_alone(tmp_path: Path) -> None:
    text = text_for(tmp_path, CSV).replace('category = "unknown"', 'category = "hardware"')
    sheet = opened(tmp_path, CSV, "sales.csv")
    known = {*Category, "hardware"}
    profiles.confirm(text, sheet=sheet, folder=tmp_path / "data", name="mapping.toml", categories=known)
    assert find(tmp_path, put(tmp_path, b"a;b\n1;2\n", "other.csv")) is None
    with pytest.raises(Refusal) as told:
        find(tmp_path, put(tmp_path, CSV, "sales.csv"))
    assert (told.value.code, told.value.faults[0].found) == ("profile_value", "hardware")
    asked = {"folder": tmp_path / "data", "workdir": tmp_path / "work", "categories": known}
    assert profiles.find(tmp_path / "sales.csv", **asked) is not None  # type: ignore[arg-type]


def test_a_proposal_with_an_open_question_is_not_kept(tmp_path: Path) -> None:
    text = text_for(tmp_path, CSV).replace('date_order = "DMY"', 'date_order = "?"')
    with pytest.raises(Refusal) as told:
        confirm(tmp_path, CSV, text)
    assert (told.value.code, (tmp_path / "data").exists()) == ("profile_unsettled", False)


def test_a_profile_of_another_header_is_refused(tmp_path: Path) -> None:
    text = text_for(tmp_path, CSV)
    with pytest.raises(Refusal) as told:
        confirm(tmp_path, CSV.replace(b"Steuer", b"Abgabe"), text)
    assert told.value.code == "profile_header_other"


def test_a_column_the_file_lacks_is_named(tmp_path: Path) -> None:
    profile = Profile(name="by hand", account="Partner", columns={"amount": "Net", "currency": "Waehrung"})
    with pytest.raises(Refusal) as told:
        profiles.fit(profile, opened(tmp_path, CSV))
    places = [(f.code, f.place.file, f.place.row, f.place.column) for f in told.value.faults]
    assert places == [("profile_column_missing", "file.csv", 1, "Net")]


def test_the_first_rows_are_shown_as_they_would_be_read(tmp_path: Path) -> None:
    sheet = opened(tmp_path, CSV, "sales.csv")
    draft = profiles.propose(sheet)
    shown = profiles.preview(sheet, draft.provisional())
    assert shown == tuple(
        Shown(n + 2, s.month, f"{s.amount}", s.currency, s.reseller, s.document, "Suite E3")
        for n, s in enumerate(SALES[:3])
    )


def test_what_is_open_is_shown_as_found_with_a_question_mark(tmp_path: Path) -> None:
    sheet = opened(tmp_path, CSV, "sales.csv")
    profile = profiles.propose(sheet).provisional()
    shown = profiles.preview(sheet, profile, unsettled=("decimal_mark", "date_order", "account"), count=1)[0]
    found = CSV.decode().splitlines()[1].split(";")
    assert (shown.month, shown.amount, shown.account) == (f"{found[1]} ?", f"{found[7]} ?", "?")
