"""A restriction: one cause, a ladder of dated steps, and the ways out of it.

It is announced before its first step. While the desk looks at a cure, an extension or an appeal no step is taken.
Lifting it takes two people; an appeal goes to people who took no part.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from directbill.core import enrollment
from directbill.core.findings import Turn
from directbill.core.ladder import Step
from directbill.core.states import Table, step


class State(StrEnum):
    """Where a restriction stands."""

    PROPOSED = "proposed"
    DROPPED = "dropped"
    OPEN = "open"
    CURE_CLAIMED = "cure_claimed"
    EXTENSION_RECOMMENDED = "extension_recommended"
    LIFT_RECOMMENDED = "lift_recommended"
    LIFT_DECIDED = "lift_decided"
    ON_TRIAL = "on_trial"
    TRIAL_PROVEN = "trial_proven"
    APPEALED = "appealed"
    COMPLETED = "completed"
    REVOCATION_APPEALED = "revocation_appealed"
    LIFTED = "lifted"
    CANCELLED = "cancelled"
    CLOSED = "closed"


S = State
RECOMMENDED = frozenset({S.EXTENSION_RECOMMENDED, S.LIFT_RECOMMENDED})
"""A second person is to decide."""
TRIAL = frozenset({S.ON_TRIAL, S.TRIAL_PROVEN})
"""States in which rights are back under conditions, until a day."""
LASTING = frozenset({S.OPEN, S.CURE_CLAIMED, *RECOMMENDED, S.LIFT_DECIDED, S.APPEALED})
"""States in which the steps that were taken hold."""
UNDONE = frozenset({S.DROPPED, S.LIFTED, S.CANCELLED, S.CLOSED})
"""States after which nothing of it is left."""
WITHOUT_END = frozenset({S.COMPLETED, S.REVOCATION_APPEALED})
"""States after the last step, from which only an appeal leads back."""

TABLE: Table[State] = Table(
    name="restriction",
    initial=S.PROPOSED,
    steps=(
        #    verb                   from                             to                       whose deed
        step("confirm", {S.PROPOSED}, S.OPEN, by=Turn.DESK),
        step("drop", {S.PROPOSED}, S.DROPPED, by=Turn.DESK),
        step("take_step", {S.OPEN}, S.OPEN, by=Turn.NOBODY),
        step("revoke", {S.OPEN}, S.COMPLETED, by=Turn.NOBODY),
        step("cancel", {S.PROPOSED, S.OPEN, S.CURE_CLAIMED}, S.CANCELLED, by=Turn.NOBODY),
        step("claim_cure", {S.OPEN}, S.CURE_CLAIMED, by=Turn.APPLICANT),
        step("send_back", {S.CURE_CLAIMED}, S.OPEN, by=Turn.DESK),
        step("recommend_extension", {S.OPEN, S.CURE_CLAIMED}, S.EXTENSION_RECOMMENDED, by=Turn.DESK),
        step("extend", {S.EXTENSION_RECOMMENDED}, S.OPEN, by=Turn.DESK),
        step("recommend_lift", {S.OPEN, S.CURE_CLAIMED}, S.LIFT_RECOMMENDED, by=Turn.DESK),
        step("lift", {S.LIFT_RECOMMENDED}, S.LIFT_DECIDED, by=Turn.DESK),
        step("lift_partly", {S.LIFT_RECOMMENDED}, S.ON_TRIAL, by=Turn.DESK),
        step("return", RECOMMENDED, S.OPEN, by=Turn.DESK),
        step("take_effect", {S.LIFT_DECIDED}, S.LIFTED, by=Turn.NOBODY),
        step("prove", {S.ON_TRIAL}, S.TRIAL_PROVEN, by=Turn.APPLICANT),
        step("send_proof_back", {S.TRIAL_PROVEN}, S.ON_TRIAL, by=Turn.DESK),
        step("accept_proof", {S.TRIAL_PROVEN}, S.LIFTED, by=Turn.DESK),
        step("resume", {S.ON_TRIAL}, S.OPEN, by=Turn.NOBODY),
        step("appeal", {S.OPEN}, S.APPEALED, by=Turn.APPLICANT),
        step("appeal", {S.COMPLETED}, S.REVOCATION_APPEALED, by=Turn.APPLICANT),
        step("uphold", {S.APPEALED}, S.OPEN, by=Turn.DESK),
        step("uphold", {S.REVOCATION_APPEALED}, S.COMPLETED, by=Turn.DESK),
        step("overturn", {S.APPEALED, S.REVOCATION_APPEALED}, S.LIFTED, by=Turn.DESK),
        step("settle", {S.PROPOSED, *LASTING, *TRIAL}, S.LIFTED, by=Turn.NOBODY),
        step("close", {S.PROPOSED, *LASTING, *TRIAL, *WITHOUT_END}, S.CLOSED, by=Turn.NOBODY),
    ),
    turns={
        S.PROPOSED: Turn.DESK,
        S.DROPPED: Turn.NOBODY,
        S.OPEN: Turn.APPLICANT,
        S.CURE_CLAIMED: Turn.DESK,
        S.EXTENSION_RECOMMENDED: Turn.DESK,
        S.LIFT_RECOMMENDED: Turn.DESK,
        S.LIFT_DECIDED: Turn.NOBODY,
        S.ON_TRIAL: Turn.APPLICANT,
        S.TRIAL_PROVEN: Turn.DESK,
        S.APPEALED: Turn.DESK,
        S.COMPLETED: Turn.NOBODY,
        S.REVOCATION_APPEALED: Turn.DESK,
        S.LIFTED: Turn.NOBODY,
        S.CANCELLED: Turn.NOBODY,
        S.CLOSED: Turn.NOBODY,
    },
)
MAKES = frozenset({"recommend_extension", "recommend_lift"})
"""Verbs by which a person proposes what a second person must decide. Proposing a restriction is one, too."""
CHECKS = frozenset({"confirm", "extend", "lift", "lift_partly"})
HEARS = frozenset({"uphold", "overturn"})
"""Verbs of somebody who took no part before."""
REASONED = frozenset({
    "drop", "send_back", "recommend_extension", "extend", "lift_partly", "return", "appeal", "claim_cure",
    "prove", "send_proof_back", "uphold", "overturn",
})  # fmt: skip
TAKES = frozenset({"take_step", "revoke"})
"""Verbs by which the next step is taken: the last one, where it revokes, has its own."""
GIVES_TIME = frozenset({"send_back", "return", "uphold", "resume"})
"""Verbs after which the next step comes no sooner than the days of notice: it stood still meanwhile."""


@dataclass(frozen=True, slots=True)
class Restriction:
    """One restriction: its state, its steps and how many were taken, and who had a hand in it."""

    number: int
    cause: str
    steps: tuple[Step, ...]
    since: date
    """The day it was announced, or on which its last step was taken."""
    state: State = State.OPEN
    taken: int = 0
    maker: str = ""
    hands: frozenset[str] = frozenset()
    appealed: bool = False
    until: date | None = None
    """The last day of a trial, or the day on which a lift takes effect."""

    @property
    def holds(self) -> enrollment.State | None:
        """The state it keeps the enrollment in; None where it takes nothing away."""
        if self.state in TRIAL:
            return enrollment.State.ACTIVE_WITH_CONDITIONS
        if self.taken == 0 or self.state not in LASTING | WITHOUT_END:
            return None
        return self.steps[self.taken - 1].state
