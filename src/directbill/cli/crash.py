"""A fault of our own: told in one sentence, with a report file that holds no data."""

import platform
import sys
import tempfile
import traceback
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from directbill import __version__
from directbill.cli.language import say
from directbill.cli.output import aside

EXIT_CODE = 70
PARTS = ("click", "duckdb", "rich", "typst")


def report(fault: BaseException) -> int:
    """Write the report and say where it is; the exit code."""
    now = datetime.now(UTC)
    text = "\n".join(["directbill fault report", now.isoformat(timespec="seconds"), *described(fault), ""])
    try:
        where = Path(tempfile.mkdtemp(prefix="directbill-fault-")) / "report.txt"
        where.write_text(text, encoding="utf-8")
        aside(say("fault.own", path=str(where)) + "\n")
    except OSError:
        aside(say("fault.own_unwritten") + "\n" + text)
    return EXIT_CODE


def described(fault: BaseException) -> list[str]:
    """Versions, the kind of every error in the chain, and where in the code: never a value, never a message."""
    lines = [f"directbill {__version__}, Python {platform.python_version()}, {platform.system()}"]
    lines += [f"{name} {_version(name)}" for name in PARTS]
    error: BaseException | None = fault
    while error is not None:
        lines += ["", f"{type(error).__module__}.{type(error).__qualname__}"]
        lines += [f"  {_place(f)}:{f.lineno} in {f.name}" for f in traceback.extract_tb(error.__traceback__)]
        error = error.__cause__ or error.__context__
    return lines


def _place(frame: traceback.FrameSummary) -> str:
    """The file within its package: the folders above it may name a person."""
    path = Path(frame.filename)
    for root in sorted((Path(p) for p in sys.path if p), key=lambda p: -len(p.parts)):
        if path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    return path.name


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "-"
