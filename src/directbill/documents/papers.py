"""An application as PDF (PDF/UA-1) by Typst: what was submitted, question by question."""

import json
from dataclasses import asdict, dataclass
from importlib.resources import files

import typst


@dataclass(frozen=True, slots=True)
class Row:
    """One question with its answer; `lines` where the answer is a list."""

    label: str
    answer: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One task."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """Everything on the paper, its sentences in the reader's language."""

    lang: str
    kicker: str
    title: str
    lead: tuple[str, ...]
    cards: tuple[Card, ...]
    end: tuple[str, ...]
    foot: str


def render(papers: Papers) -> bytes:
    """The PDF. The same papers give the same bytes: only the bundled fonts are used, and no date is written."""
    made = typst.compile(
        (files("directbill.documents") / "papers.typ").read_bytes(),
        format="pdf",
        sys_inputs={"papers": json.dumps(asdict(papers), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        timestamp=0,
    )
    return bytes(made)
