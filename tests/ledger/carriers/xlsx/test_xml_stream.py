"""XML from strangers: no entity is expanded, nothing unending is held."""

import io

import pytest

from directbill.ledger.carriers.sheet import RECORD_LIMIT
from directbill.ledger.carriers.xlsx.xml_stream import Broken, elements


def test_elements_come_in_order_by_their_own_names() -> None:
    text = b'<x:a xmlns:x="m" xmlns:y="n"><x:b k="1"/><y:c><x:d/></y:c></x:a>'
    assert list(elements(io.BytesIO(text))) == [("b", {"k": "1"}), ("", {}), ("d", {})]


@pytest.mark.parametrize(
    "text",
    [
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16"),
        b"<a>&b;</a>",
        b"<a><b></a>",
        b"<a/><a/>",
        b"<a>",
        b"",
        b'<a><b c="' + b"x" * (RECORD_LIMIT + (1 << 20)) + b'"/></a>',
        b"<a>" + b"<b>" * 100 + b"</b>" * 100 + b"</a>",
        b"<a>\x00</a>",
    ],
)
def test_what_is_broken_or_would_grow_without_end_is_refused(text: bytes) -> None:
    with pytest.raises(Broken):
        list(elements(io.BytesIO(text)))
