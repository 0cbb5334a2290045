"""Two at once: a partner keeps an administrator, and what serves once serves once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from directbill.actions import invitation, representative, second_step
from directbill.records import scope
from directbill.records.models import Representative
from directbill.records.words import PartnerRole
from tests import cast
from tests.actions.test_invitation import invited, secret_sent
from tests.actions.test_second_step import MOMENT, SECRET, code
from tests.cast import NOW
from tests.races.at_once import at_once

LATER = NOW + timedelta(hours=1)


def test_two_administrators_cannot_end_each_other(committed: str) -> None:
    company = cast.applicant()
    with scope.scoped(scope.partner(company.partner.id)):
        role = PartnerRole.GLOBAL_ADMINISTRATOR
        Representative.objects.filter(person=company.ben).update(role=role)
        held = {r.person_id: r.id for r in Representative.objects.filter(role=role)}

    def end(by: Any, whom: Any) -> Callable[[], Any]:
        who = cast.acting(by)
        return lambda: representative.end(
            partner=company.partner.id, representative=held[whom.id], by=who, at=LATER
        )

    ended = at_once(end(company.ada, company.ben), end(company.ben, company.ada))
    assert ended == ["done", "representative_last"]


def test_an_invitation_serves_once_even_when_it_is_opened_twice_at_once(committed: str) -> None:
    secret = secret_sent(invited(cast.applicant()))
    eva = cast.acting(cast.person("Eva"))
    acts = [lambda: invitation.accept(secret=secret, by=eva, at=LATER)] * 2
    assert at_once(*acts) == ["done", "invitation_closed"]


def test_a_code_serves_once_even_when_it_is_sent_twice_at_once(committed: str) -> None:
    eva = cast.acting(cast.person("Eva"))
    second_step.add(secret=SECRET, code=code(MOMENT), moment=MOMENT, by=eva, at=NOW)
    later = MOMENT + timedelta(minutes=1)
    acts = [lambda: second_step.check(code=code(later), moment=later, by=eva, at=NOW)] * 3
    assert at_once(*acts) == ["done", "second_step_wrong", "second_step_wrong"]


@pytest.mark.parametrize("number", [0, 1])
def test_a_recovery_code_serves_once_even_when_it_is_sent_twice_at_once(committed: str, number: int) -> None:
    eva = cast.acting(cast.person("Eva"))
    codes = second_step.add(secret=SECRET, code=code(MOMENT), moment=MOMENT, by=eva, at=NOW)
    acts = [lambda: second_step.check(code=codes[number], moment=MOMENT, by=eva, at=NOW)] * 3
    assert at_once(*acts) == ["done", "second_step_wrong", "second_step_wrong"]
