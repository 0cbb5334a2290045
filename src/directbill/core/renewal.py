"""The decision of a yearly review: one recommends, another decides, an appeal goes to people who took no part."""

from enum import StrEnum

from directbill.core.findings import Turn
from directbill.core.life import Life
from directbill.core.states import Table, step


class State(StrEnum):
    """Where the decision of a review stands."""

    WAITING = "waiting"
    TO_RECOMMEND = "to_recommend"
    RENEWAL_RECOMMENDED = "renewal_recommended"
    REFUSAL_RECOMMENDED = "refusal_recommended"
    RENEWED = "renewed"
    NOT_RENEWED = "not_renewed"
    APPEALED = "appealed"
    NOT_RENEWED_FINALLY = "not_renewed_finally"


S = State
RECOMMENDED = frozenset({S.RENEWAL_RECOMMENDED, S.REFUSAL_RECOMMENDED})
OPEN = RECOMMENDED | {S.TO_RECOMMEND}
"""States that hold only while the premises do: everything passed, or something is lost."""

TABLE: Table[State] = Table(
    name="renewal",
    initial=S.WAITING,
    steps=(
        #    verb                 from                       to                       whose deed
        step("open", {S.WAITING}, S.TO_RECOMMEND, by=Turn.NOBODY),
        step("wait", OPEN, S.WAITING, by=Turn.NOBODY),
        step("recommend_renewal", {S.TO_RECOMMEND}, S.RENEWAL_RECOMMENDED, by=Turn.DESK),
        step("recommend_refusal", {S.TO_RECOMMEND}, S.REFUSAL_RECOMMENDED, by=Turn.DESK),
        step("return", RECOMMENDED, S.TO_RECOMMEND, by=Turn.DESK),
        step("renew", {S.RENEWAL_RECOMMENDED}, S.RENEWED, by=Turn.DESK),
        step("refuse", {S.REFUSAL_RECOMMENDED}, S.NOT_RENEWED, by=Turn.DESK),
        step("appeal", {S.NOT_RENEWED}, S.APPEALED, by=Turn.APPLICANT),
        step("uphold", {S.APPEALED}, S.NOT_RENEWED_FINALLY, by=Turn.DESK),
        step("overturn", {S.APPEALED}, S.TO_RECOMMEND, by=Turn.DESK),
        step("let_stand", {S.NOT_RENEWED}, S.NOT_RENEWED_FINALLY, by=Turn.NOBODY),
    ),
    turns={
        S.WAITING: Turn.NOBODY,
        S.TO_RECOMMEND: Turn.DESK,
        S.RENEWAL_RECOMMENDED: Turn.DESK,
        S.REFUSAL_RECOMMENDED: Turn.DESK,
        S.RENEWED: Turn.NOBODY,
        S.NOT_RENEWED: Turn.APPLICANT,
        S.APPEALED: Turn.DESK,
        S.NOT_RENEWED_FINALLY: Turn.NOBODY,
    },
)

LIFE: Life[State] = Life(
    table=TABLE,
    passed=frozenset({S.RENEWED}),
    granted=frozenset({S.RENEWED}),
    refused=frozenset({S.NOT_RENEWED, S.APPEALED, S.NOT_RENEWED_FINALLY}),
    onward=frozenset({"recommend_renewal", "renew"}),
    reasoned=frozenset({"recommend_refusal", "return", "refuse", "uphold", "overturn"}),
    makes=frozenset({"recommend_renewal", "recommend_refusal"}),
    checks=frozenset({"renew", "refuse"}),
    hears=frozenset({"uphold", "overturn"}),
    once=frozenset({"appeal"}),
    needs_loss=frozenset({"recommend_refusal"}),
    ends={S.RENEWED: "renew", S.NOT_RENEWED_FINALLY: "refuse"},
)
