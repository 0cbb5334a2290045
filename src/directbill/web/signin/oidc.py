"""The identity provider in allauth's flows: allauth keeps the state, we ask, exchange, verify and decide."""

from functools import cache
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlencode

from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import Provider as Base
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from directbill.access.actor import Actor
from directbill.actions import person
from directbill.core.errors import refuse
from directbill.gateways import clock
from directbill.gateways.identity import claims, tokens
from directbill.gateways.identity.claims import Identity
from directbill.gateways.identity.provider import Provider as Server
from directbill.gateways.identity.tokens import SKEW, Expected
from directbill.records.models import Person
from directbill.web.request import Request

SCOPE = "openid profile email"
LONGEST_CODE = 4096


class Provider(Base):  # type: ignore[misc] # types: allauth has none
    """The one provider of an installation, as allauth sees it."""

    id = person.PROVIDER
    name = "OpenID Connect"
    uses_apps = False

    def extract_uid(self, data: Identity) -> str:
        return data.key

    def extract_extra_data(self, data: Identity) -> dict[str, Any]:
        """What is kept beside the account: no token, and no claim that decides anything."""
        return {"issuer": data.issuer, "tenant": str(data.tenant or "")}


def is_offered() -> bool:
    """Whether this installation has an identity provider."""
    return bool(settings.OIDC_ISSUER)


def name() -> str:
    """What people call the provider."""
    return str(settings.OIDC_NAME or settings.OIDC_ISSUER)


def asking(request: Request, *, back: str, confirm: bool = False) -> str:
    """The address at the provider to go to. With `confirm` the person must prove anew who they are.

    Refuses where the provider cannot be asked.
    """
    there, nonce = server().published(), token_urlsafe(32)
    challenge = generate_code_challenge()
    state = Provider(request).stash_redirect_state(
        request,
        AuthProcess.LOGIN,
        next_url=back,
        nonce=nonce,
        verifier=challenge["code_verifier"],
        confirm=confirm,
        asked=clock.wall().timestamp(),
    )
    asked = {
        "response_type": "code",
        "client_id": settings.OIDC_CLIENT_ID,
        "redirect_uri": callback_address(),
        "scope": SCOPE,
        "state": state,
        "nonce": nonce,
        "code_challenge": challenge["code_challenge"].decode(),
        "code_challenge_method": challenge["code_challenge_method"],
        **({"prompt": "login", "max_age": "0"} if confirm else {}),
    }
    joined = "&" if "?" in there.authorization else "?"
    return f"{there.authorization}{joined}{urlencode(asked)}"


def finish(request: Request) -> tuple[Identity, SocialLogin]:
    """The identity the provider answers with, and the login that leads on. The state of a request serves once.

    Refuses `sign_in_lost`, `sign_in_cancelled`, `sign_in_denied`, and every answer that is not right.
    """
    provider = Provider(request)
    try:
        state = provider.unstash_redirect_state(request, request.GET.get("state", ""))
    except PermissionDenied:
        raise refuse("sign_in_lost") from None
    _check_answer(request)
    token = server().exchange(request.GET["code"], verifier=state["verifier"], back=callback_address())
    expected = Expected(
        issuer=server().published().issuer,
        client=settings.OIDC_CLIENT_ID,
        nonce=state["nonce"],
        at=clock.wall(),
    )
    identity = claims.read(tokens.verify(token, server().keys(), expected=expected))
    login = provider.sociallogin_from_response(request, identity)
    login.state = state
    return identity, login


def confirmed(identity: Identity, state: dict[str, Any], *, by: Actor | None) -> Actor:
    """Who proved anew who they are. Refused unless it is the same person, and since we asked."""
    if by is None or not Person.objects.filter(id=by.key, login=identity.login).exists():
        raise refuse("confirm_other_person")
    if identity.authenticated_at is None:
        raise refuse("confirm_not_said")
    if identity.authenticated_at.timestamp() < state["asked"] - SKEW.total_seconds():
        raise refuse("confirm_not_fresh", found=identity.authenticated_at.isoformat())
    return by


def callback_address() -> str:
    """Where the provider sends people back to: of this installation's own address, whatever the request says."""
    return f"{settings.BASE_URL}{reverse('sign_in_callback')}"


def server() -> Server:
    """The provider as the installation is set up."""
    return _server(settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET)


def forget() -> None:
    """Ask the provider anew what it publishes."""
    _server.cache_clear()


@cache
def _server(issuer: str, client: str, secret: str) -> Server:
    return Server(issuer=issuer, client=client, secret=secret)


def _check_answer(request: Request) -> None:
    fault = request.GET.get("error", "")
    if fault == "access_denied":
        raise refuse("sign_in_cancelled")
    if fault:
        raise refuse("sign_in_denied", found=fault)
    if not 0 < len(request.GET.get("code", "")) <= LONGEST_CODE:
        raise refuse("sign_in_denied", found="code")
    issuer, wanted = request.GET.get("iss"), server().published().issuer
    if issuer is not None and tokens.PLACE not in wanted and issuer != wanted:
        raise refuse("token_issuer", found=issuer, wanted=wanted)
