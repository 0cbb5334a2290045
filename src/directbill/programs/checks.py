"""What must hold between the values of an edition: names lead somewhere, no circles, no contradictions."""

from collections import Counter
from collections.abc import Callable, Iterator

from directbill.core.divisions import FIGURES
from directbill.core.edition import Edition, Kind, Requirement, Step
from directbill.core.ledger import Category
from directbill.programs import edition_checks
from directbill.programs.kinds import NEVER
from directbill.programs.reader import Section


def check(edition: Edition, section: Section, *, own_categories: tuple[str, ...] = ()) -> None:
    """Add a fault to the section's book for everything that contradicts something else in the edition.

    `own_categories` are those the program adds to the ones the ledger knows.
    """
    for rule in RULES:
        rule(edition, section)
    known = {*(c.value for c in Category), *own_categories}
    for category, path in _categories(edition):
        if category not in known:
            section.fault("program_category_unknown", *path, found=category, known=", ".join(sorted(known)))


def _categories(edition: Edition) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """A misspelled category would count nothing and say nothing."""
    for place, category in enumerate(edition.revenue.counts):
        yield category, ("revenue", "counts", place)
    for place, left_out in enumerate(edition.revenue.excludes):
        yield left_out.category, ("revenue", "excludes", place, "category")


def _name(edition: Edition, section: Section) -> None:
    if edition.effective != NEVER and edition.effective.isoformat() != edition.name:
        section.fault(
            "program_edition_name", "effective", found=edition.effective.isoformat(), name=edition.name
        )


def _keys(edition: Edition, section: Section) -> None:
    counts = Counter(key for key, _ in _nodes(edition))
    seen: set[str] = set()
    for key, path in _nodes(edition):
        if counts[key] > 1 and key in seen:
            section.fault("program_key_twice", *path, "key", found=key)
        seen.add(key)
    if not edition.requirements:
        section.fault("program_list_empty", "requirement", found="requirement")


def _after(edition: Edition, section: Section) -> None:
    known = {key for key, _ in _nodes(edition)}
    for item, path in _items(edition):
        for place, before in enumerate(item.after):
            if before not in known:
                section.fault("program_after_unknown", *path, "after", place, found=before)


def _circle(edition: Edition, section: Section) -> None:
    """A step that waits, through others, for itself could never begin."""
    before = {item.key: item.after for item, _ in _items(edition)}
    for item, path in _items(edition):
        reached, ahead = set[str](), list(item.after)
        while ahead:
            key = ahead.pop()
            if key not in reached:
                reached.add(key)
                ahead.extend(before.get(key, ()))
        if item.key in reached:
            section.fault("program_after_circle", *path, "after", found=item.key)


def _measures(edition: Edition, section: Section) -> None:
    seen: set[str] = set()
    for place, requirement in enumerate(edition.requirements):
        bar = requirement.threshold
        if bar is None:
            continue
        path = ("requirement", place, "threshold")
        if bar.measure in seen:
            section.fault("program_measure_twice", *path, "measure", found=bar.measure)
        seen |= {bar.measure} & FIGURES
        if bar.measure == "revenue" and requirement.level is not edition.revenue.level:
            level = edition.revenue.level
            section.fault(
                "program_level_differs", "requirement", place, "level", found=requirement.level, value=level
            )
        if bar.measure == "revenue" and edition.revenue.currency not in ("", bar.unit):
            section.fault(
                "program_unit_currency", *path, "unit", found=bar.unit, currency=edition.revenue.currency
            )


def _requirements(edition: Edition, section: Section) -> None:
    for place, requirement in enumerate(edition.requirements):
        path = ("requirement", place)
        if _measured(requirement) and requirement.threshold is None:
            section.fault("program_threshold_missing", *path, found=requirement.key)
        if requirement.kind is Kind.ATTESTATION and not requirement.question:
            section.fault("program_question_missing", *path, found=requirement.key)
        if requirement.after and not requirement.waiting:
            section.fault("program_waiting_missing", *path, found=requirement.key)
        if requirement.early_warning and requirement.early_warning not in requirement.warnings:
            section.fault("program_warning_missing", *path, "early_warning", found=requirement.early_warning)


def _measured(requirement: Requirement) -> bool:
    return requirement.kind in (Kind.COMPUTED, Kind.DATA)


def _since(edition: Edition, section: Section) -> None:
    for place, requirement in enumerate(edition.requirements):
        if requirement.since is not None and requirement.since <= edition.effective:
            section.fault("program_since_early", "requirement", place, "since", found=str(requirement.since))


def _items(edition: Edition) -> Iterator[tuple[Requirement | Step, tuple[str, int]]]:
    for place, requirement in enumerate(edition.requirements):
        yield requirement, ("requirement", place)
    for place, step in enumerate(edition.steps):
        yield step, ("step", place)


def _nodes(edition: Edition) -> Iterator[tuple[str, tuple[str, int]]]:
    return ((item.key, path) for item, path in _items(edition))


RULES: tuple[Callable[[Edition, Section], None], ...] = (
    _name,
    _keys,
    _after,
    _circle,
    _measures,
    _requirements,
    _since,
    edition_checks.revenue,
    edition_checks.window,
    edition_checks.adoption,
    edition_checks.ladder,
)
