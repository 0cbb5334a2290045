"""Where words go: the report to standard output or a file, everything else to standard error."""

import os
import sys
import tempfile
from pathlib import Path
from typing import TextIO

from directbill.cli.language import spoken
from directbill.core.errors import Refusal, refuse
from directbill.documents import errors, texts


def refused(refusal: Refusal) -> None:
    """Tell of a refusal on standard error."""
    aside(errors.render(refusal, texts.catalog(spoken())))


def aside(text: str) -> None:
    """A line or more that is no report: standard error, whatever its encoding can carry."""
    _put(sys.stderr, _fit(text, sys.stderr.encoding))


def deliver(content: str | bytes, where: Path | None) -> None:
    """The report: to a file at once and whole, or to standard output."""
    data = content if isinstance(content, bytes) else content.encode()
    if where is not None:
        write_whole(where, data)
    else:
        _put(sys.stdout, data)


def show(text: str) -> None:
    """Text for a person on standard output, in the terminal's own encoding."""
    _put(sys.stdout, _fit(text, sys.stdout.encoding))


def write_whole(where: Path, data: bytes) -> None:
    """Write a file in one step: a reader sees the old one or the new one, never half of it."""
    try:
        if where.exists() and not where.is_file():
            where.write_bytes(data)
            return
        where.parent.mkdir(parents=True, exist_ok=True)
        _replace(where, data)
    except OSError as failure:
        raise refuse("output_unwritable", file=str(where), found=failure.strerror or "") from None


def _replace(where: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=where.parent, prefix=f".{where.name}.")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
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


def _put(stream: TextIO, data: bytes) -> None:
    stream.flush()
    stream.buffer.write(data)
    stream.buffer.flush()
