"""How a page does its work."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from directbill.access.actor import Actor
from directbill.web.request import Request

REST = ParamSpec("REST")


def signed_in(
    view: Callable[Concatenate[Request, Actor, REST], HttpResponse],
) -> Callable[..., HttpResponse]:
    """A page for people who signed in; others sign in first and come back."""

    @wraps(view)
    def opened(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.actor is None:
            return redirect(f"{reverse('sign_in')}?next={request.get_full_path()}")
        return view(request, request.actor, *args, **kwargs)

    return opened
