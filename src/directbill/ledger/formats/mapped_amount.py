"""The SQL of a mapped file's amount: what is plainly one under the declared locale is written with a dot.

The rest (faults, and what only Python reads) stays as found, with `BETWEEN` behind the charge, so that nothing takes
it for a plain amount. `profiles.values.amount` is the judge of both.
"""

from directbill.ledger.canonical import literal
from directbill.ledger.cells import PLAIN
from directbill.ledger.profiles import Locale, Profile, Sign
from directbill.ledger.profiles.values import alike

BETWEEN = "\x1f"
"""Stands between the charge and the credit, where a file keeps them in two columns or SQL leaves them as found."""


def sql(profile: Profile) -> str:
    """An expression over the file's columns."""
    two = profile.sign is Sign.CREDIT_COLUMN
    of_charge, of_credit = f'"{profile.columns["amount"]}"', f'"{profile.columns["credit"]}"' if two else "''"
    found = f"{of_charge} || chr({ord(BETWEEN)}) || {of_credit}"
    charge, credit = f"trim({of_charge})", f"trim({of_credit})"
    plain = _plain(charge, profile.locale)
    if two:
        cases = _of_two(charge, credit, profile.locale)
    else:
        signed = _negated(plain) if profile.sign is Sign.NEGATE else plain
        cases = f"WHEN {_is_number(charge, profile.locale)} THEN {signed}"
    return f"CASE {cases} ELSE {found} END"


def shown(text: str) -> str:
    """The text of a fault as the file has it."""
    return " ".join(part for part in text.split(BETWEEN) if part)


def _of_two(charge: str, credit: str, locale: Locale) -> str:
    """One of two columns says something; a credit has no sign."""
    plain, back = _plain(charge, locale), _plain(credit, locale)
    is_credit = f"({_is_number(credit, locale)} AND NOT starts_with({credit}, '-'))"
    return (
        f"WHEN {_is_number(charge, locale)} AND ({credit} = '' OR ({is_credit} AND NOT {_says_something(credit)}))"
        f" THEN {plain}"
        f" WHEN ({charge} = '' OR ({_is_number(charge, locale)} AND NOT {_says_something(charge)}))"
        f" AND {is_credit} AND {_says_something(credit)} THEN '-' || {back}"
    )


def _is_number(cell: str, locale: Locale) -> str:
    mark, group = _class(locale.decimal_mark), _class(alike(locale.grouping_mark))
    whole = f"[0-9]{{1,3}}({group}[0-9]{{3}})+|[0-9]+" if group else "[0-9]+"
    pattern = literal(f"[+-]?({whole})({mark}[0-9]+)?")
    return f"(regexp_full_match({cell}, {pattern}) AND regexp_full_match({_plain(cell, locale)}, {literal(PLAIN)}))"


def _plain(cell: str, locale: Locale) -> str:
    """Its digits, its minus, and a dot."""
    kept = f"[^-0-9{locale.decimal_mark}]"
    return f"replace(regexp_replace({cell}, {literal(kept)}, '', 'g'), {literal(locale.decimal_mark)}, '.')"


def _negated(plain: str) -> str:
    flipped = f"CASE WHEN starts_with({plain}, '-') THEN substr({plain}, 2) ELSE '-' || {plain} END"
    return f"CASE WHEN {_says_something(plain)} THEN {flipped} ELSE {plain} END"


def _says_something(cell: str) -> str:
    return f"regexp_matches({cell}, '[1-9]')"


def _class(marks: str) -> str:
    return f"[{marks}]" if marks else ""
