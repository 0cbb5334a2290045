"""A company's roles: told by periods, each held from its first to its last day."""

from dataclasses import replace
from datetime import date

import pytest

from directbill.core.parties import Partner, Role, RolePeriod
from directbill.core.periods import Month

RESELLER, DIRECT = Role.INDIRECT_RESELLER, Role.DIRECT_BILL
CHANGED = Partner(
    roles=(
        RolePeriod(RESELLER, date(2024, 2, 1), date(2026, 3, 14)),
        RolePeriod(DIRECT, date(2026, 3, 15)),
    )
)


@pytest.mark.parametrize(
    ("day", "role"),
    [
        (date(2026, 3, 14), RESELLER),
        (date(2026, 3, 15), DIRECT),
        (date(2031, 1, 1), DIRECT),
        (date(2024, 1, 31), None),
    ],
)
def test_the_role_on_a_day_is_the_periods_and_before_them_nobody_says(day: date, role: Role | None) -> None:
    assert CHANGED.role_on(day) is role


@pytest.mark.parametrize(
    ("month", "roles"),
    [
        (Month(2024, 1), set()),
        (Month(2024, 2), {RESELLER}),
        (Month(2026, 3), {RESELLER, DIRECT}),
        (Month(2026, 4), {DIRECT}),
    ],
)
def test_a_month_has_every_role_held_on_any_of_its_days(month: Month, roles: set[Role]) -> None:
    assert CHANGED.roles_in(month) == roles


@pytest.mark.parametrize(
    ("month", "asked", "played"),
    [
        (Month(2024, 1), {DIRECT}, True),
        (Month(2024, 2), {RESELLER}, True),
        (Month(2026, 3), {RESELLER, DIRECT}, True),
        (Month(2026, 4), {DIRECT}, True),
    ],
)
def test_asked_month_by_month_a_company_is_what_it_was_and_untold_what_it_is_asked_as(
    month: Month, asked: set[Role], played: bool
) -> None:
    found = replace(CHANGED, by_month=True)
    assert (found.asked_in(month, DIRECT), found.played(month, DIRECT)) == (asked, played)


def test_asked_in_one_role_a_month_of_another_was_not_played() -> None:
    months = [Month(2024, 1), Month(2024, 2), Month(2026, 3)]
    assert [CHANGED.asked_in(month, DIRECT) for month in months] == [{DIRECT}] * 3
    assert [CHANGED.played(month, DIRECT) for month in months] == [True, False, True]
