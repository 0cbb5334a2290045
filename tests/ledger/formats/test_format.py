"""What holds of every format's tables."""

from dataclasses import fields

import pytest

from directbill.core.ledger import Authority, Category, Stream
from directbill.ledger import reference
from directbill.ledger.formats import FORMATS
from directbill.ledger.formats.format import Format, Kind

READ = [f for f in FORMATS if not f.refusal]


@pytest.mark.parametrize("made", FORMATS, ids=lambda f: f.name)
def test_no_name_of_a_column_is_used_twice(made: Format) -> None:
    spellings = [s.casefold() for c in made.columns for s in c.spellings]
    assert sorted(spellings) == sorted(set(spellings))


@pytest.mark.parametrize("made", READ, ids=lambda f: f.name)
def test_roles_and_marks_name_columns(made: Format) -> None:
    names = {c.name for c in made.columns} | {""}
    roles = (getattr(made.roles, f.name) for f in fields(made.roles))
    used = {role for role in roles if role}
    assert (used - names, set(made.marks) - names) == (set(), set())


@pytest.mark.parametrize("made", READ, ids=lambda f: f.name)
def test_money_days_and_ids_are_checked(made: Format) -> None:
    roles = made.roles
    assert made.column(roles.amount).kind is Kind.MONEY
    assert {made.column(r).kind for r in (roles.own_usd,) if r} <= {Kind.MONEY}
    assert {made.column(r).kind for r in (roles.rate_day,) if r} <= {Kind.DAY}
    assert {made.column(r).kind for r in (roles.document, roles.reseller, roles.owner) if r} <= {Kind.ID}


@pytest.mark.parametrize("made", READ, ids=lambda f: f.name)
def test_rules_have_ids_of_their_own_and_the_last_takes_what_is_left(made: Format) -> None:
    ids = [r.id for r in made.rules]
    assert (len(ids), made.rules[-1].when) == (len(set(ids)), "true")
    assert {str(r.category) for r in made.rules} <= {str(c) for c in Category}


def test_streams_and_authorities_are_the_cores() -> None:
    assert {s for f in FORMATS for s in f.streams.values()} <= set(Stream)
    assert {f.authority for f in FORMATS} <= set(Authority)


def test_the_reference_page_tells_every_format_and_column() -> None:
    (page,) = reference.pages().values()
    missing = [c.name for f in READ for c in f.columns if f"| `{c.name}` |" not in page]
    assert (missing, [f.name for f in FORMATS if f"## {f.name}\n" not in page]) == ([], [])
