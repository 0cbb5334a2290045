"""The desk's work as a program's data: its entries become the procedure, and each is found by its key."""

import pytest

from directbill.core.desk import Desk, Entry
from directbill.core.edition import Source
from directbill.core.errors import Refusal
from directbill.core.form import Files
from directbill.core.work import Item, Procedure, Work

SOURCE = Source("a page")
ITEMS = (Item("proof", Work.CONFIRMATION), Item("verdict", Work.DECISION, ("proof",)))


def desk() -> Desk:
    entries = tuple(Entry(item, {"en": item.key.title()}, {}, {}, SOURCE) for item in ITEMS)
    files = Files(most_bytes=1, media=(), most=1, fresh_months=1, source=SOURCE)
    return Desk("program", "2030-01-01", entries, {}, {}, files)


def test_the_entries_in_their_order_are_the_procedure() -> None:
    assert desk().procedure == Procedure(ITEMS)
    assert desk().procedure.before == {"proof": (), "verdict": ("proof",)}


def test_an_entry_is_found_by_the_key_of_its_item() -> None:
    assert [desk().entry(item.key).title for item in ITEMS] == [{"en": "Proof"}, {"en": "Verdict"}]


def test_a_key_that_is_not_there_is_refused_by_the_procedure() -> None:
    with pytest.raises(Refusal) as refusal:
        desk().procedure.item("nothing")
    assert refusal.value.faults[0].params == {"allowed": "proof, verdict"}
