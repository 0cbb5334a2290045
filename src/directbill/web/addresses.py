"""Where a page may send somebody: to a path of this installation, never elsewhere."""

import re
from urllib.parse import urlencode

LONGEST = 2000
PRINTABLE = frozenset(map(chr, range(0x21, 0x7F))) - {"\\"}


def is_safe(path: str) -> bool:
    """Whether a browser that is sent there stays here: one slash, then no way to name another host."""
    if not path.startswith("/") or len(path) > LONGEST or not PRINTABLE.issuperset(path):
        return False
    return "//" not in re.split(r"[?#]", path, maxsplit=1)[0]


def safe(path: str | None, default: str = "/") -> str:
    """The path, or the default where it leads elsewhere."""
    return path if path and is_safe(path) else default


def with_next(address: str, path: str) -> str:
    """An address that brings back to the path afterwards."""
    return f"{address}?{urlencode({'next': path})}" if is_safe(path) and path != "/" else address
