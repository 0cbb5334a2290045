"""How a process of ours tells the one that started it: a line of JSON each, and a refusal as its last."""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from directbill.core.errors import Fault, Place, Refusal

REFUSED = 2


def say(**said: Any) -> None:
    """One line."""
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


def telling(main: Callable[[], None]) -> None:
    """Run it; what it refuses is told, and is no fault of ours."""
    try:
        main()
    except Refusal as refusal:
        say(refused=[asdict(fault) for fault in refusal.faults])
        sys.exit(REFUSED)


def heard(line: bytes) -> dict[str, Any]:
    """What a line says. A refusal is raised here as it was there."""
    said: dict[str, Any] = json.loads(line)
    if "refused" in said:
        faults = (Fault(**{**each, "place": Place(**each["place"])}) for each in said["refused"])
        raise Refusal(*faults)
    return said
