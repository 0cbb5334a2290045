"""The company file is read strictly: a fault names its key and line, and a file written is read back the same."""

from datetime import date
from pathlib import Path

import pytest

from directbill.cli import company
from directbill.core.errors import Fault, Place, Refusal
from directbill.core.parties import Account, AccountKind, Answer, Attestation, Partner, Role, RolePeriod

KNOWN = ("authority", "support", "services")

WHOLE = Partner(
    name='Example "A" \\ s.r.o.',
    accounts=(
        Account("6900000", AccountKind.GLOBAL),
        Account("6900001", AccountKind.LOCATION, "DE", "EU", "t-1", date(2024, 1, 1), date(2026, 6, 30)),
    ),
    roles=(RolePeriod(Role.INDIRECT_RESELLER, date(2024, 1, 1)), RolePeriod(Role.DIRECT_BILL, None, None)),
    answers={
        "authority": Attestation(),
        "services": Attestation(
            Answer.YES,
            ("Backup", "Žluťoučký"),
            "two\nlines",
            date(2026, 11, 1),
            {"Žluťoučký": date(2027, 1, 31)},
        ),
    },
    first_transaction=date(2024, 1, 15),
    happened={"support": date(2026, 10, 1)},
)


def read(folder: Path, text: str) -> Partner:
    path = folder / "partner.toml"
    path.write_text(text, encoding="utf-8")
    return company.read(path, known=KNOWN)


def faults(folder: Path, text: str) -> tuple[Fault, ...]:
    with pytest.raises(Refusal) as caught:
        read(folder, text)
    return caught.value.faults


def test_what_is_written_is_read_back_the_same(tmp_path: Path) -> None:
    comments = {"services": "Which services?\nName one."}
    text = company.written(WHOLE, comments=comments, heading="First\nSecond")
    assert text.startswith("# First\n# Second\n")
    assert "# Which services?\n# Name one.\n[answers.services]\n" in text
    assert read(tmp_path, text) == WHOLE


def test_an_empty_file_says_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, "") == Partner()


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    assert read(tmp_path, '\ufeffname = "A"\r\n[happened]\r\nsupport = 2026-01-02\r\n') == Partner(
        name="A", happened={"support": date(2026, 1, 2)}
    )


def test_an_identifier_may_be_written_as_a_whole_number(tmp_path: Path) -> None:
    assert read(tmp_path, "[[accounts]]\nid = 6048879").ids == ("6048879",)


@pytest.mark.parametrize("text", ['"60488x9"', "6048879.0", "true", '""', "[1]", '"604 8879"', "-5"])
def test_an_identifier_is_digits_only(tmp_path: Path, text: str) -> None:
    fault = faults(tmp_path, f"name = 'A'\n[[accounts]]\nid = {text}")[0]
    assert (fault.code, fault.place) == ("company_id_wanted", Place("partner.toml", 3, "accounts[1].id"))


def test_an_unknown_key_is_refused_with_its_line_and_the_nearest(tmp_path: Path) -> None:
    assert faults(tmp_path, 'name = "A"\n\n[[accounts]]\nid = "1"\ncuntry = "DE"\n') == (
        Fault(
            "company_key_unknown",
            Place("partner.toml", 5, "accounts[1].cuntry"),
            "cuntry",
            {"near": "country"},
        ),
    )


def test_an_end_of_what_is_not_listed_is_refused_with_the_nearest(tmp_path: Path) -> None:
    text = '[answers.support]\nitems = ["Backup"]\nuntil = { Bakup = 2027-01-31 }'
    place = Place("partner.toml", 3, "answers.support.until.Bakup")
    assert faults(tmp_path, text) == (Fault("company_item_unknown", place, "Bakup", {"near": "Backup"}),)


def test_an_answer_to_no_requirement_is_refused_with_the_nearest(tmp_path: Path) -> None:
    assert faults(tmp_path, '[answers.suport]\nanswer = "yes"\n[happened]\nautority = 2026-01-01') == (
        Fault(
            "company_requirement_unknown",
            Place("partner.toml", 1, "answers.suport"),
            "suport",
            {"near": "support"},
        ),
        Fault(
            "company_requirement_unknown",
            Place("partner.toml", 4, "happened.autority"),
            "autority",
            {"near": "authority"},
        ),
    )


@pytest.mark.parametrize(
    ("text", "code", "line", "key"),
    [
        ("name = 5", "company_wants_text", 1, "name"),
        ('first_transaction = "2024-01-01"', "company_wants_date", 1, "first_transaction"),
        ("first_transaction = 2024-01-01T10:00:00", "company_wants_date", 1, "first_transaction"),
        ('accounts = "1"', "company_wants_tables", 1, "accounts"),
        ("answers = 3", "company_wants_table", 1, "answers"),
        ('[answers.support]\nanswer = "maybe"', "company_word", 2, "answers.support.answer"),
        ("[answers.support]\nanswer = true", "company_word", 2, "answers.support.answer"),
        ('[answers.support]\nitems = "one"', "company_wants_list", 2, "answers.support.items"),
        ("[[roles]]\nsince = 2024-01-01", "company_word", 1, "roles[1].role"),
        ("[[accounts]]\nid = '1'\n[[accounts]]\nid = '1'", "company_id_twice", 4, "accounts[2].id"),
        (
            "[[accounts]]\nid = '1'\nvalid_from = 2024-02-01\nvalid_to = 2024-01-01",
            "company_ends_early",
            4,
            "accounts[1].valid_to",
        ),
    ],
)
def test_a_wrong_value_is_refused_at_its_line(
    tmp_path: Path, text: str, code: str, line: int, key: str
) -> None:
    fault = faults(tmp_path, text)[0]
    assert (fault.code, fault.place) == (code, Place("partner.toml", line, key))


def test_every_fault_of_the_file_is_told_at_once(tmp_path: Path) -> None:
    found = faults(tmp_path, 'nam = "A"\nfirst_transaction = 1\n[[accounts]]\nid = "x"\n')
    assert [f.code for f in found] == ["company_key_unknown", "company_id_wanted", "company_wants_date"]


def test_text_that_is_not_toml_is_refused_at_its_line(tmp_path: Path) -> None:
    assert faults(tmp_path, 'name = "A"\nname "B"\n')[0] == Fault(
        "company_not_toml", Place("partner.toml", 2)
    )


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="company_missing"):
        company.read(tmp_path / "absent.toml", known=())
    with pytest.raises(Refusal, match="file_is_directory"):
        company.read(tmp_path, known=())
    (tmp_path / "latin.toml").write_bytes('name = "Žluť"'.encode("cp1250"))
    with pytest.raises(Refusal, match=r"text_not_utf8 \[latin.toml:1\] '8E'"):
        company.read(tmp_path / "latin.toml", known=())
