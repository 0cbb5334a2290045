"""What each measure says of the facts: one function a measure, from facts to an outcome with its reason.

Reason codes are stable; their sentences stand in documents/texts/<language>/reasons.toml (`reason.<code>`).

    revenue         revenue_met revenue_met_incomplete revenue_met_contested
                    revenue_short revenue_short_contested            (outcome not_met)
                    revenue_in_band revenue_months_missing revenue_rows_rejected revenue_category_unknown
                    revenue_no_basis revenue_no_ledger               (unknown)
    tenure_months   tenure_met | tenure_short
                    tenure_months_missing tenure_first_unknown tenure_first_contradicted tenure_no_ledger    (unknown)
    declared_ids    ids_declared ids_assumed | ids_too_few | ids_not_declared
    attested        said_yes | said_no | not_said
    listed_items    items_listed said_yes | items_too_few said_no | not_said
    warnings        paid_would_flip
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from directbill.core import tenure as tenures
from directbill.core.edition import Edition, Level, Operator, Requirement, Threshold
from directbill.core.evaluation import Facts
from directbill.core.findings import Outcome, Reason
from directbill.core.ledger import Category
from directbill.core.money import shown, shown_against, total
from directbill.core.parties import AccountKind, Answer, Attestation
from directbill.core.statement import Grade, Statement


@dataclass(frozen=True, slots=True)
class Settled:
    """What a measure found: the outcome, why, the figure, and what proves it."""

    outcome: Outcome
    reason: Reason
    measure: Decimal | None = None
    evidence: tuple[str, ...] = ()
    assumed: bool = False
    warnings: tuple[Reason, ...] = ()


Measure = Callable[[Facts, Requirement, Threshold, Edition], Settled]


def settle(facts: Facts, requirement: Requirement, *, edition: Edition) -> Settled:
    """Apply the measure a requirement's threshold names; without one, the company's own answer."""
    bar = requirement.threshold
    if bar is None:
        return attested(facts, requirement)
    return MEASURES[bar.measure](facts, requirement, bar, edition)


def attested(facts: Facts, requirement: Requirement) -> Settled:
    """The company's own answer: yes, no, or not given."""
    said = facts.partner.answers.get(requirement.key, Attestation())
    evidence = tuple(part for part in (*said.items, said.note) if part)
    params = {"date": said.said_on.isoformat()} if said.said_on else {}
    match said.answer:
        case Answer.YES:
            return Settled(Outcome.MET, Reason("said_yes", params), Decimal(1), evidence)
        case Answer.NO:
            return Settled(Outcome.NOT_MET, Reason("said_no", params), Decimal(0), evidence)
        case Answer.UNKNOWN:
            return Settled(Outcome.UNKNOWN, Reason("not_said"))


def listed_items(facts: Facts, requirement: Requirement, *, bar: Threshold) -> Settled:
    """The things the company lists. A yes that names none is still its answer; a list decides by its length."""
    said = facts.partner.answers.get(requirement.key, Attestation())
    if not said.items or said.answer is Answer.NO:
        plain = attested(facts, requirement)
        return Settled(plain.outcome, plain.reason, evidence=plain.evidence)
    listed = Decimal(len(said.items))
    params = {"listed": str(listed), "needed": _plain(bar.value)}
    if bar.holds(listed):
        return Settled(Outcome.MET, Reason("items_listed", params), listed, said.items)
    return Settled(Outcome.NOT_MET, Reason("items_too_few", params), listed, said.items)


def declared_ids(facts: Facts, requirement: Requirement, *, bar: Threshold) -> Settled:
    """The identifiers the company declares, of location accounts where the requirement is tested there."""
    ids = tuple(
        a.id
        for a in facts.partner.accounts
        if requirement.level is not Level.LOCATION or a.kind is AccountKind.LOCATION
    )
    declared = Decimal(len(set(ids)))
    params = {"ids": ", ".join(ids), "declared": str(declared), "needed": _plain(bar.value)}
    if not ids:
        said = attested(facts, requirement)
        if said.outcome is Outcome.NOT_MET:
            return Settled(said.outcome, said.reason, declared)
        return Settled(Outcome.UNKNOWN, Reason("ids_not_declared", params))
    if not bar.holds(declared):
        return Settled(Outcome.NOT_MET, Reason("ids_too_few", params), declared, ids)
    assumed = facts.partner.ids_assumed
    return Settled(
        Outcome.MET, Reason("ids_assumed" if assumed else "ids_declared", params), declared, ids, assumed
    )


def tenure_months(facts: Facts, bar: Threshold) -> Settled:
    """Distinct months with revenue. Too few is only certain when the first transaction is known."""
    tenure = facts.tenure
    if tenure is None:
        return Settled(Outcome.UNKNOWN, Reason("tenure_no_ledger"))
    measure, evidence = Decimal(tenure.distinct), tuple(str(m) for m in tenure.months)
    params = {
        "months": str(tenure.distinct),
        "needed": _plain(bar.value),
        "first": str(tenure.first or ""),
        "uncovered": str(len(tenure.uncovered)),
        "declared": str(tenure.first_declared or ""),
    }
    if bar.holds(measure):
        return Settled(Outcome.MET, Reason("tenure_met", params), measure, evidence)
    if not tenures.first_known(tenure):
        code = "tenure_first_contradicted" if tenures.contradicted(tenure) else "tenure_first_unknown"
        return Settled(Outcome.UNKNOWN, Reason(code, params), measure, evidence)
    if bar.holds(Decimal(tenures.possible(tenure))):
        return Settled(Outcome.UNKNOWN, Reason("tenure_months_missing", params), measure, evidence)
    return Settled(Outcome.NOT_MET, Reason("tenure_short", params), measure, evidence)


def revenue(facts: Facts, bar: Threshold, *, edition: Edition) -> Settled:
    """The counted figure against the bar: met only if the whole band passes, not met only if none of it can."""
    statement = facts.statement
    if statement is None:
        return Settled(Outcome.UNKNOWN, Reason("revenue_no_ledger"))
    outcome, code = _revenue_outcome(statement, bar)
    params = _revenue_params(statement, bar)
    flips = _contested_flips(statement, edition, bar)
    if flips and outcome in (Outcome.MET, Outcome.NOT_MET):
        code = "revenue_met_contested" if outcome is Outcome.MET else "revenue_short_contested"
        params |= flips
    measure = None if statement.grade is Grade.D else statement.counted
    return Settled(
        outcome,
        Reason(code, params),
        measure,
        evidence=tuple(dict.fromkeys(r.document for r in statement.rates)),
        assumed=edition.revenue.source.assumed,
        warnings=_paid_flips(statement, edition, bar),
    )


def _revenue_outcome(statement: Statement, bar: Threshold) -> tuple[Outcome, str]:
    worst, best = statement.low, statement.high
    if bar.operator is Operator.AT_MOST:
        worst, best = best, worst
    if statement.grade is Grade.D:
        return Outcome.UNKNOWN, "revenue_no_basis"
    lacking = _lacking(statement)
    if bar.operator is Operator.AT_MOST:
        if bar.holds(worst):
            return (Outcome.UNKNOWN, lacking) if lacking else (Outcome.MET, "revenue_met")
        return (Outcome.UNKNOWN, "revenue_in_band") if bar.holds(best) else (Outcome.NOT_MET, "revenue_short")
    if bar.holds(worst):
        return Outcome.MET, "revenue_met_incomplete" if statement.missing else "revenue_met"
    if lacking or bar.holds(best):
        return Outcome.UNKNOWN, lacking or "revenue_in_band"
    return _without_doubt(statement, bar)


def _lacking(statement: Statement) -> str:
    """What is not there and could decide: months, or rows."""
    if statement.missing:
        return "revenue_months_missing"
    return "revenue_rows_rejected" if statement.rejected else ""


def _without_doubt(statement: Statement, bar: Threshold) -> tuple[Outcome, str]:
    """Not met, unless sales whose category nobody can tell would make up for it."""
    untold = [figure for category, figure in statement.if_counted if category == Category.UNKNOWN]
    if any(figure is None or bar.holds(figure) for figure in untold):
        return Outcome.UNKNOWN, "revenue_category_unknown"
    return Outcome.NOT_MET, "revenue_short"


def _revenue_params(statement: Statement, bar: Threshold) -> dict[str, str]:
    distance = total([statement.counted, -bar.value])
    return {
        "counted": str(shown_against(statement.counted, bar.value)),
        "threshold": str(shown(bar.value)),
        "distance": str(abs(shown_against(-abs(distance), Decimal(0)))),
        "currency": statement.currency,
        "low": str(shown_against(statement.low, bar.value)),
        "high": str(shown_against(statement.high, bar.value)),
        "months": ", ".join(str(m) for m in statement.missing),
        "missing": str(len(statement.missing)),
        "rejected": str(statement.rejected),
        "first": str(statement.window.first),
        "last": str(statement.window.last),
    }


def _contested_flips(statement: Statement, edition: Edition, bar: Threshold) -> dict[str, str]:
    """Values for the sentence where counting what a second source would count changes the outcome."""
    contested = [
        (category, figure)
        for category, figure in statement.if_counted
        if category in edition.revenue.contested and figure is not None
    ]
    extra = total(f - statement.counted for _, f in contested)
    whole = total([statement.counted, extra])
    if not contested or bar.holds(whole) is bar.holds(statement.counted):
        return {}
    return {"category": ", ".join(c for c, _ in contested), "contested": str(shown_against(whole, bar.value))}


def _paid_flips(statement: Statement, edition: Edition, bar: Threshold) -> tuple[Reason, ...]:
    """Billed decides; where what is paid alone would say otherwise, that is named."""
    paid = statement.paid
    if not edition.revenue.billed_decides or paid is None or bar.holds(paid) is bar.holds(statement.counted):
        return ()
    params = {"paid": str(shown_against(paid, bar.value)), "currency": statement.currency}
    return (Reason("paid_would_flip", params),)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


MEASURES: dict[str, Measure] = {
    "revenue": lambda facts, _, bar, edition: revenue(facts, bar, edition=edition),
    "tenure_months": lambda facts, _, bar, __: tenure_months(facts, bar),
    "declared_ids": lambda facts, requirement, bar, _: declared_ids(facts, requirement, bar=bar),
    "attested": lambda facts, requirement, _, __: attested(facts, requirement),
    "listed_items": lambda facts, requirement, bar, _: listed_items(facts, requirement, bar=bar),
}
"""The measures a threshold may name."""
