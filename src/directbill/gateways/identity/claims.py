"""What verified claims say of a person. Nothing is inferred from what they do not say."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from directbill.core.errors import refuse
from directbill.documents.texts import printable
from directbill.gateways.identity import tokens
from directbill.gateways.identity.tokens import TENANT
from directbill.records.words import Proof

GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10"
"""The template of the directory role, the same in every tenant."""
CONSUMERS = UUID("9188040d-6c67-4c5b-b112-36a304b66dad")
"""The tenant of personal accounts, which belongs to no company."""
LONGEST_NAME, LONGEST_EMAIL = 200, 254
GUEST, MEMBER = 1, 0
YES, NO = (True, 1), (False, 0)

Claims = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who signed in. Issuer and subject alone say who it is; name and address only how to speak to them."""

    issuer: str
    subject: str
    tenant: UUID | None
    guest: bool | None
    """Whether the person is a guest in the tenant; None: not said."""
    administrator: Proof
    name: str
    email: str
    email_verified: bool | None
    authenticated_at: datetime | None
    """When the person proved who they are to the provider; None: not said."""

    @property
    def login(self) -> str:
        """What tells this person apart from everybody else."""
        return f"{self.issuer}|{self.subject}"

    @property
    def key(self) -> str:
        """The same in a fixed length."""
        return hashlib.sha256(self.login.encode()).hexdigest()


def read(claims: Claims) -> Identity:
    """The identity in verified claims. Refuses `tenant_consumer`, and claims that are not what they must be."""
    tenant = UUID(claims["tid"]) if "tid" in claims else None
    if tenant == CONSUMERS:
        raise refuse("tenant_consumer")
    verified = _email_verified(claims)
    return Identity(
        issuer=str(claims["iss"]),
        subject=str(claims["sub"]),
        tenant=tenant,
        guest=_guest(claims),
        administrator=_administrator(claims),
        name=_text(claims, "name")[:LONGEST_NAME],
        email="" if verified is False else _email(claims),
        email_verified=verified,
        authenticated_at=tokens.moment(claims, "auth_time") if "auth_time" in claims else None,
    )


def _administrator(claims: Claims) -> Proof:
    """The role among the directory roles. Without a list, or with one that was cut short, nothing was said."""
    roles = claims.get("wids")
    if roles is None:
        return Proof.NOT_SAID
    if not isinstance(roles, list) or not all(isinstance(role, str) for role in roles):
        raise refuse("token_claim", column="wids", found=str(roles))
    if GLOBAL_ADMINISTRATOR in {role.lower() for role in roles}:
        return Proof.PROVED
    left_out = claims.get("_claim_names")
    if left_out is not None and not isinstance(left_out, dict):
        raise refuse("token_claim", column="_claim_names", found=str(left_out))
    return Proof.NOT_SAID if left_out and "wids" in left_out else Proof.DENIED


def _guest(claims: Claims) -> bool | None:
    """By the account's kind; else by whether another tenant, or a consumer service, vouched for the person."""
    kind = claims.get("acct")
    if kind in (GUEST, MEMBER) and not isinstance(kind, bool):
        return bool(kind == GUEST)
    voucher = claims.get("idp")
    if not isinstance(voucher, str):
        return None
    named = re.search(TENANT, voucher)
    return voucher != claims["iss"] and (named is None or named.group() != claims.get("tid"))


def _email_verified(claims: Claims) -> bool | None:
    """Whether the address, or the owner of its domain, was verified. One no outweighs every yes."""
    said = [claims.get(name) for name in ("email_verified", "xms_edov") if name in claims]
    if any(value in NO for value in said):
        return False
    return True if any(value in YES for value in said) else None


def _email(claims: Claims) -> str:
    address = _text(claims, "email")
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address if len(address) <= LONGEST_EMAIL else ""


def _text(claims: Claims, name: str) -> str:
    value = claims.get(name)
    return printable(value).strip() if isinstance(value, str) else ""
