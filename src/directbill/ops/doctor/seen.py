"""What one look found. Its sentences are `doctor.<check>.<code>`, and `<code>_do` says how to mend it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Seen:
    """One check: whether it is well, and the code and values of what was found."""

    check: str
    is_well: bool
    code: str
    values: dict[str, str] = field(default_factory=dict)


def well(check: str, code: str = "well", **values: object) -> Seen:
    """As it should be."""
    return Seen(check, is_well=True, code=code, values={name: str(value) for name, value in values.items()})


def ill(check: str, code: str, **values: object) -> Seen:
    """Not as it should be."""
    return Seen(check, is_well=False, code=code, values={name: str(value) for name, value in values.items()})
