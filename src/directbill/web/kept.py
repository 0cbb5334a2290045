"""What somebody typed when their session had ended: kept sealed for half an hour, for them, and given back once."""

import json
from urllib.parse import urlsplit
from uuid import UUID

from django.http import QueryDict

from directbill.core.errors import Refusal
from directbill.gateways import sealing
from directbill.web import addresses
from directbill.web.request import Request

KEY = "kept"
SECONDS = 30 * 60
MOST = 64 * 1024
PURPOSE = "answers"
NEVER = frozenset({"csrfmiddlewaretoken", "password", "old", "new", "again", "code", "secret"})


def keep(request: Request, person: UUID | None) -> bool:
    """Keep what was posted for the page it was typed on; whether it was.

    Files and secrets never are, nor more than 64 KB.
    """
    typed = {name: values for name, values in request.POST.lists() if name not in NEVER}
    packed = json.dumps(
        {"path": page_of(request).partition("?")[0], "person": str(person or ""), "typed": typed}
    )
    if not any(value.strip() for values in typed.values() for value in values) or len(packed) > MOST:
        return False
    request.session[KEY] = sealing.seal(packed, purpose=PURPOSE)
    return True


def given_back(request: Request) -> QueryDict | None:
    """What was kept for this page and this person. It stays until the page is posted, or its time is over."""
    sealed = request.session.get(KEY)
    if not isinstance(sealed, str) or request.actor is None:
        return None
    try:
        found = json.loads(sealing.unseal(sealed, purpose=PURPOSE, seconds=SECONDS))
    except Refusal:
        return None
    if found["path"] != request.path or found["person"] not in ("", str(request.actor.person)):
        return None
    typed = QueryDict(mutable=True)
    for name, values in found["typed"].items():
        typed.setlist(name, values)
    return typed


def offer(request: Request) -> None:
    """Fill in the form of a page that is looked at with what was kept for it, and let the page say so."""
    if request.method in ("GET", "HEAD"):
        typed = given_back(request)
        request.is_given_back = typed is not None
        if typed is not None:
            request.POST = typed  # type: ignore[assignment] # types: the stubs say it cannot change


def page_of(request: Request) -> str:
    """The page somebody is on: what they look at, or where the form stands that they sent."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came = urlsplit(request.headers.get("Referer", ""))
    path = f"{came.path}?{came.query}" if came.query else came.path
    ours = came.netloc == request.get_host() and addresses.is_safe(path)
    return path if ours else request.path


def drop_once_sent(request: Request) -> None:
    """Forget it where the page was sent."""
    if request.method == "POST":
        request.session.pop(KEY, None)
