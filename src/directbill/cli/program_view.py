"""Programs, editions, differences and faults as lines for a terminal of eighty columns."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from directbill.core.edition import Edition, Program, Requirement, RevenueRule, Source, Threshold
from directbill.core.findings import Phase
from directbill.documents import errors
from directbill.documents.texts import Catalog
from directbill.programs.difference import Change, How

if TYPE_CHECKING:
    from directbill.programs.scenarios import Result
    from directbill.programs.validate import Place, Validated

STEP = 2
LABELS = {"phases": "phase", "excludes": "category", "contested": "category", "threshold.unit": "unit"}
MARKS = {How.ADDED: ("+", "green"), How.REMOVED: ("-", "red"), How.CHANGED: ("~", "yellow")}


@dataclass(frozen=True, slots=True)
class Inset:
    """Wrapped text with every line set in, and no blanks behind it."""

    text: str | Text
    steps: int

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        text = self.text if isinstance(self.text, Text) else Text(self.text)
        for line in text.wrap(console, options.max_width - STEP * self.steps):
            line.rstrip()
            yield Text(" " * STEP * self.steps) + line


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
    yield _inset(table)
    yield ""


def edition(edition: Edition, say: Catalog) -> Iterator[RenderableType]:
    yield Text(say.own(edition.title), style="bold")
    yield say.say("program.takes_effect", date=edition.effective)
    yield _source(edition.source, say)
    yield from _note(edition.source, say)
    for phase in Phase:
        chosen = [r for r in edition.requirements if r.phases[0] is phase]
        if chosen:
            yield from _heading(say.say(f"program.phase_heading.{phase}"))
            for requirement in chosen:
                yield from _requirement(requirement, edition, say)
    yield from _revenue(edition.revenue, say)
    yield from _rest(edition, say)
    yield from _assumed(edition, say)
    yield ""
    yield Text(say.say("program.digest", digest=edition.digest), style="dim")


def changes(
    before: Edition, after: Edition, found: Sequence[Change], say: Catalog
) -> Iterator[RenderableType]:
    heading = say.say("program.diff_heading", before=before.effective, after=after.effective)
    yield Text(heading, style="bold")
    if not found:
        yield say.say("program.diff_none")
    last: tuple[str, str] = ("", "")
    for change in found:
        if (change.part, change.item) != last:
            yield ""
            yield _change_heading(change, before, after, say)
            last = (change.part, change.item)
        if change.how is How.CHANGED:
            yield _inset(_change_line(change, before, after, say), 2)


def validated(found: "Validated", say: Catalog) -> Iterator[RenderableType]:
    for fault in found.faults:
        what, do = say.error(fault)
        yield _inset(f"{errors.where(fault)}: {what}", 0)
        yield _inset(Text(say.say("errors.to_do", do=do)))
    if found.faults:
        yield Text(say.say("program.invalid", faults=len(found.faults)), style="bold red")
    else:
        editions, scenarios = len(found.program.editions), len(found.scenarios)
        yield Text(say.say("program.valid", editions=editions, scenarios=scenarios), style="bold green")


def tested(where: "Place", results: Sequence["Result"], say: Catalog) -> Iterator[RenderableType]:
    failed = [r for r in results if r.differences]
    for result in failed:
        scenario = result.scenario
        yield Text(
            say.say("program.scenario_failed", file=scenario.file, row=scenario.row, name=scenario.name)
        )
        for d in result.differences:
            found = d.found or say.say("program.nothing")
            yield _inset(Text(say.say("program.expected", what=d.what, expected=d.expected, found=found)))
    if not results:
        yield Text(say.say("error.scenario_none.found", found=where.folder.name), style="bold red")
    elif failed:
        yield Text(say.say("program.failed", failed=len(failed), all=len(results)), style="bold red")
    else:
        yield Text(say.say("program.passed", passed=len(results)), style="bold green")


def _heading(text: str) -> Iterator[RenderableType]:
    yield ""
    yield Text(text, style="bold")


def _inset(what: str | Text | Table, steps: int = 1) -> RenderableType:
    return (
        Padding(what, (0, 0, 0, STEP * steps), expand=False)
        if isinstance(what, Table)
        else Inset(what, steps)
    )


def _source(source: Source, say: Catalog) -> Text:
    mark = f" ({say.say('program.assumed')})" if source.assumed else ""
    return Text(say.say("program.source", source=source.ref) + mark, style="dim")


def _note(source: Source, say: Catalog) -> Iterator[RenderableType]:
    if source.note:
        yield Text(say.own(source.note), style="dim")


def _revenue_bar(edition: Edition, say: Catalog) -> str:
    bars = [r.threshold for r in edition.requirements if r.threshold and r.threshold.measure == "revenue"]
    return _figure(bars[0], say) if bars else say.say("program.none")


def _bar(bar: Threshold, say: Catalog) -> str:
    if bar.measure == "attested":
        return say.say("program.answer")
    return say.say(f"program.operator.{bar.operator}", bar=_figure(bar, say))


def _figure(bar: Threshold, say: Catalog) -> str:
    unit = f"program.unit.{bar.unit}"
    if say.has(unit):
        return say.say(unit, n=bar.value)
    return f"{bar.unit} {say.locale.number(bar.value)}"


def _requirement(requirement: Requirement, edition: Edition, say: Catalog) -> Iterator[RenderableType]:
    title = Text(say.own(requirement.title), style="bold")
    title.append(f"  {requirement.key}", style="not bold dim")
    yield _inset(title)
    yield _inset(Text(" · ".join(_facts(requirement, say)), style="cyan"), 2)
    yield _inset(Text(say.own(requirement.help)), 2)
    for label, texts in (("counts", requirement.counts), ("counts_not", requirement.counts_not)):
        if texts:
            yield _inset(Text(f"{say.say(f'program.{label}')}: {say.own(texts)}"), 2)
    if requirement.after:
        names = ", ".join(say.own(edition.title_of(key)) for key in requirement.after)
        yield _inset(Text(f"{say.say('program.waits', names=names)}. {say.own(requirement.waiting)}"), 2)
    yield _inset(_source(requirement.source, say), 2)


def _facts(requirement: Requirement, say: Catalog) -> Iterator[str]:
    yield say.say(f"program.severity.{requirement.severity}")
    if requirement.threshold:
        yield _bar(requirement.threshold, say)
    yield say.say(f"program.kind.{requirement.kind}")
    yield say.say(f"program.level.{requirement.level}")
    yield say.say("program.turn_of", turn=say.say(f"program.turn.{requirement.turn}"))
    for phase in requirement.phases[1:]:
        yield say.say("program.also", phase=say.say(f"program.phase.{phase}"))
    if requirement.since:
        yield say.say("program.since", date=requirement.since)


def _revenue(rule: RevenueRule, say: Catalog) -> Iterator[RenderableType]:
    yield from _heading(say.say("program.counts_heading"))
    yield _inset(
        say.say(
            "program.window",
            months=rule.months,
            day=rule.closing_day,
            currency=rule.currency,
            level=say.say(f"program.level.{rule.level}"),
            role=say.say(f"program.role.{rule.role}"),
        )
    )
    yield _inset(say.say("program.billed" if rule.billed_decides else "program.paid"))
    yield _inset(f"{say.say('program.counts')}: {_words('counts', rule.counts, say)}")
    for left_out in rule.excludes:
        marks = [say.say("program.assumed")] if left_out.source.assumed else []
        marks += [say.say("program.contested")] if left_out.category in rule.contested else []
        mark = f" ({', '.join(marks)})" if marks else ""
        yield _inset(f"{say.say('program.counts_not')}: {_word('category', left_out.category, say)}{mark}")
    if rule.contested_source:
        yield _inset(Text(say.own(rule.contested_source.note), style="dim"))


def _rest(edition: Edition, say: Catalog) -> Iterator[RenderableType]:
    yield from _heading(say.say("program.binds"))
    for rule in edition.adoption:
        audience, trigger = (
            say.say(f"program.{k}.{v}") for k, v in (("audience", rule.audience), ("trigger", rule.trigger))
        )
        yield _inset(say.say("program.adopts", audience=audience, since=rule.since, trigger=trigger))
    yield from _heading(say.say("program.order_heading"))
    for step in edition.steps:
        names = ", ".join(say.own(edition.title_of(key)) for key in step.after)
        waits = f" · {say.say('program.waits', names=names)}" if names else ""
        yield _inset(f"{say.own(step.title)}{waits}")
    yield from _heading(say.say("program.ladder_heading"))
    for rung in edition.ladder:
        key = "rung_open" if rung.days is None else "rung_days" if rung.days else "rung_at_once"
        yield _inset(say.say(f"program.{key}", title=say.own(rung.title), days=rung.days))
    yield from _heading(say.say("program.review_heading"))
    clock = say.say(f"program.clock.{edition.review.clock}")
    yield _inset(say.say("program.review", months=edition.review.months, clock=clock))
    days = ", ".join(str(d) for d in edition.review.notices)
    yield _inset(say.say("program.notices", days=days) if days else say.say("program.no_notices"))


def _assumed(edition: Edition, say: Catalog) -> Iterator[RenderableType]:
    """Each assumption once, with everything that rests on it."""
    resting: dict[str, list[str]] = {}
    for what, source in _sources(edition, say):
        if source.assumed:
            resting.setdefault(say.own(source.note), []).append(what)
    if resting:
        yield from _heading(say.say("program.assumed_heading"))
    for note, items in resting.items():
        yield _inset(Text(", ".join(dict.fromkeys(items))))
        yield _inset(Text(note, style="dim"), 2)


def _sources(edition: Edition, say: Catalog) -> Iterator[tuple[str, Source]]:
    revenue, review = say.say("program.part.revenue"), say.say("program.review_heading")
    for requirement in edition.requirements:
        title = say.own(requirement.title)
        yield title, requirement.source
        yield from ((title, source) for source in requirement.value_sources.values())
    yield revenue, edition.revenue.source
    yield from ((revenue, source) for source in edition.revenue.value_sources.values())
    yield from ((_word("category", e.category, say), e.source) for e in edition.revenue.excludes)
    yield from ((say.say(f"program.audience.{a.audience}"), a.source) for a in edition.adoption)
    yield from ((say.own(r.title), r.source) for r in edition.ladder)
    yield review, edition.review.source
    yield from ((review, source) for source in edition.review.value_sources.values())
    yield from ((say.own(s.title), s.source) for s in edition.steps)


def _change_heading(change: Change, before: Edition, after: Edition, say: Catalog) -> Text:
    mark, color = MARKS[change.how]
    item = _item(change, before, after, say)
    return Text(f"{mark} {say.say(f'program.{change.how}', item=item)}", style=color)


def _item(change: Change, before: Edition, after: Edition, say: Catalog) -> str:
    holder = before if change.how is How.REMOVED else after
    match change.part:
        case "requirement" | "step":
            return say.own(holder.title_of(change.item))
        case "ladder":
            return f"{say.say('program.part.ladder')}: {say.own(_rung_title(holder, change.item))}"
        case "adoption":
            return f"{say.say('program.part.adoption')}: {say.say(f'program.audience.{change.item}')}"
        case _:
            return say.say(f"program.part.{change.part}")


def _rung_title(edition: Edition, status: str) -> dict[str, str]:
    return next(r.title for r in edition.ladder if r.status == status)


def _change_line(change: Change, before: Edition, after: Edition, say: Catalog) -> Text:
    value = say.say(f"program.value.{change.value}")
    if isinstance(change.after, dict) or isinstance(change.before, dict):
        if not change.after:
            return Text(say.say("program.unworded", value=value))
        return Text(say.say("program.reworded", value=value, after=say.own(change.after)))
    old, new = (_value(change.value, v, e, say) for v, e in ((change.before, before), (change.after, after)))
    return Text(say.say("program.from_to", value=value, before=old, after=new))


def _value(name: str, value: Any, edition: Edition, say: Catalog) -> str:
    match value:
        case None | () | "":
            return say.say("program.none")
        case tuple() if name == "after":
            return ", ".join(say.own(edition.title_of(key)) for key in value)
        case tuple():
            return _words(name, value, say)
        case date():
            return say.locale.day(value.isoformat())
        case Decimal() | int() if not isinstance(value, bool):
            return say.locale.number(str(value))
        case _:
            return _word(LABELS.get(name, name), value, say)


def _words(name: str, values: Iterable[Any], say: Catalog) -> str:
    kind = "category" if name == "counts" else LABELS.get(name, name)
    return ", ".join(_word(kind, value, say) for value in values)


def _word(kind: str, value: Any, say: Catalog) -> str:
    """The word for a value where the texts have one; a program's own words stand as they are."""
    text = str(value.value) if isinstance(value, Enum) else str(value)
    key = f"program.{kind}.{text}"
    return say.say(key) if say.has(key) else text
