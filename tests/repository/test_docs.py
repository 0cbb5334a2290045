"""The documents: short enough, true to the commands, complete, and of no particular machine."""

import re
from pathlib import Path

import pytest

from tests.repository.sources import ROOT, files, modules

ADR_LINES = 45
ADR_PARTS = ("Status:", "## Context", "## Decision", "## Consequences", "Held by:")
MACHINE = re.compile(r"(?<![\w.~-])/(work|root|home|opt|tmp)/")
REGISTRY = re.compile(
    r"pypi\.org|pythonhosted|anaconda\.org|registry\.npmjs|--(extra-)?index-url|--find-links"
)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
TEXT = {".md", ".toml", ".in", ".txt", ".sql", ".yaml", ".yml", ".json", ".sh", ".cfg", ".py", ""}
HERE = Path(__file__).name


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pages() -> list[Path]:
    return [p for p in files() if p.suffix == ".md"]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize(("name", "lines"), [("README.md", 100), ("CONTRIBUTING.md", 120)])
def test_the_first_pages_stay_short(name: str, lines: int) -> None:
    assert len(read(name).splitlines()) <= lines


def test_the_readme_names_the_two_commands_and_shows_the_report() -> None:
    readme = read("README.md")
    assert [w for w in ("./dev run", "./dev test", "docs/images/report.svg") if w not in readme] == []


def test_every_link_between_our_pages_leads_somewhere() -> None:
    broken = [
        f"{named(page)}: {target}"
        for page in pages()
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if not target.startswith(("http", "mailto:")) and not (page.parent / target).exists()
    ]
    assert broken == []


def test_every_page_of_docs_is_listed_where_docs_begin() -> None:
    index = read("docs/README.md")
    inside = [
        page.relative_to(ROOT / "docs").as_posix() for page in pages() if page.is_relative_to(ROOT / "docs")
    ]
    assert [name for name in inside if name != "README.md" and f"({name})" not in index] == []


def test_decisions_are_short_numbered_and_of_one_form() -> None:
    decisions = sorted(p for p in files() if p.match("docs/decisions/[0-9]*.md"))
    assert [int(p.name[:4]) for p in decisions] == list(range(1, len(decisions) + 1))
    texts = {p.name: p.read_text(encoding="utf-8") for p in decisions}
    assert {name: n for name, text in texts.items() if (n := len(text.splitlines())) > ADR_LINES} == {}
    assert {n: missing for n, t in texts.items() if (missing := [p for p in ADR_PARTS if p not in t])} == {}


def test_the_glossary_is_alphabetical_and_holds_the_words_of_the_core() -> None:
    entries = re.findall(r"^\*\*(.+?)\*\*: (\S.*\.)$", read("GLOSSARY.md"), flags=re.MULTILINE)
    words = [word for word, _ in entries]
    assert words == sorted(set(words), key=str.casefold)
    rooms = {re.sub(r"ie$", "y", m.path.stem.rstrip("s")) for m in modules("src/directbill/core")} - {
        "__init__"
    }
    text = " ".join(words).casefold()
    assert sorted(room for room in rooms if room[:5] not in text) == []


def test_the_changelog_begins_with_what_is_unreleased() -> None:
    assert re.findall(r"^## (.+)$", read("CHANGELOG.md"), flags=re.MULTILINE)[0] == "Unreleased"


def test_nothing_names_a_folder_of_some_machine_or_a_registry() -> None:
    found = []
    for path in files():
        if path.suffix not in TEXT or path.name in (HERE, "LICENSE"):
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        lines = enumerate(text.splitlines(), 1)
        found += [f"{named(path)}:{n}" for n, line in lines if MACHINE.search(line) or REGISTRY.search(line)]
    assert found == []
