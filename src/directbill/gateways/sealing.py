"""Sealed texts: what is kept so that whoever reads the database alone cannot read it."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from directbill.core.errors import refuse


def seal(text: str, *, purpose: str) -> str:
    """The text, unreadable without the installation's key, and only for its purpose."""
    return _box(purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, *, purpose: str, seconds: int | None = None) -> str:
    """The text again. Refuses `seal_broken`: another key, another purpose, changed, or older than `seconds`."""
    try:
        return _box(purpose).decrypt(sealed.encode(), ttl=seconds).decode()
    except InvalidToken:
        raise refuse("seal_broken", found=purpose) from None


def _box(purpose: str) -> MultiFernet:
    """Keys that were used before still open what they sealed."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(str(key), purpose)) for key in keys])


def _derived(key: str, purpose: str) -> bytes:
    made = hashlib.blake2b(purpose.encode(), key=hashlib.sha256(key.encode()).digest(), digest_size=32)
    return base64.urlsafe_b64encode(made.digest())
