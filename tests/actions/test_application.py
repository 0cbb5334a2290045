"""Applications through their actions: complete or refused, and nothing lost."""

import pytest

from directbill.actions import application
from directbill.core.errors import Fault, Place, Refusal
from tests import cast
from tests.actions import applying
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def test_an_application_without_a_ledger_is_refused_with_every_obstacle() -> None:
    made = applying.answered()
    with pytest.raises(Refusal) as refused:
        application.submit(which=made.which, by=cast.acting(made.company.ada), at=NOW)
    assert refused.value.faults == (
        Fault("requirement_unknown", Place(column="revenue_ttm"), "revenue_no_ledger"),
        Fault("requirement_unknown", Place(column="indirect_tenure"), "tenure_no_ledger"),
    )
