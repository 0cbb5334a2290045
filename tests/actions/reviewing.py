"""A yearly review: opened on its day, certified, and taken through the desk."""

from datetime import date, datetime

from directbill.actions import review
from directbill.core.desk import Desk
from directbill.core.work import Work
from directbill.queries import items, reviews
from directbill.records import scope
from directbill.records.models import Application, Item, Restriction
from tests.actions.deciding import Deciding
from tests.actions.enrolled import CLOCK, Enrolled
from tests.cast import NOW

CERTIFIED = {"unchanged": "yes", "officer": "Ada", "position": "Director", "certified": "yes"}


def on(day: date) -> datetime:
    """The time of the tests on a day."""
    return NOW.replace(year=day.year, month=day.month, day=day.day)


class Reviewing(Deciding):
    """A review at the desk: the same driver over the review's items."""

    def __init__(self, found: Enrolled, owner: Application, at: datetime) -> None:
        object.__setattr__(self, "app", found.case.app)
        object.__setattr__(self, "at", at)
        object.__setattr__(self, "owner", owner)

    owner: Application

    def desk(self) -> Desk:
        with scope.scoped(scope.EVERYONE):
            found = items.desk(self.owner)
        assert found
        return found

    def rows(self) -> list[Item]:
        with scope.scoped(scope.EVERYONE):
            return items.of(self.owner)

    def again(self) -> Application:
        with scope.scoped(scope.EVERYONE):
            return Application.objects.select_related("partner", "review_of").get(id=self.owner.id)

    def on(self, at: datetime) -> "Reviewing":
        """The same later."""
        object.__setattr__(self, "at", at)
        return self

    def certified(self, **changed: object) -> "Reviewing":
        """The company certifies, and rules settle what is plain or carried over."""
        (row,) = self.of(Work.DETAILS)
        self.do(row.key, "give", **{**CERTIFIED, **changed})
        return self


def opens(found: Enrolled) -> date:
    with scope.scoped(scope.EVERYONE):
        row = found.row
        return reviews.opens(row, reviews.due(row))


def due(found: Enrolled) -> date:
    with scope.scoped(scope.EVERYONE):
        return reviews.due(found.row).day


def opened(found: Enrolled) -> Reviewing:
    """The next review, opened on its day."""
    at = on(opens(found))
    owner = review.begin(enrollment=found.key, by=CLOCK, at=at)
    return Reviewing(found, owner, at)


def announced(found: Reviewing, *, at: datetime) -> Restriction:
    return review.announce(review=found.owner.id, by=CLOCK, at=at)
