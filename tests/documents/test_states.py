"""Every state of every table is drawn, has its turn, its words in each language, and a test that names it."""

import importlib
import pkgutil
import re
from typing import Any

import pytest
from tests.repository.sources import ROOT, modules

from directbill import core
from directbill.core import delivery, departing, enrollment, moving, restriction, review, slots, transition
from directbill.core.states import Table
from directbill.core.work import LIVES
from directbill.documents import states
from directbill.documents.texts import catalog, languages

PAGE = states.pages()["docs/reference/states.md"]


def tables() -> list[Table[Any]]:
    """Every table that a module of the core holds."""
    names = (m.name for m in pkgutil.iter_modules(core.__path__, "directbill.core."))
    held = [value for name in names for value in vars(importlib.import_module(name)).values()]
    return [value for value in held if isinstance(value, Table)]


def test_the_page_shows_every_table_of_the_core() -> None:
    assert {t.name for t in tables()} == {t.name for t in states.TABLES}


@pytest.mark.parametrize("table", states.TABLES, ids=lambda t: t.name)
class TestEveryTable:
    def test_every_state_and_step_has_its_words_in_every_language(self, table: Table[Any]) -> None:
        keys = [f"life.{table.name}.{state}.{part}" for state in table.states() for part in ("word", "says")]
        keys += [f"verb.{table.name}.{row.verb}" for row in table.steps]
        assert [(lang, key) for lang in languages() for key in keys if not catalog(lang).has(key)] == []

    def test_no_word_is_of_a_state_or_step_that_is_not_there(self, table: Table[Any]) -> None:
        known = {str(s) for s in table.states()} | {row.verb for row in table.steps}
        said = [
            key.split(".")[2].removesuffix("_again")
            for key in catalog("en").texts
            if re.match(rf"(life|verb)\.{table.name}\.", key)
        ]
        assert set(said) == known

    def test_every_state_and_every_arrow_is_drawn(self, table: Table[Any]) -> None:
        page = PAGE.partition(f"## {table.name.capitalize()}\n")[2].partition("\n## ")[0]
        drawn = re.findall(r"^    (\S+) --> (\w+): (.+)$", page, flags=re.MULTILINE)
        arrows = {(source, target, verb) for source, target, verbs in drawn for verb in verbs.split(", ")}
        assert arrows == {(s, row.target, row.verb) for row in table.steps for s in row.sources}
        assert set(re.findall(r"^    (\w+) --> \[\*\]$", page, flags=re.MULTILINE)) == {
            s for s in table.states() if table.is_final(s)
        }

    def test_every_state_is_named_by_a_test(self, table: Table[Any]) -> None:
        here = ROOT / "tests/documents/test_states.py"
        text = "\n".join(m.text for m in modules("tests") if m.path != here)
        assert [s for s in table.states() if not re.search(rf"\b\w+\.{s.name}\b", text)] == []

    def test_every_step_is_taken_by_an_action(self, table: Table[Any]) -> None:
        """Those of the desk's, of restrictions and of transitions are all taken by one action, which is told the verb.

        An enrollment's follow from its restrictions; what ends with it does so by the core.
        """
        told = {life.table.name for life in LIVES.values()} | {
            restriction.TABLE.name, transition.TABLE.name, moving.TABLE.name, delivery.TABLE.name,
        }  # fmt: skip
        if table.name in told | {enrollment.TABLE.name}:
            return
        text = "\n".join(m.text for m in modules("src/directbill/actions"))
        ends = {verb for life in LIVES.values() for verb in life.ends.values()} | set(slots.FOLLOWS.values())
        ends |= {departing.OVERTAKE, departing.CLOSE, review.RESUME, *review.FOLLOWS.values()}
        assert [v for v in {row.verb for row in table.steps} - ends if f'"{v}"' not in text] == []
