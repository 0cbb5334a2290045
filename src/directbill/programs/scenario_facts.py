"""From the words of a scenario to the facts the core judges."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from directbill.core import divisions
from directbill.core.edition import Edition
from directbill.core.evaluation import Divided, DivisionFacts, Facts
from directbill.core.parties import Account, Answer, Attestation, Partner, Role
from directbill.core.periods import Window, closed_window
from directbill.programs import scenario_figures as figures
from directbill.programs.reader import Section

ABSENT = "none"
MERGED = ("answers", "happened", "tasks")


def facts(section: Section, *, as_of: date, edition: Edition) -> Facts:
    """The facts a scenario gives; what it does not give is unknown. Faults are kept in the section's book."""
    role = section.choice("role", Role, default=edition.revenue.role)
    partner = Partner(
        accounts=_accounts(section),
        answers=_answers(section, edition),
        happened=_happened(section, edition),
        first_transaction=figures.when(section, "first_transaction")
        if "first_transaction" in section
        else None,
        ids_assumed=figures.truth(section, "accounts_assumed"),
    )
    window = closed_window(as_of, length=edition.revenue.months, closing_day=edition.revenue.closing_day)
    found = Facts(
        partner,
        role,
        as_of,
        figures.statement(section, window, edition=edition),
        figures.tenure(section, window),
        _divided(section, window, edition),
    )
    section.close()
    return found


def merged(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The file's given facts with the scenario's own over them; answers and events are merged one by one."""
    found = {**base, **own}
    for key in MERGED:
        if isinstance(base.get(key), dict) and isinstance(own.get(key), dict):
            found[key] = {**base[key], **own[key]}
    return {key: value for key, value in found.items() if value != ABSENT}


def known_requirements(section: Section, edition: Edition) -> None:
    """Every key of this table is a requirement or step of the edition."""
    known = [*(r.key for r in edition.requirements), *(s.key for s in edition.steps)]
    for key in section.table:
        if key not in known:
            section.fault("scenario_requirement_unknown", key, found=key, known=", ".join(known))


def _accounts(section: Section) -> tuple[Account, ...]:
    return tuple(Account(word) for word in section.words("accounts"))


def _answers(section: Section, edition: Edition) -> dict[str, Attestation]:
    if "answers" not in section:
        return {}
    holder = section.section("answers")
    known_requirements(holder, edition)
    return {key: _answer(holder, key) for key in holder.table}


def _answer(holder: Section, key: str) -> Attestation:
    if isinstance(holder.table[key], list):
        items = holder.words(key)
        return Attestation(Answer.YES if items else Answer.NO, items)
    word = holder.text(key)
    if word not in [a.value for a in Answer]:
        holder.fault("scenario_answer", key, found=word)
        return Attestation()
    return Attestation(Answer(word))


def _happened(section: Section, edition: Edition) -> dict[str, date]:
    if "happened" not in section:
        return {}
    holder = section.section("happened")
    known_requirements(holder, edition)
    return {key: figures.when(holder, key) for key in holder.table}


def _divided(section: Section, window: Window, edition: Edition) -> tuple[Divided, ...]:
    """The figures of each division, at every level the edition computes figures at."""
    unplaced = section.words("unplaced")
    if "divisions" not in section:
        return ()
    holder = section.section("divisions")
    found = tuple(_division(holder.section(key), key, window, edition) for key in holder.table)
    return tuple(Divided(level, found, unplaced) for level in divisions.levels(edition))


def _division(given: Section, key: str, window: Window, edition: Edition) -> DivisionFacts:
    found = DivisionFacts(
        key,
        figures.statement(given, window, edition=edition),
        figures.tenure(given, window),
    )
    given.close()
    return found
