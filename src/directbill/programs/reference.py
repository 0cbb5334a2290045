"""The reference pages that are made from programs. `python -m directbill.programs.reference` writes them."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from directbill.core.edition import Edition, Program, Requirement, Source, Texts
from directbill.programs import form_reference, forms, library, source_map
from directbill.programs.difference import Change, How, compare
from directbill.programs.markdown import GENERATED, table

LANGUAGE = "en"


def pages() -> dict[str, str]:
    """Every page by its path in the repository: each bundled program, its forms, and the map of its source."""
    found: dict[str, str] = {}
    for name in library.names():
        where = library.folder(name)
        found[f"docs/reference/program-{name.replace('_', '-')}.md"] = program_page(library.load(name))
        if names := forms.named(where):
            found[f"docs/reference/form-{name.replace('_', '-')}.md"] = form_page(name, names)
        if (where / source_map.FILE).is_file():
            found["docs/reference/source-map.md"] = source_map.page(source_map.read(where))
    return found


def form_page(program: str, names: Iterable[str]) -> str:
    """The forms of a bundled program."""
    loaded = library.load(program)
    return form_reference.page(loaded, [forms.whole(loaded, name) for name in names])


def program_page(program: Program) -> str:
    """A program with all its editions as tables of Markdown."""
    parts = [f"# {_own(program.title)}", GENERATED, _intro(program), _overview(program)]
    for place, edition in enumerate(program.editions):
        parts.extend(_edition(edition))
        if place:
            parts.extend(_changes(program.editions[place - 1], edition))
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
            _marked(e.source),
            f"`{e.digest[:16]}`",
        )
        for e in program.editions
    ]
    return table(("Edition", "Enabled", "Requirements", "Source", "SHA-256"), rows)


def _edition(edition: Edition) -> Iterator[str]:
    yield f"## Edition {edition.name}"
    if edition.source.note:
        yield _own(edition.source.note)
    yield table(
        ("Requirement", "Phases", "Severity", "Kind", "Level", "Bar", "After", "Turn", "Source"),
        (_requirement(r) for r in edition.requirements),
    )
    yield "**In words**"
    yield "\n".join(
        f"- **{_own(r.title)}** (`{r.key}`): {_own(r.help)}{_waiting(r)}" for r in edition.requirements
    )
    yield "**Revenue, adoption, review, ladder and other steps**"
    yield table(("What", "Value", "Source"), _values(edition))
    yield "**Assumed**"
    yield "\n".join(_assumed(edition))


def _requirement(requirement: Requirement) -> tuple[str, ...]:
    bar = requirement.threshold
    since = f" (from {requirement.since})" if requirement.since else ""
    return (
        f"`{requirement.key}`{since}",
        ", ".join(requirement.phases),
        str(requirement.severity),
        str(requirement.kind),
        str(requirement.level),
        f"{bar.measure} {bar.operator} {bar.value:,} {bar.unit}" if bar else "",
        ", ".join(requirement.after),
        str(requirement.turn),
        _marked(requirement.source),
    )


def _waiting(requirement: Requirement) -> str:
    return f" *While it waits:* {_own(requirement.waiting)}" if requirement.waiting else ""


def _values(edition: Edition) -> Iterator[tuple[str, str, str]]:
    rule, review = edition.revenue, edition.review
    for name, value in (
        ("currency", rule.currency),
        ("months", str(rule.months)),
        ("closing_day", str(rule.closing_day)),
        ("counts", ", ".join(rule.counts)),
        ("role", str(rule.role)),
        ("level", str(rule.level)),
        ("billed_decides", str(rule.billed_decides).lower()),
    ):
        yield f"revenue.{name}", value, _marked(rule.value_sources.get(name, rule.source))
    for left_out in rule.excludes:
        yield "revenue.excludes", left_out.category, _marked(left_out.source)
    if rule.contested_source:
        yield "revenue.contested", ", ".join(rule.contested), _marked(rule.contested_source)
    for adoption in edition.adoption:
        yield (
            f"adoption.{adoption.audience}",
            f"{adoption.since}, {adoption.trigger}",
            _marked(adoption.source),
        )
    for name, value in (
        ("clock", review.clock),
        ("months", str(review.months)),
        ("notices", ", ".join(map(str, review.notices)) or "none"),
    ):
        yield f"review.{name}", value, _marked(review.value_sources.get(name, review.source))
    for rung in edition.ladder:
        days = "no number of days" if rung.days is None else f"T+{rung.days}"
        yield f"ladder.{rung.status}", days, _marked(rung.source)
    for step in edition.steps:
        after = f"after {', '.join(step.after)}; " if step.after else ""
        yield f"step.{step.key}", f"{after}turn: {step.turn}", _marked(step.source)


def _assumed(edition: Edition) -> Iterator[str]:
    for name, source in _sources(edition):
        if source.assumed:
            yield f"- `{name}`: {_own(source.note)}"


def _sources(edition: Edition) -> Iterator[tuple[str, Source]]:
    yield "effective", edition.source
    for r in edition.requirements:
        yield r.key, r.source
        yield from ((f"{r.key}.{name}", source) for name, source in r.value_sources.items())
    yield "revenue", edition.revenue.source
    yield from ((f"revenue.{name}", source) for name, source in edition.revenue.value_sources.items())
    yield from ((f"revenue.excludes {e.category}", e.source) for e in edition.revenue.excludes)
    yield from ((f"adoption.{a.audience}", a.source) for a in edition.adoption)
    yield from ((f"review.{name}", source) for name, source in edition.review.value_sources.items())
    yield from ((f"ladder.{r.status}", r.source) for r in edition.ladder)
    yield from ((f"step.{s.key}", s.source) for s in edition.steps)


def _changes(before: Edition, after: Edition) -> Iterator[str]:
    yield f"**What changes from {before.name}** (sentences left out)"
    changes = [c for c in compare(before, after) if not isinstance(c.after or c.before, dict)]
    yield table(("How", "What", "Before", "After"), (_change(c) for c in changes))


def _change(change: Change) -> tuple[str, str, str, str]:
    what = ".".join(filter(None, (change.part, change.item, change.value)))
    if change.how is not How.CHANGED:
        return str(change.how), f"`{what}`", "", ""
    return str(change.how), f"`{what}`", _plain(change.before), _plain(change.after)


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "none"
    return "none" if value is None or value == "" else str(value)


def _references(program: Program) -> str:
    rows = [
        (f"`{name}`", _own(r.title), r.date, f"<{r.url}>" if r.url else "")
        for name, r in program.references.items()
    ]
    return table(("Reference", "What it is", "Date", "Where"), rows)


def _marked(source: Source) -> str:
    return f"{source.ref} (assumed)" if source.assumed else source.ref


def _own(texts: Texts) -> str:
    return texts[LANGUAGE]


def write(root: Path, wanted: Iterable[tuple[str, str]]) -> None:
    """Write the pages under a repository's root."""
    for path, text in wanted:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path.cwd(), pages().items())
