"""What is asked wrongly: paths, options, company files, profiles."""

import random

from tests.fixtures import distributor
from tests.mutilations.clean import Damaged, Handled, any_clean, refused


def a_directory(chance: random.Random) -> Damaged:
    clean = any_clean(chance)
    files = {f"folder/{clean.file}": clean.write(clean.sheet)}
    return Damaged(files, refused("file_is_directory", file="folder"), paths=("folder",))


def a_missing_path(chance: random.Random) -> Damaged:
    """One good file beside it changes nothing: all or nothing."""
    clean = any_clean(chance)
    name = chance.choice(("nowhere.csv", "no/where.csv", "recon (2).csv", "žluťoučký.csv"))
    files = {clean.file: clean.write(clean.sheet)}
    return Damaged(files, refused("file_missing", file=name.split("/")[-1]), paths=(clean.file, name))


def unknown_edition(chance: random.Random) -> Damaged:
    clean = any_clean(chance)
    edition = chance.choice(("1999-01-01", "2024-04-11", "latest", "2024-13-01", ""))
    return Damaged(
        {clean.file: clean.write(clean.sheet)}, refused("edition_unknown"), options=("--edition", edition)
    )


def as_of_before_the_first_edition(chance: random.Random) -> Damaged:
    clean = any_clean(chance)
    day = chance.choice(("2018-08-30", "2018-01-01", "1999-12-31", "0001-01-01"))
    return Damaged(
        {clean.file: clean.write(clean.sheet)},
        refused("edition_none_yet"),
        options=("--as-of", day),
    )


def as_of_unreadable(chance: random.Random) -> Damaged:
    clean = any_clean(chance)
    day = chance.choice(("22/11/2026", "2026-02-30", "yesterday", "2026-11", "20261122x", ""))
    return Damaged(
        {clean.file: clean.write(clean.sheet)}, refused("day_unreadable"), options=("--as-of", day)
    )


def unknown_option(chance: random.Random) -> Damaged:
    clean = any_clean(chance)
    option = chance.choice(("--as-off", "--partnerid", "--frobnicate"))
    return Damaged({clean.file: clean.write(clean.sheet)}, refused("usage_option_unknown"), options=(option,))


PROFILE = """\
name = "a distributor"
fingerprint = ""
delimiter = ";"
encoding = "utf-8"
decimal_mark = ","
date_order = "DMY"
price_basis = "provider_price"
"""


def profile_with_a_typo(chance: random.Random) -> Damaged:
    """An unknown key of a mapping profile is a fault, not a wish."""
    every = distributor.lines(chance.randrange(10**9), months=("2026-03",))
    wrong, right = chance.choice(
        (("delimeter", "delimiter"), ("decimal_marc", "decimal_mark"), ("date_odrer", "date_order"))
    )
    files = {
        "sales.csv": distributor.as_distributor_csv(distributor.file(every)),
        "mapping.toml": distributor.profile().replace(right, wrong).encode(),
    }
    ending = refused("profile_key_unknown", file="mapping.toml", column=wrong)
    return Damaged(files, ending, options=("--mapping", "mapping.toml"), paths=("sales.csv",))


def profile_that_is_no_toml(chance: random.Random) -> Damaged:
    every = distributor.lines(chance.randrange(10**9), months=("2026-03",))
    text = distributor.profile()
    at = chance.randrange(10, len(text) - 10)
    files = {
        "sales.csv": distributor.as_distributor_csv(distributor.file(every)),
        "mapping.toml": (text[:at] + "\n= [ =\n" + text[at:]).encode(),
    }
    ending = refused("profile_broken", file="mapping.toml")
    return Damaged(files, ending, options=("--mapping", "mapping.toml"), paths=("sales.csv",))


def company_file_with_a_typo(chance: random.Random) -> Damaged:
    clean = any_clean(chance)
    wrong = chance.choice(
        ('[[acounts]]\nid = "6900001"\n', 'nmae = "x"\n', '[[accounts]]\nident = "6900001"\n')
    )
    files = {clean.file: clean.write(clean.sheet), "partner.toml": wrong.encode()}
    ending = refused("company_key_unknown", file="partner.toml")
    return Damaged(files, ending, options=("--partner", "partner.toml"), paths=(clean.file,))


def the_same_path_twice(chance: random.Random) -> Damaged:
    clean = any_clean(chance)
    files = {clean.file: clean.write(clean.sheet)}
    return Damaged(files, Handled(), paths=(clean.file, clean.file), base=clean.truth.counted)


KINDS = (
    a_directory, a_missing_path, unknown_edition, as_of_before_the_first_edition, as_of_unreadable, unknown_option,
    profile_with_a_typo, profile_that_is_no_toml, company_file_with_a_typo, the_same_path_twice,
)  # fmt: skip
