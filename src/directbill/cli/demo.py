"""`directbill demo`: write a made-up ledger and check it."""

import shlex
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from directbill.cli import answer, faces, output
from directbill.cli.language import say
from directbill.cli.options import Asked
from directbill.cli.usage import Choice, Command
from directbill.core.errors import Refusal, refuse
from directbill.core.periods import Month

DEFAULT_FOLDER = "directbill-demo"
PAGE = "report.html"
BIG_FIRST = Month(2024, 11)


class Lines(click.ParamType[int]):
    """How many lines: a whole number above zero."""

    name = "number"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> int:
        plain = str(value).replace("_", "").replace(",", "")
        if not plain.isdigit() or int(plain) == 0:
            raise refuse("number_unreadable", found=str(value))
        return int(plain)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAsked:
    lines: int | None
    output: str
    format: str


PARAMS: list[click.Parameter] = [
    click.Option(["--lines"], type=Lines(), metavar="NUMBER"),
    click.Option(["-o", "--output"], default=DEFAULT_FOLDER, metavar="FOLDER"),
    click.Option(["--format"], type=Choice(*faces.FORMATS), default=faces.FORMATS[0]),
]


@click.command("demo", cls=Command, record=DemoAsked, params=PARAMS)
def demo(asked: DemoAsked) -> None:
    """Write, check, show; the page of the report lies beside what was written."""
    folder = Path(asked.output)
    if asked.lines:
        _big(folder, asked.lines)
        return
    from directbill.ledger.demo import small  # lazy: only the demo needs it

    faces.fit_for(asked.format, None)
    with _whole(folder, small.MARK):
        written = small.write(folder)
    output.aside(say("demo.heading") + "\n")
    output.aside(
        say(
            "demo.files",
            files=len(written.exports),
            rows=written.lines,
            first=written.first,
            last=written.last,
            folder=str(folder),
        )
        + "\n"
    )
    asks = Asked(
        paths=tuple(str(path) for path in written.exports),
        partner=str(written.company),
        as_of=written.as_of,
    )
    with answer.to(asks) as found:
        answer.tell(found)
        output.deliver(faces.content(found, "html"), folder / PAGE)
        faces.show(found, asked.format)
    output.aside("\n" + say("demo.again", command=_command(asks, folder)) + "\n")
    output.aside(say("demo.page", path=str((folder / PAGE).resolve())) + "\n")


@contextmanager
def _whole(folder: Path, mark: str) -> Iterator[None]:
    """Only an empty folder, or one the demo wrote before, is written to; a new one that cannot be filled goes."""
    with output.writing(folder):
        if folder.exists() and any(folder.iterdir()) and not (folder / mark).exists():
            raise refuse("folder_not_empty", file=str(folder))
        fresh = not folder.exists()
        try:
            yield
        except (OSError, Refusal):
            if fresh:
                shutil.rmtree(folder, ignore_errors=True)
            raise


def _command(asks: Asked, folder: Path) -> str:
    place = shlex.quote(str(folder))
    return (
        f"directbill check {place}/*.csv {place}/*.json --partner {place}/partner.toml --as-of {asks.as_of}"
    )


def _big(folder: Path, lines: int) -> None:
    from directbill.ledger.demo import big, small  # lazy: only the demo needs it, and it loads DuckDB

    with _whole(folder, small.MARK):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / small.MARK).write_text(small.NOTE, encoding="utf-8")
        files = big.write(folder, lines=lines, first=BIG_FIRST, progress=lambda m: output.aside(f"{m}\n"))
    output.aside(say("demo.big", lines=lines, files=len(files), folder=str(folder)) + "\n")
