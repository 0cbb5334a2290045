"""Which requirement, step, task, action or screen carries each sentence of the text a program comes from."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from directbill.core.edition import Edition, Program
from directbill.core.errors import Refusal
from directbill.core.form import Form
from directbill.programs import forms, library
from directbill.programs.book import Book
from directbill.programs.reader import Section, open_book

FILE = "source_map.toml"
PARTS = ("adoption", "ladder", "review", "revenue")
_NEXT_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_])")


class Carrier(StrEnum):
    """What carries a sentence."""

    REQUIREMENT = "requirement"
    STEP = "step"
    PART = "part"
    NOTICE = "notice"
    TASK = "task"
    ACTION = "action"
    SCREEN = "screen"
    EXPLAINS = "explains"
    NOT_BUILT = "not_built"


NAMELESS = (Carrier.EXPLAINS, Carrier.NOT_BUILT)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the text: its number, its digest, what it says in our words, and what carries it."""

    number: int
    sha256: str
    says: str
    carrier: Carrier
    carried: str
    note: str


@dataclass(frozen=True, slots=True)
class SourceMap:
    """All sentences of one text, in order, and the edition that carries them."""

    program: Program
    edition: Edition
    text: str
    sentences: tuple[Sentence, ...]


def split(text: str) -> tuple[str, ...]:
    """The sentences of a text, numbered from 1 by their order.

    A line that is not empty is at least one sentence (a heading, a label or a table row counts as such). Inside a
    line a new sentence begins after a full stop, exclamation or question mark followed by blanks and a capital
    letter. Blanks around a sentence are no part of it.
    """
    return tuple(sentence for line in text.splitlines() if line.strip() for sentence in _parts(line.strip()))


def digest(sentence: str) -> str:
    """SHA-256 of a sentence in UTF-8."""
    return hashlib.sha256(sentence.encode()).hexdigest()


def read(where: Path) -> SourceMap:
    """The map of a program folder. Raises Refusal with every fault: unknown carriers, gaps in the numbers."""
    program = library.load(where)
    section, book = open_book(where / FILE, FILE)
    edition = library.edition(program, section.text("edition"))
    text = section.text("text")
    form = forms.of(program, edition, where=where)
    sentences = tuple(_sentence(s, edition, form) for s in section.sections("sentence"))
    section.close()
    _numbered(sentences, book)
    if book.faults:
        raise Refusal(*book.faults)
    return SourceMap(program, edition, text, sentences)


def differences(found: SourceMap, text: str) -> tuple[str, ...]:
    """Where the map and the text itself part: one line each, empty when every sentence is mapped as it stands."""
    sentences = split(text)
    said = [f"{len(found.sentences)} mapped, {len(sentences)} in the text"]
    mapped = {s.number: s.sha256 for s in found.sentences}
    changed = [
        f"sentence {number} differs: {sentence}"
        for number, sentence in enumerate(sentences, 1)
        if mapped.get(number) != digest(sentence)
    ]
    return (*(said if len(sentences) != len(found.sentences) else ()), *changed)


def _parts(line: str) -> Iterator[str]:
    """Split before a capital only: `str.isupper` knows the capitals of every language."""
    start = 0
    for gap in _NEXT_SENTENCE.finditer(line):
        if line[gap.end()].isupper():
            yield line[start : gap.start()]
            start = gap.end()
    yield line[start:]


def _sentence(section: Section, edition: Edition, form: Form) -> Sentence:
    found = Sentence(
        number=section.integer("number"),
        sha256=section.text("sha256"),
        says=section.text("says"),
        carrier=section.choice("kind", Carrier),
        carried=section.text("carried", default=""),
        note=section.text("note", default=""),
    )
    section.close()
    known = _known(found.carrier, edition, form)
    if known is not None and found.carried not in known:
        section.fault("program_value_unknown", "carried", found=found.carried, allowed=", ".join(known))
    if found.carrier not in NAMELESS and not found.carried:
        section.fault("program_key_missing", "carried", found="carried")
    return found


def _known(carrier: Carrier, edition: Edition, form: Form) -> tuple[str, ...] | None:
    """What may carry a sentence; None where neither edition nor form says: a screen, an action."""
    match carrier:
        case Carrier.REQUIREMENT:
            return tuple(r.key for r in edition.requirements)
        case Carrier.STEP:
            return tuple(s.key for s in edition.steps)
        case Carrier.PART:
            return PARTS
        case Carrier.TASK:
            return tuple(t.key for t in form.tasks)
        case Carrier.NOTICE:
            return tuple(code for r in edition.requirements for code in r.warnings)
        case _:
            return None


def _numbered(sentences: tuple[Sentence, ...], book: Book) -> None:
    for place, sentence in enumerate(sentences):
        if sentence.number != place + 1:
            book.fault(
                "program_number_range",
                ("sentence", place, "number"),
                found=str(sentence.number),
                range=str(place + 1),
            )
