"""Eligibility: an edition's requirements against the facts. What is met, what is not, what is not known, what waits.

Reason codes of the sequence, beside those of core/measures.py (sentences in reasons.toml):

    waits_for_steps  not_yet   steps before it have not passed (`after`: their keys, the first one first)
    step_open        not_yet   nothing stands before it, and it is not recorded as done
    happened         met       recorded as done, on its date
    edition_preview  warning   the edition takes effect after the day asked for
    other_role_counted  warning  revenue was counted in another role than the edition asks for
    counted_by_month    warning  revenue was counted in each month in the roles the company had in it
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from directbill.core.edition import Edition, Kind, Requirement, Step
from directbill.core.errors import Refusal
from directbill.core.evaluation import Evaluation, Facts, Forecast
from directbill.core.findings import Finding, Outcome, Phase, Reason, Turn
from directbill.core.forecast import forecast
from directbill.core.measures import Settled, settle
from directbill.core.parties import Answer, Attestation
from directbill.core.statement import Prepayment

ANSWERED = frozenset({Kind.ATTESTATION, Kind.DATA, Kind.COMPUTED})
"""Kinds the company's facts settle by themselves; the others are steps that somebody takes."""


def check(facts: Facts, edition: Edition) -> tuple[Finding, ...]:
    """One finding for each requirement in force, in the edition's order.

    An edition that takes effect after `facts.as_of` is applied as on its first day.
    """
    sequence = _Sequence(facts, edition)
    return tuple(sequence.finding(r) for r in edition.binding(max(facts.as_of, edition.effective)))


def evaluate(
    facts: Facts,
    edition: Edition,
    *,
    following: Edition | None = None,
    facts_by: Callable[[Edition], Facts] | None = None,
    prepayments: Iterable[Prepayment] = (),
) -> Evaluation:
    """Findings, forecast, and what the next edition would say of the same facts.

    `facts_by` gives the facts as another edition computes them; without it the next edition is held against the same
    figures. `prepayments` are those of this edition's statement.
    """
    findings = check(facts, edition)
    return Evaluation(
        edition=edition,
        facts=facts,
        findings=findings,
        forecast=_forecast(facts, edition, findings, prepayments),
        next_edition=None if following is None else _next(facts, following, facts_by),
        warnings=_warnings(facts, edition, findings),
    )


def _next(facts: Facts, following: Edition, facts_by: Callable[[Edition], Facts] | None) -> Evaluation:
    """The same facts under the next edition. A rate only it would need leaves it open; it stops nothing."""
    there, lost = facts, tuple[Reason, ...]()
    try:
        there = facts_by(following) if facts_by else facts
    except Refusal as refusal:
        there = replace(facts, statement=None, divided=())
        lost = tuple(Reason(fault.code, fault.params) for fault in refusal.faults)
    findings = tuple(_for_want_of(lost, f) for f in check(there, following))
    return Evaluation(following, there, findings, warnings=_warnings(there, following, findings))


def _for_want_of(lost: tuple[Reason, ...], finding: Finding) -> Finding:
    return (
        replace(finding, reason=lost[0]) if lost and finding.reason.code == "revenue_no_ledger" else finding
    )


def _forecast(
    facts: Facts, edition: Edition, findings: tuple[Finding, ...], prepayments: Iterable[Prepayment]
) -> Forecast | None:
    """Of the figure the bar is held against: the company's, or that of the division that decides."""
    held = next((r for r in edition.requirements if r.threshold and r.threshold.measure == "revenue"), None)
    if held is None or held.threshold is None or facts.statement is None:
        return None
    bar, rule = held.threshold, edition.revenue
    reasons = (f.reason for f in findings if f.requirement == held.key)
    key = next((reason.params.get("division", "") for reason in reasons), "")
    of_one = next((d for d in facts.at(held.level).divisions if d.key == key and d.statement), None)
    if of_one is None or of_one.statement is None:
        return forecast(facts.statement, prepayments, rule=rule, threshold=bar)
    return replace(forecast(of_one.statement, of_one.prepayments, rule=rule, threshold=bar), division=key)


def _warnings(facts: Facts, edition: Edition, findings: tuple[Finding, ...]) -> tuple[Reason, ...]:
    """That the edition is a preview, in what role revenue was counted if not only in its own; the findings' own."""
    said, rule = [], edition.revenue
    if edition.effective > facts.as_of:
        said.append(Reason("edition_preview", {"effective": edition.effective.isoformat()}))
    if facts.partner.by_month and facts.statement is not None:
        said.append(Reason("counted_by_month"))
    elif facts.role is not rule.role and facts.statement is not None:
        said.append(Reason("other_role_counted", {"role": facts.role.value, "asked_role": rule.role.value}))
    return (*said, *(w for f in findings for w in f.warnings))


class _Sequence:
    """The order of steps over one set of facts; findings are made once each."""

    def __init__(self, facts: Facts, edition: Edition) -> None:
        self.facts = facts
        self.edition = edition
        self.requirements = {r.key: r for r in edition.requirements}
        self.steps: dict[str, Requirement | Step] = {s.key: s for s in edition.steps} | self.requirements
        self.made: dict[str, Finding] = {}

    def finding(self, requirement: Requirement) -> Finding:
        if requirement.key not in self.made:
            self.made[requirement.key] = self._make(requirement)
        return self.made[requirement.key]

    def passed(self, key: str) -> bool:
        """A step is behind us when it is recorded as done by now, or its own finding is met."""
        if self._done(key):
            return True
        requirement = self.requirements.get(key)
        return requirement is not None and self.finding(requirement).outcome is Outcome.MET

    def _done(self, key: str) -> bool:
        return self._recorded(key) is not None

    def _recorded(self, key: str) -> date | None:
        """The day a step is recorded for, as far as it was known on the day asked for."""
        day = self.facts.partner.happened.get(key)
        return day if day is not None and day <= self.facts.as_of else None

    def _waiting(self, requirement: Requirement) -> tuple[str, ...]:
        """The steps it waits for. One recorded as done waits for nothing, unless it may be taken too early."""
        if requirement.kind not in ANSWERED and self._done(requirement.key) and not requirement.early_warning:
            return ()
        return tuple(key for key in requirement.after if not self.passed(key))

    def _make(self, requirement: Requirement) -> Finding:
        waiting = self._waiting(requirement)
        settled = self._waits(waiting) if waiting else self._settle(requirement)
        bar = requirement.threshold
        unmet = settled.outcome is not Outcome.MET and bool(requirement.otherwise)
        return Finding(
            requirement=requirement.key,
            phases=requirement.phases,
            severity=requirement.severity,
            outcome=settled.outcome,
            reason=settled.reason,
            measure=settled.measure,
            threshold=bar.value if bar else None,
            unit=bar.unit if bar else "",
            after=waiting,
            turn=self._turn(requirement, waiting, settled),
            otherwise=Reason("otherwise", {"requirement": requirement.key}) if unmet else None,
            evidence=settled.evidence,
            source=bar.source.ref if bar else requirement.source.ref,
            assumed=settled.assumed or requirement.source.assumed or (bar is not None and bar.source.assumed),
            warnings=(*self._early(requirement), *settled.warnings),
            divisions=settled.divisions,
        )

    def _waits(self, waiting: tuple[str, ...]) -> Settled:
        return Settled(
            Outcome.NOT_YET, Reason("waits_for_steps", {"after": waiting[0], "steps": ", ".join(waiting)})
        )

    def _settle(self, requirement: Requirement) -> Settled:
        """Steps somebody takes are settled by their record; everything else by its measure or answer."""
        if requirement.kind in ANSWERED:
            return settle(self.facts, requirement, edition=self.edition)
        if day := self._recorded(requirement.key):
            return Settled(Outcome.MET, Reason("happened", {"date": str(day)}), evidence=(str(day),))
        answered = settle(self.facts, requirement, edition=self.edition)
        if answered.outcome is Outcome.UNKNOWN and requirement.phases[0] is not Phase.TO_APPLY:
            return Settled(Outcome.NOT_YET, Reason("step_open"))
        return answered

    def _turn(self, requirement: Requirement, waiting: tuple[str, ...], settled: Settled) -> Turn:
        """Nobody's when met; while it waits, that of the step that can be taken first."""
        if settled.outcome is Outcome.MET:
            return Turn.NOBODY
        return self._first_to_act(waiting[0]) if waiting else requirement.turn

    def _first_to_act(self, key: str) -> Turn:
        step = self.steps[key]
        waiting = [before for before in step.after if not self.passed(before)]
        return self._first_to_act(waiting[0]) if waiting else step.turn

    def _early(self, requirement: Requirement) -> tuple[Reason, ...]:
        """The edition's warning where the step was taken, or is said to have been, before what it waits for."""
        if not requirement.early_warning:
            return ()
        day = self._recorded(requirement.key)
        said = self.facts.partner.answers.get(requirement.key, Attestation()).answer is Answer.YES
        if day is None and not said:
            return ()
        before = map(self._recorded, requirement.after)
        out_of_order = any(not self.passed(key) for key in requirement.after) or (
            day is not None and any(passed is not None and passed > day for passed in before)
        )
        params = {"date": day.isoformat()} if day else {}
        return (Reason(requirement.early_warning, params),) if out_of_order else ()
