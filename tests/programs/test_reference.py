"""The reference pages in docs are what the programs say now."""

from pathlib import Path

import pytest

from directbill.programs import desks, library, reference
from directbill.programs.markdown import table
from tests.programs import folders

ROOT = Path(__file__).parents[2]
PAGES = reference.pages()


@pytest.mark.parametrize("path", PAGES)
def test_the_page_is_fresh(path: str) -> None:
    assert (ROOT / path).read_text(encoding="utf-8") == PAGES[path]


def test_there_is_a_page_for_each_program_its_forms_its_desk_and_its_source() -> None:
    assert set(PAGES) == {
        "docs/reference/desk-csp-direct-bill.md",
        "docs/reference/form-csp-direct-bill.md",
        "docs/reference/program-csp-direct-bill.md",
        "docs/reference/source-map.md",
        "docs/reference/review-csp-direct-bill.md",
        "docs/reference/standing-csp-direct-bill.md",
        "docs/reference/transition-csp-direct-bill.md",
    }


def test_the_page_of_the_desk_shows_every_item_reason_field_state_and_criterion() -> None:
    desk, page = desks.whole(library.load(), "2024-04-10"), PAGES["docs/reference/desk-csp-direct-bill.md"]
    wanted = [f"(`{e.item.key}`)" for e in desk.entries] + [f"`{state}`" for state in desk.limits]
    wanted += [f"(`{c.key}`)" for c in desk.criteria] + [f"(`{area.key}`)" for area in desk.areas]
    for ask in desk.asks.values():
        wanted += [f"`{ask.verb}`", *(f"`{key}` {texts['en']}" for key, texts in ask.reasons.items())]
        wanted += [f"`{field.key}` ({field.kind}" for field in ask.fields]
    wanted += [e.source.note["en"] for e in desk.entries if e.source.assumed]
    assert [text for text in wanted if text not in page] == []


def test_a_page_shows_every_requirement_and_reference_of_a_program() -> None:
    program = library.load(folders.SECOND)
    page = reference.program_page(program)
    wanted = [f"`{r.key}`" for e in program.editions for r in e.requirements]
    wanted += [f"`{name}`" for name in program.references] + ["revenue > 50,000.50 EUR", "T+120"]
    assert [text for text in wanted if text not in page] == []


def test_pages_are_written_under_a_root(tmp_path: Path) -> None:
    reference.write(tmp_path, [("docs/a/b.md", "text\n")])
    assert (tmp_path / "docs/a/b.md").read_text(encoding="utf-8") == "text\n"


def test_a_bar_or_a_line_break_does_not_break_a_table() -> None:
    assert table(("a", "b"), [("x|y", "one\ntwo")]) == "| a | b |\n| --- | --- |\n| x\\|y | one two |"
