"""The reference page of the command line, written from the help texts in every language."""

from collections.abc import Iterator

import click

from directbill.cli import language, usage
from directbill.cli.main import cli

WIDTH = 78
NAMES = {"en": "English", "cs": "Čeština"}
HEAD = """# The command line

Written from `directbill --help` by `directbill.cli.reference`; do not edit it by hand.

Exit codes: 0 fine; 1 `program validate` or `program test` found faults; 2 bad input or usage; with `--exit-code`
10 not eligible and 11 undecided; 70 a fault of directbill itself. The report goes to standard output, everything
else to standard error. The language is `--lang`, else `DIRECTBILL_LANG`, `LC_ALL` or `LANG`, else English. The stored
ledger is in `DIRECTBILL_DATA`. `NO_COLOR` is honored.
"""


def pages() -> dict[str, str]:
    """The pages of docs/reference that this package answers for, by file name."""
    return {"cli.md": page()}


def page() -> str:
    """Every command's help, in every language."""
    before = language.spoken()
    try:
        parts = [HEAD, *(_in(lang) for lang in language.LANGUAGES)]
    finally:
        language.speak(before)
    return "\n".join(parts)


def _in(lang: str) -> str:
    language.speak(lang)
    context = usage.Context(cli, info_name="directbill", terminal_width=WIDTH)
    blocks = [f"## {NAMES[lang]}\n"]
    for path, text in _helps(cli, context):
        blocks.append(f"### {path}\n\n```text\n{text}\n```\n")
    return "\n".join(blocks)


def _helps(command: click.Command, context: click.Context) -> Iterator[tuple[str, str]]:
    yield context.command_path, command.get_help(context)
    if isinstance(command, usage.Forked):
        for name, where in command.beneath.items():
            inner_name = f"{context.info_name} {name}"
            beneath = usage.loaded(where)
            yield from _helps(beneath, _nested(beneath, inner_name, context.parent))
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from _helps(inner, _nested(inner, name, context))


def _nested(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    return usage.Context(command, parent=parent, info_name=name, terminal_width=WIDTH)
