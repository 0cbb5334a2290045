"""Header names in several languages, and which column of a header means what."""

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

NOT_WORD = re.compile(r"[^a-z0-9]")
LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "æ": "ae"})


def meanings(header: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Field to the columns that may be it, the best names only; several where the header does not decide."""
    found: dict[str, tuple[str, ...]] = {}
    for field, tiers in _words().items():
        for tier in tiers:
            able = tuple(name for name in header if _plain(name) in tier)
            if able:
                found[field] = able
                break
    return found


def _plain(name: str) -> str:
    """A name without case, accents, blanks and punctuation; German umlauts as one letter."""
    parted = unicodedata.normalize("NFKD", name.casefold().translate(LETTERS))
    return NOT_WORD.sub("", "".join(c for c in parted if not unicodedata.combining(c)))


@cache
def _words() -> dict[str, tuple[frozenset[str], ...]]:
    table = tomllib.loads((files(__package__) / "header_words.toml").read_text(encoding="utf-8"))
    return {
        field: tuple(frozenset(map(_plain, words.get(tier, ()))) for tier in ("names", "also"))
        for field, words in table.items()
    }
