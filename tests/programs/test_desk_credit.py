"""What a program says of its credit review: its bar, and the fields every verb that grants asks for."""

from pathlib import Path

import pytest

from directbill.core.money import Money
from directbill.programs import desks, library
from tests.programs.test_desks import DESK, FILE, replace, told, with_desk

ASK = """
[[ask]]
verb = "credit.{verb}"

[[ask.field]]
key = "most"
kind = "line"
label.en = "Most"
label.cs = "Nejvýše"

[[ask.field]]
key = "in"
kind = "currency"
label.en = "Currency"
label.cs = "Měna"

[[ask.field]]
key = "last"
kind = "date"
label.en = "Until"
label.cs = "Do"
"""
CREDIT = """[credit]
limit = "most"
currency = "in"
valid_until = "last"
second_person_above = { amount = 100, currency = "EUR" }
terms_days = 30
source = "handbook"

[limits]
"""


def with_credit(tmp_path: Path) -> Path:
    where = replace(with_desk(tmp_path), FILE, "[limits]\n", CREDIT)
    with (where / FILE).open("a", encoding="utf-8") as file:
        file.write(ASK.format(verb="approve") + ASK.format(verb="pass"))
    return where


def test_a_credit_table_is_read_and_without_one_there_is_no_bar(tmp_path: Path) -> None:
    where = with_credit(tmp_path)
    found = desks.whole(library.load(where), "2022-07-01", where=where).credit
    assert told(where) == []
    assert found
    assert (found.limit, found.currency, found.valid_until) == ("most", "in", "last")
    assert found.second_person_above == Money(found.second_person_above.amount, "EUR")
    assert str(found.second_person_above.amount) == "100"


def test_the_bundled_bar_is_marked_as_assumed() -> None:
    assert DESK.credit
    assert (DESK.credit.source.assumed, sorted(DESK.credit.source.note)) == (True, ["cs", "en"])


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("terms_days = 30", "terms_days = 0", ("program_number_range", "credit.terms_days", "0")),
        ("amount = 100", "amount = 0", ("program_number_range", "credit.second_person_above.amount", "0")),
        ('"EUR" }', '"XYZ" }', ("desk_currency_unknown", "credit.second_person_above.currency", "XYZ")),
        ('key = "last"', 'key = "to"', ("desk_credit_field", "credit.valid_until", "last")),
        ('kind = "date"', 'kind = "line"', ("desk_credit_field", "credit.valid_until", "last")),
        ('key = "in"', 'key = "in"\nrequired = false', ("desk_credit_field", "credit.currency", "in")),
        (
            'currency = "in"\n',
            'currency = "in"\nlowest = 1\n',
            ("program_key_unknown", "credit.lowest", "lowest"),
        ),
    ],
)
def test_one_fault_is_told_with_its_key(
    tmp_path: Path, old: str, new: str, fault: tuple[str, str, str]
) -> None:
    where = replace(with_credit(tmp_path), FILE, old, new)
    assert [(code, key, found) for code, _, key, found in told(where)] == [fault]
