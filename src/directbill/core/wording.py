"""Text that people type: what it may hold so that it reads the same for everybody.

Control characters, and marks that turn the direction of reading, change what a reader sees without being seen
themselves. They are refused where text comes in, so that nothing has to be hidden where it goes out.
"""

import unicodedata

from directbill.core.errors import refuse

SEEN = frozenset("\n\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}")
"""Needed to write some languages, and lines."""
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of characters that show nothing of their own."""


def unseen(text: str) -> str:
    """The first character that cannot be seen, by its code such as `U+202E`; empty where there is none."""
    for character in text:
        if character not in SEEN and unicodedata.category(character) in UNSEEN:
            return f"U+{ord(character):04X}"
    return ""


def plain(text: str, *, column: str, longest: int) -> str:
    """The text without surrounding blanks. Refuses `text_unseen` and `text_too_long`, naming where it was written."""
    clean = text.strip()
    if len(clean) > longest:
        raise refuse("text_too_long", column=column, found=str(len(clean)), longest=str(longest))
    if found := unseen(clean):
        raise refuse("text_unseen", column=column, found=found)
    return clean
