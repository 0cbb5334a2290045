"""Program folders to break: a copy of the second program with one thing changed."""

import shutil
from pathlib import Path

from directbill.core.errors import Fault
from directbill.programs import library

SECOND = Path(__file__).parents[1] / "programs_second"
THIRD = Path(__file__).parents[1] / "programs_third"
FIRST_EDITION = "editions/2022-07-01.toml"
SECOND_EDITION = "editions/2024-01-01.toml"


def copy(tmp_path: Path) -> Path:
    """A copy to change freely."""
    return Path(shutil.copytree(SECOND, tmp_path / "program"))


def changed(tmp_path: Path, file: str, old: str, new: str) -> Path:
    """A copy in which the first occurrence of some text is replaced; the text must be there."""
    where = copy(tmp_path)
    text = (where / file).read_text(encoding="utf-8")
    assert old in text
    (where / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return where


def line_with(where: Path, file: str, text: str) -> int:
    """The number of the first line that holds a text."""
    lines = (where / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def told(faults: tuple[Fault, ...]) -> list[tuple[str, str, int | None, str, str]]:
    """Faults as rows: code, file, line, key, found."""
    return [(f.code, f.place.file, f.place.row, f.place.column, f.found) for f in faults]


def faults(where: Path) -> list[tuple[str, str, int | None, str, str]]:
    """What reading a folder finds wrong."""
    return told(library.read(where)[1])
