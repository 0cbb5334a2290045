"""The reference pages that are made from programs. `python -m directbill.programs.reference` writes them."""

from collections.abc import Iterable
from pathlib import Path

from directbill.core.edition import Program
from directbill.programs import (
    beside,
    desk_reference,
    desks,
    edition_page,
    form_reference,
    forms,
    library,
    reviews,
    source_map,
    source_map_page,
    standing_reference,
    standings,
    transition_reference,
    transitions,
)
from directbill.programs.markdown import GENERATED, table


def pages() -> dict[str, str]:
    """Every page by its path in the repository: of each bundled program with its files, and the map of its source."""
    found: dict[str, str] = {}
    for name in library.names():
        where = library.folder(name)
        found[f"docs/reference/program-{name.replace('_', '-')}.md"] = program_page(library.load(name))
        if names := forms.named(where):
            found[f"docs/reference/form-{name.replace('_', '-')}.md"] = form_page(name, names)
        if desks.named(where):
            found[f"docs/reference/desk-{name.replace('_', '-')}.md"] = desk_page(name)
        if reviews.named(where):
            found[f"docs/reference/review-{name.replace('_', '-')}.md"] = review_page(name)
        if standings.named(where):
            found[f"docs/reference/standing-{name.replace('_', '-')}.md"] = standing_page(name)
        if transitions.named(where):
            found[f"docs/reference/transition-{name.replace('_', '-')}.md"] = transition_page(name)
        if (where / source_map.FILE).is_file():
            found["docs/reference/source-map.md"] = source_map_page.page(source_map.read(where))
    return found


def form_page(program: str, names: Iterable[str]) -> str:
    """The forms of a bundled program."""
    loaded = library.load(program)
    return form_reference.page(loaded, [forms.whole(loaded, name) for name in names])


def desk_page(program: str) -> str:
    """What a bundled program says of the desk's work."""
    loaded, where = library.load(program), library.folder(program)
    served = beside.served(where, desks.PART, program=loaded)
    return desk_reference.page(loaded, [(desks.whole(loaded, name), editions) for name, editions in served])


def review_page(program: str) -> str:
    """What a bundled program says of the yearly review."""
    loaded, where = library.load(program), library.folder(program)
    served = beside.served(where, reviews.PART, program=loaded)
    rows = [(reviews.whole(loaded, n), desks.whole(loaded, n), editions) for n, editions in served]
    return desk_reference.review_page(loaded, rows)


def standing_page(program: str) -> str:
    """What a bundled program says of remaining a partner."""
    loaded, where = library.load(program), library.folder(program)
    served = beside.served(where, standings.PART, program=loaded)
    rows = [(standings.whole(loaded, name), editions) for name, editions in served]
    return standing_reference.page(loaded, rows)


def transition_page(program: str) -> str:
    """What a bundled program says of becoming an indirect reseller."""
    loaded, where = library.load(program), library.folder(program)
    served = beside.served(where, transitions.PART, program=loaded)
    rules = [transitions.of(loaded, each) for _, editions in served for each in editions]
    return transition_reference.page(loaded, rules)


def program_page(program: Program) -> str:
    """A program with all its editions as tables of Markdown."""
    parts = [f"# {edition_page.own(program.title)}", GENERATED, _intro(program), _overview(program)]
    for place, edition in enumerate(program.editions):
        parts.extend(edition_page.tables(edition))
        if place:
            parts.extend(edition_page.changes(program.editions[place - 1], edition))
    parts.extend(("## References", "What the first word of a source stands for.", _references(program)))
    return "\n\n".join(parts) + "\n"


def _intro(program: Program) -> str:
    return (
        f"The rules of `{program.name}` as data. Values and keys stand as in the files; sentences are our own. A value "
        "marked *assumed* is one the source does not give; the note says what was chosen and why."
    )


def _overview(program: Program) -> str:
    rows = [
        (
            f"[{e.name}](#edition-{e.name})",
            "yes" if e.enabled else "no",
            str(len(e.requirements)),
            edition_page.marked(e.source),
            f"`{e.digest[:16]}`",
        )
        for e in program.editions
    ]
    return table(("Edition", "Enabled", "Requirements", "Source", "SHA-256"), rows)


def _references(program: Program) -> str:
    rows = [
        (f"`{name}`", edition_page.own(r.title), r.date, f"<{r.url}>" if r.url else "")
        for name, r in program.references.items()
    ]
    return table(("Reference", "What it is", "Date", "Where"), rows)


def write(root: Path, wanted: Iterable[tuple[str, str]]) -> None:
    """Write the pages under a repository's root."""
    for path, text in wanted:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path.cwd(), pages().items())
