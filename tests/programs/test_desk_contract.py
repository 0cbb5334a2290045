"""What a program says of the contract of a support plan: the fields every record gives, and a reason there is."""

from pathlib import Path

import pytest

from directbill.core.contracting import Rule
from directbill.core.edition import Source
from directbill.programs import desks, library
from tests.programs.test_desks import DESK, FILE, replace, told, with_desk

ASK = """
[[ask]]
verb = "contract.record"

[[ask.field]]
key = "from"
kind = "date"
label.en = "From"
label.cs = "Od"

[[ask.field]]
key = "to"
kind = "date"
label.en = "To"
label.cs = "Do"

[[ask]]
verb = "contract.renew"

[[ask.field]]
key = "from"
kind = "date"
label.en = "From"
label.cs = "Od"

[[ask.field]]
key = "to"
kind = "date"
label.en = "To"
label.cs = "Do"

[[ask]]
verb = "contract.send_back"
reasons.early.en = "Too early."
reasons.early.cs = "Příliš brzy."
"""
CONTRACT = """[contract]
start = "from"
end = "to"
early_reason = "early"
remind_days = 30
source = "handbook"

[limits]
"""


def with_contract(tmp_path: Path) -> Path:
    where = replace(with_desk(tmp_path), FILE, "[limits]\n", CONTRACT)
    with (where / FILE).open("a", encoding="utf-8") as file:
        file.write(ASK)
    return where


def test_a_contract_table_is_read(tmp_path: Path) -> None:
    where = with_contract(tmp_path)
    assert told(where) == []
    found = desks.whole(library.load(where), "2022-07-01", where=where).contract
    assert found == Rule("from", "to", "early", 30, Source("handbook"))


def test_the_bundled_days_are_marked_as_assumed() -> None:
    assert DESK.contract
    assert (DESK.contract.source.assumed, sorted(DESK.contract.source.note)) == (True, ["cs", "en"])


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("remind_days = 30", "remind_days = 0", ("program_number_range", "contract.remind_days", "0")),
        ('early_reason = "early"', 'early_reason = "late"', ("desk_contract_reason", "contract.early_reason", "late")),
        ('start = "from"', 'start = "since"', ("desk_contract_field", "contract.start", "since")),
        ('key = "to"\nkind = "date"', 'key = "to"\nkind = "line"', ("desk_contract_field", "contract.end", "to")),
        ('key = "to"\n', 'key = "to"\nrequired = false\n', ("desk_contract_field", "contract.end", "to")),
        ('end = "to"\n', 'end = "to"\nlapse = 1\n', ("program_key_unknown", "contract.lapse", "lapse")),
    ],
)  # fmt: skip
def test_one_fault_is_told_with_its_key(
    tmp_path: Path, old: str, new: str, fault: tuple[str, str, str]
) -> None:
    where = replace(with_contract(tmp_path), FILE, old, new)
    assert [(code, key, found) for code, _, key, found in told(where)] == [fault]
