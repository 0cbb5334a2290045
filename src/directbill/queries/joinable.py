"""Partners that a tenant's administrators may begin to act for: those that sell from the tenant."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from directbill.core.parties import AccountKind
from directbill.records import scope
from directbill.records.models import Partner


def of_tenant(tenant: UUID, *, on: date) -> list[Partner]:
    """The partners with a location account in the tenant on a day. Asked with the tenant of a verified token only."""
    begun = Q(accounts__valid_from=None) | Q(accounts__valid_from__lte=on)
    running = Q(accounts__valid_to=None) | Q(accounts__valid_to__gte=on)
    with scope.scoped(scope.EVERYONE):  # which partners those are is what is asked
        kind = {"accounts__kind": AccountKind.LOCATION, "accounts__tenant": tenant}
        return list(Partner.objects.filter(begun, running, **kind).distinct().order_by("name"))
