"""A customer's move: consent, agreement, a checklist in which nothing is transferred that may not be, verification."""

from dataclasses import replace
from datetime import date

import pytest

from directbill.core import moving
from directbill.core.edition import Source
from directbill.core.errors import Fault, Place, Refusal
from directbill.core.moving import Act, Kind, Line, Move, Way

S = moving.State
END = date(2026, 12, 31)
KINDS = {
    key: Kind(key, {}, transfers, Source("x"))
    for key, transfers in (("license", True), ("reservation", False))
}
LICENSE = Line("Office", "license", Way.TRANSFER)
RESERVED = Line("Server", "reservation", Way.LET_EXPIRE, END)
FOUND = Move("Fabrikam")


def did(found: Move, verb: str, **more: object) -> Move:
    return moving.do(found, Act(verb=verb, **more), kinds=KINDS)  # type: ignore[arg-type]


def refusal(found: Move, verb: str, **more: object) -> Refusal:
    with pytest.raises(Refusal) as refused:
        did(found, verb, **more)
    return refused.value


def planned(*lines: Line) -> Move:
    return did(replace(FOUND, state=S.AGREED), "plan", lines=lines)


def test_a_customer_goes_all_the_way_one_step_after_the_other() -> None:
    found = FOUND
    states = []
    for verb, more in (
        ("record_consent", {}), ("confirm_agreement", {}), ("plan", {"lines": (LICENSE, RESERVED)}),
        ("mark", {"line": 2}), ("mark", {"line": 1}), ("finish", {}), ("verify", {}),
    ):  # fmt: skip
        found = did(found, verb, **more)
        states.append(found.state)
    assert states == [S.CONSENTED, S.AGREED, S.PLANNED, S.PLANNED, S.PLANNED, S.MOVED, S.VERIFIED]
    assert found.lines == (replace(LICENSE, done=True), replace(RESERVED, done=True))


def test_what_may_not_be_transferred_is_refused_by_its_line_and_so_is_an_expiry_without_a_day() -> None:
    lines = (LICENSE, replace(RESERVED, way=Way.TRANSFER), replace(RESERVED, ends=None))
    assert refusal(replace(FOUND, state=S.AGREED), "plan", lines=lines).faults == (
        Fault("move_not_transferable", Place(row=2, column="lines.way"), "Server"),
        Fault("move_end_missing", Place(row=3, column="lines.ends"), "Server"),
    )


def test_it_is_not_moved_before_every_line_is_done() -> None:
    found = did(planned(LICENSE, RESERVED), "mark", line=1)
    assert refusal(found, "finish").faults == (Fault("move_not_done", Place(), "Server"),)
    assert refusal(found, "mark", line=3).code == "move_line_unknown"


def test_a_new_plan_keeps_what_is_done_and_unchanged() -> None:
    found = did(did(planned(LICENSE, RESERVED), "mark", line=1), "mark", line=2)
    changed = replace(RESERVED, way=Way.BUY_AGAIN)
    assert did(found, "plan", lines=(LICENSE, changed)).lines == (replace(LICENSE, done=True), changed)


def test_lines_are_transferred_in_as_many_transfers_as_it_takes() -> None:
    lines = [replace(LICENSE, name=str(n)) for n in range(27)]
    sizes = [len(each) for each in moving.transfers([*lines, RESERVED], most=25)]
    assert sizes == [25, 2]


@pytest.mark.parametrize(
    ("before", "after"), [(S.MOVED, S.PLANNED), (S.RELEASED, S.LISTED)], ids=["moved", "released"]
)
def test_the_desk_sends_back_to_where_something_can_be_done_and_says_why(
    before: moving.State, after: moving.State
) -> None:
    found = replace(FOUND, state=before)
    assert refusal(found, "send_back", reason=" ").code == "reason_missing"
    assert did(found, "send_back", reason="No proof.").state is after


def test_whoever_does_not_move_goes_elsewhere_with_a_reason_and_a_mistake_is_removed() -> None:
    assert refusal(FOUND, "release").code == "reason_missing"
    assert did(FOUND, "release", reason="Another partner.").state is S.RELEASED
    assert did(FOUND, "remove").state is S.REMOVED
    assert refusal(replace(FOUND, state=S.CONSENTED), "remove").code == "step_not_allowed"


@pytest.mark.parametrize("state", [s for s in S if s not in {S.REMOVED, S.CLOSED}])
def test_every_move_closes_with_the_enrollment(state: moving.State) -> None:
    assert did(replace(FOUND, state=state), "close").state is S.CLOSED


@pytest.mark.parametrize(
    ("informed", "consented", "code"),
    [(END, date(2026, 12, 30), "move_consent_first"), (END, date(2027, 1, 2), "move_day_ahead")],
)
def test_a_customer_is_told_before_it_consents_and_neither_is_still_to_come(
    informed: date, consented: date, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        moving.in_order(informed, consented, on=date(2027, 1, 1))
    assert refused.value.code == code
    moving.in_order(END, END, on=END)
