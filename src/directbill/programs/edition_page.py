"""One edition as tables of Markdown: its requirements, its values with their sources, and what is assumed."""

from collections.abc import Iterator

from directbill.core.edition import Edition, Requirement, Source, Texts
from directbill.programs.difference import Change, How, compare
from directbill.programs.markdown import table

LANGUAGE = "en"


def tables(edition: Edition) -> Iterator[str]:
    yield f"## Edition {edition.name}"
    if edition.source.note:
        yield own(edition.source.note)
    yield table(
        ("Requirement", "Phases", "Severity", "Kind", "Level", "Bar", "After", "Turn", "Source"),
        (_requirement(r) for r in edition.requirements),
    )
    yield "**In words**"
    yield "\n".join(
        f"- **{own(r.title)}** (`{r.key}`): {own(r.help)}{_waiting(r)}" for r in edition.requirements
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
        marked(requirement.source),
    )


def _waiting(requirement: Requirement) -> str:
    return f" *While it waits:* {own(requirement.waiting)}" if requirement.waiting else ""


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
        yield f"revenue.{name}", value, marked(rule.value_sources.get(name, rule.source))
    for left_out in rule.excludes:
        yield "revenue.excludes", left_out.category, marked(left_out.source)
    if rule.contested_source:
        yield "revenue.contested", ", ".join(rule.contested), marked(rule.contested_source)
    for adoption in edition.adoption:
        yield (
            f"adoption.{adoption.audience}",
            f"{adoption.since}, {adoption.trigger}",
            marked(adoption.source),
        )
    for name, value in (
        ("clock", review.clock),
        ("months", str(review.months)),
        ("notices", ", ".join(map(str, review.notices)) or "none"),
    ):
        yield f"review.{name}", value, marked(review.value_sources.get(name, review.source))
    for rung in edition.ladder:
        days = "no number of days" if rung.days is None else f"T+{rung.days}"
        yield f"ladder.{rung.status}", days, marked(rung.source)
    for step in edition.steps:
        after = f"after {', '.join(step.after)}; " if step.after else ""
        yield f"step.{step.key}", f"{after}turn: {step.turn}", marked(step.source)


def _assumed(edition: Edition) -> Iterator[str]:
    for name, source in _sources(edition):
        if source.assumed:
            yield f"- `{name}`: {own(source.note)}"


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


def changes(before: Edition, after: Edition) -> Iterator[str]:
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


def marked(source: Source) -> str:
    return f"{source.ref} (assumed)" if source.assumed else source.ref


def own(texts: Texts) -> str:
    return texts[LANGUAGE]
