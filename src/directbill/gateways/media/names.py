"""File names as people gave them, made fit to be shown and to be handed out again. They are never part of a path."""

import unicodedata

LONGEST = 120
MOST_BYTES = 200
"""What every file system takes, with room for a number."""
LONGEST_EXTENSION = 10
CUT = "\N{HORIZONTAL ELLIPSIS}"
NAMELESS = "file"
RESERVED = frozenset('<>:"|?*')


def extension(name: str) -> str:
    """The last extension, in lower case, of the name as it will be shown; empty where there is none."""
    stem, dot, last = cleaned(name).rpartition(".")
    return last.casefold() if dot and stem else ""


def cleaned(name: str) -> str:
    """The name without folders, control and direction marks, or blanks that hide its end; not longer than it may be."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(_shown(c) for c in unicodedata.normalize("NFC", last))
    tidy = " ".join(kept.split()).strip(". ")
    stem, dot, end = tidy.rpartition(".")
    ending = f"{dot}{end}" if stem and len(end) <= LONGEST_EXTENSION else ""
    whole = stem if ending else tidy
    short = whole[: LONGEST - len(ending)]
    while len(f"{short}{ending}".encode()) > MOST_BYTES:
        short = short[:-1]
    tidy = f"{whole}{ending}" if short == whole else f"{short[:-1]}{CUT}{ending}"
    return tidy or NAMELESS


def distinct(name: str, taken: frozenset[str]) -> str:
    """The name, with a number before its extension where it is taken already."""
    if name not in taken:
        return name
    stem, dot, end = name.rpartition(".")
    if not (dot and stem):
        stem, dot, end = name, "", ""
    number = 2
    while f"{stem} ({number}){dot}{end}" in taken:
        number += 1
    return f"{stem} ({number}){dot}{end}"


def _shown(character: str) -> str:
    if character in RESERVED:
        return "_"
    if character.isspace():
        return " "
    return character if character.isprintable() else ""
