"""Every sentence of the source text is carried by something, or said to be carried by nothing yet."""

import re
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from directbill.core.edition import Edition, Requirement, Source
from directbill.core.errors import Refusal
from directbill.programs import library, source_map
from directbill.programs.source_map import Carrier, SourceMap

ROOT = Path(__file__).parents[2]
TEXTS = ROOT / "../shared/source"
WHERE = library.folder()


def found() -> SourceMap:
    return source_map.read(WHERE)


def test_a_text_is_split_by_lines_and_by_sentences_inside_a_line() -> None:
    lines = (
        "A heading",
        "",
        "  One sentence. Two! Three? ",
        "Čtyři. Šest: sedm; osm.",
        "Version 2.5. 12 months. e.g. it",
        "",
    )
    assert source_map.split("\n".join(lines)) == (
        "A heading",
        "One sentence.",
        "Two!",
        "Three?",
        "Čtyři.",
        "Šest: sedm; osm.",
        "Version 2.5. 12 months. e.g. it",
    )


def test_the_map_is_that_of_the_source_text_sentence_by_sentence() -> None:
    text = TEXTS / found().text
    if not text.exists():
        pytest.skip(f"the source text {found().text} is not here")
    assert source_map.differences(found(), text.read_text(encoding="utf-8")) == ()


def test_every_text_of_the_source_is_mapped() -> None:
    if not TEXTS.exists():
        pytest.skip("the source texts are not here")
    assert [path.name for path in TEXTS.glob("*.txt")] == [found().text]


def test_a_sentence_that_changed_came_or_went_is_told() -> None:
    text = "\n".join(f"Sentence {n}." for n in range(len(found().sentences) + 1))
    told = source_map.differences(found(), text)
    assert told[0] == "43 mapped, 44 in the text"
    assert len(told) == 45


def test_what_the_map_names_is_what_the_edition_has() -> None:
    edition = library.edition(library.load(), "2024-04-10")
    carried = {s.carried for s in found().sentences if s.carrier is Carrier.REQUIREMENT}
    silent = {r.key for r in edition.requirements if "source-text" not in r.source.ref}
    assert carried == {r.key for r in edition.requirements} - silent
    assert silent == {"partner_agreement"}


def test_a_requirement_names_every_sentence_it_carries_as_its_source() -> None:
    edition = found().edition
    missing = [
        (s.number, s.carried)
        for s in found().sentences
        if s.carrier is Carrier.REQUIREMENT and s.number not in cited(requirement(edition, s.carried))
    ]
    assert missing == []


def test_every_action_that_carries_a_sentence_is_there() -> None:
    named = {s.carried for s in found().sentences if s.carrier is Carrier.ACTION}
    modules = ((name, import_module(f"directbill.actions.{name.partition(':')[0]}")) for name in named)
    assert named == {"application:begin", "application:submit", "transition:ask"}
    assert [name for name, module in modules if not hasattr(module, name.partition(":")[2])] == []


def requirement(edition: Edition, key: str) -> Requirement:
    return next(r for r in edition.requirements if r.key == key)


def sources(of: Requirement) -> Iterator[Source]:
    yield of.source
    yield from of.value_sources.values()
    if of.threshold:
        yield of.threshold.source


def cited(of: Requirement) -> set[int]:
    """The sentences of the source text a requirement names: `source-text 8, 19-21`."""
    numbers: set[int] = set()
    for source in sources(of):
        for part in re.findall(r"source-text ([0-9, -]+)", source.ref):
            for span in part.split(","):
                first, _, last = span.strip().partition("-")
                numbers |= set(range(int(first), int(last or first) + 1))
    return numbers


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('carried = "partner_id"', 'carried = "partner"', "program_value_unknown"),
        ('carried = "ladder"', 'carried = "stairs"', "program_value_unknown"),
        ('carried = "declaration"', 'carried = "oath"', "program_value_unknown"),
        ("number = 7", "number = 8", "program_number_range"),
        ('kind = "screen"\ncarried = "check"', 'kind = "screen"', "program_key_missing"),
    ],
)
def test_a_fault_of_the_map_is_refused(tmp_path: Path, old: str, new: str, code: str) -> None:
    text = (WHERE / source_map.FILE).read_text(encoding="utf-8")
    assert old in text
    where = Path(shutil.copytree(WHERE, tmp_path / "program"))
    (where / source_map.FILE).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        source_map.read(where)
    assert [f.code for f in refused.value.faults] == [code]
