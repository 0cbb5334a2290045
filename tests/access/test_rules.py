"""Who may do what to whose records: one table of every role and permission, and how a refusal is told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from uuid import UUID

import pytest

from directbill.access import rules
from directbill.access.actor import Actor, Proof
from directbill.access.permissions import Permission
from directbill.access.roles import OF_DESK, OF_OTHERS, OF_PARTNER
from directbill.core.errors import Refusal
from directbill.records import scope
from directbill.records.words import DeskRole, PartnerRole
from tests.access.acting import EVERYBODY, OURS, PERSON, THEIRS, person

P = Permission
WHOSE: dict[str, UUID | None] = {"own": OURS, "other": THEIRS, "no partner": None}
CELLS = {
    ".": frozenset[str](),
    "own": frozenset({"own"}),
    "one": frozenset({"own"}),
    "all": frozenset(WHOSE),
}
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def table() -> dict[tuple[str, str], frozenset[str]]:
    """The file as (permission, role) to whose records."""
    lines = (Path(__file__).parent / "truth.txt").read_text(encoding="utf-8").splitlines()
    head, *rows = (line.split() for line in lines if line.strip() and not line.startswith("#"))
    return {(row[0], role): CELLS[cell] for row in rows for role, cell in zip(head, row[1:], strict=True)}


TRUTH = table()


def test_the_table_has_a_row_for_every_permission_and_a_column_for_every_role() -> None:
    assert TRUTH.keys() == set(product(map(str, Permission), EVERYBODY))
    roles = {*OF_PARTNER, *OF_DESK, *OF_OTHERS}
    assert len(roles) == len(EVERYBODY)
    assert [p for p, _ in TRUTH][:: len(EVERYBODY)] == sorted(Permission)


@pytest.mark.parametrize("role", EVERYBODY)
def test_a_role_may_do_what_the_table_says_and_nothing_else(role: str) -> None:
    found = {
        str(permission): {
            name for name, partner in WHOSE.items() if rules.may(EVERYBODY[role], permission, partner)
        }
        for permission in Permission
    }
    assert found == {str(permission): TRUTH[str(permission), role] for permission in Permission}


def refusal(who: Actor, permission: Permission, partner: UUID | None) -> tuple[str, str]:
    """The code and what was found; nothing where it is permitted."""
    try:
        rules.require(who, permission, partner)
    except Refusal as refused:
        return refused.code, refused.faults[0].found
    return "", ""


@pytest.mark.parametrize("role", EVERYBODY)
@pytest.mark.parametrize("whose", WHOSE)
def test_what_is_not_permitted_is_refused_and_what_must_not_be_known_of_is_not_there(
    role: str, whose: str
) -> None:
    allowed = {p for p in Permission if whose in TRUTH[p, role]}
    told = {p: refusal(EVERYBODY[role], p, WHOSE[whose]) for p in Permission}
    hidden = WHOSE[whose] is not None and not allowed
    expected = {p: ("not_there", "") if hidden else ("not_permitted", p) for p in set(Permission) - allowed}
    assert told == expected | dict.fromkeys(allowed, ("", ""))


def test_two_roles_give_what_either_gives_each_where_it_holds() -> None:
    both = person(DeskRole.REVIEWER, ours=PartnerRole.READER, theirs=PartnerRole.GLOBAL_ADMINISTRATOR)
    allowed = {
        name: {p for p in Permission if rules.may(both, p, partner)} for name, partner in WHOSE.items()
    }
    desk = OF_DESK[DeskRole.REVIEWER]
    assert allowed == {
        "own": desk | OF_PARTNER[PartnerRole.READER],
        "other": desk | OF_PARTNER[PartnerRole.GLOBAL_ADMINISTRATOR],
        "no partner": desk,
    }


def test_a_person_without_any_role_may_do_nothing() -> None:
    nobody = person()
    assert [p for p in Permission for partner in WHOSE.values() if rules.may(nobody, p, partner)] == []


def told_apart(who: Actor, partner: UUID | None) -> str:
    try:
        return rules.scope_of(who, partner)
    except Refusal as refusal:
        return refusal.code


@pytest.mark.parametrize("role", EVERYBODY)
def test_the_scope_is_never_wider_than_the_role(role: str) -> None:
    who = EVERYBODY[role]
    scopes = {name: told_apart(who, partner) for name, partner in WHOSE.items()}
    own, mine = scope.partner(OURS), scope.person(PERSON)
    if role in ("admin", "contributor", "reader"):
        assert scopes == {"own": own, "other": mine, "no partner": mine}
    elif role in ("signatory", "mailbox"):
        assert scopes == {"own": own, "other": "not_there", "no partner": "not_there"}
    else:
        assert set(scopes.values()) == {scope.EVERYONE}


def test_somebody_of_the_desk_who_acts_for_a_partner_stays_within_its_records() -> None:
    both = person(DeskRole.REVIEWER, ours=PartnerRole.READER)
    found = {name: rules.scope_of(both, partner) for name, partner in WHOSE.items()}
    assert found == {"own": scope.partner(OURS), "other": scope.EVERYONE, "no partner": scope.EVERYONE}


@pytest.mark.parametrize(
    ("proof", "code"),
    [
        (Proof.PROVED, None),
        (Proof.DECLARED, None),
        (Proof.DENIED, "administrator_denied"),
        (Proof.NOT_SAID, "administrator_not_said"),
    ],
)
def test_a_silent_sign_in_is_told_apart_from_one_that_denies(proof: Proof, code: str | None) -> None:
    who = replace(EVERYBODY["admin"], administrator=proof)
    if code is None:
        rules.require_administrator(who)
        return
    with pytest.raises(Refusal) as refused:
        rules.require_administrator(who)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("minutes", "passes"), [(0, True), (14, True), (15, True), (16, False), (1440, False), (None, False)]
)
def test_who_one_is_must_have_been_proved_a_short_while_ago(minutes: int | None, passes: bool) -> None:
    confirmed = None if minutes is None else AT - timedelta(minutes=minutes)
    who = replace(EVERYBODY["admin"], confirmed_at=confirmed)
    if passes:
        rules.require_confirmed(who, AT)
        return
    with pytest.raises(Refusal) as refused:
        rules.require_confirmed(who, AT)
    assert refused.value.code == "step_up_needed"
