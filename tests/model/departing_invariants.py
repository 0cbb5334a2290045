"""What must hold on every act about the end of an enrollment, said without the guards: before, the act, and after."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from directbill.core import enrollment, leaving, moving, transition, waiver
from directbill.core.departing import Departure
from directbill.core.moving import Move, Way

L, T, M, W, E = leaving.State, transition.State, moving.State, waiver.State, enrollment.State
SETTLED = frozenset({M.VERIFIED, M.REMOVED})
LEFT = SETTLED | {M.CLOSED}
"""Nobody has to do anything about a customer."""
WAY = (T.ASKED, T.APPROVED, T.PROVIDER_ASKED, T.MOVING, T.TO_VERIFY, T.COMPLETED)
STEPS = (M.LISTED, M.CONSENTED, M.AGREED, M.PLANNED, M.MOVED)
UNDER_WAY = frozenset(WAY[:-1])
ACCEPTED = frozenset({T.MOVING, T.TO_VERIFY})
ONWARD = ACCEPTED | {T.COMPLETED, T.OVERTAKEN}
AGAINST = frozenset({
    "transition.refuse", "transition.send_back", "transition.decline", "customer_move.release",
    "customer_move.send_back", "waiver.propose", "waiver.decline", "waiver.withdraw",
})  # fmt: skip
"""What goes against somebody, or asks for an exception: the other side reads why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Did:
    """One verb, named with its table, on a day, by somebody; `number` is that of a customer or of a waiver, from 1."""

    verb: str
    on: date
    by: str = ""
    reason: str = ""
    number: int = 0
    line: int = 0
    until: date | None = None

    def __str__(self) -> str:
        named = (
            (" {}", self.number), (" line {}", self.line), (" by {}", self.by), (" until {}", self.until),
            (" without a reason", self.verb in AGAINST and not self.reason),
        )  # fmt: skip
        return self.verb + "".join(said.format(what) for said, what in named if what)


@dataclass(frozen=True, slots=True)
class Moved:
    """One act: what was open before and after it, and the most days a waiver may last."""

    before: Departure
    did: Did
    after: Departure
    most: int

    @property
    def customer(self) -> tuple[Move, Move]:
        """The customer about which something was done, before and after."""
        place = self.did.number - 1
        return self.before.moves[place], self.after.moves[place]


Invariant = Callable[[Moved], bool]


def notice_runs(found: Departure) -> bool:
    return found.leaving is not None and found.leaving.state is L.GIVEN


def transition_runs(found: Departure) -> bool:
    """Whether it, or any of its customers, waits for anybody."""
    runs = found.transition is not None and found.transition.state in UNDER_WAY
    return runs or any(each.state not in LEFT for each in found.moves)


def waiver_is_open(found: Departure) -> bool:
    return any(each.state in {W.PROPOSED, W.GRANTED} for each in found.waivers)


PARTS = {
    "leaving": notice_runs,
    "transition": transition_runs,
    "customer_move": transition_runs,
    "waiver": waiver_is_open,
}
"""What is open of each part, by the tables whose verbs lead out of it."""


def it_ends_by_notice_by_a_transition_or_as_such(moved: Moved) -> bool:
    ends = moved.after.state is E.ENDED and moved.before.state is not E.ENDED
    return not ends or moved.did.verb in {"leaving.carry_out", "transition.complete", "enrollment.end"}


def what_is_carried_out_or_completed_has_ended(moved: Moved) -> bool:
    over = moved.did.verb in {"leaving.carry_out", "transition.complete"}
    return not over or moved.after.state is E.ENDED


def nothing_stays_open_after_the_end(moved: Moved) -> bool:
    return moved.after.state is not E.ENDED or not any(is_open(moved.after) for is_open in PARTS.values())


def nothing_happens_after_the_end(moved: Moved) -> bool:
    return moved.before.state is not E.ENDED or moved.did.verb == "day.passes"


def a_notice_is_carried_out_from_its_day_on(moved: Moved) -> bool:
    notice = moved.before.leaving
    return moved.did.verb != "leaving.carry_out" or (notice is not None and moved.did.on >= notice.ends_on)


def a_notice_is_taken_back_before_its_day(moved: Moved) -> bool:
    notice = moved.before.leaving
    return moved.did.verb != "leaving.take_back" or (notice is not None and moved.did.on < notice.ends_on)


def one_notice_at_a_time(moved: Moved) -> bool:
    notice = moved.before.leaving
    return moved.did.verb != "leaving.give" or notice is None or notice.state is not L.GIVEN


def the_days_of_a_notice_stay(moved: Moved) -> bool:
    was, now = moved.before.leaving, moved.after.leaving
    if was is None or now is None or moved.did.verb == "leaving.give":
        return True
    return (was.given_on, was.ends_on) == (now.given_on, now.ends_on)


def who_leaves_asks_for_no_transition(moved: Moved) -> bool:
    notice = moved.before.leaving
    return moved.did.verb != "transition.ask" or notice is None or notice.state is not L.GIVEN


def who_is_in_transition_gives_no_notice(moved: Moved) -> bool:
    before = moved.before.transition
    return moved.did.verb != "leaving.give" or before is None or before.state not in UNDER_WAY


def one_transition_at_a_time(moved: Moved) -> bool:
    before = moved.before.transition
    return moved.did.verb != "transition.ask" or before is None or before.state not in UNDER_WAY


def no_way_back_once_the_provider_accepted(moved: Moved) -> bool:
    was, now = moved.before.transition, moved.after.transition
    if was is None or was.state not in ACCEPTED:
        return True
    return now is not None and now.state in ONWARD


def it_is_completed_with_every_customer_verified_or_removed(moved: Moved) -> bool:
    completed = moved.did.verb == "transition.complete"
    return not completed or all(each.state in SETTLED for each in moved.before.moves)


def all_is_settled_once_no_customer_waits_for_the_company(moved: Moved) -> bool:
    settled = {*SETTLED, M.MOVED, M.RELEASED}
    return moved.did.verb != "transition.finish" or all(m.state in settled for m in moved.before.moves)


def who_approved_does_not_complete(moved: Moved) -> bool:
    before = moved.before.transition
    return moved.did.verb != "transition.complete" or (before is not None and moved.did.by != before.approver)


def the_approver_is_whoever_approved(moved: Moved) -> bool:
    was, now = moved.before.transition, moved.after.transition
    if was is None or now is None or moved.did.verb == "transition.ask":
        return True
    return now.approver == (moved.did.by if moved.did.verb == "transition.approve" else was.approver)


def no_customer_waits_without_a_transition(moved: Moved) -> bool:
    now = moved.after.transition
    runs = now is not None and now.state in UNDER_WAY
    return runs or all(each.state in LEFT for each in moved.after.moves)


def customers_are_listed_from_approval_until_all_is_settled(moved: Moved) -> bool:
    before = moved.before.transition
    listed = moved.did.verb == "customer_move.list"
    return not listed or (before is not None and before.state in {T.APPROVED, T.PROVIDER_ASKED, T.MOVING})


def no_customer_moves_before_the_provider_accepted(moved: Moved) -> bool:
    before = moved.before.transition
    if before is not None and before.state in ACCEPTED:
        return True
    idle = {M.LISTED, *LEFT}
    return all(each.state in idle for each in moved.after.moves)


def no_customer_has_moved_with_an_open_line(moved: Moved) -> bool:
    there = (each for each in moved.after.moves if each.state is M.MOVED)
    return all(line.done for each in there for line in each.lines)


def nothing_is_transferred_that_may_not_be(moved: Moved) -> bool:
    lines = [line for each in moved.after.moves for line in each.lines]
    return all(line.kind == "license" for line in lines if line.way is Way.TRANSFER)


def what_expires_has_a_day(moved: Moved) -> bool:
    lines = [line for each in moved.after.moves for line in each.lines]
    return all(line.ends is not None for line in lines if line.way is Way.LET_EXPIRE)


def a_mark_is_set_on_a_line(moved: Moved) -> bool:
    if moved.did.verb != "customer_move.mark":
        return True
    return any(n == moved.did.line and line.done for n, line in enumerate(moved.customer[1].lines, 1))


def a_transition_goes_step_by_step(moved: Moved) -> bool:
    was, now = moved.before.transition, moved.after.transition
    if was is None or now is None or not {was.state, now.state} <= set(WAY):
        return True
    return moved.did.verb == "transition.ask" or WAY.index(now.state) - WAY.index(was.state) <= 1


def a_customer_goes_step_by_step_and_the_desk_verifies(moved: Moved) -> bool:
    if not moved.did.verb.startswith("customer_move.") or moved.did.verb == "customer_move.list":
        return True
    was, now = (each.state for each in moved.customer)
    if now is M.VERIFIED:
        return bool(moved.did.by) and was in {M.MOVED, M.RELEASED}
    return not {was, now} <= set(STEPS) or STEPS.index(now) - STEPS.index(was) <= 1


def one_open_waiver_of_a_requirement(moved: Moved) -> bool:
    open_ = [each.requirement for each in moved.after.waivers if each.state in {W.PROPOSED, W.GRANTED}]
    return len(open_) == len(set(open_))


def a_waiver_names_a_day_within_its_bounds(moved: Moved) -> bool:
    if moved.did.verb != "waiver.propose":
        return True
    return moved.did.on <= moved.after.waivers[-1].until <= moved.did.on + timedelta(days=moved.most)


def nobody_excuses_alone(moved: Moved) -> bool:
    decides = moved.did.verb in {"waiver.grant", "waiver.decline"}
    return not decides or moved.before.waivers[moved.did.number - 1].maker != moved.did.by


def only_what_was_granted_excuses_and_until_its_day(moved: Moved) -> bool:
    if moved.did.verb == "waiver.grant":
        return moved.did.on <= moved.before.waivers[moved.did.number - 1].until
    was = {each.requirement for each in moved.before.waivers if each.state is W.GRANTED}
    last = max((each.until for each in moved.after.waivers), default=moved.did.on)
    late = waiver.excused(moved.after.waivers, on=last + timedelta(days=1))
    return waiver.excused(moved.after.waivers, on=moved.did.on) <= was and not late


def a_waiver_ends_by_itself_after_its_day(moved: Moved) -> bool:
    expires = moved.did.verb == "waiver.expire"
    return not expires or moved.did.on > moved.before.waivers[moved.did.number - 1].until


def whoever_goes_against_somebody_says_why(moved: Moved) -> bool:
    return moved.did.verb not in AGAINST or bool(moved.did.reason)


INVARIANTS: tuple[Invariant, ...] = (
    it_is_completed_with_every_customer_verified_or_removed,
    it_ends_by_notice_by_a_transition_or_as_such,
    what_is_carried_out_or_completed_has_ended,
    nothing_happens_after_the_end,
    nothing_stays_open_after_the_end,
    a_notice_is_carried_out_from_its_day_on,
    a_notice_is_taken_back_before_its_day,
    one_notice_at_a_time,
    the_days_of_a_notice_stay,
    who_leaves_asks_for_no_transition,
    who_is_in_transition_gives_no_notice,
    one_transition_at_a_time,
    no_way_back_once_the_provider_accepted,
    all_is_settled_once_no_customer_waits_for_the_company,
    who_approved_does_not_complete,
    the_approver_is_whoever_approved,
    no_customer_waits_without_a_transition,
    customers_are_listed_from_approval_until_all_is_settled,
    no_customer_moves_before_the_provider_accepted,
    no_customer_has_moved_with_an_open_line,
    nothing_is_transferred_that_may_not_be,
    what_expires_has_a_day,
    a_mark_is_set_on_a_line,
    a_transition_goes_step_by_step,
    a_customer_goes_step_by_step_and_the_desk_verifies,
    one_open_waiver_of_a_requirement,
    a_waiver_names_a_day_within_its_bounds,
    nobody_excuses_alone,
    only_what_was_granted_excuses_and_until_its_day,
    a_waiver_ends_by_itself_after_its_day,
    whoever_goes_against_somebody_says_why,
)
