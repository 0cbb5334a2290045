"""Asks the public command in process and reads back what it said. Knows nothing of how it is computed."""

import contextlib
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from directbill.cli import language, main, output, usage
from directbill.core.errors import Fault, Refusal
from tests.fixtures import cast


@dataclass(frozen=True)
class Answer:
    """What came back: exit code, both streams, the faults if it was refused, the result if it was not."""

    code: int
    out: str = field(repr=False)
    err: str
    faults: tuple[Fault, ...] = ()
    result: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def statement(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.result["statement"]
        return found

    @property
    def counted(self) -> Decimal:
        return Decimal(self.statement["counted"])

    def left(self, reason: str) -> Mapping[str, Any]:
        """The entry of what does not count for a reason; no lines where there is none."""
        entries = [e for e in self.statement["not_counted"] if e["reason"] == reason]
        if not entries:
            return {"reason": reason, "amount": "0.00", "lines": 0}
        return {
            "reason": reason,
            "amount": _sum(e["amount"] for e in entries),
            "lines": sum(e["lines"] for e in entries),
        }

    def month(self, month: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = next(m for m in self.statement["months"] if m["month"] == month)
        return found

    def finding(self, requirement: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = next(f for f in self.result["findings"] if f["requirement"] == requirement)
        return found


def _sum(amounts: Iterable[str | None]) -> str | None:
    every = list(amounts)
    return None if None in every else str(sum((Decimal(a) for a in every if a is not None), Decimal(0)))


def put(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """The files written into a folder, in order."""
    paths = []
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        paths.append(path)
    return paths


def run(*argv: str) -> Answer:
    """Any command line; a refusal is rendered as the program renders it and kept with its faults."""
    out, err = _stream(), _stream()
    faults: tuple[Fault, ...] = ()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        language.speak(language.choose(argv, {}))
        try:
            code = main.cli.main(list(argv), standalone_mode=False)
        except Refusal as refusal:
            output.refused(refusal)
            faults, code = refusal.faults, 2
        except click.UsageError as error:
            refused = usage.refusal_of(error)
            output.refused(refused)
            faults, code = refused.faults, 2
    return Answer(code if isinstance(code, int) else 0, _text(out), _text(err), faults)


def _stream() -> io.TextIOWrapper:
    """A stream with a buffer below it, as a terminal or a pipe has."""
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    content = stream.buffer
    assert isinstance(content, io.BytesIO)
    return content.getvalue().decode()


def check(
    *paths: Path,
    ids: Iterable[str] = (cast.OWN, cast.OWN_SECOND),
    as_of: str = cast.AS_OF,
    options: Iterable[str] = (),
) -> Answer:
    """`directbill check` of some files, as JSON."""
    asked = [part for i in ids for part in ("--partner-id", i)]
    day = [] if "--as-of" in tuple(options) else ["--as-of", as_of]
    answer = run("check", *map(str, paths), *asked, *day, "--format", "json", *options)
    result = json.loads(answer.out) if answer.out.strip() else {}
    return Answer(answer.code, answer.out, answer.err, answer.faults, result)


def cents(amount: Decimal) -> Decimal:
    """As a figure is shown: rounded once, half even."""
    return amount.quantize(Decimal("0.01"), rounding="ROUND_HALF_EVEN")
