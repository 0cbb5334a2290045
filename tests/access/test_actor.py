"""A signed-in person has the roles they have now."""

import pytest

from directbill.access import actor
from directbill.access.actor import Proof, SignedIn
from directbill.records import scope
from directbill.records.models import DeskMember, Representative
from directbill.records.words import ActorKind, DeskRole, PartnerRole
from tests import cast
from tests.cast import NOW, TENANT

pytestmark = pytest.mark.django_db


def test_a_representative_acts_for_their_company_and_for_no_other() -> None:
    ours, (theirs, dan) = cast.applicant(), cast.stranger()
    assert actor.of(ours.ben, SignedIn()).partners == {ours.partner.id: PartnerRole.CONTRIBUTOR}
    assert actor.of(dan, SignedIn()).partners == {theirs.id: PartnerRole.GLOBAL_ADMINISTRATOR}


def test_a_representative_who_left_has_no_right_any_more() -> None:
    ours = cast.applicant()
    with scope.scoped(scope.partner(ours.partner.id)):
        Representative.objects.filter(person=ours.ben).update(until=NOW)
    assert actor.of(ours.ben, SignedIn()).partners == {}


def test_a_desk_role_that_ended_gives_no_right() -> None:
    rea = cast.at_desk("Rea", DeskRole.REVIEWER)
    assert actor.of(rea, SignedIn()).desk == {DeskRole.REVIEWER}
    DeskMember.objects.filter(person=rea).update(until=NOW)
    assert actor.of(rea, SignedIn()).desk == frozenset()


def test_what_the_session_knows_goes_with_the_actor() -> None:
    session = SignedIn(administrator=Proof.NOT_SAID, tenant=TENANT, confirmed_at=NOW, request="req-7")
    ada = cast.applicant().ada
    found = actor.of(ada, session)
    assert (found.kind, found.key, found.name, found.person) == (ActorKind.PERSON, str(ada.id), "Ada", ada.id)
    assert (found.administrator, found.tenant, found.confirmed_at, found.request) == (
        Proof.NOT_SAID,
        TENANT,
        NOW,
        "req-7",
    )


def test_a_job_and_a_link_are_no_persons() -> None:
    ours = cast.applicant()
    link = actor.signatory("signature:1", name="Eva", partner=ours.partner.id)
    assert (actor.system("sweep").person, link.person, link.partners) == (None, None, {})
