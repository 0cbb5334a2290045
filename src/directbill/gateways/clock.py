"""The clock: the one place that asks what time it is. Everything else is told."""

from datetime import UTC, datetime


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def wall() -> datetime:
    """This moment by the machine's own clock: for tokens, one-time codes, and how long a session lasts."""
    return datetime.now(UTC)
