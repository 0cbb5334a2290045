"""The reference page that is made from what a program says of the desk's work."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from directbill.core.clocks import Calendar, Unit
from directbill.core.desk import Ask, Criterion, Desk, Entry
from directbill.core.edition import Edition, Program
from directbill.core.plans import Plan
from directbill.programs import form_reference
from directbill.programs.calendars import WEEK
from directbill.programs.edition_page import marked, own
from directbill.programs.form_reference import kinds, line
from directbill.programs.markdown import GENERATED, table

UNITS = {Unit.DAYS: "days", Unit.WORKING_DAYS: "working days"}


def page(program: Program, served: Sequence[tuple[Desk, Sequence[Edition]]]) -> str:
    """Every file of the desk's work as tables of Markdown, in order, each with the editions it serves."""
    parts = [f"# The desk's work of {own(program.title)}", GENERATED, _intro(program)]
    for place, (desk, editions) in enumerate(served):
        earlier = served[place - 1][0] if place else None
        parts.extend(_desk(desk, editions, earlier=earlier))
    return "\n\n".join(parts) + "\n"


def review_page(program: Program, served: Sequence[tuple[Desk, Desk, Sequence[Edition]]]) -> str:
    """Every file of the yearly review, each beside the desk's work it continues: its items, and what differs."""
    parts = [f"# The yearly review of {own(program.title)}", GENERATED, REVIEWS]
    for review, desk, editions in served:
        parts.extend(_desk(review, editions, earlier=desk))
        if review.carries is not None:
            rule = review.carries
            parts.append(
                f"What is marked as carried over is settled by a rule where `{rule.field}` is `{rule.value}` and the "
                f"finding is met ({marked(rule.source)})."
            )
    return "\n\n".join(parts) + "\n"


REVIEWS = (
    "What of the [desk's work](desk-csp-direct-bill.md) is done again every year, as data: `reviews/` beside the "
    "editions. A file continues the desk's work of the edition it is named after and says only what differs. When a "
    "review is due is a value of the edition; what follows where it is not passed is told in "
    "[remaining a partner](standing-csp-direct-bill.md)."
)


def _intro(program: Program) -> str:
    return (
        f"What is settled after an application under an edition of `{program.name}` was submitted, as data: `desk/` "
        "beside the editions. A file serves the edition it is named after and every later one until the next file. An "
        "item whose requirement an edition does not have is left out. Kinds of work with their states and verbs: "
        "[states](states.md)."
    )


def _apart(desk: Desk, earlier: Desk) -> Desk:
    """The desk's work without what is as it was in an earlier file; its items are all there."""

    def unlike(name: str) -> Any:
        found = getattr(desk, name)
        return None if found == getattr(earlier, name) else found

    criteria = tuple(each for each in desk.criteria if each not in earlier.criteria)
    return replace(
        desk,
        asks={verb: ask for verb, ask in desk.asks.items() if earlier.asks.get(verb) != ask},
        limits={state: limit for state, limit in desk.limits.items() if earlier.limits.get(state) != limit},
        areas=tuple(each for each in desk.areas if each.key in {c.area for c in criteria}),
        criteria=criteria,
        calendar=Calendar() if desk.calendar == earlier.calendar else desk.calendar,
        **{name: unlike(name) for name in ("credit", "contract", "conditions", "plans", "corrections")},
    )


def _desk(desk: Desk, editions: Sequence[Edition], *, earlier: Desk | None) -> Iterator[str]:
    yield f"## {desk.name}"
    yield f"Serves: {', '.join(e.name for e in editions)}. SHA-256 `{desk.digest[:16]}`."
    if earlier is not None:
        yield f"Every item is listed; of the rest, what differs from {earlier.name}."
        desk = _apart(desk, earlier)
    files = desk.files
    yield (
        f"Evidence: {kinds(files.media)}; at most {files.most_bytes:,} bytes a file and {files.most} documents a "
        f"question; older than {files.fresh_months} months it is marked. Source: {marked(files.source)}"
    )
    yield "**Items, each after those it waits for**"
    yield table(
        ("Item", "Work", "Requirement", "Task", "Waits for", "Looked at again with", "Source"),
        (_item(entry) for entry in desk.entries),
    )
    yield from _assumed(desk)
    yield "**What a verb asks for**"
    yield table(("Verb", "Reasons to choose from", "Fields"), (_ask(ask) for ask in desk.asks.values()))
    yield from _limits(desk)
    yield from _calendar(desk)
    yield from _credit(desk)
    yield from _contract(desk)
    yield from _conditions(desk)
    yield from _plans(desk)
    yield from _corrections(desk)
    for area in desk.areas:
        yield f"**Criteria: {own(area.title)}** (`{area.key}`)"
        criteria = [c for c in desk.criteria if c.area == area.key]
        yield table(("Criterion", "Typical evidence", "Source"), (_criterion(c) for c in criteria))


def _limits(desk: Desk) -> Iterator[str]:
    """How long a turn may last, where the file says so."""
    if not desk.limits:
        return
    yield "**Days a turn may last**"
    yield table(
        ("State", "Days", "Source"),
        (
            (f"`{each.state}`", f"{each.days} {UNITS[each.unit]}", marked(each.source))
            for each in desk.limits.values()
        ),
    )


def _credit(desk: Desk) -> Iterator[str]:
    """What one person alone may grant, where the program says so."""
    if desk.credit is None:
        return
    bar = desk.credit.second_person_above
    yield (
        f"Credit limits above {bar.amount:,} {bar.currency}, and every limit in another currency, need a second "
        f"person ({marked(desk.credit.source)}). A result holds until the day in `{desk.credit.valid_until}`."
    )


def _contract(desk: Desk) -> Iterator[str]:
    """When the contract of a support plan is flagged, and when its renewal is asked for, where the program says so."""
    if desk.contract is None:
        return
    rule = desk.contract
    yield (
        f"A contract whose `{rule.start}` lies before the day of the message that allows to buy is flagged; "
        f"`{rule.early_reason}` is the reason to send it back for. Its renewal is asked for {rule.remind_days} days "
        f"before its `{rule.end}` ({marked(rule.source)})."
    )


def _conditions(desk: Desk) -> Iterator[str]:
    """By when conditions of a grant are closed, and when the company is reminded, where the program says so."""
    if desk.conditions is None:
        return
    rule = desk.conditions
    yield (
        f"Each of the `{rule.listed}` of a grant is proven by its `{rule.day}`; the company is reminded "
        f"{rule.remind_days} days before, and has at least {rule.again_days} days for what is sent back "
        f"({marked(rule.source)})."
    )


def _plans(desk: Desk) -> Iterator[str]:
    """The support plans beside each other, where the program describes them."""
    if desk.plans is None:
        return
    yield "**Support plans**"
    yield table(
        ("Aspect", *(f"`{plan.key}`" for plan in desk.plans.plans)),
        (
            (own(aspect.title), *(_fact(plan, aspect.key) for plan in desk.plans.plans))
            for aspect in desk.plans.aspects
        ),
    )


def _fact(plan: Plan, aspect: str) -> str:
    fact = plan.facts.get(aspect)
    return f"{own(fact.text)} ({marked(fact.source)})" if fact else "unknown: no source says it"


def _corrections(desk: Desk) -> Iterator[str]:
    """By when a nonconformity is corrected, where the program says so."""
    if desk.corrections is None:
        return
    terms = desk.corrections
    days = ", ".join(f"{count} days where it is {grade}" for grade, count in terms.days.items())
    yield (
        f"A nonconformity is to be corrected within {days}; the assessor looks at an answer within {terms.look} "
        f"days ({marked(terms.source)})."
    )


def _calendar(desk: Desk) -> Iterator[str]:
    """Which days are no working days, where the program says so."""
    calendar = desk.calendar
    if not calendar.weekend and not calendar.holidays:
        return
    free = ", ".join(WEEK[day].value for day in sorted(calendar.weekend))
    yield f"No working days: {free} ({marked(calendar.source)}), and these:"
    yield table(
        ("Holiday", "Dates", "Source"),
        (
            (own(h.title), ", ".join(d.isoformat() for d in h.days), marked(h.source))
            for h in calendar.holidays
        ),
    )


def _item(entry: Entry) -> tuple[str, ...]:
    settled = ""
    if entry.automatic:
        share, source = f"{entry.automatic.band:.0%}", marked(entry.automatic.source)
        settled = f" The finding settles it where it is {share} of the bar or more away ({source})."
    if entry.registers:
        settled += f" Registers that can be asked: {', '.join(kind.upper() for kind in entry.registers)}."
    if entry.proof:
        settled += f" A link to `{entry.proof.to}`, opened within {entry.proof.days} days, settles it."
    return (
        line(f"**{own(entry.title)}** (`{entry.item.key}`)", entry.help) + settled,
        str(entry.item.work),
        _code(entry.requirement),
        _code(entry.task),
        ", ".join(map(_code, entry.item.after)),
        ", ".join(map(_code, entry.rests_on)),
        marked(entry.source),
    )


def _assumed(desk: Desk) -> Iterator[str]:
    """Each note once, with everything it is about."""
    about: dict[str, list[str]] = {}
    sources = [(entry.item.key, entry.source) for entry in desk.entries]
    sources += [("files", desk.files.source)]
    sources += [("working days", desk.calendar.source)]
    sources += [("credit", desk.credit.source)] if desk.credit else []
    sources += [("agreement", desk.agreement.source)] if desk.agreement else []
    sources += [("contract", desk.contract.source)] if desk.contract else []
    sources += [("conditions", desk.conditions.source)] if desk.conditions else []
    sources += [
        (f"{plan.key}.{aspect}", fact.source)
        for plan in (desk.plans.plans if desk.plans else ())
        for aspect, fact in plan.facts.items()
    ]
    sources += [("nonconformity", desk.corrections.source)] if desk.corrections else []
    sources += [("holidays", holiday.source) for holiday in desk.calendar.holidays]
    sources += [(limit.state, limit.source) for limit in desk.limits.values()]
    sources += [(f"criteria of {criterion.area}", criterion.source) for criterion in desk.criteria]
    for name, source in sources:
        if source.assumed and name not in about.setdefault(own(source.note), []):
            about[own(source.note)].append(name)
    yield "**Assumed**"
    yield "\n".join(f"- {', '.join(f'`{name}`' for name in names)}: {note}" for note, names in about.items())


def _ask(ask: Ask) -> tuple[str, ...]:
    reasons = (f"`{key}` {own(texts)}" for key, texts in ask.reasons.items())
    fields = (
        f"`{name}` ({kind}; {asked}) {label}"
        for field in ask.fields
        for name, kind, label, asked in form_reference.rows(field, field.key)
    )
    return (line(f"`{ask.verb}`", ask.help), "<br>".join(reasons), "<br>".join(fields))


def _criterion(criterion: Criterion) -> tuple[str, ...]:
    return (
        line(f"**{own(criterion.title)}** (`{criterion.key}`)", criterion.help),
        ", or ".join(own(texts) for texts in criterion.evidence),
        marked(criterion.source),
    )


def _code(word: str) -> str:
    return f"`{word}`" if word else ""
