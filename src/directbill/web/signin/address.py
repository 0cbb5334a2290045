"""The address a request comes from. Behind proxies it is the one the nearest trusted proxy saw."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def of(request: HttpRequest) -> str:
    """The client's address. What a client writes into the header itself stands left of what our proxies add."""
    seen = str(request.META.get("REMOTE_ADDR") or "127.0.0.1")
    if settings.PROXIES:
        told = [
            part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()
        ]
        seen = told[-settings.PROXIES] if len(told) >= settings.PROXIES else seen
    return seen if _is_address(seen) else "127.0.0.1"


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
