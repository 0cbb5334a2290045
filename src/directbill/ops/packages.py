"""Whether what the web, the worker and the records need is installed: the self-check does without."""

import re
from importlib.metadata import PackageNotFoundError, distribution, requires

EXTRA = "server"
NAME = re.compile(r"[A-Za-z0-9._-]+")


def missing() -> list[str]:
    """Packages of the extra that are not installed, by name."""
    asked = (line for line in requires("directbill") or () if f'extra == "{EXTRA}"' in line.replace("'", '"'))
    names = [found[0] for line in asked if (found := NAME.match(line))]
    return sorted(name for name in names if not _is_there(name))


def _is_there(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True
