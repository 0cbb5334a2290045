"""What the settings promise: the key, the mail carrier, the address, the clock, and the static files."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from directbill.core.errors import Refusal
from directbill.gateways import clock
from directbill.gateways.mail import carrier
from directbill.gateways.mail.failures import NotSent
from directbill.ops.doctor.seen import Seen, ill, well

LEAST_KEY, LEAST_LETTERS = 50, 20
MOST_SKEW = timedelta(seconds=5)


def looked() -> Iterator[Seen]:
    """Each of them."""
    yield _key()
    yield _mail()
    yield _address()
    yield _production()
    yield _clock()
    yield _static()


def _key() -> Seen:
    try:
        key = settings.SECRET_KEY
    except ImproperlyConfigured:
        return ill("key", "none")
    weak = len(key) < LEAST_KEY or len(set(key)) < LEAST_LETTERS
    return ill("key", "weak") if weak else well("key")


def _mail() -> Seen:
    where = urlsplit(settings.EMAIL_URL).hostname or settings.MAIL_FOLDER
    try:
        carrier(settings.EMAIL_URL, Path(settings.MAIL_FOLDER)).probe()
    except Refusal as refusal:
        return ill("mail", "unreadable", found=refusal.faults[0].found)
    except NotSent as failure:
        return ill("mail", "unreachable", where=where, found=failure)
    return well("mail", where=where)


def _address() -> Seen:
    parts = urlsplit(settings.BASE_URL)
    if parts.hostname is None or parts.scheme not in ("http", "https"):
        return ill("address", "unreadable", found=settings.BASE_URL)
    if settings.PRODUCTION and parts.scheme != "https":
        return ill("address", "clear", found=settings.BASE_URL)
    hosts = set(settings.ALLOWED_HOSTS)
    if "*" in hosts:
        return ill("address", "any_host")
    written = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    if written not in hosts:
        return ill("address", "not_answered", found=written)
    return well("address", found=settings.BASE_URL)


def _production() -> Seen:
    """What a real installation must have, and a sandbox may do without."""
    if not settings.PRODUCTION:
        return well("production", "sandbox")
    wanting = [
        name
        for name, given in (
            ("DATABASE_URL", not _is_embedded()),
            ("DIRECTBILL_EMAIL_URL", bool(settings.EMAIL_URL)),
            ("DIRECTBILL_EMAIL_FROM", "@localhost" not in settings.EMAIL_FROM),
        )
        if not given
    ]
    return ill("production", "wanting", found=", ".join(wanting)) if wanting else well("production")


def _is_embedded() -> bool:
    host = str(connection.settings_dict["HOST"])
    return host.startswith(str(settings.DATA))


def _clock() -> Seen:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        skew = cursor.fetchone()[0] - clock.wall()
    if abs(skew) > MOST_SKEW:
        return ill("clock", "skewed", seconds=int(abs(skew).total_seconds()))
    shift = clock.shift()
    if not shift:
        return well("clock")
    days = round(shift / timedelta(days=1))
    return ill("clock", "moved", days=days) if settings.PRODUCTION else well("clock", "ahead", days=days)


def _static() -> Seen:
    """Every file the pages may name is where the web server looks for it."""
    collected = getattr(staticfiles_storage, "hashed_files", {})
    asked = {path for finder in get_finders() for path, _ in finder.list([])}
    lacking = asked - collected.keys()
    return ill("static", "missing", n=len(lacking)) if lacking else well("static", n=len(asked))
