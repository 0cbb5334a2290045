"""The rules of the transition: as data, strict, and what can be chosen is what the file tells of."""

from pathlib import Path
from shutil import copytree

import pytest

from directbill.core.errors import Refusal
from directbill.programs import library, transitions

NAME = "csp_direct_bill"
TWICE = ("program_language_missing", "program_language_missing", "transition_choices_differ")
PROGRAM = library.load(NAME)
RULES = transitions.of(PROGRAM, library.edition(PROGRAM, "2024-04-10"))


def changed(folder: Path, before: str, after: str) -> tuple[str, ...]:
    """The codes of the faults of the bundled rules with one thing changed, beside that they are changed."""
    copytree(library.BUNDLED / NAME, folder)
    path = folder / "transition/2024-04-10.toml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    found = [fault.code for fault in transitions.faults(folder, PROGRAM)]
    assert found.pop() == "transition_published_changed"
    return tuple(found)


def test_what_is_kept_and_lost_is_told_each_with_its_source() -> None:
    told = {each.key: (each.source.ref, each.source.assumed) for each in (*RULES.keeps, *RULES.loses)}
    assert told == {
        "customers": ("transition-2021", False),
        "billing": ("transition-2021", False),
        "records": ("transition-2021", True),
        "orders": ("transition-2021", False),
        "prices": ("transition-2021", False),
        "api": ("transition-2021", False),
        "return": ("transition-2021", False),
    }


def test_what_can_be_transferred_and_how_many_at_once() -> None:
    assert {key: kind.transfers for key, kind in RULES.kinds.items()} == {
        "license": True, "azure_plan": True, "reservation": False, "marketplace": False, "other_channel": False,
    }  # fmt: skip
    assert (RULES.most, RULES.most_source.assumed, RULES.approval, RULES.link) == (25, True, 5, 30)


def test_an_edition_before_the_first_file_says_nothing_of_it() -> None:
    with pytest.raises(Refusal) as refused:
        transitions.of(PROGRAM, library.edition(PROGRAM, "2018-08-31"))
    assert refused.value.code == "transition_none"


@pytest.mark.parametrize(
    ("before", "after", "codes"),
    [
        ('verb = "transition.ask"', 'verb = "transition.beg"', ("transition_verb_unknown",)),
        ('key = "azure_plan"', 'key = "azure"', ("transition_choices_differ",)),
        ('key = "none"', 'key = "nothing"', ("transition_choices_differ",)),
        ("choices.let_expire", "choices.lapse", TWICE),
        ('"suspended"]', '"ended"]', ("program_value_unknown",)),
        ("working_days = 5", "working_days = 0", ("program_number_range",)),
        ('key = "prices"', 'key = "orders"', ("program_twice",)),
        ('source = "transition-2021"', 'source = "nobody"', ("program_source_unknown",)),
    ],
)  # fmt: skip
def test_a_fault_is_found(tmp_path: Path, before: str, after: str, codes: tuple[str, ...]) -> None:
    assert changed(tmp_path / NAME, before, after) == codes
