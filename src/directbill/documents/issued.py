"""Papers that were issued: kept as the words that stood on them, and drawn again from these to the same bytes."""

import hashlib
import json
from dataclasses import asdict

from directbill.documents import facts, papers
from directbill.documents.papers import Card, Papers, Row


def kept(made: Papers) -> str:
    """The words of a paper, canonical: the same paper gives the same text."""
    return facts.canonical(asdict(made)).decode()


def read(words: str) -> Papers:
    """The paper of the words that were kept."""
    data = json.loads(words)
    cards = tuple(
        Card(card["title"], tuple(Row(r["label"], r["answer"], tuple(r["lines"])) for r in card["rows"]))
        for card in data["cards"]
    )
    return Papers(**{**data, "cards": cards, "lead": tuple(data["lead"]), "end": tuple(data["end"])})


def digest(made: Papers) -> str:
    """SHA-256 of the PDF."""
    return hashlib.sha256(papers.render(made)).hexdigest()
