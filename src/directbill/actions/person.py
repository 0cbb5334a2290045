"""People: they come with a provider's word or sign up, sign in, and keep their own account."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import make_password

from directbill.access.actor import Actor
from directbill.actions.shape import audit, people, work
from directbill.core.errors import refuse
from directbill.records import scope
from directbill.records.models import Person
from directbill.records.words import Language, Proof

PROVIDER = "oidc"
"""What allauth calls the one identity provider of an installation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an identity provider tells of a person. `login` alone says who it is; `key` is the same, shorter."""

    login: str
    key: str = ""
    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """How somebody signed in, and what the sign-in proved: kept as evidence of what they do afterwards."""

    methods: str
    """The ways they proved who they are, such as `password, totp`."""
    administrator: Proof
    tenant: UUID | None = None
    guest: bool = False


def join(*, told: Told, language: str, by: Actor, at: datetime) -> Person:
    """Somebody signs in with an identity provider for the first time. `by` is themselves, under a new key.

    An address that somebody else has too means nothing: identities are never joined by it. Two first sign-ins of
    one identity in the same moment make one person.
    """
    given = {
        "name": people.named(told.name),
        "email": told.email,
        "language": Language(language),
        "joined_at": at,
    }
    unusable = {"id": work.person(by), "password": make_password(None)}
    with scope.scoped(scope.person(work.person(by))):
        found, made = Person.objects.get_or_create(login=told.login, defaults={**given, **unusable})
        SocialAccount.objects.get_or_create(provider=PROVIDER, uid=told.key, defaults={"user": found})
        if made:
            _written("join", found, by=by, at=at, before={})
    return found


def sign_up(*, told: Told, password: str, language: str, by: Actor, at: datetime) -> Person:
    """Somebody makes a local account; its login is the address in small letters.

    Refuses `email_invalid`, `account_taken`, and a password that will not do.
    """
    person = work.person(by)
    email = people.address(told.email)
    login = people.login_of(email)
    people.check_password(password)
    with scope.scoped(scope.person(person)):
        if Person.objects.filter(login=login).exists():
            raise refuse("account_taken", column="email", found=email)
        found = Person(
            id=person,
            login=login,
            name=people.named(told.name),
            email=email,
            language=Language(language),
            joined_at=at,
        )
        found.set_password(password)
        found.save(force_insert=True)
        _written("sign_up", found, by=by, at=at, before={})
    return found


def sign_in(*, proved: Proved, told: Told | None, by: Actor, at: datetime) -> Person:
    """Keep that somebody signed in and what that proved; a provider's newer name or address is taken over."""
    person = work.person(by)
    with scope.scoped(scope.person(person)):
        found = work.lock(Person.objects.all(), id=person)
        before = _plain(found)
        if told is not None:
            found.name = people.named(told.name) or found.name
            found.email = told.email or found.email
        found.save(update_fields=["name", "email"])
        _written("sign_in", found, by=by, at=at, before=before, proved=proved)
    return found


def change_password(*, old: str, new: str, by: Actor, at: datetime) -> Person:
    """Change one's own password. Refuses `password_wrong`, `password_same`, and one that will not do."""
    person = work.person(by)
    with scope.scoped(scope.person(person)):
        found = work.lock(Person.objects.all(), id=person)
        if not found.check_password(old):
            raise refuse("password_wrong", column="old")
        if old == new:
            raise refuse("password_same", column="password")
        people.check_password(new)
        found.set_password(new)
        found.save(update_fields=["password"])
        people.tell("password_changed", found, occasion=at.isoformat(), at=at)
        _written("change_password", found, by=by, at=at, before=_plain(found))
    return found


def ask_reset(*, email: str, by: Actor, at: datetime) -> None:
    """Somebody forgot the password: a link to set another is mailed to the account, at most one an hour.

    Whether there is such an account, nobody learns.
    """
    with scope.scoped(scope.EVERYONE):
        found = Person.objects.filter(login=people.login_of(email), is_active=True).first()
        if found is None or not found.has_usable_password():
            return
        link = f"/password/{found.id}/{people.reset_token(found)}/"
        people.tell("password_reset", found, occasion=f"{at:%Y-%m-%dT%H}", at=at, link=link)
        _written("ask_reset", found, by=by, at=at, before=_plain(found))


def reset_password(*, token: str, new: str, by: Actor, at: datetime) -> Person:
    """Set another password with the link, which then serves no more. Refuses `reset_over`, and one that will not do."""
    with scope.scoped(scope.person(work.person(by))):
        found = work.lock(Person.objects.all(), id=by.person)
        if not people.may_reset(found, token):
            raise refuse("reset_over")
        people.check_password(new)
        found.set_password(new)
        found.save(update_fields=["password"])
        people.tell("password_changed", found, occasion=at.isoformat(), at=at)
        _written("reset_password", found, by=by, at=at, before=_plain(found))
    return found


def confirm(*, password: str, by: Actor, at: datetime) -> None:
    """The person of a local account proves anew who they are, with the password. Refuses `password_wrong`."""
    person = work.person(by)
    with scope.scoped(scope.person(person)):
        found = work.lock(Person.objects.all(), id=person)
        if not found.check_password(password):
            raise refuse("password_wrong", column="password")
        proved = Proved(methods="password", administrator=Proof.DECLARED)
        _written("confirm", found, by=by, at=at, before=_plain(found), proved=proved)


def confirm_with_provider(*, proved: Proved, by: Actor, at: datetime) -> None:
    """Keep that the provider says the person proved anew who they are, and what that proved."""
    with scope.scoped(scope.person(work.person(by))):
        found = work.lock(Person.objects.all(), id=by.person)
        _written("confirm_with_provider", found, by=by, at=at, before=_plain(found), proved=proved)


def _plain(found: Person) -> dict[str, str]:
    return {"login": found.login, "name": found.name, "email": found.email}


def _written(
    verb: str, found: Person, *, by: Actor, at: datetime, before: dict[str, str], proved: Proved | None = None
) -> None:  # fmt: skip
    after = _plain(found)
    if proved is not None:
        tenant = str(proved.tenant or "")
        said = {"methods": proved.methods, "administrator": proved.administrator.value, "tenant": tenant}
        after |= said | ({"guest": "yes"} if proved.guest else {})
    changes = audit.changed(before, after)
    audit.write(f"person:{verb}", by=by, at=at, subject=("person", found.id), changes=changes)
