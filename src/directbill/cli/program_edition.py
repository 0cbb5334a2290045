"""One edition, or all of a program's, for a terminal of eighty columns."""

from collections.abc import Iterator, Mapping

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from directbill.cli.program_words import (
    bar_text,
    figure_text,
    heading_lines,
    inset,
    note_lines,
    source_line,
    word,
    words,
)
from directbill.core.edition import Edition, Program, Reference, Requirement, RevenueRule, Source
from directbill.core.findings import Phase
from directbill.documents.texts import Catalog


def overview(program: Program, say: Catalog) -> Iterator[RenderableType]:
    yield Text(f"{say.own(program.title)} ({program.name})", style="bold")
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0))
    for heading in ("edition", "in_force", "requirements", "bar"):
        table.add_column(say.say(f"program.{heading}"), justify="right" if heading == "bar" else "left")
    for edition in program.editions:
        table.add_row(
            edition.name,
            say.say("program.enabled" if edition.enabled else "program.not_enabled"),
            str(len(edition.requirements)),
            _revenue_bar(edition, say),
        )
    yield inset(table)
    yield ""


def edition(
    edition: Edition, say: Catalog, *, references: Mapping[str, Reference]
) -> Iterator[RenderableType]:
    yield Text(say.own(edition.title), style="bold")
    yield say.say("program.takes_effect", date=edition.effective)
    yield source_line(edition.source, say)
    yield from note_lines(edition.source, say)
    for phase in Phase:
        chosen = [r for r in edition.requirements if r.phases[0] is phase]
        if chosen:
            yield from heading_lines(say.say(f"program.phase_heading.{phase}"))
            for requirement in chosen:
                yield from _requirement(requirement, edition, say)
    yield from _revenue(edition.revenue, say)
    yield from _rest(edition, say)
    yield from _assumed(edition, say)
    yield from _references(edition, references, say)
    yield ""
    yield Text(say.say("program.digest", digest=edition.digest), style="dim")


def _revenue_bar(edition: Edition, say: Catalog) -> str:
    bars = [r.threshold for r in edition.requirements if r.threshold and r.threshold.measure == "revenue"]
    return figure_text(bars[0], say) if bars else say.say("program.none")


def _requirement(requirement: Requirement, edition: Edition, say: Catalog) -> Iterator[RenderableType]:
    title = Text(say.own(requirement.title), style="bold")
    title.append(f"  {requirement.key}", style="not bold dim")
    yield inset(title)
    yield inset(Text(" · ".join(_facts(requirement, say)), style="cyan"), 2)
    yield inset(Text(say.own(requirement.help)), 2)
    for label, texts in (("counts", requirement.counts), ("counts_not", requirement.counts_not)):
        if texts:
            yield inset(Text(f"{say.say(f'program.{label}')}: {say.own(texts)}"), 2)
    if requirement.after:
        names = ", ".join(say.own(edition.title_of(key)) for key in requirement.after)
        yield inset(Text(f"{say.say('program.waits', names=names)}. {say.own(requirement.waiting)}"), 2)
    yield inset(source_line(requirement.source, say), 2)


def _facts(requirement: Requirement, say: Catalog) -> Iterator[str]:
    yield say.say(f"program.severity.{requirement.severity}")
    if requirement.threshold:
        yield bar_text(requirement.threshold, say)
    yield say.say(f"program.kind.{requirement.kind}")
    yield say.say(f"program.level.{requirement.level}")
    yield say.say("program.turn_of", turn=say.say(f"program.turn.{requirement.turn}"))
    for phase in requirement.phases[1:]:
        yield say.say("program.also", phase=say.say(f"program.phase.{phase}"))
    if requirement.since:
        yield say.say("program.since", date=requirement.since)


def _revenue(rule: RevenueRule, say: Catalog) -> Iterator[RenderableType]:
    yield from heading_lines(say.say("program.counts_heading"))
    yield inset(
        say.say(
            "program.window",
            months=rule.months,
            day=rule.closing_day,
            currency=rule.currency,
            level=say.say(f"program.level.{rule.level}"),
            role=say.say(f"program.role.{rule.role}"),
        )
    )
    yield inset(say.say("program.billed" if rule.billed_decides else "program.paid"))
    yield inset(f"{say.say('program.counts')}: {words('counts', rule.counts, say=say)}")
    for left_out in rule.excludes:
        marks = [say.say("program.assumed")] if left_out.source.assumed else []
        marks += [say.say("program.contested")] if left_out.category in rule.contested else []
        mark = f" ({', '.join(marks)})" if marks else ""
        yield inset(f"{say.say('program.counts_not')}: {word('category', left_out.category, say=say)}{mark}")
    if rule.contested_source:
        yield inset(Text(say.own(rule.contested_source.note), style="dim"))


def _rest(edition: Edition, say: Catalog) -> Iterator[RenderableType]:
    yield from heading_lines(say.say("program.binds"))
    for rule in edition.adoption:
        audience, trigger = (
            say.say(f"program.{k}.{v}") for k, v in (("audience", rule.audience), ("trigger", rule.trigger))
        )
        yield inset(say.say("program.adopts", audience=audience, since=rule.since, trigger=trigger))
    yield from heading_lines(say.say("program.order_heading"))
    for step in edition.steps:
        names = ", ".join(say.own(edition.title_of(key)) for key in step.after)
        waits = f" · {say.say('program.waits', names=names)}" if names else ""
        yield inset(f"{say.own(step.title)}{waits}")
    yield from heading_lines(say.say("program.ladder_heading"))
    for rung in edition.ladder:
        key = "rung_open" if rung.days is None else "rung_days" if rung.days else "rung_at_once"
        yield inset(say.say(f"program.{key}", title=say.own(rung.title), days=rung.days))
    yield from heading_lines(say.say("program.review_heading"))
    clock = say.say(f"program.clock.{edition.review.clock}")
    yield inset(say.say("program.review", months=edition.review.months, clock=clock))
    days = ", ".join(str(d) for d in edition.review.notices)
    yield inset(say.say("program.notices", days=days) if days else say.say("program.no_notices"))


def _assumed(edition: Edition, say: Catalog) -> Iterator[RenderableType]:
    """Each assumption once, with everything that rests on it."""
    resting: dict[str, list[str]] = {}
    for what, source in _sources(edition, say):
        if source.assumed:
            resting.setdefault(say.own(source.note), []).append(what)
    if resting:
        yield from heading_lines(say.say("program.assumed_heading"))
    for note, items in resting.items():
        yield inset(Text(", ".join(dict.fromkeys(items))))
        yield inset(Text(note, style="dim"), 2)


def _references(
    edition: Edition, references: Mapping[str, Reference], say: Catalog
) -> Iterator[RenderableType]:
    """What the first words of the sources stand for."""
    parts = (part.split() for _, source in _sources(edition, say) for part in source.ref.split(";"))
    named = {words[0] for words in parts if words} | {w.split()[0] for w in edition.source.ref.split(";")}
    if named & references.keys():
        yield from heading_lines(say.say("program.references_heading"))
    for name, reference in references.items():
        if name in named:
            yield inset(Text(name))
            yield inset(Text(say.own(reference.title), style="dim"), 2)
            if reference.url:
                yield inset(Text(reference.url, style="dim"), 2)


def _sources(edition: Edition, say: Catalog) -> Iterator[tuple[str, Source]]:
    revenue, review = say.say("program.part.revenue"), say.say("program.review_heading")
    for requirement in edition.requirements:
        title = say.own(requirement.title)
        yield title, requirement.source
        yield from ((title, source) for source in requirement.value_sources.values())
    yield revenue, edition.revenue.source
    yield from ((revenue, source) for source in edition.revenue.value_sources.values())
    yield from ((word("category", e.category, say=say), e.source) for e in edition.revenue.excludes)
    yield from ((say.say(f"program.audience.{a.audience}"), a.source) for a in edition.adoption)
    yield from ((say.own(r.title), r.source) for r in edition.ladder)
    yield review, edition.review.source
    yield from ((review, source) for source in edition.review.value_sources.values())
    yield from ((say.own(s.title), s.source) for s in edition.steps)
