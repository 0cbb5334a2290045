"""People who sign in, and those of them who work at the program desk."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from directbill.records.models.kept import LONGEST_NAME, Kept, in_order, one_of, word
from directbill.records.words import DeskRole, Language


class People(BaseUserManager["Person"]):
    """People by what they sign in with."""

    def create_user(
        self, login: str, password: str | None = None, **fields: Any
    ) -> "Person":  # shape: Django's
        person = self.model(login=login, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser, Kept):
    """Somebody who can sign in.

    `login` tells people apart: the address of a local account, or issuer and subject of an identity provider. The
    e-mail address does not: two people may have the same, and whoever holds an address may change.
    """

    login = models.CharField(max_length=512, unique=True)
    name = models.CharField(max_length=LONGEST_NAME, blank=True)
    email = models.EmailField(blank=True)
    language = word(Language, default=Language.EN)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()

    objects = People()

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar = [one_of("language", Language, table="person")]

    def __str__(self) -> str:
        return self.name or self.email or self.login


class DeskMember(Kept):
    """A role of the program desk that a person has, from when until when."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="desk_roles")
    role = word(DeskRole)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    organization = models.CharField(max_length=LONGEST_NAME, blank=True)
    """Of an assessor: the organization they assess for, which is neither the program's nor a partner's."""

    class Meta:
        constraints: ClassVar = [
            one_of("role", DeskRole, table="deskmember"),
            in_order("since", "until", table="deskmember"),
            models.UniqueConstraint(
                fields=["person", "role"], condition=models.Q(until=None), name="deskmember_once_at_a_time"
            ),
        ]
