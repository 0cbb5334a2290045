"""A company's roles: told by periods, each held from its first to its last day."""

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
