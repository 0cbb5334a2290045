"""The clocks of an item as a page tells them: by when and how that was computed, and whose days it took so far."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from directbill.core.clocks import Due, Unit
from directbill.core.desk import Desk
from directbill.documents.texts import Catalog
from directbill.queries import clocks, days, items
from directbill.queries.clocks import Running
from directbill.records.models import Item


@dataclass(frozen=True, slots=True)
class Clocks:
    """The clocks of items under one desk, for one reader, on a day."""

    desk: Desk
    texts: Catalog
    on: date

    def when(self, row: Item) -> str:
        """By when whoever's turn it is must act, and what that day was computed from. One sentence, or two."""
        found = clocks.running(row, of_desk=self.desk, on=self.on)
        if found is None:
            return self._without(row)
        late = "late" if found.due.day < self.on else "runs"
        basis = "whole" if not found.due.used else "left" if found.due.used < found.limit.days else "least"
        said = self.texts.say(
            f"clocks.{late}.{basis}",
            day=found.due.day,
            budget=self._days(found, found.limit.days),
            used=self._days(found, found.due.used),
            given=self._days(found, found.due.given),
            since=found.due.since,
        )
        return " ".join((said, *self._off(found.due)))

    def _without(self, row: Item) -> str:
        """Where no turn runs: the day a result ends, if it has one."""
        if row.due is None:
            return self.texts.say("item.no_deadline")
        return self.texts.say("lending.holds", day=row.due)

    def told(self, row: Item) -> Iterator[tuple[str, str]]:
        """Both clocks: what the running turn used of its days, and how many days each side had the turn."""
        found = clocks.running(row, of_desk=self.desk, on=self.on)
        if found is not None:
            yield (
                self.texts.say(f"clocks.of.{row.turn}"),
                self.texts.say(
                    "clocks.spent",
                    spent=found.due.used + found.spent,
                    budget=self._days(found, found.limit.days),
                ),
            )
        steps = items.steps(row)[::-1]
        begun = days.of(steps[0].at) if steps else self.on
        for side, count in items.days_spent(steps, begun=begun, on=self.on).items():
            yield self.texts.say(f"item.clock.{side}"), self.texts.say("item.days", n=count)

    def _days(self, found: Running, count: int) -> str:
        kind = "working" if found.limit.unit is Unit.WORKING_DAYS else "every"
        return self.texts.say(f"clocks.{kind}", n=count)

    def _off(self, due: Due) -> Iterator[str]:
        """The holidays that were passed over, by name: nobody should have to look for the missing day."""
        if due.off:
            named = (
                self.texts.say("clocks.holiday", title=self.texts.own(each.title), day=day)
                for day, each in due.off
            )
            yield self.texts.say("clocks.off", days=", ".join(named))
