"""Right tokens: every accepted algorithm, the small skew, and what the claims say of the person."""

import json
from typing import Any
from uuid import UUID

import pytest

from directbill.core.errors import Refusal
from directbill.gateways.identity import claims, keys, tokens
from directbill.gateways.identity.claims import Identity
from directbill.records.words import Proof
from tests.hostile import mint as made
from tests.hostile.mint import (
    ABSENT,
    ADMINISTRATOR,
    AT,
    CLIENT,
    ISSUER,
    OTHER_TENANT,
    READER,
    Chest,
    mint,
)


def identity(changes: dict[str, Any] | None = None) -> Identity:
    return claims.read(tokens.verify(mint(changes or {}), Chest("rsa"), expected=made.expected()))


def test_the_claims_say_who_signed_in_and_nothing_else_does() -> None:
    assert identity() == Identity(
        issuer=ISSUER,
        subject="ada-subject",
        tenant=UUID(made.TENANT),
        guest=None,
        administrator=Proof.PROVED,
        name="Ada",
        email="ada@example.com",
        email_verified=None,
        authenticated_at=None,
    )


@pytest.mark.parametrize(
    ("alg", "by"),
    [("RS256", "rsa"), ("PS256", "rsa"), ("ES256", "ec"), ("EdDSA", "ed"), ("Ed25519", "ed")],
)
def test_each_algorithm_of_the_list_is_accepted(alg: str, by: str) -> None:
    token = mint(header={"alg": alg}, by=by)
    verified = tokens.verify(token, Chest("rsa", "ec", "ed"), expected=made.expected())
    assert verified["sub"] == "ada-subject"


def test_the_only_key_of_a_provider_need_not_be_named() -> None:
    token = mint(header={"kid": ABSENT})
    assert tokens.verify(token, Chest("rsa"), expected=made.expected())["sub"] == "ada-subject"


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": AT - 119},
        {"nbf": AT + 119},
        {"iat": AT + 119},
        {"iat": AT - 300},  # some providers issue five minutes early
        {"exp": AT + 0.5},
        {"nbf": ABSENT},
        {"aud": [CLIENT]},
        {"aud": [CLIENT, "other"], "azp": CLIENT},
        {"azp": CLIENT},
        {"tid": ABSENT},
    ],
    ids=str,
)
def test_what_is_within_the_rules_is_accepted(changes: dict[str, Any]) -> None:
    assert identity(changes).subject == "ada-subject"


PROOFS = [
    ({"wids": [ADMINISTRATOR]}, Proof.PROVED),
    ({"wids": [READER, ADMINISTRATOR.upper()]}, Proof.PROVED),
    ({"wids": [READER]}, Proof.DENIED),
    ({"wids": []}, Proof.DENIED),
    ({"wids": ABSENT}, Proof.NOT_SAID),
    ({"wids": None}, Proof.NOT_SAID),
    ({"wids": [READER], "_claim_names": {"wids": "src1"}}, Proof.NOT_SAID),
    ({"wids": ABSENT, "_claim_names": {"wids": "src1"}}, Proof.NOT_SAID),
    ({"wids": [READER], "_claim_names": {"groups": "src1"}, "hasgroups": True}, Proof.DENIED),
    ({"wids": ABSENT, "roles": [ADMINISTRATOR]}, Proof.NOT_SAID),
    ({"wids": ABSENT, "groups": [ADMINISTRATOR]}, Proof.NOT_SAID),
    ({"wids": [f"{ADMINISTRATOR} "]}, Proof.DENIED),
]


@pytest.mark.parametrize(("changes", "proof"), PROOFS, ids=[str(row[0]) for row in PROOFS])
def test_the_proof_of_the_role_is_what_the_token_says_and_silence_is_no_denial(
    changes: dict[str, Any], proof: Proof
) -> None:
    assert identity(changes).administrator is proof


GUESTS = [
    ({}, None),
    ({"acct": 0}, False),
    ({"acct": 1}, True),
    ({"acct": True}, None),
    ({"acct": "1"}, None),
    ({"idp": ISSUER}, False),
    ({"idp": f"https://sts.example.com/{made.TENANT}/"}, False),
    ({"idp": f"https://sts.example.com/{OTHER_TENANT}/"}, True),
    ({"idp": "live.com"}, True),
    ({"idp": ["live.com"]}, None),
    ({"acct": 0, "idp": "live.com"}, False),
]


@pytest.mark.parametrize(("changes", "guest"), GUESTS, ids=[str(row[0]) for row in GUESTS])
def test_a_guest_is_recognized_where_the_token_says_so(changes: dict[str, Any], guest: bool | None) -> None:
    assert identity(changes).guest is guest


EMAILS = [
    ({}, "ada@example.com", None),
    ({"email_verified": True}, "ada@example.com", True),
    ({"xms_edov": True}, "ada@example.com", True),
    ({"xms_edov": 1}, "ada@example.com", True),
    ({"email_verified": "true"}, "ada@example.com", None),
    ({"email_verified": False}, "", False),
    ({"xms_edov": 0, "email_verified": True}, "", False),
    ({"email": "no address"}, "", None),
    ({"email": ["ada@example.com"]}, "", None),
    ({"email": "a@" + "x" * 260 + ".example"}, "", None),
    ({"email": ABSENT, "preferred_username": "ada@example.com", "upn": "ada@example.com"}, "", None),
]


@pytest.mark.parametrize(("changes", "email", "verified"), EMAILS, ids=[str(row[0]) for row in EMAILS])
def test_an_address_is_kept_for_letters_unless_it_was_found_false(
    changes: dict[str, Any], email: str, verified: bool | None
) -> None:
    found = identity(changes)
    assert (found.email, found.email_verified) == (email, verified)


def test_two_people_with_one_address_are_two_people() -> None:
    assert identity().login != identity({"sub": "eve-subject"}).login


def test_a_name_cannot_rewrite_the_line_it_stands_in() -> None:
    assert identity({"name": " Ada\u202e\x07 "}).name == "Ada\ufffd\ufffd"


class Server:
    """A provider's key page that can be turned off."""

    def __init__(self, *names: str) -> None:
        self.names, self.asked, self.down = list(names), 0, False

    def fetch(self) -> bytes:
        self.asked += 1
        if self.down:
            return b"<html>"
        return json.dumps({"keys": [made.key(n).as_dict(private=False) for n in self.names]}).encode()


def test_an_unknown_key_is_asked_for_again_at_most_once_a_minute() -> None:
    server, clock = Server("rsa"), [0.0]
    chest = keys.Keys(server.fetch, tick=lambda: clock[0])
    assert chest.find("rsa").kid == "rsa"
    server.names.append("ec")
    for _ in range(50):
        with pytest.raises(Refusal, match="token_key_unknown"):
            chest.find("ec")
    assert server.asked == 1
    clock[0] = 61
    assert (chest.find("ec").kid, server.asked) == ("ec", 2)


def test_keys_are_fetched_again_after_an_hour_and_kept_for_a_day_when_the_provider_is_down() -> None:
    server, clock = Server("rsa"), [0.0]
    chest = keys.Keys(server.fetch, tick=lambda: clock[0])
    chest.find("rsa")
    clock[0], server.down = 3601.0, True
    assert (chest.find("rsa").kid, server.asked) == ("rsa", 2)
    clock[0] = 90_000.0
    with pytest.raises(Refusal, match="keys_unreachable"):
        chest.find("rsa")


def test_a_provider_that_never_answered_is_not_asked_for_every_token() -> None:
    server = Server()
    server.down = True
    chest = keys.Keys(server.fetch, tick=lambda: 5.0)
    for _ in range(10):
        with pytest.raises(Refusal, match="keys_unreachable"):
            chest.find("rsa")
    assert server.asked == 1


def test_only_public_signing_keys_of_some_strength_are_taken() -> None:
    entries = [
        made.key("rsa").as_dict(private=False),
        {"kty": "RSA", "kid": "short", "e": "AQAB", "n": made.b64(b"\xff" * 128)},
        {"kty": "oct", "k": "c2VjcmV0", "kid": "oct"},
        {**made.key("rsa2").as_dict(private=False), "use": "enc"},
        {"kty": "RSA", "kid": "broken", "n": "AQ"},
        {**made.key("ec").as_dict(private=False), "alg": ["ES256"]},
        "no key",
    ]
    assert [key.kid for key in keys.read(json.dumps({"keys": entries}).encode())] == ["rsa"]
    with pytest.raises(Refusal):
        keys.read(json.dumps({"keys": entries[:1] * 101}).encode())


@pytest.mark.parametrize(("kept_for", "fits"), [("EdDSA", True), ("Ed25519", True), ("RS256", False)])
def test_a_key_kept_for_an_algorithm_serves_that_one_alone(kept_for: str, fits: bool) -> None:
    entry = {**made.key("ed").as_dict(private=False), "alg": kept_for}
    chest = keys.Keys(lambda: json.dumps({"keys": [entry]}).encode())
    token = mint(header={"alg": "EdDSA"}, by="ed")
    if fits:
        assert tokens.verify(token, chest, expected=made.expected())
        return
    with pytest.raises(Refusal, match="token_key_unfit"):
        tokens.verify(token, chest, expected=made.expected())
