"""What allauth asks us: the parts of its flows that are ours to decide."""

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpResponse
from django.urls import reverse

from directbill.access import actor
from directbill.access.actor import SignedIn
from directbill.actions import person
from directbill.actions.person import Proved, Told
from directbill.core.errors import refuse
from directbill.gateways import clock, sealing
from directbill.gateways.identity.claims import Identity
from directbill.records.models import Person
from directbill.records.words import Proof
from directbill.web import addresses, sessions
from directbill.web.access import WHY
from directbill.web.request import Request
from directbill.web.signin import address, oidc
from directbill.web.ui import failures, languages

SECOND = frozenset({"totp", "recovery_codes"})
"""Ways of proving who one is beside the password, as the second step names them."""
IDENTITY = "verified_identity"
"""On the request: what the provider's token said, for the rest of this request alone."""


class Accounts(DefaultAccountAdapter):  # type: ignore[misc] # types: allauth has none
    """Sign-ins: our stages, our session, our pages; no messages and no mails of allauth's."""

    def get_login_stages(self) -> list[str]:
        return ["directbill.web.signin.stages.Code"]

    def is_safe_url(self, url: str | None) -> bool:
        return bool(url) and addresses.is_safe(str(url))

    def get_client_ip(self, request: Request) -> str:
        return address.of(request)

    def get_login_redirect_url(self, request: Request) -> str:
        return reverse("home")

    def is_open_for_signup(self, request: Request) -> bool:
        return False

    def respond_user_inactive(self, request: Request, user: Person) -> HttpResponse:
        return failures.refused(request, refuse("account_closed"), status=HTTPStatus.FORBIDDEN)

    def add_message(self, *_: Any, **__: Any) -> None:
        """What happened, the page itself says."""

    def send_mail(self, *_: Any, **__: Any) -> None:
        """Letters are queued by actions."""

    def login(self, request: Request, user: Person) -> None:
        """Signed in: the session gets a new key, and what the sign-in proved."""
        methods = [str(record["method"]) for record in get_authentication_records(request, user)]
        super().login(request, user)
        identity: Identity | None = getattr(request, IDENTITY, None)
        found = signed_in(identity, request, two_steps=not SECOND.isdisjoint(methods))
        request.session.pop(WHY, None)
        sessions.begin(request, found, wall=clock.wall())
        person.sign_in(
            proved=proved(found, "provider" if identity else ", ".join(methods)),
            told=told(identity) if identity else None,
            by=actor.themselves(user.id, name=str(user), request=request.id),
            at=request.at,
        )


class Identities(DefaultSocialAccountAdapter):  # type: ignore[misc] # types: allauth has none
    """Identities of the provider: known by issuer and subject alone; one that is new becomes a person."""

    def get_provider(self, request: Request, *_: Any, **__: Any) -> oidc.Provider:
        return oidc.Provider(request)

    def is_open_for_signup(self, request: Request, sociallogin: SocialLogin) -> bool:
        return True

    def is_auto_signup_allowed(self, request: Request, sociallogin: SocialLogin) -> bool:
        return True

    def authenticate_by_email(self, sociallogin: SocialLogin) -> None:
        """Never: an address says nothing about who somebody is."""

    def populate_user(self, request: Request, sociallogin: SocialLogin, *_: Any) -> Person:
        user: Person = sociallogin.user
        return user

    def save_user(self, request: Request, sociallogin: SocialLogin, **_: Any) -> Person:
        identity: Identity = getattr(request, IDENTITY)
        by = actor.themselves(uuid4(), name=identity.name or identity.subject, request=request.id)
        found = person.join(told=told(identity), language=languages.of(request), by=by, at=request.at)
        sociallogin.user = sociallogin.account.user = found
        return found


class Factors(DefaultMFAAdapter):  # type: ignore[misc] # types: allauth has none
    """Second steps: their secrets are sealed."""

    def encrypt(self, text: str) -> str:
        return sealing.seal(text, purpose="second step")

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(encrypted_text, purpose="second step")


def signed_in(
    identity: Identity | None, request: Request, *, at: datetime | None = None, two_steps: bool = False
) -> SignedIn:
    """What a sign-in proved, or with `at` a confirmation. A local account proves nothing but who signs in."""
    if identity is None:
        return SignedIn(administrator=Proof.DECLARED, two_steps=two_steps, confirmed_at=at or request.at)
    return SignedIn(
        administrator=identity.administrator,
        tenant=identity.tenant,
        guest=bool(identity.guest),
        two_steps=True,
        confirmed_at=at or _confirmed(identity, request),
    )


def proved(found: SignedIn, methods: str) -> Proved:
    """The same, as it is kept on the record."""
    return Proved(methods=methods, administrator=found.administrator, tenant=found.tenant, guest=found.guest)


def told(identity: Identity) -> Told:
    """What the provider tells of the person."""
    return Told(login=identity.login, key=identity.key, name=identity.name, email=identity.email)


def _confirmed(identity: Identity, request: Request) -> datetime | None:
    """When they proved who they are, on the installation's clock.

    A provider that does not say proved nothing: it may have let them in by an older session of its own.
    """
    if identity.authenticated_at is None:
        return None
    ago = max(clock.wall() - identity.authenticated_at, timedelta(0))
    return request.at - ago
