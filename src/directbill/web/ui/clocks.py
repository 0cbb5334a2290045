"""The clocks of an item as a page tells them: by when and how that was computed, and whose days it took so far."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from directbill.core.desk import Desk
from directbill.documents import clocked
from directbill.documents.texts import Catalog
from directbill.queries import clocks, days, items
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
            return clocked.without(row.due, turn=row.turn, texts=self.texts)
        return clocked.when(found.due, found.limit, texts=self.texts, on=self.on)

    def told(self, row: Item) -> Iterator[tuple[str, str]]:
        """Both clocks: what the running turn used of its days, and how many days each side had the turn."""
        found = clocks.running(row, of_desk=self.desk, on=self.on)
        if found is not None:
            yield (
                self.texts.say(f"clocks.of.{row.turn}"),
                self.texts.say(
                    "clocks.spent",
                    spent=found.due.used + found.spent,
                    budget=clocked.budget(found.limit, found.limit.days, texts=self.texts),
                ),
            )
        steps = items.steps(row)[::-1]
        begun = days.of(steps[0].at) if steps else self.on
        for side, count in items.days_spent(steps, begun=begun, on=self.on).items():
            yield self.texts.say(f"item.clock.{side}"), self.texts.say("item.days", n=count)
