"""Invitations: a link for one person, once, in time."""

from datetime import timedelta

import pytest

from directbill.access import actor
from directbill.access.actor import Actor
from directbill.actions import invitation
from directbill.core.errors import Refusal
from directbill.queries import invitations
from directbill.records import scope
from directbill.records.models import DeskMember, Event, Invitation, Notice, OutboxMessage, Person
from directbill.records.words import DeskRole, PartnerRole
from tests import cast
from tests.cast import NOW, Applicant

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def secret_sent(to: Invitation) -> str:
    """What only the mail has."""
    with scope.scoped(scope.EVERYONE):
        notices = Notice.objects.filter(subject=str(to.id), kind__startswith="invitation_")
        message = OutboxMessage.objects.get(notice=notices.order_by("-at").first())
    return str(message.private["url"]).split("/invitation/")[1].rstrip("/")


def invited(company: Applicant, *, email: str = "eva@example.com") -> Invitation:
    ada = cast.acting(company.ada)
    return invitation.make(
        partner=company.partner.id, email=email, role=PartnerRole.CONTRIBUTOR, by=ada, at=NOW
    )


def refused(code: str, secret: str, *, by: Actor, at: object = LATER) -> None:
    with pytest.raises(Refusal) as refusal:
        invitation.accept(secret=secret, by=by, at=at)  # type: ignore[arg-type] - dates of the tests
    assert refusal.value.code == code


def test_whoever_was_invited_accepts_and_acts_for_the_company() -> None:
    company = cast.applicant()
    secret = secret_sent(invited(company))
    eva = cast.person("Eva")
    invitation.accept(secret=secret, by=cast.acting(eva), at=LATER)
    assert cast.acting(eva).partners == {company.partner.id: PartnerRole.CONTRIBUTOR}
    with scope.scoped(scope.EVERYONE):
        kinds = list(
            Event.objects.filter(subject_kind="invitation").order_by("at").values_list("kind", flat=True)
        )
        told = Notice.objects.get(kind="representative_new")
    assert kinds == ["invitation:make", "invitation:accept"]
    assert (told.reader, "Eva" in told.text) == ("ada@example.com", True)


def test_the_secret_is_nowhere_but_in_the_mail() -> None:
    found = invited(cast.applicant())
    secret = secret_sent(found)
    with scope.scoped(scope.EVERYONE):
        notice = Notice.objects.get(subject=str(found.id))
        event = Event.objects.get(kind="invitation:make")
    kept = f"{notice.text}{notice.html}{notice.values}{event.changes}{found.digest}"
    assert secret not in kept
    assert "inviter" not in notice.text
    assert "Ada" in notice.title


def test_an_invitation_serves_once() -> None:
    secret = secret_sent(invited(cast.applicant()))
    eva = cast.acting(cast.person("Eva"))
    invitation.accept(secret=secret, by=eva, at=LATER)
    refused("invitation_closed", secret, by=eva)


def test_a_wrong_secret_leads_nowhere() -> None:
    refused("not_there", "no-such-secret", by=cast.acting(cast.person("Eva")))


def test_an_expired_invitation_is_refused_and_sending_it_again_mends_it() -> None:
    company = cast.applicant()
    found = invited(company)
    first = secret_sent(found)
    after = NOW + invitation.VALID
    eva = cast.acting(cast.person("Eva"))
    refused("invitation_expired", first, by=eva, at=after)
    ada = cast.acting(company.ada)
    invitation.resend(partner=company.partner.id, invitation=found.id, by=ada, at=after)
    refused("not_there", first, by=eva, at=after)
    invitation.accept(secret=secret_sent(found), by=eva, at=after)


def test_somebody_else_who_holds_the_link_is_told_whose_it_is() -> None:
    secret = secret_sent(invited(cast.applicant()))
    dan = cast.acting(cast.person("Dan"))
    with pytest.raises(Refusal) as refusal:
        invitation.accept(secret=secret, by=dan, at=LATER)
    (fault,) = refusal.value.faults
    assert (fault.code, fault.found, fault.params["invited"]) == (
        "invitation_other_person",
        "dan@example.com",
        "eva@example.com",
    )


def test_a_person_whose_address_nobody_told_may_accept_and_the_event_says_so() -> None:
    secret = secret_sent(invited(cast.applicant()))
    silent = Person.objects.create(login="https://issuer.example|7", name="Eva", joined_at=NOW)
    invitation.accept(secret=secret, by=cast.acting(silent), at=LATER)
    with scope.scoped(scope.EVERYONE):
        event = Event.objects.get(kind="invitation:accept")
    assert {"path": "address", "from": None, "to": "not said"} in event.changes


def test_a_revoked_invitation_leads_nowhere() -> None:
    company = cast.applicant()
    found = invited(company)
    secret = secret_sent(found)
    invitation.revoke(partner=company.partner.id, invitation=found.id, by=cast.acting(company.ada), at=LATER)
    refused("invitation_closed", secret, by=cast.acting(cast.person("Eva")))
    with scope.scoped(scope.partner(company.partner.id)):
        assert invitations.open_ones(company.partner.id, at=LATER) == []


def test_an_address_has_one_open_invitation() -> None:
    company = cast.applicant()
    invited(company)
    with pytest.raises(Refusal, match="invitation_open"):
        invited(company, email="EVA@example.com")


def test_whoever_acts_for_the_company_already_keeps_their_role() -> None:
    company = cast.applicant()
    secret = secret_sent(invited(company, email="ben@example.com"))
    refused("invitation_already", secret, by=cast.acting(company.ben))
    assert cast.acting(company.ben).partners[company.partner.id] is PartnerRole.CONTRIBUTOR


@pytest.mark.parametrize("who", ["ben", "cyd"])
def test_only_an_administrator_of_the_company_invites(who: str) -> None:
    company = cast.applicant()
    with pytest.raises(Refusal, match="not_permitted"):
        invitation.make(
            partner=company.partner.id,
            email="eva@example.com",
            role=PartnerRole.READER,
            by=cast.acting(getattr(company, who)),
            at=NOW,
        )


def test_a_foreign_invitation_is_not_there() -> None:
    company, (fabrikam, dan) = cast.applicant(), cast.stranger()
    found = invited(company)
    for partner in (company.partner.id, fabrikam.id):
        with pytest.raises(Refusal, match="not_there"):
            invitation.revoke(partner=partner, invitation=found.id, by=cast.acting(dan), at=LATER)


def test_the_installation_and_a_program_manager_invite_to_the_desk() -> None:
    manager = cast.acting(cast.at_desk("Max", DeskRole.PROGRAM_MANAGER))
    for number, by in enumerate((actor.system("createuser"), manager)):
        found = invitation.make_desk(email=f"rea{number}@example.com", role=DeskRole.REVIEWER, by=by, at=NOW)
        rea = cast.person(f"Rea{number}")
        invitation.accept(secret=secret_sent(found), by=cast.acting(rea), at=LATER)
        assert cast.acting(rea).desk == {DeskRole.REVIEWER}
    assert DeskMember.objects.filter(role=DeskRole.REVIEWER).count() == 2


def test_a_reviewer_invites_nobody_to_the_desk() -> None:
    rea = cast.acting(cast.at_desk("Rea", DeskRole.REVIEWER))
    with pytest.raises(Refusal, match="not_permitted"):
        invitation.make_desk(email="eva@example.com", role=DeskRole.APPROVER, by=rea, at=NOW)


@pytest.mark.parametrize(
    "address", ["", "eva", "eva@", "eva@example.com\nBcc: x@example.com", "a" * 260 + "@x.cz"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(Refusal, match="email_invalid"):
        invited(cast.applicant(), email=address)
