"""Readers of the environment: each says what it wants where it finds something else.

Every variable read is kept in `KNOWN`, from which the reference page of settings is written.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from directbill.core.errors import Fault, Refusal

TRUE, FALSE = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off", ""})


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable of the environment: its default as a reader would write it, and what it is for."""

    name: str
    kind: str
    default: str
    says: str


KNOWN: dict[str, Variable] = {}


class SettingUnreadable(Refusal):
    """The variable is named, with what was found and what is wanted; no secret is repeated."""

    def __init__(self, said: str) -> None:
        super().__init__(Fault("setting_unreadable", found=said))


def text(name: str, default: str, says: str) -> str:  # table: a row
    """A text as it stands."""
    _known(name, "text", default, says)
    return os.environ.get(name, default)


def number(name: str, default: int, says: str) -> int:  # table: a row
    """A whole number."""
    _known(name, "number", str(default), says)
    found = os.environ.get(name, "").strip()
    if not found:
        return default
    if not found.isdecimal():
        raise SettingUnreadable(f"{name} is {found!r}; it must be a whole number, for example {default}")
    return int(found)


def zone(name: str, default: str, says: str) -> str:  # table: a row
    """A time zone by its name, such as Europe/Prague."""
    found = text(name, default, says).strip() or default
    try:
        ZoneInfo(found)
    except (ZoneInfoNotFoundError, ValueError):
        raise SettingUnreadable(
            f"{name} is {found!r}; it must be a time zone such as Europe/Prague"
        ) from None
    return found


def flag(name: str, says: str, *, default: bool = False) -> bool:
    """A yes or a no."""
    _known(name, "yes or no", "yes" if default else "no", says)
    if name not in os.environ:
        return default
    found = os.environ[name].strip().lower()
    if found not in TRUE | FALSE:
        raise SettingUnreadable(f"{name} is {found!r}; it must be yes or no")
    return found in TRUE


def secret(name: str, says: str) -> str:
    """A secret, from the variable or from the file that NAME_FILE names."""
    _known(name, "secret", "", f"{says} `{name}_FILE` may name a file that holds it.")
    path = os.environ.get(f"{name}_FILE", "")
    if not path:
        return os.environ.get(name, "")
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as fault:
        raise SettingUnreadable(f"{name}_FILE names {path}, which cannot be read: {fault.strerror}") from None


def words(name: str, default: str, says: str) -> list[str]:  # table: a row
    """Several words, separated by commas."""
    return [word.strip() for word in text(name, default, says).split(",") if word.strip()]


def _known(name: str, kind: str, default: str, says: str) -> None:
    KNOWN[name] = Variable(name, kind, default, says)
