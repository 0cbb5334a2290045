"""What somebody typed when their session had ended: kept sealed for half an hour, for them, and given back once."""

import json
from uuid import UUID

from django.http import QueryDict

from directbill.core.errors import Refusal
from directbill.gateways import sealing
from directbill.web.request import Request

KEY = "kept"
SECONDS = 30 * 60
MOST = 64 * 1024
PURPOSE = "answers"
NEVER = frozenset({"csrfmiddlewaretoken", "password", "old", "new", "again", "code", "secret"})


def keep(request: Request, person: UUID | None) -> bool:
    """Keep what was posted; whether it was. Files and secrets never are, nor more than 64 KB."""
    typed = {name: values for name, values in request.POST.lists() if name not in NEVER}
    packed = json.dumps({"path": request.path, "person": str(person or ""), "typed": typed})
    if not typed or len(packed) > MOST:
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


def drop_once_sent(request: Request) -> None:
    """Forget it where the page was sent."""
    if request.method == "POST":
        request.session.pop(KEY, None)
