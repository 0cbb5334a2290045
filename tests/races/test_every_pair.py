"""Every two things that may be done on one application, at once: what is left is what one after the other leaves."""

from dataclasses import dataclass
from itertools import combinations_with_replacement

import pytest
from django.db import transaction

from directbill.core.work import BY_NOBODY, LIVES
from directbill.documents.texts import catalog
from tests.actions.deciding import Deciding
from tests.races import kept, scenes
from tests.races.at_once import outcome, together
from tests.races.scenes import PLACES, Doing

ONE_IN = 24
"""The quick suite tries one pair in so many, of each of its places another one; the soak tries all."""
Left = tuple[list[str], dict[str, object]]


@dataclass(frozen=True)
class Scene:
    """An application that came to a place, and everything that may be done there."""

    url: str
    case: Deciding
    doings: list[Doing]

    def one_by_one(self, *acts: scenes.Act) -> Left:
        """What became of acts done one after the other, and what is left; then all is undone."""
        with transaction.atomic():
            found = [outcome(act) for act in acts], scenes.picture(self.case)
            transaction.set_rollback(True)
        return found

    def at_once(self, *acts: scenes.Act) -> Left:
        """The same of acts done at once."""
        found = together(*acts), scenes.picture(self.case)
        kept.put_back(self.url)
        return found


@pytest.fixture
def scene(request: pytest.FixtureRequest, committed: str) -> Scene:
    case = scenes.at(request.param)
    found = Scene(committed, case, scenes.doings(case))
    kept.keep(committed)
    return found


def pairs(scene: Scene, place: str, *, one_in: int) -> list[tuple[Doing, Doing]]:
    every = list(combinations_with_replacement(scene.doings, 2))
    return every[list(PLACES).index(place) % one_in :: one_in]


def tried(scene: Scene, one: Doing, other: Doing) -> None:
    """Both at once leave what one after the other leaves, in one of the two orders; at least one is done."""
    names = (one.name, other.name)
    first = scene.one_by_one(one.act, other.act)
    told, left = scene.one_by_one(other.act, one.act)
    second = told[::-1], left
    found = scene.at_once(one.act, other.act)
    assert first[0][0] == second[0][1] == "done", names
    assert found in (first, second), names
    said = catalog("en").texts, catalog("cs").texts
    refused = {code for code in found[0] if code != "done"}
    assert [code for code in refused for texts in said if f"error.{code}.do" not in texts] == [], names
    if one.key and one.key == other.key:
        assert sorted(found[0]) == ["done", "revision_stale"], names


@pytest.mark.one_in(3)
@pytest.mark.parametrize(("scene", "place"), [(p, p) for p in PLACES], indirect=["scene"])
def test_two_at_once_leave_what_one_after_the_other_leaves(scene: Scene, place: str) -> None:
    for one, other in pairs(scene, place, one_in=ONE_IN):
        tried(scene, one, other)


@pytest.mark.soak
@pytest.mark.parametrize(("scene", "place"), [(p, p) for p in PLACES], indirect=["scene"])
def test_every_two_at_once_leave_what_one_after_the_other_leaves(scene: Scene, place: str) -> None:
    for one, other in pairs(scene, place, one_in=1):
        tried(scene, one, other)


@pytest.mark.soak
def test_the_places_show_every_verb_of_every_kind_of_work(committed: str) -> None:
    kept.keep(committed)
    found: set[str] = set()
    for place in PLACES:
        found |= {doing.name for doing in scenes.doings(scenes.at(place))}
        kept.put_back(committed)
    every = {f"{work}.{row.verb}" for work, life in LIVES.items() for row in life.table.steps}
    assert every - {f"{work}.{verb}" for work in LIVES for verb in BY_NOBODY} - found == set()
