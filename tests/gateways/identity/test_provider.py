"""What a provider publishes is taken only where it speaks of the provider that was asked."""

import json
from typing import Any

import pytest

from directbill.core.errors import Refusal
from directbill.gateways.identity import provider

ENTRA = "https://login.example.com"
TENANT = "11111111-2222-4333-8444-555555555555"
FOUND: dict[str, Any] = {
    "issuer": "https://id.example.com",
    "authorization_endpoint": "https://id.example.com/authorize?p=policy",
    "token_endpoint": "https://id.example.com/token",
    "jwks_uri": "https://id.example.com/keys",
}


def read(wanted: str = "https://id.example.com", **changes: Any) -> provider.Published:
    return provider.read(json.dumps({**FOUND, **changes}).encode(), wanted=wanted)


def test_a_provider_is_taken_at_its_word_about_itself() -> None:
    assert read() == provider.Published(
        issuer="https://id.example.com",
        authorization="https://id.example.com/authorize?p=policy",
        token="https://id.example.com/token",
        keys="https://id.example.com/keys",
        basic=True,
    )


@pytest.mark.parametrize("place", ["common", "organizations"])
def test_a_provider_of_many_tenants_leaves_a_place_for_the_tenant(place: str) -> None:
    issuer = f"{ENTRA}/{{tenantid}}/v2.0"
    assert read(f"{ENTRA}/{place}/v2.0", issuer=issuer).issuer == issuer


@pytest.mark.parametrize(
    ("wanted", "issuer"),
    [
        ("https://id.example.com", "https://evil.example"),
        ("https://id.example.com", "https://id.example.com/"),
        ("https://id.example.com", None),
        ("https://id.example.com", ["https://id.example.com"]),
        (f"{ENTRA}/organizations/v2.0", "https://evil.example/{tenantid}/v2.0"),
        (f"{ENTRA}/organizations/v2.0", "{tenantid}"),
        (f"{ENTRA}/organizations/v2.0", f"{ENTRA}/{{tenantid}}/v1.0"),
        (f"{ENTRA}/{TENANT}/v2.0", f"{ENTRA}/{{tenantid}}/v2.0"),
        (f"{ENTRA}/v2.0", f"{ENTRA}/{{tenantid}}/v2.0"),
    ],
)
def test_one_that_speaks_of_another_is_refused(wanted: str, issuer: Any) -> None:
    with pytest.raises(Refusal, match="provider_issuer"):
        read(wanted, issuer=issuer)


@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
@pytest.mark.parametrize(
    "address",
    ["http://id.example.com/x", "ftp://id.example.com/x", "//id.example.com", "", None, "https://", 7],
)
def test_an_address_without_tls_is_not_asked(name: str, address: Any) -> None:
    with pytest.raises(Refusal, match="provider_unsafe"):
        read(**{name: address})


def test_the_secret_goes_into_the_form_where_the_provider_takes_it_there() -> None:
    assert read(token_endpoint_auth_methods_supported=["client_secret_post"]).basic is False
