"""The decision: one person recommends, another decides, and an appeal goes to people who took no part."""

from enum import StrEnum

from directbill.core.findings import Turn
from directbill.core.life import Life
from directbill.core.states import Table, step


class State(StrEnum):
    """Where the decision stands."""

    WAITING = "waiting"
    TO_RECOMMEND = "to_recommend"
    GRANT_RECOMMENDED = "grant_recommended"
    REFUSAL_RECOMMENDED = "refusal_recommended"
    GRANTED = "granted"
    GRANTED_WITH_CONDITIONS = "granted_with_conditions"
    CONDITIONS_ANSWERED = "conditions_answered"
    CONDITIONS_MISSED = "conditions_missed"
    REFUSED = "refused"
    APPEALED = "appealed"
    REFUSED_FINALLY = "refused_finally"


S = State
RECOMMENDED = frozenset({S.GRANT_RECOMMENDED, S.REFUSAL_RECOMMENDED})
OPEN = RECOMMENDED | {S.TO_RECOMMEND}
"""States that hold only while the premises do: everything passed, or something is lost."""
PASSED = frozenset({S.GRANTED})
"""A grant with conditions stands, and the agreement waits until the last of them is closed."""
GRANTED = PASSED | {S.GRANTED_WITH_CONDITIONS, S.CONDITIONS_ANSWERED, S.CONDITIONS_MISSED}
PROMISED = frozenset({S.GRANTED_WITH_CONDITIONS, S.CONDITIONS_ANSWERED})
"""Something is still to be proven, or looked at. One can be proven while the desk looks at another."""
REFUSED = frozenset({S.REFUSED, S.APPEALED, S.REFUSED_FINALLY})

TABLE: Table[State] = Table(
    name="decision",
    initial=S.WAITING,
    steps=(
        #    verb                     from                        to                        whose deed
        step("open", {S.WAITING}, S.TO_RECOMMEND, by=Turn.NOBODY),
        step("wait", OPEN, S.WAITING, by=Turn.NOBODY),
        step("recommend_grant", {S.TO_RECOMMEND}, S.GRANT_RECOMMENDED, by=Turn.DESK),
        step("recommend_refusal", {S.TO_RECOMMEND}, S.REFUSAL_RECOMMENDED, by=Turn.DESK),
        step("return", RECOMMENDED, S.TO_RECOMMEND, by=Turn.DESK),
        step("grant", {S.GRANT_RECOMMENDED}, S.GRANTED, by=Turn.DESK),
        step("grant_with_conditions", {S.GRANT_RECOMMENDED}, S.GRANTED_WITH_CONDITIONS, by=Turn.DESK),
        step("refuse", {S.REFUSAL_RECOMMENDED}, S.REFUSED, by=Turn.DESK),
        step("appeal", {S.REFUSED}, S.APPEALED, by=Turn.APPLICANT),
        step("uphold", {S.APPEALED}, S.REFUSED_FINALLY, by=Turn.DESK),
        step("overturn", {S.APPEALED}, S.TO_RECOMMEND, by=Turn.DESK),
        step("let_stand", {S.REFUSED}, S.REFUSED_FINALLY, by=Turn.NOBODY),
        step("prove_conditions", PROMISED, S.CONDITIONS_ANSWERED, by=Turn.APPLICANT),
        step("send_back", {S.CONDITIONS_ANSWERED}, S.GRANTED_WITH_CONDITIONS, by=Turn.DESK),
        step("close_some", {S.CONDITIONS_ANSWERED}, S.GRANTED_WITH_CONDITIONS, by=Turn.DESK),
        step("close_conditions", {S.CONDITIONS_ANSWERED}, S.GRANTED, by=Turn.DESK),
        step("miss_conditions", {S.GRANTED_WITH_CONDITIONS}, S.CONDITIONS_MISSED, by=Turn.NOBODY),
        step("extend", {S.CONDITIONS_MISSED}, S.GRANTED_WITH_CONDITIONS, by=Turn.DESK),
        step("set_aside", {S.CONDITIONS_MISSED}, S.TO_RECOMMEND, by=Turn.DESK),
    ),
    turns={
        S.WAITING: Turn.NOBODY,
        S.TO_RECOMMEND: Turn.DESK,
        S.GRANT_RECOMMENDED: Turn.DESK,
        S.REFUSAL_RECOMMENDED: Turn.DESK,
        S.GRANTED: Turn.NOBODY,
        S.GRANTED_WITH_CONDITIONS: Turn.APPLICANT,
        S.CONDITIONS_ANSWERED: Turn.DESK,
        S.CONDITIONS_MISSED: Turn.DESK,
        S.REFUSED: Turn.APPLICANT,
        S.APPEALED: Turn.DESK,
        S.REFUSED_FINALLY: Turn.NOBODY,
    },
)

LIFE: Life[State] = Life(
    table=TABLE,
    passed=PASSED,
    granted=GRANTED,
    refused=REFUSED,
    onward=frozenset({"recommend_grant", "grant", "grant_with_conditions", "close_conditions"}),
    reasoned=frozenset({
        "recommend_refusal", "return", "refuse", "uphold", "overturn", "extend", "set_aside", "send_back",
        "grant_with_conditions",
    }),
    makes=frozenset({"recommend_grant", "recommend_refusal"}),
    checks=frozenset({"grant", "grant_with_conditions", "refuse"}),
    hears=frozenset({"uphold", "overturn"}),
    once=frozenset({"appeal"}),
    needs_loss=frozenset({"recommend_refusal"}),
    ends={S.REFUSED_FINALLY: "refuse"},
)  # fmt: skip
