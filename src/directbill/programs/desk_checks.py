"""What must hold between the values of the desk's work, and between it, the editions it serves and their forms."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from directbill.core.clocks import Unit
from directbill.core.desk import Ask, Desk, Entry
from directbill.core.edition import Edition, Requirement
from directbill.core.findings import Phase, Severity, Turn
from directbill.core.work import LIVES, RECHECK, Work, said
from directbill.programs import (
    desk_agreement,
    desk_automatic,
    desk_closing,
    desk_conditions,
    desk_contract,
    desk_credit,
    desk_outside,
    desk_plans,
    form_checks,
)
from directbill.programs.book import Book
from directbill.programs.reader import Section

TABLES = {life.table.name: life for life in LIVES.values()}
DEEDS = frozenset(
    f"{name}.{row.verb}"
    for name, life in TABLES.items()
    for row in life.table.steps
    if row.by is not Turn.NOBODY
)
"""Verbs that somebody does: nobody can be asked for anything with the others."""
BY_RULE = frozenset(f"{name}.{verb}" for name, life in TABLES.items() for verb in life.by_rule)
"""Verbs a rule does: they have the reason people read."""
TURNS = frozenset(
    f"{name}.{state}"
    for name, life in TABLES.items()
    for state, turn in life.table.turns.items()
    if turn is not Turn.NOBODY
)
"""States in which it is somebody's turn: only there does a clock run."""
GIVEN = "details.give"
"""The verb by which the enrollment form is given: its fields are what an item can rest on."""


def check(desk: Desk, section: Section) -> None:
    """Add a fault to the section's book for everything that contradicts something else in the file."""
    for rule in RULES:
        rule(desk, section)


def verbs(asks: Sequence[Ask], section: Section) -> None:
    """Each verb is one that somebody does, and stands once; its fields are such as a page can ask for."""
    form_checks.distinct(section, "ask", keys=(a.verb for a in asks), key="verb")
    for place, ask in enumerate(asks):
        table, _, verb = ask.verb.partition(".")
        if ask.verb not in DEEDS | BY_RULE:
            known = sorted(deed for deed in DEEDS if deed.startswith(f"{table}.")) or sorted(TABLES)
            section.fault("desk_verb_unknown", "ask", place, "verb", found=ask.verb, known=", ".join(known))
        elif verb in TABLES[table].reasoned and not ask.reasons:
            section.fault("desk_reasons_missing", "ask", place, "verb", found=ask.verb)
        form_checks.of_fields(ask.fields, section, path=("ask", place))


def _items(desk: Desk, section: Section) -> None:
    """Keys are distinct, and what proves something can be given."""
    form_checks.distinct(section, "item", keys=(e.item.key for e in desk.entries))
    form_checks.files(desk.files, section)


def _end(desk: Desk, section: Section) -> None:
    """One item, the last of all, ends the application well: whoever is enrolled has nothing left to settle."""
    ending = [e.item for e in desk.entries if e.item.life.passed & e.item.life.ends.keys()]
    if len(ending) != 1 or ending[0] is not desk.entries[-1].item:
        section.fault("desk_end_one", "item", found=", ".join(i.key for i in ending))
        return
    before = desk.procedure.before[ending[0].key]
    for key in (e.item.key for e in desk.entries[:-1]):
        if key not in before:
            section.fault("desk_end_early", "item", len(desk.entries) - 1, "after", found=key)


def _rests(desk: Desk, section: Section) -> None:
    """What is looked at again when an answer changes is of a kind of work that can be."""
    for place, entry in enumerate(desk.entries):
        again = any(row.verb == RECHECK for row in entry.item.life.table.steps)
        if entry.rests_on and not again:
            section.fault("desk_rests_idle", "item", place, "rests_on", found=entry.item.work)


def _reasons(desk: Desk, section: Section) -> None:
    """Whoever must say why has a list to choose from."""
    for work in dict.fromkeys(e.item.work for e in desk.entries):
        item = next(e.item for e in desk.entries if e.item.work is work)
        figures = any(e.figure for e in desk.entries if e.item.work is work)
        for verb in sorted(item.life.reasoned if figures else item.life.reasoned - item.life.figures):
            if said(item, verb) in DEEDS and said(item, verb) not in desk.asks:
                section.fault("desk_reasons_missing", "ask", found=said(item, verb))


OF_DESK = frozenset(
    f"{name}.{state}"
    for name, life in TABLES.items()
    for state, turn in life.table.turns.items()
    if turn is Turn.DESK
)
"""States in which it is the desk's turn: its working days are its own, nobody else's deadline is counted in them."""


def _limits(desk: Desk, section: Section) -> None:
    for name, limit in desk.limits.items():
        path = ("limits", str(limit.unit), *name.split("."))
        if limit.unit is Unit.WORKING_DAYS and name in TURNS - OF_DESK:
            section.fault("desk_working_days", *path, found=name)
        if name not in TURNS:
            table = name.partition(".")[0]
            known = sorted(t for t in TURNS if t.startswith(f"{table}.")) or sorted(TABLES)
            section.fault("desk_state_unknown", *path, found=name, known=", ".join(known))
        elif limit.days < 1:
            section.fault("program_number_range", *path, found=str(limit.days), range="1-")
        elif not 0 <= limit.least <= limit.days:
            section.fault(
                "program_number_range", "limits", "at_least", found=str(limit.least), range=f"0-{limit.days}"
            )


def _criteria(desk: Desk, section: Section) -> None:
    """Every criterion belongs to an area and says what proves it; every area has some."""
    areas = [a.key for a in desk.areas]
    form_checks.distinct(section, "area", keys=areas)
    form_checks.distinct(section, "criterion", keys=(c.key for c in desk.criteria))
    for place, criterion in enumerate(desk.criteria):
        if criterion.area not in areas:
            section.fault(
                "desk_area_unknown", "criterion", place, "area", found=criterion.area, known=", ".join(areas)
            )
        if not criterion.evidence:
            section.fault("program_list_empty", "criterion", place, "evidence", found="evidence")
    for place, key in enumerate(areas):
        if key not in {c.area for c in desk.criteria}:
            section.fault("desk_area_empty", "area", place, "key", found=key)


def _assessed(desk: Desk, section: Section) -> None:
    """Whoever assesses has something to look at."""
    if not desk.criteria and any(e.item.work is Work.ASSESSMENT for e in desk.entries):
        section.fault("program_list_empty", "criterion", found="criterion")


RULES: tuple[Callable[[Desk, Section], None], ...] = (
    _items,
    _end,
    _rests,
    desk_automatic.check,
    desk_automatic.check_figures,
    desk_automatic.check_carried,
    _reasons,
    _limits,
    _criteria,
    _assessed,
    desk_outside.check,
    desk_closing.check,
    desk_credit.check,
    desk_contract.check,
    desk_conditions.check,
    desk_plans.check,
    desk_agreement.check,
)

Tasks = Mapping[str, Mapping[str, desk_outside.Fields] | None]
"""The tasks of the form under each edition with their fields; None where the form cannot be read."""


def serves(desk: Desk, editions: Iterable[Edition], *, tasks: Tasks, book: Book) -> None:
    """Add a fault for everything that the editions and their forms do not have, and that has no item."""
    served = tuple(editions)
    known = {r.key for edition in served for r in edition.requirements}
    for place, entry in enumerate(desk.entries):
        if entry.requirement and entry.requirement not in known:
            book.fault("desk_requirement_unknown", ("item", place, "requirement"), found=entry.requirement)
    _shows(desk, tasks, book)
    for edition in served:
        keys = {r.key for r in edition.requirements}
        kept = [(n, e) for n, e in enumerate(desk.entries) if not e.requirement or e.requirement in keys]
        asked = tasks[edition.name]
        if asked is not None:
            for place, entry in kept:
                _of_the_form(desk, (place, entry), frozenset(asked), book=book)
            desk_outside.answers(desk, _answers(desk, asked), book=book)
        _covers({e.requirement for _, e in kept}, edition, book)


def _answers(desk: Desk, tasks: Mapping[str, desk_outside.Fields]) -> desk_outside.Fields:
    """Every answer by the name that the desk's work has for it."""
    own = {f.key: f.kind for f in desk.asks[GIVEN].fields} if GIVEN in desk.asks else {}
    return own | {f"{task}.{key}": kind for task, fields in tasks.items() for key, kind in fields.items()}


def _shows(desk: Desk, tasks: Tasks, book: Book) -> None:
    """What somebody from outside reads is a task of a form; forms of later editions may have another in its place."""
    if None in tasks.values():
        return
    known = {key for asked in tasks.values() for key in asked or ()}
    for place, entry in enumerate(desk.entries):
        for number, name in enumerate(entry.shows):
            if name not in known:
                book.fault("desk_task_unknown", ("item", place, "shows", number), found=name)


def _of_the_form(desk: Desk, numbered: tuple[int, Entry], tasks: frozenset[str], *, book: Book) -> None:
    """An item's task is one of the form's; it rests on tasks, or on fields of the enrollment form."""
    place, entry = numbered
    if entry.task and entry.task not in tasks:
        book.fault("desk_task_unknown", ("item", place, "task"), found=entry.task)
    fields = {f.key for f in desk.asks[GIVEN].fields} if GIVEN in desk.asks else set()
    for number, name in enumerate(entry.rests_on):
        if name not in tasks | fields:
            book.fault("desk_rests_unknown", ("item", place, "rests_on", number), found=name)


def _covers(settled: set[str], edition: Edition, book: Book) -> None:
    """Every requirement that must be met before a company is authorized is settled by an item."""
    for requirement in filter(_before_authorized, edition.requirements):
        if requirement.key not in settled:
            found, day = requirement.key, edition.effective.isoformat()
            book.fault("desk_requirement_uncovered", (), found=found, edition=day)


def _before_authorized(requirement: Requirement) -> bool:
    phases = {Phase.TO_APPLY, Phase.TO_BE_AUTHORIZED} & set(requirement.phases)
    return bool(phases) and requirement.severity is Severity.REQUIRED
