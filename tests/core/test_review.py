"""The clock of the yearly review."""

from dataclasses import replace
from datetime import date

import pytest

from directbill.core import enrollment, review
from directbill.core.application import Answers, State, TaskStanding, TaskState
from directbill.core.edition import Review, Source
from directbill.core.errors import Refusal
from directbill.core.form import Field, FieldKind, Task, TaskKind
from directbill.core.review import Due, From
from directbill.programs import library
from tests.core.asking import FORM

CONTRACT = Review("contract_renewal", 12, (90, 60, 30), Source("x"))
MONTH = replace(CONTRACT, clock="anniversary_month")
PERIOD = replace(CONTRACT, clock="enrollment_period")
ENROLLED = date(2024, 2, 29)
PROGRAM = library.load("csp_direct_bill")


def day(clock: Review, *, after: date, ends: date | None = None) -> Due:
    return review.due(clock, enrolled=ENROLLED, contract_ends=ends, after=after)


def test_by_the_contract_it_is_due_on_the_day_the_contract_ends() -> None:
    ends = date(2025, 5, 31)
    assert day(CONTRACT, after=date(2024, 5, 31), ends=ends) == Due(ends, From.CONTRACT, ends)


@pytest.mark.parametrize(
    ("after", "day"),
    [
        (date(2024, 2, 29), date(2024, 5, 31)),
        (date(2024, 5, 31), date(2025, 5, 31)),
        (date(2026, 5, 31), date(2027, 5, 31)),
    ],
)
def test_a_contract_of_several_years_is_reviewed_every_year(after: date, day: date) -> None:
    found = review.due(CONTRACT, enrolled=ENROLLED, contract_ends=date(2027, 5, 31), after=after)
    assert found.day == day


def test_no_review_is_due_before_it_could_open() -> None:
    ends = date(2027, 5, 20)
    found = review.due(CONTRACT, enrolled=ENROLLED, contract_ends=ends, after=date(2024, 2, 29), least=90)
    assert found == Due(date(2025, 5, 20), From.CONTRACT, ends)


def test_a_contract_that_is_over_counts_no_more() -> None:
    found = day(CONTRACT, after=date(2025, 5, 31), ends=date(2025, 5, 31))
    assert found == Due(date(2026, 2, 28), From.ENROLLMENT, ENROLLED)


@pytest.mark.parametrize(
    ("clock", "days"),
    [
        (MONTH, [(2025, 2, 28), (2026, 2, 28), (2027, 2, 28), (2028, 2, 29)]),
        (PERIOD, [(2025, 2, 28), (2026, 2, 28), (2027, 2, 28), (2028, 2, 29)]),
    ],
)
def test_a_leap_day_comes_round_on_the_last_of_february(
    clock: Review, days: list[tuple[int, int, int]]
) -> None:
    found, after = [], ENROLLED
    for _ in range(4):
        after = day(clock, after=after).day
        found.append(after)
    assert found == [date(*each) for each in days]


def test_by_the_anniversary_it_is_due_on_the_last_day_of_the_month() -> None:
    base = date(2024, 6, 3)
    found = review.due(MONTH, enrolled=base, contract_ends=None, after=base)
    assert found == Due(date(2025, 6, 30), From.ANNIVERSARY, base)


def test_it_opens_and_is_told_so_many_days_ahead() -> None:
    found = day(MONTH, after=ENROLLED)
    assert review.opens(found, ahead=90) == date(2024, 11, 30)
    assert review.told_on(MONTH, found) == (date(2024, 11, 30), date(2024, 12, 30), date(2025, 1, 29))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2024, 5, 15), 12, date(2025, 5, 15)),
    ],
)
def test_months_end_where_the_month_does(start: date, months: int, end: date) -> None:
    assert review.months_after(start, months) == end


def test_an_edition_is_adopted_at_the_first_review_that_is_due_once_it_binds() -> None:
    own, following = PROGRAM.editions[-2:]
    both = replace(PROGRAM, editions=(own, replace(following, enabled=True)))
    days = [date(2025, 9, 30), date(2025, 10, 1), date(2026, 5, 1)]
    found = [review.adopted(both, now=own, review_due=each).name for each in days]
    assert found == [own.name, following.name, following.name]


def test_an_edition_that_is_not_in_force_binds_nobody() -> None:
    own = PROGRAM.editions[-2]
    assert review.adopted(PROGRAM, now=own, review_due=date(2030, 1, 1)) is own


E, A = enrollment.State, State


@pytest.mark.parametrize("standing", E)
def test_an_open_review_stands_still_while_the_rights_are_revoked_and_ends_with_the_enrollment(
    standing: enrollment.State,
) -> None:
    verbs = {now: verb for now in A if (verb := review.follows(now, standing=standing))}
    assert verbs == {
        E.REVOKED: {A.SUBMITTED: "hold"},
        E.ENDED: {A.SUBMITTED: "withdraw", A.HELD: "withdraw"},
    }.get(standing, {A.HELD: "resume"})


YES = Field("holds", FieldKind.YES_NO, {"en": "Do you?"})
SINCE = Field("since", FieldKind.DATE, {"en": "Since when?"}, only_if=("holds", "yes"))
HOLDS = Task("holds", "own", TaskKind.ANSWERS, {"en": "Holds"}, fields=(YES, SINCE), requirements=("holds",))
OTHERS = (
    Task("accounts", "own", TaskKind.ACCOUNTS, {"en": "Accounts"}, requirements=("holds",)),
    Task("company", "own", TaskKind.ANSWERS, {"en": "Company"}),
    Task("else", "own", TaskKind.ANSWERS, {"en": "Else"}, requirements=("else",)),
)


def test_it_asks_again_what_is_answered_plainly_and_looked_at() -> None:
    assert review.asked_again(replace(FORM, tasks=(*OTHERS, HOLDS)), {"holds", "figure"}) == (HOLDS,)


@pytest.mark.parametrize(
    ("before", "now", "changed"),
    [
        ({}, {"holds": "yes"}, ()),
        ({"holds": "no"}, {"holds": "yes"}, ("holds",)),
        ({"holds": "yes", "since": "2026-01-01"}, {"holds": "yes", "since": "2026-02-01"}, ("holds",)),
        ({"holds": "no", "since": "2026-01-01"}, {"holds": "no"}, ()),
    ],
)
def test_an_answer_has_changed_where_what_is_asked_was_answered_otherwise(
    before: dict[str, str], now: dict[str, str], changed: tuple[str, ...]
) -> None:
    had, said = ({"holds": Answers(values=each)} if each else {} for each in (before, now))
    assert review.changed((HOLDS,), before=had, now=said) == changed


@pytest.mark.parametrize(
    ("state", "altered", "unchanged", "code"),
    [
        (TaskState.DONE, (), True, ""),
        (TaskState.DONE, ("holds",), True, "review_answers_changed"),
        (TaskState.DONE, ("holds",), False, ""),
        (TaskState.PROBLEM, (), True, "review_answers_open"),
        (TaskState.NOT_STARTED, (), False, ""),
    ],
)
def test_nothing_has_changed_is_certified_only_of_what_is_answered_as_it_was(
    state: TaskState, altered: tuple[str, ...], unchanged: bool, code: str
) -> None:
    def refused() -> str:
        try:
            review.certifies([TaskStanding(HOLDS, state)], altered=altered, unchanged=unchanged)
        except Refusal as refusal:
            return refusal.code
        return ""

    assert refused() == code
