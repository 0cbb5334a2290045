"""What a program says closes a verification: every fault with its key, and every group shipped proven."""

from pathlib import Path

import pytest

from directbill.core.closing import Needs
from tests.programs.test_desks import DESK, FILE, replace, told, with_desk

DOCUMENT = """[[document]]
key = "extract"
title.en = "Extract"
title.cs = "Výpis"
source = "handbook 6"

"""
GROUP = """[[item.closes]]
key = "entity"
needs = "any_of"
title.en = "It exists"
title.cs = "Existuje"
documents = ["extract"]
source = "handbook 6"

"""


def closes(tmp_path: Path, old: str = "", new: str = "", *, at: str = "") -> list[tuple[str, str]]:
    """The faults of the second program with a group, in which `old` became `new`."""
    where = with_desk(tmp_path)
    text = (where / FILE).read_text(encoding="utf-8")
    first = text.index("[[item]]")
    work = text.index(at or 'work = "confirmation"')
    after = text.index("[[", work)
    assert old in DOCUMENT + GROUP
    text = text[:first] + DOCUMENT + text[first:after] + GROUP + text[after:]
    if old:
        text = (
            text.replace(old, new, 1) if old in DOCUMENT else text.replace(GROUP, GROUP.replace(old, new), 1)
        )
    (where / FILE).write_text(text, encoding="utf-8")
    return [(code, key.partition(".")[2]) for code, _, key, _ in told(where)]


def test_a_group_of_documents_that_are_described_has_no_fault(tmp_path: Path) -> None:
    assert closes(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        (
            'documents = ["extract"]',
            'documents = ["deed"]',
            "desk_document_unknown",
            "closes[1].documents[1]",
        ),
        ('documents = ["extract"]\n', "", "program_list_empty", "closes[1].documents"),
        (
            'documents = ["extract"]',
            'documents = ["extract"]\nlink = true',
            "desk_closes_link",
            "closes[1].link",
        ),
        ('documents = ["extract"]', 'registers = ["vies"]', "desk_register_none", "closes[1].registers[1]"),
        ('needs = "any_of"', 'needs = "some"', "program_value_unknown", "closes[1].needs"),
        (
            'documents = ["extract"]',
            'documents = ["extract"]\nasked_by = ["whim"]',
            "desk_closes_reason",
            "closes[1].asked_by[1]",
        ),
        ('key = "extract"', 'key = "extract"\nfresh_months = -1', "program_number_range", "fresh_months"),
        ('key = "extract"', 'key = "other"', "program_twice", "key"),
    ],
)
def test_one_fault_is_told_with_its_key(tmp_path: Path, old: str, new: str, code: str, key: str) -> None:
    assert closes(tmp_path, old, new)[:1] == [(code, key)]


def test_documents_close_nothing_that_nobody_of_the_desk_lets_pass(tmp_path: Path) -> None:
    assert closes(tmp_path, at='work = "assessment"') == [("desk_closes_idle", "closes")]


def test_the_way_around_is_asked_for_by_every_verb_that_lets_something_pass(tmp_path: Path) -> None:
    where = with_desk(tmp_path)
    replace(where, FILE, "[[item]]", f'[closing]\nby_hand = "how"\nwords = "seen"\n\n{DOCUMENT}[[item]]')
    text = (where / FILE).read_text(encoding="utf-8")
    after = text.index("[[", text.index('work = "confirmation"'))
    (where / FILE).write_text(text[:after] + GROUP + text[after:], encoding="utf-8")
    assert [(code, found) for code, _, _, found in told(where)] == [
        ("desk_closes_by_hand", "confirmation.accept")
    ]


def test_every_verification_of_the_program_says_what_closes_it_and_where_that_comes_from() -> None:
    shown = {
        e.item.key: [(g.key, g.needs, len(g.documents), len(g.registers), g.link) for g in e.closes]
        for e in DESK.entries
        if e.closes
    }
    assert shown == {
        "email_ownership": [("mailbox", Needs.ANY_OF, 0, 0, True)],
        "domain_ownership": [("owner", Needs.ANY_OF, 2, 0, False)],
        "employment": [("domain", Needs.ANY_OF, 2, 0, False), ("contact", Needs.ANY_OF, 2, 0, False)],
        "business_registration": [("entity", Needs.ANY_OF, 3, 3, False)],
        "signing_power": [("power", Needs.ANY_OF, 3, 0, False)],
        "sanctions": [("cleared", Needs.ALL_OF, 2, 0, False)],
    }
    groups = [g for e in DESK.entries for g in e.closes]
    assert all(source.note.keys() == {"en", "cs"} for source in (g.source for g in groups) if source.assumed)
