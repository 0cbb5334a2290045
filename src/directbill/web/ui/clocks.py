"""The clocks of an item as a page tells them: by when and how that was computed, and whose days it took so far."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from directbill.core.clocks import Pause
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
    paused: Sequence[Pause] = ()
    why: str = ""
    """Why it is not with the desk now, in the applicant's words."""
    again: bool = False
    """Whether it is a yearly review, which stands still while the rights are revoked."""

    def when(self, row: Item) -> str:
        """By when whoever's turn it is must act, and what that day was computed from. One sentence, or two."""
        found = clocks.running(row, of_desk=self.desk, on=self.on, paused=self.paused)
        if found is None:
            return clocked.without(row.due, turn=row.turn, texts=self.texts)
        still = clocked.paused(self.paused, why=self.why, texts=self.texts, again=self.again)
        return still or clocked.when(found.due, found.limit, texts=self.texts, on=self.on)

    def told(self, row: Item) -> Iterator[tuple[str, str]]:
        """Both clocks: what the running turn used of its days, and how many days each side had the turn."""
        found = clocks.running(row, of_desk=self.desk, on=self.on, paused=self.paused)
        yield from (self._pause(each) for each in self.paused)
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
        for side, count in items.days_spent(steps, begun=begun, on=self.on, paused=self.paused).items():
            yield self.texts.say(f"item.clock.{side}"), self.texts.say("item.days", n=count)

    def _pause(self, each: Pause) -> tuple[str, str]:
        """One pause: how many days, and from when until when."""
        label = self.texts.say("pausing.title")
        if each.ended is None:
            return label, self.texts.say("pausing.since", since=each.begun)
        key = "pausing.was_again" if self.again else "pausing.was"
        return label, self.texts.say(key, n=len(each.days), since=each.begun, until=each.ended)
