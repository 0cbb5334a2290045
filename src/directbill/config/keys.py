"""The key that signs cookies and links, as first use keeps it in the data folder."""

from pathlib import Path

KEY = "secret-key"


def kept_key(data: Path) -> str:
    """The key that first use made; empty where there is none yet."""
    path = data / KEY
    return path.read_text(encoding="utf-8").strip() if path.is_file() else ""
