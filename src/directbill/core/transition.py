"""From direct bill to indirect reseller: asked for, approved, a provider found, customers moved, verified, ended.

From the provider's acceptance on there is no way back. The enrollment ends only once every customer was verified.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from directbill.core import enrollment
from directbill.core.desk import Ask
from directbill.core.edition import Source, Texts
from directbill.core.errors import Refusal, refuse
from directbill.core.findings import Turn
from directbill.core.moving import DONE, OPEN, Kind, Move
from directbill.core.states import Table, step


class State(StrEnum):
    """Where a transition stands."""

    ASKED = "asked"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    APPROVED = "approved"
    PROVIDER_ASKED = "provider_asked"
    MOVING = "moving"
    TO_VERIFY = "to_verify"
    COMPLETED = "completed"
    OVERTAKEN = "overtaken"


S = State
RUNNING = frozenset({S.ASKED, S.APPROVED, S.PROVIDER_ASKED, S.MOVING, S.TO_VERIFY})
"""States in which there is no room for another one."""
LISTS = frozenset({S.APPROVED, S.PROVIDER_ASKED, S.MOVING})
"""States in which customers are listed."""
BOTH = frozenset({S.MOVING, S.TO_VERIFY})
"""The partner is direct-bill partner and indirect reseller at once: customers are moved."""

TABLE: Table[State] = Table(
    name="transition",
    initial=S.ASKED,
    steps=(
        #    verb             from                                        to              whose deed
        step("approve", {S.ASKED}, S.APPROVED, by=Turn.DESK),
        step("refuse", {S.ASKED}, S.REFUSED, by=Turn.DESK),
        step("withdraw", {S.ASKED, S.APPROVED, S.PROVIDER_ASKED}, S.WITHDRAWN, by=Turn.APPLICANT),
        step("name_provider", {S.APPROVED, S.PROVIDER_ASKED}, S.PROVIDER_ASKED, by=Turn.APPLICANT),
        step("accept", {S.PROVIDER_ASKED}, S.MOVING, by=Turn.THIRD_PARTY),
        step("decline", {S.PROVIDER_ASKED}, S.APPROVED, by=Turn.THIRD_PARTY),
        step("lapse", {S.PROVIDER_ASKED}, S.APPROVED, by=Turn.NOBODY),
        step("finish", {S.MOVING}, S.TO_VERIFY, by=Turn.APPLICANT),
        step("send_back", {S.TO_VERIFY}, S.MOVING, by=Turn.DESK),
        step("complete", {S.TO_VERIFY}, S.COMPLETED, by=Turn.DESK),
        step("overtake", RUNNING, S.OVERTAKEN, by=Turn.NOBODY),
    ),
    turns={
        S.ASKED: Turn.DESK,
        S.REFUSED: Turn.NOBODY,
        S.WITHDRAWN: Turn.NOBODY,
        S.APPROVED: Turn.APPLICANT,
        S.PROVIDER_ASKED: Turn.THIRD_PARTY,
        S.MOVING: Turn.APPLICANT,
        S.TO_VERIFY: Turn.DESK,
        S.COMPLETED: Turn.NOBODY,
        S.OVERTAKEN: Turn.NOBODY,
    },
)
REASONED = frozenset({"refuse", "send_back", "decline"})


@dataclass(frozen=True, slots=True)
class Told:
    """Something that is said before it is asked for: kept, lost, or done to a kind of agreement."""

    key: str
    text: Texts
    source: Source


@dataclass(frozen=True)
class Rules:
    """What a program says of the transition under one edition. `digest` is the SHA-256 of its file."""

    edition: str
    standings: frozenset[enrollment.State]
    """States of the enrollment in which it can be asked for."""
    standings_source: Source
    approval: int
    """Working days in which the desk answers."""
    approval_source: Source
    link: int
    """Days for which the provider's link holds."""
    link_source: Source
    keeps: tuple[Told, ...]
    loses: tuple[Told, ...]
    agreements: tuple[Told, ...]
    """What follows from how the customer came by its agreement."""
    kinds: Mapping[str, Kind]
    most: int
    """The most subscriptions of one transfer."""
    most_source: Source
    terms: tuple[Told, ...]
    """What else holds of a transfer."""
    asks: Mapping[str, Ask]
    source: Source
    name: str = ""
    digest: str = ""

    def ask(self, verb: str) -> Ask:
        """What is asked for with a verb, named with its table."""
        return self.asks.get(verb, Ask(verb))


@dataclass(frozen=True, slots=True)
class Transition:
    """A transition: its state, and who approved it."""

    state: State = State.ASKED
    approver: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One verb on a transition, by somebody, with the customers as they are then."""

    verb: str
    by: str = ""
    reason: str = ""
    moves: Sequence[Move] = field(default=())


@dataclass(frozen=True, slots=True)
class Asked:
    """An act held against everything its guards read."""

    transition: Transition
    act: Act


Guard = Callable[[Asked], Refusal | None]


def reason_given(asked: Asked) -> Refusal | None:
    """What goes against somebody says why."""
    needed = asked.act.verb in REASONED and not asked.act.reason.strip()
    return refuse("reason_missing", column="text", found=TABLE.name) if needed else None


def customers_settled(asked: Asked) -> Refusal | None:
    """The company says that all is settled once no customer waits for it."""
    left = [m.name for m in asked.act.moves if m.state in OPEN] if asked.act.verb == "finish" else []
    return refuse("transition_customers_open", found=", ".join(left)) if left else None


def customers_verified(asked: Asked) -> Refusal | None:
    """It is completed once every customer was verified."""
    left = [m.name for m in asked.act.moves if m.state not in DONE] if asked.act.verb == "complete" else []
    return refuse("transition_customers_unverified", found=", ".join(left)) if left else None


def second_person(asked: Asked) -> Refusal | None:
    """Who approved does not complete. No exception for anybody."""
    same = asked.act.verb == "complete" and asked.act.by == asked.transition.approver
    return refuse("second_person_needed", found=TABLE.name) if same else None


GUARDS: tuple[Guard, ...] = (reason_given, customers_settled, customers_verified, second_person)
"""In the order in which they are held; the first that refuses is what is told."""


def asked(standing: enrollment.State, rules: Rules) -> Transition:
    """A transition that is asked for. Refuses `enrollment_over`, and `transition_standing` where no way leads in."""
    if not enrollment.TABLE.allows(standing, "end"):
        raise refuse("enrollment_over")
    if standing not in rules.standings:
        allowed = ", ".join(f"enrollment.{s}" for s in enrollment.State if s in rules.standings)
        raise refuse("transition_standing", found=f"enrollment.{standing}", allowed=allowed)
    return Transition()


def do(found: Transition, act: Act, *, guards: tuple[Guard, ...] = GUARDS) -> Transition:
    """The transition after an act.

    Refuses by the table; `reason_missing`; `transition_customers_open` while a customer's move is the company's turn;
    `transition_customers_unverified` an end before each was verified; `second_person_needed` whoever approved it.
    """
    after = TABLE.after(found.state, act.verb)
    held = Asked(found, act)
    for guard in guards:
        if (refusal := guard(held)) is not None:
            raise refusal
    return replace(found, state=after, approver=act.by if act.verb == "approve" else found.approver)
