"""What a program says of remaining a partner: capabilities by state, days of notice, signals, and what an end costs.

It is data beside the editions, immutable once published. The names of capabilities and signals belong to the program;
states and verbs belong to the core.
"""

from dataclasses import dataclass

from directbill.core.capabilities import Capability
from directbill.core.course import Terms
from directbill.core.edition import Source
from directbill.core.signals import Signal


@dataclass(frozen=True, slots=True)
class Days:
    """A number of days, or months, of the program, and where it comes from."""

    count: int
    source: Source


@dataclass(frozen=True)
class Rules:
    """The rules of standing under one edition. `digest` is the SHA-256 of the file they were read from."""

    program: str
    edition: str
    capabilities: tuple[Capability, ...]
    signals: tuple[Signal, ...]
    announced: Days
    """Days between the announcement of a restriction and its first step."""
    again: Days
    """Days there are at least before the next step after it stood still."""
    appeal: Days
    """Days after an announcement or a step in which it can be appealed."""
    review_opens: Days
    """Days before its day on which a review opens."""
    reminders: tuple[int, ...]
    """Days before a step after the first on which it is told again."""
    extension: Days
    """The most days one extension gives."""
    waiver: Days
    """The most days one waiver lasts."""
    lockout_months: Days
    """Months after a revocation in which no new application is taken."""
    exit: Days
    """Days of notice of a partner that leaves."""
    begins: str
    """The field of the decision that holds the day from which on selling directly is allowed."""
    source: Source
    name: str = ""
    digest: str = ""

    @property
    def terms(self) -> Terms:
        return Terms(self.announced.count, self.again.count, self.appeal.count)

    def signal(self, key: str) -> Signal | None:
        """The signal of a key; None where the program has none of it."""
        return next((each for each in self.signals if each.key == key), None)
