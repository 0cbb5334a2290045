"""Links that are sent: their secret is in the mail alone, the database keeps its digest."""

import hashlib

from django.conf import settings


def digest(secret: str) -> str:
    """What the database keeps of a link's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def to(path: str) -> str:
    """The address of a page of this installation."""
    return f"{settings.BASE_URL}{path}"
