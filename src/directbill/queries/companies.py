"""Companies somebody acts for."""

from directbill.access.actor import Actor
from directbill.records import scope
from directbill.records.models import Partner


def of(actor: Actor) -> list[Partner]:
    """The companies a person represents now, by name."""
    if actor.person is None:
        return []
    with scope.scoped(scope.person(actor.person)):
        return list(Partner.objects.filter(id__in=list(actor.partners)).order_by("name"))
