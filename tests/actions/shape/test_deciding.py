"""What is kept of a decision: of what is restricted, the digest alone."""

import hashlib
from dataclasses import replace

import pytest

from directbill.actions.shape import deciding
from directbill.core.work import Work
from directbill.queries import program
from directbill.records import scope
from tests.actions.deciding import begun

pytestmark = pytest.mark.django_db


def test_a_restricted_value_is_kept_as_its_digest_and_every_other_as_it_is() -> None:
    case = begun().passed(Work.CONFIRMATION, Work.DETAILS)
    desk = program.desk(case.app.record.edition)
    assert desk
    with scope.scoped(scope.EVERYONE):
        step = case.of(Work.DETAILS)[0].steps.get(verb="give")
    ask = desk.asks["details.give"]
    only = tuple(replace(f, restricted=f.key == "iban") for f in ask.fields)
    desk = replace(desk, asks={**desk.asks, ask.verb: replace(ask, fields=only)})
    digest = hashlib.sha256(f'"{step.given["iban"]}"'.encode()).hexdigest()
    assert deciding.given(desk, step) == {**step.given, "iban": {"sha256": digest}}
