"""A small procedure with every kind of work, and everything anybody could try in it.

Two confirmations and two verifications stand for any number of them: no guard tells one from another. Where no guard
reads who acted, one person stands for all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from directbill.core.findings import Turn
from directbill.core.guards import Act
from directbill.core.states import Table
from directbill.core.work import ITSELF, RECHECK, Item, Procedure, Work

PROCEDURE = Procedure((
    Item("c1", Work.CONFIRMATION),
    Item("c2", Work.CONFIRMATION, figure=True),
    Item("assessed", Work.ASSESSMENT, ("c1", "c2")),
    Item("form", Work.DETAILS, ("c1", "c2")),
    Item("v1", Work.VERIFICATION, ("form",)),
    Item("v2", Work.VERIFICATION, ("form",)),
    Item("credit", Work.CREDIT, ("v1", "v2")),
    Item("decision", Work.DECISION, ("assessed", "credit")),
    Item("plan", Work.CONTRACT, ("credit",)),
    Item("agreement", Work.AGREEMENT, ("decision", "plan")),
))  # fmt: skip
SMALL = Procedure((
    Item("c1", Work.CONFIRMATION),
    Item("assessed", Work.ASSESSMENT, ("c1",)),
    Item("form", Work.DETAILS, ("c1",)),
    Item("v1", Work.VERIFICATION, ("form",)),
    Item("credit", Work.CREDIT, ("v1",)),
    Item("decision", Work.DECISION, ("assessed", "credit")),
    Item("plan", Work.CONTRACT, ("credit",)),
    Item("agreement", Work.AGREEMENT, ("decision", "plan")),
))  # fmt: skip
"""For two applications at once: one item of each kind."""
REVIEW = Procedure((
    Item("form", Work.DETAILS),
    Item("c1", Work.CONFIRMATION, ("form",)),
    Item("c2", Work.CONFIRMATION, ("form",), figure=True),
    Item("assessed", Work.ASSESSMENT, ("c1", "c2")),
    Item("plan", Work.CONTRACT, ("form",)),
    Item("renewal", Work.RENEWAL, ("assessed", "plan")),
))  # fmt: skip
"""A yearly review: what of the work is done again."""
DESK, HEARING, ASSESSORS = ("ann", "ben"), "cora", ("asa", "bo")
SETBACKS = frozenset({
    "confirmation.query", "confirmation.refuse", "confirmation.reopen", "confirmation.refuse_by_rule",
    "details.change", "verification.ask", "verification.fail", "verification.reject",
    "verification.expire", "verification.fail_by_rule", "credit.ask", "credit.refer", "credit.give_up",
    "credit.return", "credit.fail", "credit.expire", "contract.send_back", "contract.lapse",
    "contract.renew", "contract.decline",
    "assessment.rebook", "assessment.cancel", "assessment.call_off", "assessment.miss", "assessment.require",
    "assessment.send_back",
    "assessment.fail", "assessment.recuse", "assessment.overdue", "assessment.retake", "decision.return",
    "decision.grant_with_conditions", "decision.miss_conditions", "decision.set_aside",
    "decision.send_back", "decision.close_some",
    "agreement.send_back", "renewal.return",
})  # fmt: skip
"""Acts that lengthen the way. Their number is bounded; what answers them is not."""

AGAIN = frozenset({"credit.expire", "credit.renew", "credit.retry"})
"""After these the credit check may pass a second time, and be told a second time."""


@dataclass(frozen=True, slots=True)
class Try:
    """One act somebody could try, whether a worker does it, and whether it counts against the bound."""

    act: Act
    side: Turn
    cost: int
    table: Table[StrEnum]


def people(item: Item, verb: str, *, few: bool) -> tuple[str, ...]:
    """Everybody whose trying the verb could make a difference; `few`: where they stand for two, one of them."""
    life = item.life
    if life.table.doer(verb) is Turn.ASSESSOR:
        return ASSESSORS[:1] if few else ASSESSORS
    if life.table.doer(verb) is not Turn.DESK:
        return ("",)
    if verb in life.hears:
        return (HEARING,) if few else (*DESK, HEARING)
    if few:
        return DESK if verb in life.makes | life.checks else DESK[:1]
    return DESK if life.makes or life.hears else DESK[:1]


def _left_out(item: Item, verb: str) -> bool:
    """What the search over everything leaves to the search over one application."""
    return (
        verb in item.life.by_rule | item.life.leaves | item.life.once
        or f"{item.life.table.name}.{verb}" in AGAIN
    )


def tries(procedure: Procedure, *, few: bool = False) -> Iterator[Try]:
    """Everything that can be tried on the items of one application, allowed or not."""
    touched = "v1" if "v1" in procedure.places else "c1"
    for item in procedure.items:
        for verb in dict.fromkeys(row.verb for row in item.life.table.steps):
            if verb in (*ITSELF, RECHECK) or (few and _left_out(item, verb)):
                continue
            cost = int(f"{item.life.table.name}.{verb}" in SETBACKS)
            for by, reason, again in product(
                people(item, verb, few=few),
                ("because", "") if verb in item.life.reasoned else ("",),
                ((), (touched,)) if (item.work, verb) == (Work.DETAILS, "give") else ((),),
            ):
                act = Act(item.key, verb, by, reason, again)
                yield Try(act, item.life.table.doer(verb), cost, item.life.table)
