"""What a program says of its agreement: a text for every language that can be chosen, and no other."""

from pathlib import Path

import pytest

from directbill.core.desk import Agreement
from directbill.core.edition import Source
from directbill.programs import desks, library
from tests.programs.test_desks import DESK, FILE, replace, told, with_desk

ASK = """
[[ask]]
verb = "agreement.accept"

[[ask.field]]
key = "which"
kind = "choice"
label.en = "Text"
label.cs = "Znění"
choices.en.en = "English"
choices.en.cs = "Anglické"
choices.cs.en = "Czech"
choices.cs.cs = "České"
"""
AGREEMENT = '''[agreement]
version = "7"
language = "which"
source = "handbook"
text.en = """
We agree.
"""
text.cs = """
Souhlasíme.
"""

[limits]
'''


def with_agreement(tmp_path: Path) -> Path:
    where = replace(with_desk(tmp_path), FILE, "[limits]\n", AGREEMENT)
    with (where / FILE).open("a", encoding="utf-8") as file:
        file.write(ASK)
    return where


def test_the_text_is_read_to_the_byte(tmp_path: Path) -> None:
    where = with_agreement(tmp_path)
    assert told(where) == []
    words = {"en": "We agree.\n", "cs": "Souhlasíme.\n"}
    found = desks.whole(library.load(where), "2022-07-01", where=where).agreement
    assert found == Agreement("7", "which", words, Source("handbook"))


def test_the_bundled_text_is_marked_as_assumed() -> None:
    assert DESK.agreement
    assert (DESK.agreement.source.assumed, sorted(DESK.agreement.text)) == (True, ["cs", "en"])


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('language = "which"', 'language = "what"', ("desk_agreement_choice", "agreement.language", "")),
        ("choices.cs.en", "choices.sk.en", ("desk_agreement_choice", "agreement.language", "en, sk")),
        ('version = "7"\n', "", ("program_key_missing", "agreement.version", "version")),
    ],
)
def test_one_fault_is_told_with_its_key(
    tmp_path: Path, old: str, new: str, fault: tuple[str, str, str]
) -> None:
    where = replace(with_agreement(tmp_path), FILE, old, new)
    if "sk" in new:
        replace(where, FILE, "choices.cs.cs", "choices.sk.cs")
    assert [(code, key, found) for code, _, key, found in told(where)] == [fault]
