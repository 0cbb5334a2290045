"""What a program says of the conditions of a grant: fields that their verbs always ask for, and days of notice."""

from pathlib import Path

import pytest

from directbill.core.conditional import Rule
from directbill.core.edition import Source
from directbill.programs import desks, library
from tests.programs.test_desks import DESK, FILE, replace, told, with_desk

LABEL = 'label.en = "It"\nlabel.cs = "To"\n'
GRANT, EXTEND, BACK = (
    f'verb = "decision.{verb}"\nreasons.stated.en = "The reason is stated."\nreasons.stated.cs = "Důvod je uveden."\n'
    for verb in ("grant_with_conditions", "extend", "send_back")
)
FIELDS = {
    GRANT: f"""
[[ask.field]]
key = "promises"
kind = "items"
{LABEL}
[[ask.field.field]]
key = "what"
kind = "line"
{LABEL}
[[ask.field.field]]
key = "last"
kind = "date"
{LABEL}""",
    EXTEND: f'\n[[ask.field]]\nkey = "new"\nkind = "date"\n{LABEL}',
    BACK: f'\n[[ask.field]]\nkey = "these"\nkind = "conditions"\n{LABEL}',
}
PROVE = f'\n[[ask]]\nverb = "decision.prove_conditions"\n\n[[ask.field]]\nkey = "these"\nkind = "conditions"\n{LABEL}'
TABLE = """[conditions]
listed = "promises"
name = "what"
day = "last"
which = "these"
until = "new"
remind_days = 7
again_days = 3
source = "handbook"

[limits]
"""


def with_conditions(tmp_path: Path) -> Path:
    where = replace(with_desk(tmp_path), FILE, "[limits]\n", TABLE)
    for verb, fields in FIELDS.items():
        replace(where, FILE, verb, verb + fields)
    with (where / FILE).open("a", encoding="utf-8") as file:
        file.write(PROVE)
    return where


def test_a_table_of_conditions_is_read(tmp_path: Path) -> None:
    where = with_conditions(tmp_path)
    assert told(where) == []
    found = desks.whole(library.load(where), "2022-07-01", where=where).conditions
    assert found == Rule("promises", "what", "last", "these", "new", 7, 3, Source("handbook"))


def test_the_bundled_days_are_marked_as_assumed() -> None:
    assert DESK.conditions
    assert (DESK.conditions.source.assumed, sorted(DESK.conditions.source.note)) == (True, ["cs", "en"])


F = "desk_condition_field"


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ("remind_days = 7", "remind_days = 0", [("program_number_range", "conditions.remind_days", "0")]),
        ("again_days = 3", "again_days = 0", [("program_number_range", "conditions.again_days", "0")]),
        ('listed = "promises"', 'listed = "terms"', [(F, "conditions.listed", "terms")]),
        ('name = "what"', 'name = "which"', [(F, "conditions.name", "which")]),
        ('key = "last"\nkind = "date"', 'key = "last"\nkind = "line"', [(F, "conditions.day", "last")]),
        ('key = "last"\n', 'key = "last"\nrequired = false\n', [(F, "conditions.day", "last")]),
        ('which = "these"', 'which = "those"', [(F, "conditions.which", "those")]),
        ('until = "new"', 'until = "newer"', [(F, "conditions.until", "newer")]),
        ('until = "new"\n', 'until = "new"\nmost = 1\n', [("program_key_unknown", "conditions.most", "most")]),
    ],
)  # fmt: skip
def test_one_fault_is_told_with_its_key(
    tmp_path: Path, old: str, new: str, faults: list[tuple[str, str, str]]
) -> None:
    where = replace(with_conditions(tmp_path), FILE, old, new)
    assert [(code, key, found) for code, _, key, found in told(where)] == faults
