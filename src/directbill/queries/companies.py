"""Companies somebody acts for."""

from uuid import UUID

from directbill.records import scope
from directbill.records.models import Partner


def of(person: UUID) -> list[Partner]:
    """The companies a person represents now, by name."""
    with scope.scoped(scope.person(person)):
        return list(Partner.objects.order_by("name"))
