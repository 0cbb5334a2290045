"""Partners: the company, its accounts, and the people who act for it."""

from typing import ClassVar

from django.db import models

from directbill.core.parties import AccountKind
from directbill.records.models.kept import DIGEST, LONGEST_NAME, Kept, in_order, one_of, together, word
from directbill.records.models.people import Person
from directbill.records.words import DeskRole, Language, PartnerRole


class Partner(Kept):
    """A company that applies, or is in the program."""

    reference = word(unique=True)
    name = models.CharField(max_length=LONGEST_NAME)
    language = word(Language, default=Language.EN)
    registered_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            one_of("language", Language, table="partner"),
            models.CheckConstraint(condition=~models.Q(name=""), name="partner_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Account(Kept):
    """An account of a partner. A location account belongs to one tenant and sells in one region."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="accounts")
    kind = word(AccountKind)
    number = models.CharField(max_length=20)
    """The PartnerID."""
    tenant = models.UUIDField(null=True)
    country = models.CharField(max_length=2, blank=True)
    region = word(blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            one_of("kind", AccountKind, table="account"),
            in_order("valid_from", "valid_to", table="account"),
            models.CheckConstraint(
                condition=models.Q(number__regex=r"^[0-9]{1,20}$"), name="account_number_digits"
            ),
            models.UniqueConstraint(fields=["partner", "number"], name="account_number_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant"], name="account_tenant")]


class Representative(Kept):
    """A person who acts for a partner in a role, from when until when."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="representatives")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="representations")
    role = word(PartnerRole)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            one_of("role", PartnerRole, table="representative"),
            in_order("since", "until", table="representative"),
            models.UniqueConstraint(
                fields=["partner", "person"],
                condition=models.Q(until=None),
                name="representative_once_at_a_time",
            ),
        ]


class Invitation(Kept):
    """An invitation to act for a partner, or at the desk (then without a partner). The link's secret is not kept."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="invitations", null=True)
    email = models.EmailField()
    role = word()
    digest = models.CharField(max_length=DIGEST, unique=True)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            together("accepted_at", "accepted_by", table="invitation"),
            in_order("invited_at", "expires_at", table="invitation"),
            models.CheckConstraint(
                condition=models.Q(partner=None, role__in=sorted(DeskRole))
                | models.Q(partner__isnull=False, role__in=sorted(PartnerRole)),
                name="invitation_role_of_its_side",
            ),
        ]
