"""What a company says of itself beside what a register says: what differs is marked, how it is written is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directbill.core import registers
from directbill.core.registers import Compared, Likeness, Piece


@pytest.mark.parametrize(
    ("own", "found", "likeness"),
    [
        ("Contoso s.r.o.", "Contoso s.r.o.", Likeness.SAME),
        ("Contoso s.r.o.", "CONTOSO  S. R. O.", Likeness.OTHERWISE),
        ("Vzorová 1, 110 00 Praha", "Vzorova 1, PRAHA, 11000 PRAHA", Likeness.OTHERWISE),
        ("Contoso s.r.o.", "Contoso a.s.", Likeness.DIFFERENT),
        ("Vzorová 1, 110 00 Praha", "Vzorová 11, 110 00 Praha", Likeness.DIFFERENT),
        ("Contoso", "", Likeness.NOT_TOLD),
        ("", "Contoso", Likeness.NOT_TOLD),
    ],
)
def test_how_two_writings_are_to_each_other(own: str, found: str, likeness: Likeness) -> None:
    assert registers.compare(own, found).likeness is likeness
    assert registers.compare(found, own).likeness is likeness


def test_only_what_differs_is_marked_on_either_side() -> None:
    assert registers.compare("Contoso Czech s.r.o.", "Contoso Group a.s., v likvidaci") == Compared(
        Likeness.DIFFERENT,
        (Piece("Contoso", False), Piece("Czech s.r.o.", True)),
        (Piece("Contoso", False), Piece("Group a.s., v likvidaci", True)),
    )


def test_a_postal_code_stays_as_it_was_written() -> None:
    assert registers.compare("Vzorová 1, 110 00 Praha", "Vzorová 1, 11000 Praha").own == (
        Piece("Vzorová 1, 110 00 Praha", False),
    )


def test_where_one_says_nothing_nothing_is_marked() -> None:
    assert registers.compare("Contoso", "") == Compared(Likeness.NOT_TOLD, (Piece("Contoso", False),), ())


@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_of_either_writing_is_lost(own: str, found: str) -> None:
    compared = registers.compare(own, found)
    for text, pieces in ((own, compared.own), (found, compared.found)):
        assert "".join("".join(p.text for p in pieces).split()) == "".join(text.split())


@given(st.text(max_size=60))
def test_a_writing_is_like_itself(text: str) -> None:
    compared = registers.compare(text, text)
    assert not any(piece.differs for piece in (*compared.own, *compared.found))
