"""`directbill ledger profile`: propose how to read a distributor's file, try a profile on it, keep it."""

import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from directbill.cli import folders, output, usage
from directbill.cli.language import say, say_or
from directbill.ledger import profiles
from directbill.ledger.carriers import Sheet, open_sheet
from directbill.ledger.profiles import Draft, Shown

UNNAMED = "profile.toml"


@click.command(
    "profile",
    cls=usage.Command,
    params=[
        click.Argument(["profile_file"], metavar="FILE"),
        click.Option(["--mapping"], metavar="PROFILE"),
        click.Option(["-o", "--output", "where"], metavar="PROFILE"),
        click.Option(["--confirm"], is_flag=True),
    ],
)
def profile(profile_file: str, mapping: str | None, where: str | None, confirm: bool) -> None:
    """Nothing is kept without --confirm, and nothing is confirmed with a `?` in it."""
    with tempfile.TemporaryDirectory(prefix="directbill-") as folder:
        if mapping is not None:
            _try(profile_file, Path(mapping), Path(folder), confirm=confirm)
        else:
            _propose(profile_file, where, Path(folder), confirm=confirm)


def _try(file: str, mapping: Path, workdir: Path, *, confirm: bool) -> None:
    given = profiles.read_profile(mapping)
    sheet = open_sheet(file, workdir=workdir, profile=given)
    profiles.fit(given, sheet)
    output.show(_rows(profiles.preview(sheet, given)))
    if confirm:
        _confirm(mapping.read_text(encoding="utf-8-sig"), sheet, mapping.name)


def _propose(file: str, where: str | None, workdir: Path, *, confirm: bool) -> None:
    sheet = open_sheet(file, workdir=workdir)
    draft = profiles.propose(sheet)
    text = f"{profiles.written(draft, _comment(draft))}\n{_remark(_sample(sheet, draft))}"
    if confirm:
        _confirm(text, sheet, Path(where or UNNAMED).name)
    if where is not None:
        output.write_whole(Path(where), text.encode())
        output.aside(say("said.written", path=where) + "\n")
    else:
        output.show(text)
    if not confirm:
        output.aside(say("profile.next", file=file, profile=where or UNNAMED) + "\n")


def _confirm(text: str, sheet: Sheet, name: str) -> None:
    kept = profiles.confirm(text, sheet=sheet, folder=folders.data_folder(os.environ), name=name)
    output.aside(say("profile.confirmed", path=str(kept)) + "\n")


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
