"""Applications through their actions: complete or refused, and nothing lost."""

import pytest

from directbill.actions import application
from directbill.core.errors import Fault, Place, Refusal
from directbill.records import scope
from directbill.records.models import Event
from tests import cast
from tests.actions import applying
from tests.actions.examples import application as ready
from tests.actions.examples import signature as signing
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


def moved() -> tuple[str, str]:
    """From which state to which the last event tells."""
    with scope.scoped(scope.EVERYONE):
        changes = Event.objects.order_by("-id")[0].changes
    return next((c["from"], c["to"]) for c in changes if c["path"] == "state")


def test_a_recall_tells_from_where_it_was_taken_back() -> None:
    made, _, _ = signing.asked()
    application.recall(which=made.which, reason="", by=cast.acting(made.company.ada), at=NOW)
    assert moved() == ("to_be_signed", "draft")
    made = ready.submitted()
    application.recall(which=made.which, reason="", by=cast.acting(made.company.ada), at=NOW)
    assert moved() == ("submitted", "draft")
