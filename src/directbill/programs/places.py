"""Countries and currencies with their names in our languages, as Unicode's locale data has them."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from directbill.core.edition import Texts
from directbill.programs.reader import LANGUAGES

CODE_LETTERS = 2
NO_COUNTRY = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
"""Codes of the locale data that name no country."""


@cache
def countries() -> dict[str, Texts]:
    """ISO 3166 code to its name in each language, by code."""
    from babel import Locale  # lazy: only forms name countries

    names: dict[str, Mapping[str, str]] = {each: dict(Locale(each).territories) for each in LANGUAGES}
    known = (code for code in names[LANGUAGES[0]] if len(code) == CODE_LETTERS and code.isalpha())
    codes = sorted(set(known) - NO_COUNTRY)
    return {code: {language: names[language].get(code, code) for language in LANGUAGES} for code in codes}


@cache
def currencies() -> dict[str, Texts]:
    """ISO 4217 code of a currency in use somewhere today to its name in each language, by code."""
    from babel import Locale  # lazy: only forms name currencies
    from babel.core import get_global  # lazy: only forms name currencies

    names: dict[str, Mapping[str, str]] = {each: dict(Locale(each).currencies) for each in LANGUAGES}
    codes = sorted(_tender(get_global("territory_currencies")) & set(names[LANGUAGES[0]]))
    return {code: {language: names[language].get(code, code) for language in LANGUAGES} for code in codes}


def _tender(by_country: Mapping[str, Any]) -> set[str]:
    """Currencies that are legal tender without an end, of `(code, from, until, is tender)` rows."""
    return {
        str(code)
        for rows in by_country.values()
        for code, _, until, tender in rows
        if until is None and tender
    }
