"""A signed-in person has the roles they have now."""

import pytest

from directbill.access import actor, rules
from directbill.access.actor import SignedIn
from directbill.access.permissions import Permission
from directbill.records import scope
from directbill.records.models import DeskMember, Representative
from directbill.records.words import ActorKind, DeskRole, PartnerRole, Proof
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
    assert actor.of(rea, SignedIn(two_steps=True)).desk == {DeskRole.REVIEWER}
    DeskMember.objects.filter(person=rea).update(until=NOW)
    assert actor.of(rea, SignedIn(two_steps=True)).desk == frozenset()


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


def test_a_person_in_their_own_matters_has_no_role_even_where_they_have_some() -> None:
    company = cast.applicant()
    themselves = actor.themselves(company.ada.id, name="Ada")
    assert [p for p in Permission if rules.may(themselves, p, company.partner.id)] == []
    assert rules.scope_of(themselves, company.partner.id) == scope.person(company.ada.id)


def test_a_role_of_the_desk_waits_where_one_step_alone_proved_who_they_are() -> None:
    rea = cast.at_desk("Rea", DeskRole.REVIEWER)
    found = actor.of(rea, SignedIn())
    assert (found.desk, found.desk_waits) == (frozenset(), {DeskRole.REVIEWER})
    assert actor.of(rea, SignedIn(two_steps=True)).desk_waits == frozenset()
