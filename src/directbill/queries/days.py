"""Days of this installation: they begin at midnight in its time zone, whatever the zone of a reader or a server."""

from datetime import date, datetime

from django.utils import timezone


def of(at: datetime) -> date:
    """The day a moment falls on."""
    return timezone.localdate(at, timezone.get_default_timezone())


def there(at: datetime) -> datetime:
    """A moment as the clocks of the installation's zone show it."""
    return at.astimezone(timezone.get_default_timezone())
