"""Where words go: the report to standard output or a file, everything else to standard error."""

import errno
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TextIO

from directbill.cli.language import spoken
from directbill.core.errors import Refusal, refuse, said_by_system
from directbill.documents import errors, texts

TOGETHER = 2000
"""Lines of a long report written at once."""


def refused(refusal: Refusal) -> None:
    """Tell of a refusal on standard error."""
    aside(errors.render(refusal, texts.catalog(spoken())))


def aside(text: str) -> None:
    """A line or more that is no report: standard error, blanks that can be searched, what its encoding can carry."""
    try:
        _put(sys.stderr, _fit(text.replace(texts.NO_BREAK, " "), sys.stderr.encoding))
    except BrokenPipeError:
        raise
    except OSError:
        return  # nobody can be told that nobody can be told


def deliver(content: str | bytes | Iterable[str], where: Path | None) -> None:
    """The report: to a file at once and whole, or to standard output. Pieces are written as they come."""
    if where is not None:
        write_whole(where, _pieces(content))
        return
    for piece in _pieces(content):
        _report(piece)


def show(text: str) -> None:
    """Text for a person on standard output, in the terminal's own encoding."""
    _report(_fit(text, sys.stdout.encoding))


def write_whole(where: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a file in one step: a reader sees the old one or the new one, never half of it."""
    pieces = (data,) if isinstance(data, bytes) else data
    with writing(where):
        if where.exists() and not where.is_file():
            with where.open("wb") as stream:
                stream.writelines(pieces)
            return
        where.parent.mkdir(parents=True, exist_ok=True)
        _replace(where, pieces)


def can_be_written(where: Path) -> None:
    """Refuse a place that is a folder or lies in none, before any work is done for it."""
    with writing(where):
        if where.is_dir():
            raise IsADirectoryError(errno.EISDIR, "")
        if not where.resolve().parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, "")


@contextmanager
def writing(where: Path) -> Iterator[None]:
    """While a place is written to: one that cannot be is refused, with the system's reason."""
    try:
        yield
    except OSError as failure:
        raise refuse("output_unwritable", file=str(where), found=said_by_system(failure)) from None


def _pieces(content: str | bytes | Iterable[str]) -> Iterable[bytes]:
    """Bytes in pieces large enough to be written one by one."""
    if isinstance(content, bytes):
        return (content,)
    if isinstance(content, str):
        return (content.encode(),)
    lines = iter(content)
    return iter(lambda: "".join(islice(lines, TOGETHER)).encode(), b"")


def _replace(where: Path, pieces: Iterable[bytes]) -> None:
    handle, name = tempfile.mkstemp(dir=where.parent, prefix=f".{where.name}.")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(pieces)
        draft.chmod(where.stat().st_mode if where.exists() else 0o666 & ~_umask())
        draft.replace(where)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _fit(text: str, encoding: str | None) -> bytes:
    return text.encode(encoding or "utf-8", errors="replace")


@contextmanager
def reporting() -> Iterator[None]:
    """While the report is written to standard output: a full disk behind it is refused like one behind a file."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as failure:
        silence()
        raise refuse("stdout_unwritable", found=said_by_system(failure)) from None


def silence() -> None:
    """Nobody reads standard output any more: Python must not complain again when it flushes on the way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report(data: bytes) -> None:
    with reporting():
        _put(sys.stdout, data)


def _put(stream: TextIO, data: bytes) -> None:
    stream.flush()
    stream.buffer.write(data)
    stream.buffer.flush()
