"""Files that stand beside the editions, each named after the edition it first serves: forms, the desk's work."""

import tomllib
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from directbill.core.edition import Edition, Program


def named(folder: Path, part: str) -> tuple[str, ...]:
    """The files of a part of a program folder, by the edition each is first used for, in order."""
    return tuple(sorted(p.stem for p in (folder / part).glob("*.toml")))


def serving(folder: Path, part: str, *, edition: Edition) -> str:
    """The name of the file that serves an edition; empty where there is none yet."""
    return max((name for name in named(folder, part) if name <= edition.name), default="")


def served(folder: Path, part: str, *, program: Program) -> Iterator[tuple[str, tuple[Edition, ...]]]:
    """Each file with the editions from its own until the next file's."""
    names = named(folder, part)
    for name, following in zip_longest(names, names[1:]):
        later = [e for e in program.editions if name <= e.name]
        yield name, tuple(e for e in later if following is None or e.name < following)


def published(folder: Path, table: str, *, name: str) -> str:
    """The digest that program.toml recorded when the file was published; empty while it is not."""
    entries = tomllib.loads((folder / "program.toml").read_text(encoding="utf-8")).get(table, {})
    entry = entries.get(name, {})
    return str(entry.get("sha256", "")) if isinstance(entry, dict) else ""
