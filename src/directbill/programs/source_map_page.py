"""The source map as a page of Markdown."""

from collections import Counter

from directbill.programs import source_map
from directbill.programs.markdown import GENERATED, table
from directbill.programs.source_map import Carrier, Sentence, SourceMap

WORDS = {
    Carrier.REQUIREMENT: "requirement",
    Carrier.STEP: "step",
    Carrier.PART: "part of the edition",
    Carrier.NOTICE: "notice",
    Carrier.TASK: "task of the form",
    Carrier.ACTION: "action",
    Carrier.SCREEN: "screen",
    Carrier.EXPLAINS: "explains only",
    Carrier.NOT_BUILT: "not yet built",
}


def page(found: SourceMap) -> str:
    """The map as a page of Markdown."""
    counts = Counter(s.carrier for s in found.sentences)
    rows = [(str(s.number), s.says, _carried(s), f"`{s.sha256[:12]}`") for s in found.sentences]
    totals = [(WORDS[carrier], str(counts[carrier])) for carrier in Carrier if counts[carrier]]
    parts = [
        "# Source map",
        GENERATED,
        _intro(found),
        f"**How it is numbered.** {_rule()}",
        table(("Carried by", "Sentences"), totals),
        table(("No.", "It says", "Carried by", "Digest"), rows),
    ]
    return "\n\n".join(parts) + "\n"


def _intro(found: SourceMap) -> str:
    return (
        f"Every sentence of the source text (`{found.text}`), in our own words, and what carries it in the edition "
        f"of {found.edition.name} of {found.program.title['en']}. A sentence is known by its number and by the first "
        f"digits of its SHA-256; the full digests stand in the program's `{source_map.FILE}`."
    )


def _carried(sentence: Sentence) -> str:
    name = f" `{sentence.carried}`" if sentence.carried else ""
    note = f": {sentence.note}" if sentence.note else ""
    return f"{WORDS[sentence.carrier]}{name}{note}"


def _rule() -> str:
    """The split rule as the page says it: the docstring of the function that does it."""
    return " ".join((source_map.split.__doc__ or "").split("\n\n", 1)[1].split())
