"""From the words of a scenario to the facts the core judges."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from directbill.core import divisions
from directbill.core.edition import Edition
from directbill.core.evaluation import Divided, DivisionFacts, Facts, Tenure
from directbill.core.money import total
from directbill.core.parties import Account, Answer, Attestation, Partner, Role
from directbill.core.periods import Month, Window, closed_window
from directbill.core.statement import Band, Grade, MonthFigure, Part, Statement
from directbill.programs.reader import NEVER, Section

ABSENT = "none"
MERGED = ("answers", "happened", "tasks")
TRUTHS = ("yes", "no")


def facts(section: Section, *, as_of: date, edition: Edition) -> Facts:
    """The facts a scenario gives; what it does not give is unknown. Faults are kept in the section's book."""
    role = section.choice("role", Role, default=edition.revenue.role)
    partner = Partner(
        accounts=_accounts(section),
        answers=_answers(section, edition),
        happened=_happened(section, edition),
        first_transaction=when(section, "first_transaction") if "first_transaction" in section else None,
        ids_assumed=_truth(section, "accounts_assumed"),
    )
    window = closed_window(as_of, length=edition.revenue.months, closing_day=edition.revenue.closing_day)
    found = Facts(
        partner,
        role,
        as_of,
        _statement(section, window, edition),
        _tenure(section, window),
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


def amount(section: Section, key: str) -> Decimal:
    """A number written as YAML text, read exactly."""
    text = section.text(key)
    try:
        found = Decimal(text or "0")
    except InvalidOperation:
        found = Decimal("NaN")
    if found.is_finite():
        return found
    section.fault("program_wants_number", key, found=text)
    return Decimal(0)


def when(section: Section, key: str) -> date:
    """A date written as YAML text."""
    text = section.text(key)
    try:
        return date.fromisoformat(text) if text else NEVER
    except ValueError:
        section.fault("program_wants_date", key, found=text)
        return NEVER


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
    return {key: when(holder, key) for key in holder.table}


def _divided(section: Section, window: Window, edition: Edition) -> tuple[Divided, ...]:
    """The figures of each division, at every level the edition computes figures at."""
    unplaced = section.words("unplaced")
    if "divisions" not in section:
        return ()
    holder = section.section("divisions")
    found = tuple(_division(holder.section(key), key, window, edition) for key in holder.table)
    return tuple(Divided(level, found, unplaced) for level in divisions.levels(edition))


def _division(given: Section, key: str, window: Window, edition: Edition) -> DivisionFacts:
    found = DivisionFacts(key, _statement(given, window, edition), _tenure(given, window))
    given.close()
    return found


def _statement(section: Section, window: Window, edition: Edition) -> Statement | None:
    if "revenue" not in section:
        return None
    if isinstance(section.table["revenue"], str):
        return _plain(amount(section, "revenue"), window, edition)
    given = section.section("revenue")
    plain = _plain(amount(given, "counted"), window, edition)
    missing = int(amount(given, "missing")) if "missing" in given else 0
    found = replace(
        plain,
        low=amount(given, "low") if "low" in given else plain.low,
        high=amount(given, "high") if "high" in given else plain.high,
        paid=amount(given, "paid") if "paid" in given else None,
        paid_band=_paid_band(given),
        months=tuple(replace(m, covered=place >= missing) for place, m in enumerate(plain.months)),
        grade=given.choice("grade", Grade, default=Grade.A),
        if_counted=_if_counted(given),
        accounts=(Part("", amount(given, "unnamed"), 1),) if "unnamed" in given else (),
    )
    given.close()
    return found


def _paid_band(given: Section) -> Band | None:
    """What may be paid besides, where some documents do not say: `silent`, billed and perhaps paid."""
    if "silent" not in given:
        return None
    paid, silent = amount(given, "paid") if "paid" in given else Decimal(0), amount(given, "silent")
    return Band(total([paid, min(silent, Decimal(0))]), total([paid, max(silent, Decimal(0))]))


def _if_counted(given: Section) -> tuple[tuple[str, Decimal | None], ...]:
    if "if_counted" not in given:
        return ()
    holder = given.section("if_counted")
    return tuple((category, amount(holder, category)) for category in holder.table)


def _plain(counted: Decimal, window: Window, edition: Edition) -> Statement:
    """A statement of this figure without a band: every month covered, the whole amount in the last."""
    months = tuple(
        MonthFigure(month, counted if month == window.last else Decimal(0), 0, covered=True)
        for month in window
    )
    return Statement(
        window=window,
        currency=edition.revenue.currency,
        counted=counted,
        paid=None,
        low=counted,
        high=counted,
        grade=Grade.A,
        grade_reasons=(),
        months=months,
        categories=(),
        accounts=(),
        not_counted=(),
        comparisons=(),
        rates=(),
        documents=(),
        lines_counted=0,
        lines_not_counted=0,
    )


def _tenure(section: Section, window: Window) -> Tenure | None:
    if "tenure" not in section:
        return None
    if isinstance(section.table["tenure"], str):
        return _months(window, distinct=int(amount(section, "tenure")))
    given = section.section("tenure")
    found = _months(
        window,
        distinct=int(amount(given, "months")),
        uncovered=int(amount(given, "uncovered")) if "uncovered" in given else 0,
        declared=when(given, "declared") if "declared" in given else None,
        earlier_covered=_truth(given, "earlier_covered"),
    )
    given.close()
    return found


def _months(
    window: Window,
    *,
    distinct: int,
    uncovered: int = 0,
    declared: date | None = None,
    earlier_covered: bool = False,
) -> Tenure:
    """So many different months with revenue, the newest last, the uncovered ones just before them."""
    months = tuple(window.last.plus(-n) for n in reversed(range(distinct)))
    gap = tuple(window.last.plus(-n) for n in reversed(range(distinct, distinct + uncovered)))
    first: Month | None = months[0] if months else None
    return Tenure(
        distinct=distinct,
        since_first=distinct + uncovered if first else None,
        longest_run=distinct,
        first=first,
        last=months[-1] if months else None,
        months=months,
        uncovered=gap,
        first_declared=declared,
        earlier_covered=earlier_covered,
    )


def _truth(section: Section, key: str) -> bool:
    return key in section and section.one_of(key, TRUTHS) == TRUTHS[0]
