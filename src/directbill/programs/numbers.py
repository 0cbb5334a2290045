"""The rules for numbers that a program's data can name: `check = "iban"`. Everything is judged without asking anybody.

The arithmetic is a library's, which follows each country's published rules. Where it knows none for a country, the
number is only looked at for its form and the verdict is *unknown*: a person goes on.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import ModuleType

from directbill.core.numbers import Judged, Rule, Verdict

PLAIN = re.compile(r"[^\W_](?:[\w .,/-]*[^\W_])?")
"""Letters and digits, with what is written between them."""
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
DOMAIN = re.compile(rf"(?:{LABEL}\.)+(?!\d+$){LABEL}")
LONGEST_DOMAIN = 253
TAX: Mapping[str, tuple[str, ...]] = {
    "AT": ("uid", "tin"),
    "DE": ("vat", "stnr"),
    "GB": ("vat", "utr"),
    "US": ("ein",),
    "ZA": ("vat", "tin"),
}
"""Countries whose companies have more than a VAT number, or another one: any of these is right."""
REGISTERS: Mapping[str, tuple[str, ...]] = {
    "AT": ("businessid",),
    "BE": ("vat",),
    "CH": ("uid",),
    "CZ": ("dic",),
    "DK": ("cvr",),
    "EE": ("registrikood",),
    "FI": ("ytunnus",),
    "FR": ("siren", "siret"),
    "HR": ("oib",),
    "NO": ("orgnr",),
    "SE": ("orgnr",),
    "SI": ("maticna",),
}
"""Registers whose numbers prove themselves. The others (HRB, KvK, KRS …) are looked at for their form only."""
SLOVAK = "SK"
"""Its register numbers by the Czech rule, from the time of the common state."""
EIGHT = 8


def iban(typed: str, country: str) -> Judged:
    """An IBAN where the country has them, else an account number by its form."""
    number = re.sub(r"[ .-]", "", typed).upper()
    if country and not _has_iban(country):
        return _plain(typed)
    found = _by("iban", number)
    if found.verdict is Verdict.RIGHT and country and number[:2] != country:
        return Judged(Verdict.COUNTRY, number)
    return found


def tax(typed: str, country: str) -> Judged:
    """A tax number of a country, with or without its letters; without a country, of the one its letters name."""
    letters = typed.strip()[:2].upper().replace("EL", "GR")
    of = country or (letters if letters.isalpha() else "")
    if not of:
        return _plain(typed)
    names = TAX.get(of, ("vat",))
    found = _any(_names(of, names), typed)
    if found.verdict in (Verdict.RIGHT, Verdict.UNKNOWN) or not country or letters == country:
        return found
    abroad = _any(_names(letters, TAX.get(letters, ("vat",))), typed) if letters.isalpha() else found
    return Judged(Verdict.COUNTRY, abroad.number) if abroad.verdict is Verdict.RIGHT else found


def registration(typed: str, country: str) -> Judged:
    """A number in the country's business register."""
    if country in ("CZ", SLOVAK):
        return _ico(typed)
    return _any(_names(country, REGISTERS.get(country, ())), typed)


def lei(typed: str, _: str) -> Judged:
    """A Legal Entity Identifier (ISO 17442)."""
    number = re.sub(r"[ -]", "", typed).upper()
    return _by("lei", number) if len(number) == 20 else Judged(Verdict.LENGTH, number)


def duns(typed: str, _: str) -> Judged:
    """A D-U-N-S number: nine digits. It has no check digit that holds for all of them."""
    number = re.sub(r"[ -]", "", typed)
    if not re.fullmatch(r"[0-9]*", number):
        return Judged(Verdict.FORM, number)
    return Judged(Verdict.RIGHT if len(number) == 9 else Verdict.LENGTH, number)


def domain(typed: str, _: str) -> Judged:
    """A domain's name, in letters of any language, without an address around it."""
    name = typed.strip().rstrip(".").lower()
    try:
        plain = name.encode("idna").decode("ascii")
    except UnicodeError:
        return Judged(Verdict.FORM, name)
    if len(plain) > LONGEST_DOMAIN:
        return Judged(Verdict.LENGTH, name)
    return Judged(Verdict.RIGHT if DOMAIN.fullmatch(plain) else Verdict.FORM, plain)


RULES: Mapping[str, Rule] = {
    "domain": domain,
    "duns": duns,
    "iban": iban,
    "lei": lei,
    "registration": registration,
    "tax": tax,
}
"""Every rule, by its name in a program's data."""


def _ico(typed: str) -> Judged:
    """Eight digits, the last a check digit; leading zeros may be left out."""
    number = re.sub(r"\s", "", typed)
    if not re.fullmatch(r"[0-9]+", number):
        return Judged(Verdict.FORM, number)
    if len(number) > EIGHT:
        return Judged(Verdict.LENGTH, number)
    return _by("cz.dic", number.zfill(EIGHT))


def _any(names: tuple[str, ...], typed: str) -> Judged:
    """Right by any of the rules; else what the first one says; without a rule, by its form."""
    said = [_by(name, typed) for name in names]
    right = next((each for each in said if each.verdict is Verdict.RIGHT), None)
    return right or next(iter(said), None) or _plain(typed)


def _plain(typed: str) -> Judged:
    """No rule is known: letters and digits can be a number, anything else cannot."""
    number = typed.strip()
    digits = any(sign.isdigit() for sign in number)
    return Judged(Verdict.UNKNOWN if digits and PLAIN.fullmatch(number) else Verdict.FORM, number)


def _names(country: str, parts: tuple[str, ...]) -> tuple[str, ...]:
    """The library's modules of a country, as far as it has them."""
    found = (_module(country, part) for part in parts)
    return tuple(name for name in found if name)


@cache
def _module(country: str, part: str) -> str:
    """The name of a module; empty where the library has none. A country names its VAT module by itself."""
    from stdnum.util import get_cc_module  # lazy: only where a number is judged

    if not re.fullmatch(r"[A-Z]{2}", country):
        return ""
    found = get_cc_module(country.lower(), part)
    return found.__name__.removeprefix("stdnum.") if isinstance(found, ModuleType) else ""


def _by(name: str, number: str) -> Judged:
    """What a module of the library says of a number."""
    from stdnum import exceptions  # lazy: only where a number is judged

    module = import_module(f"stdnum.{name}")
    try:
        return Judged(Verdict.RIGHT, str(module.validate(number)))
    except exceptions.InvalidLength:
        return Judged(Verdict.LENGTH, number)
    except exceptions.InvalidChecksum:
        return Judged(Verdict.CHECKSUM, number)
    except exceptions.ValidationError:
        return Judged(Verdict.FORM, number)


@cache
def _has_iban(country: str) -> bool:
    from stdnum import numdb  # lazy: only where a number is judged

    return bool(numdb.get("iban").info(country)[0][1])
