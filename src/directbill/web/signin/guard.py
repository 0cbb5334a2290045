"""Guessing is bounded: wrong passwords and wrong codes count together, and lock an account for an address a while."""

from collections.abc import Callable
from http import HTTPStatus
from typing import TypeVar

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.signals import user_login_failed
from django.http import HttpResponse

from directbill.core.errors import Refusal, refuse
from directbill.web.request import Request
from directbill.web.ui import failures

DONE = TypeVar("DONE")


class Locked(Exception):
    """Too many wrong ones from this address for this account."""


def guarded(request: Request, check: Callable[[], DONE], *, login: str) -> DONE:
    """Do the check unless the account is locked. A refusal counts as a wrong guess; raises `Locked` at the limit."""
    known = {"username": login}
    if not AxesProxyHandler.is_allowed(request, known):
        raise Locked
    try:
        return check()
    except Refusal:
        user_login_failed.send(sender=__name__, credentials=known, request=request)
        if getattr(request, "axes_locked_out", False):
            raise Locked from None
        raise


def locked(request: Request, *_: object) -> HttpResponse:
    """The page of whoever guessed too often. It says nothing about the account."""
    return failures.refused(request, refuse("sign_in_locked"), status=HTTPStatus.TOO_MANY_REQUESTS)
