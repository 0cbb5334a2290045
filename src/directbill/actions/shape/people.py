"""What the actions about people share: passwords that will do, and letters to one person about themselves."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from directbill.actions.shape import links, outbox
from directbill.actions.shape.outbox import Letter
from directbill.core.errors import Refusal, refuse
from directbill.documents.texts import printable
from directbill.queries import days
from directbill.records import scope
from directbill.records.models import Notice, Person
from directbill.records.models.kept import LONGEST_NAME

LONGEST_PASSWORD, LONGEST_EMAIL = 1000, 254
WEAK = {"password_too_short": "password_short", "password_too_common": "password_common"}


def address(email: str) -> str:
    """An e-mail address as it is kept. Refuses `email_invalid`."""
    found = email.strip()
    try:
        validate_email(found)
    except ValidationError:
        raise refuse("email_invalid", column="email", found=email) from None
    if len(found) > LONGEST_EMAIL:
        raise refuse("email_invalid", column="email", found=email)
    return found


def login_of(email: str) -> str:
    """What a local account signs in with: the address in small letters."""
    return email.strip().lower()


def named(name: str) -> str:
    """A person's name as it is kept: one line that reads as it is written."""
    return printable(" ".join(name.split()))[:LONGEST_NAME]


def check_password(password: str) -> None:
    """Refuse a password that is too short, too long or known to everybody."""
    if len(password) > LONGEST_PASSWORD:
        raise refuse("password_long", column="password", most=str(LONGEST_PASSWORD))
    try:
        validate_password(password)
    except ValidationError as weak:
        raise _weak(weak) from None


def reset_token(found: Person) -> str:
    """What the link to set another password carries. It is not kept: it is made from what the account is now."""
    return default_token_generator.make_token(found)


def may_reset(found: Person, token: str) -> bool:
    """Whether the token of a link still serves: an hour long, and until the password changes or somebody signs in."""
    return (
        found.is_active and found.has_usable_password() and default_token_generator.check_token(found, token)
    )


def tell(kind: str, who: Person, *, occasion: str, at: datetime, link: str = "") -> Notice | None:
    """Tell a person about their own account. Nothing is sent to whoever has no address; `link` is in the mail alone."""
    if not who.email:
        return None
    wanted = Letter(
        kind=kind,
        subject=("person", str(who.id)),
        occasion=occasion,
        reader=who.email,
        language=who.language,
        values={
            "name": str(who),
            "at": days.of(at).isoformat(),
            **({} if link else {"url": links.to("/account/")}),
        },
        private={"url": links.to(link)} if link else {},
    )
    with scope.scoped(scope.EVERYONE):  # a letter without a partner is the installation's own
        return outbox.queue(wanted, at=at)


def _weak(weak: ValidationError) -> Refusal:
    first = weak.error_list[0]
    least = str((first.params or {}).get("min_length", ""))
    return refuse(WEAK[str(first.code)], column="password", least=least)
