"""Which edition binds whom from when."""

from dataclasses import replace
from datetime import date

import pytest

from directbill.core import adoption
from directbill.core.adoption import Binding, Held
from directbill.core.review import Due, From
from directbill.programs import library

PROGRAM = library.load("csp_direct_bill")
OWN, NEXT = PROGRAM.editions[-2:]
BOTH = adoption.in_force(PROGRAM, NEXT.name)
ENROLLED = date(2024, 5, 17)
HELD = Held(now=OWN, enrolled=ENROLLED)


def test_what_is_not_in_force_binds_nobody() -> None:
    assert adoption.coming(PROGRAM, HELD) is None


def test_it_binds_at_the_first_review_due_from_its_day_on() -> None:
    due = Due(date(2026, 5, 17), From.ENROLLMENT, ENROLLED)
    found = adoption.coming(BOTH, HELD)
    assert found is not None
    assert (found.edition.name, found.due, found.told) == (NEXT.name, due, date(2026, 2, 16))


@pytest.mark.parametrize(
    ("change", "day"),
    [
        ({"reviewed": date(2026, 5, 17)}, date(2027, 5, 17)),
        ({"contract_ends": date(2025, 12, 31), "reviewed": date(2025, 5, 17)}, date(2025, 12, 31)),
        ({"contract_ends": date(2025, 9, 30), "reviewed": date(2025, 5, 17)}, date(2026, 5, 17)),
        ({"opened": date(2026, 5, 17)}, date(2027, 5, 17)),
        ({"enrolled": date(2024, 2, 29)}, date(2026, 2, 28)),
    ],
)
def test_the_review_is_that_of_the_edition_of_now(change: dict[str, date], day: date) -> None:
    found = adoption.coming(BOTH, replace(HELD, **change))  # type: ignore[arg-type]  # types: passed on
    assert found is not None
    assert found.day == day


def test_a_review_under_way_under_the_later_edition_is_the_one_at_which_it_binds() -> None:
    opened = replace(HELD, opened=date(2026, 5, 17), opened_under=BOTH.editions[-1])
    found = adoption.coming(BOTH, opened)
    assert found is not None
    assert (found.day, found.told) == (date(2026, 5, 17), date(2026, 2, 16))
    same = replace(opened, opened_under=OWN)
    following = Due(date(2027, 5, 17), From.ENROLLMENT, ENROLLED)
    assert adoption.coming(BOTH, same) == replace(found, due=following, told=date(2027, 2, 16))


def test_a_partner_of_the_newest_edition_has_nothing_before_it() -> None:
    assert adoption.coming(BOTH, replace(HELD, now=BOTH.editions[-1])) is None


def test_without_days_of_notice_the_partner_is_told_on_the_day_itself() -> None:
    silent = replace(OWN, review=replace(OWN.review, notices=()))
    found = adoption.coming(replace(BOTH, editions=(silent, BOTH.editions[-1])), replace(HELD, now=silent))
    assert found is not None
    assert found.told == found.day == date(2026, 5, 17)


def test_an_edition_is_asked_for_as_if_it_were_in_force() -> None:
    found = adoption.binding(PROGRAM, NEXT, held=HELD)
    assert isinstance(found, Binding)
    assert found.day == date(2026, 5, 17)


def test_an_edition_that_a_newer_one_overtakes_never_binds() -> None:
    newer = replace(NEXT, name="2026-01-01", effective=date(2026, 1, 1), enabled=True)
    program = replace(PROGRAM, editions=(*PROGRAM.editions, newer))
    assert adoption.binding(program, NEXT, held=HELD) is None


def test_an_edition_for_applicants_alone_binds_no_partner() -> None:
    rules = tuple(rule for rule in NEXT.adoption if rule.audience == "new_applicant")
    program = replace(PROGRAM, editions=(OWN, replace(NEXT, adoption=rules)))
    assert adoption.binding(program, program.editions[-1], held=HELD) is None
