"""`directbill ledger profile`: propose how to read a distributor's file, try a profile on it, keep it."""

import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from directbill.cli import answer, folders, output, usage
from directbill.cli.language import say, say_or
from directbill.cli.options import program_option
from directbill.ledger import profiles
from directbill.ledger.carriers import Sheet, open_sheet
from directbill.ledger.profiles import Draft, Shown
from directbill.programs import library

UNNAMED = "profile.toml"


@click.command(
    "profile",
    cls=usage.Command,
    params=[
        click.Argument(["profile_file"], metavar="FILE"),
        click.Option(["--mapping"], metavar="PROFILE"),
        click.Option(["-o", "--output", "where"], metavar="PROFILE"),
        click.Option(["--confirm"], is_flag=True),
        program_option(),
    ],
)
def profile(
    profile_file: str, mapping: str | None, where: str | None, confirm: bool, program: str | None
) -> None:
    """Nothing is kept without --confirm, and nothing is confirmed with a `?` in it."""
    keep = _Keeping(answer.categories(library.load(program)), confirm)
    with tempfile.TemporaryDirectory(prefix="directbill-") as folder:
        if mapping is not None:
            _try(profile_file, Path(mapping), Path(folder), keep)
        else:
            _propose(profile_file, where, Path(folder), keep)


@dataclass(frozen=True, slots=True)
class _Keeping:
    """Whether the profile is kept, and the words it may use for what is sold."""

    categories: frozenset[str]
    confirmed: bool

    def take(self, text: str, sheet: Sheet, *, name: str) -> None:
        """Keep the profile if it is confirmed, and say so."""
        if self.confirmed:
            folder = folders.data_folder(os.environ)
            kept = profiles.confirm(text, sheet=sheet, folder=folder, name=name, categories=self.categories)
            output.aside(say("profile.confirmed", path=str(kept)) + "\n")


def _try(file: str, mapping: Path, workdir: Path, keep: _Keeping) -> None:
    given = profiles.read_profile(mapping, categories=keep.categories)
    sheet = open_sheet(file, workdir=workdir, profile=given)
    profiles.fit(given, sheet)
    output.show(_rows(profiles.preview(sheet, given)))
    keep.take(mapping.read_text(encoding="utf-8-sig"), sheet, name=mapping.name)


def _propose(file: str, where: str | None, workdir: Path, keep: _Keeping) -> None:
    sheet = open_sheet(file, workdir=workdir)
    draft = profiles.propose(sheet)
    text = f"{profiles.written(draft, _comment(draft))}\n{_remark(_sample(sheet, draft))}"
    keep.take(text, sheet, name=Path(where or UNNAMED).name)
    if where is not None:
        output.write_whole(Path(where), text.encode())
        output.aside(say("said.written", path=where) + "\n")
    else:
        output.show(text)
    if not keep.confirmed:
        output.aside(say("profile.next", file=file, profile=where or UNNAMED) + "\n")


def _comment(draft: Draft) -> Callable[[str], str]:
    """What stands above each key: what it is, and where it is open, what it could be."""

    def comment(key: str) -> str:
        about = say_or(f"profile.about.{'in_' if '.' in key else ''}{key or 'heading'}").strip()
        if key not in draft.unsettled:
            return about
        names = ", ".join(draft.doubts.get(key, ()))
        return "\n".join(
            line
            for line in (about, say("profile.confirm"), names and say("profile.candidates", names=names))
            if line
        )

    return comment


def _sample(sheet: Sheet, draft: Draft) -> str:
    return _rows(profiles.preview(sheet, draft.provisional(), unsettled=draft.unsettled))


def _rows(rows: Sequence[Shown]) -> str:
    if not rows:
        return say("profile.none") + "\n"
    lines = [say("profile.rows", count=len(rows))]
    lines += [say("profile.row", **{name: getattr(row, name) for name in row.__slots__}) for row in rows]
    return "\n".join(lines) + "\n"


def _remark(text: str) -> str:
    return "".join(f"# {line}".rstrip() + "\n" for line in text.splitlines())
