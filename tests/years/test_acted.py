"""Ten years through the real actions: who takes care stays active, who does not is restricted in time, once."""

from collections import Counter
from datetime import timedelta

import pytest

from directbill.records import scope
from directbill.records.models import Application, EnrollmentStep, Leaving, Notice, Restriction, Transition
from tests.years import acted

pytestmark = pytest.mark.django_db
COUNT, CAREFUL, DEPARTING = 50, 3, 2
LEAST = 8
"""Reviews in ten years of whoever was enrolled at the end of the first: each contract lasts fourteen months."""


def lives(count: int, careful: int, departing: int) -> None:
    """So many partners for ten years, and what must hold of all of them at the end."""
    shared = acted.world(acted.applied(), count, seed=1, careful=careful, departing=departing)
    acted.lived(shared)
    states = Counter(row.state for row in acted.at_the_end(shared))
    gone = 2 * departing
    assert states == {"active": careful, "restricted": count - careful - gone, "ended": gone}
    with scope.scoped(scope.EVERYONE):
        renewed = Counter(Application.objects.filter(state="renewed").values_list("review_of", flat=True))
        assert (len(renewed), min(renewed.values()) >= LEAST) == (careful, True)
        for row in Restriction.objects.filter(taken__gt=0).select_related("enrollment"):
            step = EnrollmentStep.objects.get(enrollment=row.enrollment, verb="restrict")
            assert step.on >= row.announced_on + timedelta(days=30)
        assert (
            list(Application.objects.filter(review_of__state="ended", state__in=["submitted", "held"])) == []
        )
        ways = [Leaving.objects.filter(state="carried_out"), Transition.objects.filter(state="completed")]
        assert [rows.count() for rows in ways] == [departing, departing]
        told = Counter(Notice.objects.filter(kind="restriction_step").values_list("partner", "reader"))
        assert set(told.values()) == {1}


def test_fifty_partners_live_ten_years() -> None:
    lives(COUNT, CAREFUL, DEPARTING)


@pytest.mark.soak
def test_a_thousand_partners_live_ten_years() -> None:
    lives(1_000, 20, 10)


def test_the_same_seed_comes_to_the_same_hash() -> None:
    first, digests = acted.applied(), []
    for name in ("A", "B"):
        shared = acted.world(first, 4, seed=5, careful=1, name=name)
        acted.lived(shared, months=18)
        digests.append(acted.digest(shared))
    assert digests[0] == digests[1]
