"""Forged, confusing and broken tokens: each is refused, and for its own reason."""

import json
from typing import Any

import pytest

from directbill.core.errors import Refusal
from directbill.gateways.identity import claims, tokens
from tests.hostile import mint as made
from tests.hostile.mint import ABSENT, AT, CLAIMS, CLIENT, ISSUER, OTHER_TENANT, Chest, mint

SIGNED = mint()
HEAD, BODY, SIGNATURE = SIGNED.split(".")
TEXT = json.dumps(CLAIMS)
TWO_ALGORITHMS = made.b64(b'{"alg": "RS256", "alg": "none"}')


def twice(name: str, value: str) -> str:
    return TEXT[:-1] + f', "{name}": {json.dumps(value)}}}'


def with_header(**header: Any) -> str:
    return mint(header=header)


HOSTILE: list[tuple[str, str, str]] = [
    ("more than 8 KiB", mint({"padding": "x" * 8000}), "token_size"),
    ("empty", "", "token_shape"),
    ("two parts", f"{HEAD}.{BODY}", "token_shape"),
    ("five parts, as of an encrypted token", f"{SIGNED}.{HEAD}.{BODY}", "token_shape"),
    ("padding in a part", f"{HEAD}==.{BODY}.{SIGNATURE}", "token_shape"),
    ("a line end in a part", f"{HEAD}\n.{BODY}.{SIGNATURE}", "token_shape"),
    ("plain base64 letters", f"{HEAD}.{BODY[:-4]}+/+/.{SIGNATURE}", "token_shape"),
    ("a header that is a list", f"{made.b64(b'[1]')}.{BODY}.{SIGNATURE}", "token_shape"),
    ("a header that is no JSON", f"{made.b64(b'{alg')}.{BODY}.{SIGNATURE}", "token_shape"),
    ("a header that is no UTF-8", f"{made.b64(bytes([255, 254]))}.{BODY}.{SIGNATURE}", "token_shape"),
    ("a header with two algorithms", f"{TWO_ALGORITHMS}.{BODY}.", "token_shape"),
    ("no signature, alg none", made.unsigned(), "token_algorithm"),
    ("no signature, alg NoNe", made.unsigned("NoNe"), "token_algorithm"),
    ("no signature, alg RS256", f"{HEAD}.{BODY}.", "token_signature"),
    ("HS256 with the public key as secret", made.with_public_key_as_secret(), "token_algorithm"),
    ("RS384, which is not on the list", with_header(alg="RS384"), "token_algorithm"),
    ("an algorithm that is a list", with_header(alg="RS256 "), "token_algorithm"),
    ("no algorithm", with_header(alg=ABSENT), "token_algorithm"),
    ("critical: an unknown extension", with_header(crit=["exp2"], exp2=1), "token_critical"),
    ("critical: empty", with_header(crit=[]), "token_critical"),
    ("critical: b64, as of RFC 7797", with_header(crit=["b64"], b64=False), "token_critical"),
    ("the key in the header", with_header(jwk=made.key("rsa").as_dict(private=False)), "token_header"),
    ("the address of keys in the header", with_header(jku="https://evil.example/jwks"), "token_header"),
    ("the address of a certificate in the header", with_header(x5u="https://evil.example/c"), "token_header"),
    ("a certificate in the header", with_header(x5c=["MIIB"]), "token_header"),
    ("compressed", with_header(zip="DEF"), "token_header"),
    ("an access token", with_header(typ="at+jwt"), "token_type"),
    ("a logout token", with_header(typ="logout+jwt"), "token_type"),
    ("a type that is a number", with_header(typ=1), "token_type"),
    ("a key name that is a list", with_header(kid=["rsa"]), "token_claim"),
    ("a key nobody published", mint(header={"kid": "other"}), "token_key_unknown"),
    ("a key name that climbs folders", mint(header={"kid": "../../dev/null"}), "token_key_unknown"),
    ("no key name where there are several", mint(header={"kid": ABSENT}), "token_key_unnamed"),
    ("RS256 by the name of an EC key", mint(header={"kid": "ec"}), "token_key_unfit"),
    ("ES256 by the name of an RSA key", mint(header={"alg": "ES256"}, signing="RS256"), "token_key_unfit"),
    ("signed with another key of ours", mint(header={"kid": "rsa"}, by="rsa2"), "token_signature"),
    ("PS256 said, RS256 done", mint(header={"alg": "PS256"}, signing="RS256"), "token_signature"),
    ("claims changed after signing", f"{HEAD}.{made.b64(TEXT.replace('ada', 'eve').encode())}.{SIGNATURE}",
     "token_signature"),
    ("another issuer", mint({"iss": "https://evil.example"}), "token_issuer"),
    ("the issuer with a slash more", mint({"iss": f"{ISSUER}/"}), "token_issuer"),
    ("the issuer in capitals", mint({"iss": ISSUER.upper()}), "token_issuer"),
    ("no issuer", mint({"iss": ABSENT}), "token_issuer"),
    ("an issuer that is a list", mint({"iss": [ISSUER]}), "token_issuer"),
    ("our e-mail, another tenant", mint({"iss": ISSUER.replace(made.TENANT, OTHER_TENANT), "tid": OTHER_TENANT}),
     "token_issuer"),
    ("the tenant is not the issuer's", mint({"tid": OTHER_TENANT}), "token_tenant"),
    ("a tenant that is no UUID", mint({"tid": "common"}), "token_claim"),
    ("a tenant that is a list", mint({"tid": [made.TENANT]}), "token_claim"),
    ("another audience", mint({"aud": "other-client"}), "token_audience"),
    ("no audience", mint({"aud": ABSENT}), "token_audience"),
    ("an audience that contains ours", mint({"aud": f"{CLIENT}-other"}), "token_audience"),
    ("an audience nested in a list", mint({"aud": [[CLIENT]]}), "token_audience"),
    ("an audience that is a table", mint({"aud": {CLIENT: 1}}), "token_audience"),
    ("two audiences and no party", mint({"aud": [CLIENT, "other"]}), "token_party"),
    ("asked for by another client", mint({"azp": "other-client"}), "token_party"),
    ("a party that is a list", mint({"azp": [CLIENT]}), "token_party"),
    ("expired", mint({"exp": AT - 121}), "token_expired"),
    ("without an end", mint({"exp": ABSENT}), "token_claim"),
    ("an end in words", mint({"exp": str(AT + 60)}), "token_claim"),
    ("an end that is true", mint({"exp": True}), "token_claim"),
    ("an end beyond all years", mint({"exp": 10**18}), "token_claim"),
    ("an end that is infinite", mint(TEXT.replace(str(AT + 3600), "Infinity")), "token_shape"),
    ("an end that overflows", mint(TEXT.replace(str(AT + 3600), "1e999")), "token_claim"),
    ("an end of five thousand digits", mint(TEXT.replace(str(AT + 3600), "9" * 5000)), "token_shape"),
    ("not yet valid", mint({"nbf": AT + 121}), "token_early"),
    ("issued tomorrow", mint({"iat": AT + 86400, "exp": AT + 90000}), "token_issued"),
    ("issued two hours ago", mint({"iat": AT - 7200}), "token_issued"),
    ("without a time of issue", mint({"iat": ABSENT}), "token_claim"),
    ("the answer to another request", mint({"nonce": "nonce-of-another-request"}), "token_nonce"),
    ("no nonce", mint({"nonce": ABSENT}), "token_nonce"),
    ("a nonce that is a list", mint({"nonce": [made.NONCE]}), "token_nonce"),
    ("no subject", mint({"sub": ABSENT}), "token_subject"),
    ("an empty subject", mint({"sub": " "}), "token_subject"),
    ("a subject that is a number", mint({"sub": 7}), "token_subject"),
    ("a subject that is a list", mint({"sub": ["ada-subject"]}), "token_subject"),
    ("a subject of 256 letters", mint({"sub": "a" * 256}), "token_subject"),
    ("a subject with a zero byte", mint({"sub": "ada\0"}), "token_subject"),
    ("a subject that is half a letter", mint(TEXT.replace("ada-subject", "\\ud800")), "token_subject"),
    ("a subject written twice", mint(twice("sub", "eve-subject")), "token_shape"),
    ("a tenant written twice", mint(twice("tid", OTHER_TENANT)), "token_shape"),
    ("claims that are a list", mint("[]"), "token_shape"),
    ("claims a thousand lists deep", mint("[" * 2500 + "]" * 2500), "token_shape"),
    ("roles that are a text", mint({"wids": made.ADMINISTRATOR}), "token_claim"),
    ("roles nested in a list", mint({"wids": [[made.ADMINISTRATOR]]}), "token_claim"),
    ("roles that are a table", mint({"wids": {made.ADMINISTRATOR: True}}), "token_claim"),
    ("what was left out is a text", mint({"wids": [], "_claim_names": "wids"}), "token_claim"),
    ("a time of authentication in words", mint({"auth_time": "now"}), "token_claim"),
]  # fmt: skip


@pytest.mark.parametrize(("token", "code"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE])
def test_a_hostile_token_is_refused_for_its_own_reason(token: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        claims.read(tokens.verify(token, Chest("rsa", "ec", "rsa2"), expected=made.expected()))
    assert refused.value.code == code


MANY_TENANTS = [
    ("a tenant's own issuer", {}, None),
    ("the tenant is not the issuer's", {"tid": OTHER_TENANT}, "token_issuer"),
    ("the issuer of another tenant", {"iss": ISSUER.replace(made.TENANT, OTHER_TENANT)}, "token_issuer"),
    ("no tenant", {"tid": ABSENT}, "token_tenant_missing"),
    ("the template itself as issuer", {"iss": made.MANY}, "token_issuer"),
    ("the template as issuer and tenant", {"iss": made.MANY, "tid": "{tenantid}"}, "token_claim"),
    ("personal accounts", {"iss": ISSUER.replace(made.TENANT, str(claims.CONSUMERS)), "tid": str(claims.CONSUMERS)},
     "tenant_consumer"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "code"), [row[1:] for row in MANY_TENANTS], ids=[r[0] for r in MANY_TENANTS]
)
def test_with_many_tenants_issuer_and_tenant_are_one(changes: dict[str, Any], code: str | None) -> None:
    expected = made.expected(issuer=made.MANY)
    if code is None:
        assert claims.read(tokens.verify(mint(changes), Chest("rsa"), expected=expected))
        return
    with pytest.raises(Refusal) as refused:
        claims.read(tokens.verify(mint(changes), Chest("rsa"), expected=expected))
    assert refused.value.code == code


def test_there_are_more_than_sixty_hostile_tokens_and_no_two_the_same() -> None:
    assert len({token for _, token, _ in HOSTILE}) == len(HOSTILE) > 60


def test_a_token_without_an_expected_nonce_is_never_accepted() -> None:
    token = mint({"nonce": ""})
    with pytest.raises(Refusal) as refused:
        tokens.verify(token, Chest("rsa"), expected=made.expected(nonce=""))
    assert refused.value.code == "token_nonce"
