"""Shared texts are read as far as asked, kept on the disk, and found again in any order."""

import io
import random
from pathlib import Path

import pytest

from directbill.ledger.carriers.sheet import CELL_LIMIT
from directbill.ledger.carriers.xlsx import shared_strings
from directbill.ledger.carriers.xlsx.shared_strings import SharedStrings
from directbill.ledger.carriers.xlsx.xml_stream import Broken
from tests.ledger.carriers.xlsx import written


def opened(text: str, folder: Path) -> tuple[SharedStrings, io.BytesIO]:
    file = io.BytesIO(text.encode())
    return SharedStrings(lambda: file, folder), file


def test_many_texts_are_found_in_any_order_and_are_not_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_strings, "IN_MEMORY", 1 << 16)
    monkeypatch.setattr(shared_strings, "RECENT", 100)
    texts = [f"{n} šedesát {'x' * (n % 300)}." for n in range(20_000)]
    strings, file = opened(written.shared(*texts), tmp_path)
    assert (strings[0], file.tell() < len(file.getvalue())) == (texts[0], True)
    asked = random.Random(7).choices(range(20_000), k=20_000)
    assert [strings[n] for n in asked] == [texts[n] for n in asked]
    assert len(strings.recent) <= 100
    strings.close()


def test_texts_come_of_their_runs_without_blanks_nobody_asked_to_keep(tmp_path: Path) -> None:
    inside = (
        "<si><t> a </t></si>"
        '<si><t xml:space="preserve"> b </t></si>'
        '<si><r><rPr><b/></rPr><t>c</t></r><r><t xml:space="preserve"> d</t></r><rPh sb="0" eb="1"><t>no</t></rPh></si>'
        "<si/>"
        "<si><t>e_x000A_f</t></si>"
    )
    strings, _ = opened(written.root("sst", inside), tmp_path)
    assert [strings[n] for n in range(5)] == ["a", " b ", "c d", "", "e\nf"]
    strings.close()


def test_hardly_more_of_a_text_is_kept_than_a_cell_may_hold(tmp_path: Path) -> None:
    strings, _ = opened(written.shared("x" * (4 * CELL_LIMIT)), tmp_path)
    assert CELL_LIMIT < len(strings[0]) < 1.2 * CELL_LIMIT
    strings.close()


@pytest.mark.parametrize("text", [written.shared("a", "b"), written.root("sst", "")])
def test_a_text_that_is_not_there_is_refused(text: str, tmp_path: Path) -> None:
    strings, _ = opened(text, tmp_path)
    with pytest.raises(Broken):
        strings[2]
    strings.close()
