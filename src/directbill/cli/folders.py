"""Where data is kept: `DIRECTBILL_DATA`, else the platform's folder for a user's data."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

NAME = "directbill"
VARIABLE = "DIRECTBILL_DATA"


def data_folder(environ: Mapping[str, str]) -> Path:
    """The data folder by the environment; it need not exist yet."""
    if environ.get(VARIABLE):
        return Path(environ[VARIABLE]).expanduser()
    home = Path(environ["HOME"]) if environ.get("HOME") else Path.home()
    if sys.platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / NAME
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / NAME
    return Path(environ.get("XDG_DATA_HOME") or home / ".local" / "share") / NAME


def ledger() -> Path:
    """The stored ledger's folder."""
    return data_folder(os.environ) / "ledger"
