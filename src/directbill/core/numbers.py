"""Numbers that carry their own proof: whether an IBAN, a tax or a registration number can be one.

How a number is made is no business of the core: whoever reads the program's data hands it a rule. What a rule says is
the core's: a verdict, and the code of the refusal it leads to.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What can be said of a number without asking anybody."""

    RIGHT = "right"
    LENGTH = "length"
    FORM = "form"
    CHECKSUM = "checksum"
    COUNTRY = "country"
    """It belongs to another country than the one that was named."""
    UNKNOWN = "unknown"
    """No rule is known for it: it is neither right nor wrong."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict, with the number as registries write it."""

    verdict: Verdict
    number: str


Rule = Callable[[str, str], Judged]
"""From the number as it was typed and a country (ISO 3166, two letters, or empty) to what is said of it."""


@dataclass(frozen=True, slots=True)
class Check:
    """A rule by its name in the program's data. `country` names the field that says whose rule applies."""

    name: str
    rule: Rule
    country: str = ""


WRONG: Mapping[Verdict, str] = {
    Verdict.LENGTH: "number_length",
    Verdict.FORM: "number_form",
    Verdict.CHECKSUM: "number_checksum",
    Verdict.COUNTRY: "number_country",
}
"""The code of the refusal for each verdict that is one; what is unknown is for a person."""
