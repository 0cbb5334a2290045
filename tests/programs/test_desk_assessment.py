"""What a program says of nonconformities: days to correct one by its grade, and to look at an answer."""

from pathlib import Path

import pytest

from directbill.core.criteria import Grade
from directbill.core.edition import Source
from directbill.core.nonconformity import Terms
from directbill.programs import desks, library
from tests.programs.test_desks import DESK, FILE, replace, told, with_desk

TABLE = """[nonconformity]
look = 4
source = "handbook"

[nonconformity.days]
major = 20
minor = 50

[limits]
"""


def with_terms(tmp_path: Path) -> Path:
    return replace(with_desk(tmp_path), FILE, "[limits]\n", TABLE)


def test_the_days_of_nonconformities_are_read(tmp_path: Path) -> None:
    where = with_terms(tmp_path)
    assert told(where) == []
    found = desks.whole(library.load(where), "2022-07-01", where=where).corrections
    assert found == Terms({Grade.MAJOR: 20, Grade.MINOR: 50}, 4, Source("handbook"))


def test_a_program_that_says_nothing_of_them_watches_none(tmp_path: Path) -> None:
    where = with_desk(tmp_path)
    assert desks.whole(library.load(where), "2022-07-01", where=where).corrections is None


def test_the_bundled_days_are_marked_as_assumed() -> None:
    assert DESK.corrections
    assert (DESK.corrections.source.assumed, sorted(DESK.corrections.source.note)) == (True, ["cs", "en"])


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("look = 4", "look = 0", ("program_number_range", "nonconformity.look", "0")),
        ("major = 20", "major = 0", ("program_number_range", "nonconformity.days.major", "0")),
        ("minor = 50", "minor = -1", ("program_number_range", "nonconformity.days.minor", "-1")),
        ("look = 4\n", "", ("program_key_missing", "nonconformity.look", "look")),
        ("minor = 50\n", "", ("program_key_missing", "nonconformity.days.minor", "minor")),
        ("look = 4", 'look = "4"', ("program_wants_whole_number", "nonconformity.look", '"4"')),
        ("minor = 50\n", "minor = 50\nslight = 9\n", ("program_key_unknown", "nonconformity.days.slight", "slight")),
        ("look = 4\n", "look = 4\nwait = 1\n", ("program_key_unknown", "nonconformity.wait", "wait")),
    ],
)  # fmt: skip
def test_one_fault_is_told_with_its_key(
    tmp_path: Path, old: str, new: str, fault: tuple[str, str, str]
) -> None:
    where = replace(with_terms(tmp_path), FILE, old, new)
    assert [(code, key, found) for code, _, key, found in told(where)] == [fault]
