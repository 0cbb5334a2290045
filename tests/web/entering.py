"""A test client that is signed in already, as pages need it: the session a sign-in would have made."""

from datetime import datetime
from types import SimpleNamespace
from uuid import UUID

from django.test import Client

from directbill.access.actor import SignedIn
from directbill.gateways import clock
from directbill.records.models import Person
from directbill.records.words import Proof
from directbill.web import sessions
from tests.cast import TENANT

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def enter(
    client: Client,
    who: Person,
    *,
    administrator: Proof = Proof.PROVED,
    tenant: UUID | None = TENANT,
    guest: bool = False,
    confirmed_at: datetime | None = None,
    two_steps: bool = True,
) -> Client:
    """Sign the person in. Without `confirmed_at` they proved who they are just now."""
    client.force_login(who, backend=BACKEND)
    session = client.session
    proved = SignedIn(
        administrator=administrator,
        tenant=tenant,
        guest=guest,
        two_steps=two_steps,
        confirmed_at=confirmed_at or clock.now(),
    )
    sessions.begin(SimpleNamespace(session=session), proved, wall=clock.wall())  # type: ignore[arg-type] - has what it needs
    session.save()
    return client
