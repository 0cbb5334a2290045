"""The key that signs cookies and links, as first use keeps it in the data folder."""

import os
import secrets
from pathlib import Path

KEY = "secret-key"


def kept_key(data: Path) -> str:
    """The key that first use made; empty where there is none yet."""
    path = data / KEY
    return path.read_text(encoding="utf-8").strip() if path.is_file() else ""


def make_key(data: Path) -> None:
    """Make the key unless it is there. Of several processes that try, one makes it."""
    keep(data / KEY, secrets.token_urlsafe(48))


def keep(path: Path, secret: str) -> None:
    """Write a secret into a new file that this account alone can read; an existing one stays as it is."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"{secret}\n")
