"""What each measure says of the facts: one function a measure, from facts to an outcome with its reason.

Reason codes are stable; their sentences stand in documents/texts/<language>/reasons.toml (`reason.<code>`).

    revenue         revenue_met revenue_met_incomplete revenue_paid_met
                    revenue_short revenue_paid_short revenue_paid_at_most                             (not met)
                    revenue_in_band revenue_months_missing revenue_rows_rejected revenue_category_unknown
                    revenue_no_basis revenue_no_ledger revenue_paid_in_band revenue_paid_unknown      (unknown)
                    each with `_contested` after it where counting a contested category would change the outcome
    tenure_months   tenure_met | tenure_short
                    tenure_months_missing tenure_first_unknown tenure_first_contradicted tenure_no_ledger    (unknown)
    declared_ids    ids_declared ids_assumed | ids_too_few | ids_not_declared
    attested        said_yes | said_no | not_said
    listed_items    items_listed said_yes | items_ended items_too_few said_no | not_said
    each division   accounts_unplaced sales_unplaced                 (unknown); else the least division's own
    warnings        paid_would_flip paid_could_flip billed_would_flip
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from directbill.core import tenure as tenures
from directbill.core import thresholds
from directbill.core.divisions import FIGURES
from directbill.core.edition import Edition, Level, Operator, Requirement, Source, Threshold
from directbill.core.evaluation import Divided, Facts
from directbill.core.findings import DivisionFinding, Outcome, Reason
from directbill.core.parties import AccountKind, Answer, Attestation
from directbill.core.statement import Grade


@dataclass(frozen=True, slots=True)
class Settled:
    """What a measure found: the outcome, why, the figure, and what proves it."""

    outcome: Outcome
    reason: Reason
    measure: Decimal | None = None
    evidence: tuple[str, ...] = ()
    assumed: bool = False
    warnings: tuple[Reason, ...] = ()
    divisions: tuple[DivisionFinding, ...] = ()


FOR_THE_DESK = frozenset(
    f"{code}{contested}"
    for code in (
        "revenue_in_band",
        "revenue_category_unknown",
        "revenue_paid_in_band",
        "revenue_paid_unknown",
    )
    for contested in ("", "_contested")
)
"""Reasons for not knowing that an applicant cannot remove: they do not stop an application, the desk settles them."""

Measure = Callable[[Facts, Requirement, Threshold, Edition], Settled]


def settle(facts: Facts, requirement: Requirement, *, edition: Edition) -> Settled:
    """Apply the measure a requirement's threshold names; without one, the company's own answer."""
    bar = requirement.threshold
    if bar is None:
        return attested(facts, requirement)
    if bar.measure not in FIGURES:
        return MEASURES[bar.measure](facts, requirement, bar, edition)
    settled = (
        MEASURES[bar.measure](facts, requirement, bar, edition)
        if requirement.level is Level.GLOBAL
        else of_each(facts, requirement, bar=bar, edition=edition)
    )
    assumed = settled.assumed or _any_assumed(*requirement.value_sources.values())
    return replace(settled, assumed=assumed)


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
    """The things the company lists. A yes that names none is still its answer; a list decides by its length.

    What is no longer held on the day does not count.
    """
    said = facts.partner.answers.get(requirement.key, Attestation())
    if not said.items or said.answer is Answer.NO:
        plain = attested(facts, requirement)
        return Settled(plain.outcome, plain.reason, evidence=plain.evidence)
    held = said.held(facts.as_of)
    listed = Decimal(len(held))
    params = {"listed": str(listed), "needed": _plain(bar.value)}
    if bar.holds(listed):
        return Settled(Outcome.MET, Reason("items_listed", params), listed, held)
    if bar.holds(Decimal(len(said.items))):
        ended = {name: said.until[name] for name in said.items if name not in held}
        params |= {"ended": ", ".join(ended), "date": max(ended.values()).isoformat()}
        return Settled(Outcome.NOT_MET, Reason("items_ended", params), listed, said.items)
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
    """The figure that decides against the bar: met only if the whole band passes, not met only if none of it can."""
    statement, rule = facts.statement, edition.revenue
    if statement is None:
        return Settled(Outcome.UNKNOWN, Reason("revenue_no_ledger"))
    outcome, reason = thresholds.judged(statement, bar, rule=rule)
    known = statement.grade is not Grade.D and (rule.billed_decides or statement.paid is not None)
    return Settled(
        outcome,
        reason,
        thresholds.held(statement, rule).counted if known else None,
        evidence=tuple(dict.fromkeys(r.document for r in statement.rates)),
        assumed=_any_assumed(rule.source, *rule.value_sources.values()),
        warnings=thresholds.flips(statement, bar, rule=rule),
    )


def of_each(facts: Facts, requirement: Requirement, *, bar: Threshold, edition: Edition) -> Settled:
    """A figure of each division: the company's finding is that of the least, which every other one is better than.

    Where something could belong to another division than it is taken for, only what is met either way is certain.
    """
    divided, measure = facts.at(requirement.level), MEASURES[bar.measure]
    each = [
        (d.key, measure(replace(facts, statement=d.statement, tenure=d.tenure), requirement, bar, edition))
        for d in divided.divisions
    ]
    if not each:
        return measure(facts, requirement, bar, edition)
    key, least = min(each, key=lambda pair: _rank(pair[1], bar))
    found = replace(
        least, divisions=tuple(DivisionFinding(k, s.outcome, s.reason, s.measure) for k, s in each)
    )
    if len(each) == 1:
        return found
    params = {"division": key, "divisions": str(len(each))}
    unsure = _unsure(facts, divided, found)
    if unsure:
        return replace(found, outcome=Outcome.UNKNOWN, reason=Reason(unsure.code, params | unsure.params))
    params["level"] = str(requirement.level)
    return replace(found, reason=Reason(least.reason.code, params | least.reason.params))


def _rank(settled: Settled, bar: Threshold) -> tuple[int, Decimal]:
    """The worst outcome first, and of those the figure farthest from passing."""
    outcomes = (Outcome.NOT_MET, Outcome.UNKNOWN, Outcome.MET)
    figure = settled.measure or Decimal(0)
    return outcomes.index(settled.outcome), -figure if bar.operator is Operator.AT_MOST else figure


def _unsure(facts: Facts, divided: Divided, found: Settled) -> Reason | None:
    """What could lie in another division: accounts nobody placed, sales that name no account."""
    if divided.unplaced and found.outcome is not Outcome.MET:
        return Reason("accounts_unplaced", {"accounts": ", ".join(divided.unplaced)})
    sales = [part for part in facts.statement.accounts if not part.key] if facts.statement else []
    if sales and (found.outcome is not Outcome.MET or any(part.counted < 0 for part in sales)):
        return Reason("sales_unplaced", {"lines": str(sum(part.lines for part in sales))})
    return None


def _any_assumed(*sources: Source) -> bool:
    return any(source.assumed for source in sources)


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
