"""Which profile a file is read by, of those given for this import; and why the nearest of them is not the one."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from directbill.core.errors import Fault, Refusal
from directbill.ledger.carriers import peek
from directbill.ledger.profiles import store
from directbill.ledger.profiles.model import Profile


@dataclass(frozen=True, slots=True)
class Choice:
    """A profile, or none and what keeps the file from the nearest of those given."""

    profile: Profile | None = None
    misfits: tuple[Fault, ...] = ()


def among(given: Sequence[Profile], path: Path, *, workdir: Path) -> Choice:
    """The first profile whose columns the file has. Refuses one that was confirmed for another header."""
    nearest: list[tuple[int, tuple[Fault, ...]]] = []
    for profile in given:
        try:
            sheet = peek(path, workdir=workdir, profile=profile)
        except Refusal as refusal:
            nearest.append((len(profile.named_columns), refusal.faults))
            continue
        missing = store.missing(profile, sheet)
        if not missing:
            store.fit(profile, sheet)
            return Choice(profile)
        nearest.append((len(missing), missing))
    return Choice(None, min(nearest, key=lambda told: told[0], default=(0, ()))[1])
