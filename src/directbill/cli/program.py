"""`directbill program`: list, show, compare, validate and test the rules."""

from collections.abc import Iterable

import click
from rich.console import Console, RenderableType

from directbill.cli import output, program_changes, program_edition, program_form, program_results, usage
from directbill.cli.language import spoken
from directbill.core.errors import Refusal
from directbill.documents import texts
from directbill.documents.sheet import released
from directbill.programs import difference, forms, library

WIDTH = 80
FAULTS_FOUND = 1


@click.group("program", cls=usage.Group)
def program() -> None:
    """The rules are data: nothing here changes them."""


def program_option() -> click.Option:
    return click.Option(["--program", "where"], metavar="NAME|FOLDER")


@program.command("list", cls=usage.Command, params=[program_option()])
def list_(where: str | None) -> None:
    """Name every edition and say whether it is in force."""
    for name in [where] if where else library.names():
        _print(program_edition.overview(library.load(name), texts.catalog(spoken())))


@program.command(
    "show", cls=usage.Command, params=[click.Argument(["edition_named"], metavar="EDITION"), program_option()]
)
def show(edition_named: str, where: str | None) -> None:
    """Print one edition whole, and the form an application under it is made with."""
    loaded = library.load(where)
    edition = library.edition(loaded, edition_named)
    form = forms.of(loaded, edition, where=where) if forms.serving(library.folder(where), edition) else None
    _print(program_edition.edition(edition, texts.catalog(spoken()), references=loaded.references))
    _print(program_form.form(form, edition, say=texts.catalog(spoken())))


@program.command(
    "diff",
    cls=usage.Command,
    params=[
        click.Argument(["older"], metavar="OLDER"),
        click.Argument(["newer"], metavar="NEWER"),
        program_option(),
    ],
)
def diff(older: str, newer: str, where: str | None) -> None:
    """Print what changes between two editions."""
    loaded = library.load(where)
    before, after = library.edition(loaded, older), library.edition(loaded, newer)
    changes = difference.compare(before, after)
    _print(program_changes.changes((before, after), changes, say=texts.catalog(spoken())))


@program.command("validate", cls=usage.Command, params=[click.Argument(["program_path"], metavar="PATH")])
def validate(program_path: str) -> int:
    """Exit code 1 when there are faults."""
    from directbill.programs import (
        validate as validation,
    )  # lazy: reads YAML, which the other commands do not

    found = validation.validate(validation.place(program_path))
    _print(program_results.validated(found, texts.catalog(spoken())))
    return FAULTS_FOUND if found.faults else 0


@program.command("test", cls=usage.Command, params=[click.Argument(["program_path"], metavar="PATH")])
def test(program_path: str) -> int:
    """Exit code 1 when a scenario does not hold, or the program has faults."""
    from directbill.programs import (
        validate as validation,
    )  # lazy: reads YAML, which the other commands do not

    where = validation.place(program_path)
    try:
        results = validation.run(where)
    except Refusal as refusal:
        output.refused(refusal)
        return FAULTS_FOUND
    _print(program_results.tested(results, texts.catalog(spoken())))
    return 0 if all(not r.differences for r in results) else FAULTS_FOUND


def _print(lines: Iterable[RenderableType]) -> None:
    console = Console(highlight=False, soft_wrap=False)
    console.width = min(console.width, WIDTH)
    with console.capture() as laid_out:
        for line in lines:
            console.print(line)
    output.show(released(laid_out.get()).replace(texts.NO_BREAK, " "))
