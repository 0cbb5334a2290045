"""The stage between a right password and being signed in: the code of the second step."""

from allauth.account.stages import LoginStage
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse


class Code(LoginStage):  # type: ignore[misc] # types: allauth has none
    """Asks for a code where the person turned the second step on."""

    key = "code"
    urlname = "sign_in_code"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        if is_mfa_enabled(self.login.user, [Authenticator.Type.TOTP]):
            return HttpResponseRedirect(reverse(self.urlname)), True
        return None, True
