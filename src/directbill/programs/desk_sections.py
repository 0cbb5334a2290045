"""From a TOML table to the desk's work: which keys there are, and of which type each is."""

from collections.abc import Iterator

from directbill.core.clocks import Unit
from directbill.core.desk import Area, Ask, Criterion, Desk, Entry, Limit
from directbill.core.edition import Source
from directbill.core.registers import Kind
from directbill.core.work import Item, Work
from directbill.programs import (
    desk_agreement,
    desk_assessment,
    desk_automatic,
    desk_checks,
    desk_closing,
    desk_conditions,
    desk_contract,
    desk_credit,
    desk_outside,
    desk_plans,
    form_sections,
)
from directbill.programs import reader as reading


def desk(section: reading.Section, *, program: str, edition: str, digest: str) -> Desk:
    """Read the whole file; faults are kept in the section's book."""
    areas = [_area(s) for s in section.sections("area")]
    sources = {area.key: source for area, source in areas}
    asks = [_ask(s) for s in section.sections("ask")]
    found = Desk(
        program=program,
        edition=edition,
        entries=_entries(section),
        asks={ask.verb: ask for ask in asks},
        limits={limit.state: limit for limit in _limits(section.section("limits"))},
        files=form_sections.files(section.section("files")),
        areas=tuple(area for area, _ in areas),
        criteria=tuple(_criterion(s, sources) for s in section.sections("criterion")),
        registers={each.kind: each for each in map(desk_outside.lookup, section.sections("register"))},
        credit=desk_credit.rule(section),
        contract=desk_contract.rule(section),
        conditions=desk_conditions.rule(section),
        agreement=desk_agreement.agreement(section),
        plans=desk_plans.plans(section),
        corrections=desk_assessment.terms(section),
        documents={each.key: each for each in map(desk_closing.named, section.sections("document"))},
        carries=desk_automatic.carries(section),
        by_hand=desk_closing.rule(section),
        digest=digest,
        name=edition,
    )
    section.close()
    desk_checks.verbs(asks, section)
    desk_checks.check(found, section)
    return found


def _entries(section: reading.Section) -> tuple[Entry, ...]:
    """The items in their order; each can wait only for those before it."""
    found: list[Entry] = []
    for part in section.sections("item"):
        found.append(_entry(part, found))
    return tuple(found)


def _entry(section: reading.Section, earlier: list[Entry]) -> Entry:
    found = Entry(
        item=Item(
            key=section.identifier("key"),
            work=section.choice("work", Work),
            after=_after(section, earlier),
            figure="figure" in section,
        ),
        title=section.texts("title", required=True),
        help=section.texts("help", required=True),
        otherwise=section.texts("otherwise"),
        source=section.source(),
        requirement=section.text("requirement", default=""),
        task=section.text("task", default=""),
        rests_on=section.words("rests_on"),
        shows=section.words("shows"),
        automatic=desk_automatic.rule(section),
        figure=section.text("figure", default=""),
        registers=section.choices("registers", Kind) if "registers" in section else (),
        proof=desk_outside.link(section),
        closes=desk_closing.groups(section),
    )
    section.close()
    return found


def _after(section: reading.Section, earlier: list[Entry]) -> tuple[str, ...]:
    """Keys of earlier items. A word that is no key and names a kind of work stands for all earlier items of it."""
    wanted: set[str] = set()
    known = {entry.item.key for entry in earlier}
    for place, word in enumerate(section.words("after")):
        of_kind = {entry.item.key for entry in earlier if entry.item.work == word}
        meant = {word} if word in known else of_kind
        if not meant:
            section.fault("desk_after_unknown", "after", place, found=word)
        wanted |= meant
    return tuple(entry.item.key for entry in earlier if entry.item.key in wanted)


def _ask(section: reading.Section) -> Ask:
    found = Ask(
        verb=section.text("verb"),
        help=section.texts("help"),
        reasons=_reasons(section),
        fields=tuple(form_sections.field(s) for s in section.sections("field")),
    )
    section.close()
    return found


def _reasons(section: reading.Section) -> dict[str, dict[str, str]]:
    """`reasons.KEY.en`, `reasons.KEY.cs`: the sentence the other side reads."""
    if "reasons" not in section:
        return {}
    holder = section.section("reasons")
    for key in holder.table:
        if not reading.IDENTIFIER.fullmatch(key):
            holder.fault("program_identifier", key, found=key)
    return {key: dict(holder.texts(key, required=True)) for key in holder.table}


def _limits(section: reading.Section) -> Iterator[Limit]:
    """`days.TABLE.STATE = 5`, and `working_days` likewise; `at_least` are those there are whenever a turn comes back.

    All share the table's source but those that `value_sources` gives one of their own.
    """
    counts = {(unit, state): days for unit in Unit for state, days in _counts(section, unit)}
    least = section.integer("at_least", default=0)
    common = section.source()
    own = section.value_sources(tuple(dict.fromkeys(state for _, state in counts)))
    section.close()
    for (unit, state), days in counts.items():
        yield Limit(state, days, own.get(state, common), unit=unit, least=least)


def _counts(section: reading.Section, unit: Unit) -> Iterator[tuple[str, int]]:
    for table, states in section.named(unit).items():
        yield from ((f"{table}.{state}", states.integer(state)) for state in states.table)


def _area(section: reading.Section) -> tuple[Area, Source]:
    """An area, and where its criteria come from unless they say so themselves."""
    found = Area(section.identifier("key"), section.texts("title", required=True))
    source = section.source()
    section.close()
    return found, source


def _criterion(section: reading.Section, sources: dict[str, Source]) -> Criterion:
    area = section.identifier("area")
    found = Criterion(
        key=section.identifier("key"),
        area=area,
        title=section.texts("title", required=True),
        help=section.texts("help", required=True),
        evidence=tuple(form_sections.document(s) for s in section.sections("evidence")),
        source=section.source() if "source" in section else sources.get(area, Source("")),
    )
    section.close()
    return found
