"""Representatives: who leaves has no right from the next request on; a partner keeps an administrator."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from directbill.access import rules
from directbill.access.permissions import Permission
from directbill.actions import partner as partners
from directbill.actions import representative
from directbill.actions.partner import AccountGiven
from directbill.core.errors import Refusal
from directbill.core.parties import AccountKind
from directbill.records import scope
from directbill.records.models import Event, Notice, Representative
from directbill.records.words import PartnerRole, Proof
from tests import cast
from tests.cast import NOW, TENANT, Applicant

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def held(company: Applicant, who: str) -> UUID:
    with scope.scoped(scope.partner(company.partner.id)):
        return Representative.objects.get(person=getattr(company, who), until=None).id


def sells_from(company: Applicant, tenant: UUID, **given: object) -> None:
    account = AccountGiven(kind=AccountKind.LOCATION, number="6048879", tenant=tenant, **given)  # type: ignore[arg-type] - dates of the tests
    partners.add_account(partner=company.partner.id, given=account, by=cast.acting(company.ada), at=NOW)


def test_whoever_left_has_no_right_from_the_next_request_on() -> None:
    company = cast.applicant()
    before = cast.acting(company.ben)
    assert rules.may(before, Permission.ANSWERS_CHANGE, company.partner.id)
    representative.end(
        partner=company.partner.id,
        representative=held(company, "ben"),
        by=cast.acting(company.ada),
        at=LATER,
    )
    after = cast.acting(company.ben)
    assert after.partners == {}
    with pytest.raises(Refusal, match="not_there"):
        rules.require(after, Permission.PARTNER_READ, company.partner.id)
    with scope.scoped(scope.EVERYONE):
        assert Notice.objects.get(kind="representative_ended").reader == "ben@example.com"


def test_whoever_left_and_is_invited_again_begins_anew() -> None:
    company = cast.applicant()
    first = held(company, "ben")
    ada = cast.acting(company.ada)
    representative.end(partner=company.partner.id, representative=first, by=ada, at=LATER)
    with scope.scoped(scope.partner(company.partner.id)):
        Representative.objects.create(
            partner=company.partner, person=company.ben, role=PartnerRole.READER, since=LATER
        )
    assert cast.acting(company.ben).partners == {company.partner.id: PartnerRole.READER}
    with pytest.raises(Refusal, match="not_there"):
        representative.end(partner=company.partner.id, representative=first, by=ada, at=LATER)


@pytest.mark.parametrize("verb", ["end", "change_role"])
def test_the_last_administrator_stays(verb: str) -> None:
    company = cast.applicant()
    given = {"partner": company.partner.id, "representative": held(company, "ada")}
    role = {"role": PartnerRole.READER} if verb == "change_role" else {}
    with pytest.raises(Refusal, match="representative_last"):
        getattr(representative, verb)(**given, **role, by=cast.acting(company.ada), at=LATER)


def test_an_administrator_may_leave_once_there_is_another() -> None:
    company = cast.applicant()
    ada = cast.acting(company.ada)
    representative.change_role(
        partner=company.partner.id,
        representative=held(company, "ben"),
        role=PartnerRole.GLOBAL_ADMINISTRATOR,
        by=ada,
        at=LATER,
    )
    representative.end(partner=company.partner.id, representative=held(company, "ada"), by=ada, at=LATER)
    assert cast.acting(company.ben).partners == {company.partner.id: PartnerRole.GLOBAL_ADMINISTRATOR}
    with scope.scoped(scope.EVERYONE):
        kinds = Event.objects.filter(subject_kind="representative").values_list("kind", flat=True)
        assert list(kinds.order_by("id")) == ["representative:change_role", "representative:end"]


def test_an_administrator_who_cannot_sign_in_any_more_does_not_count() -> None:
    company = cast.applicant()
    with scope.scoped(scope.partner(company.partner.id)):
        Representative.objects.filter(person=company.ben).update(role=PartnerRole.GLOBAL_ADMINISTRATOR)
    company.ben.is_active = False
    company.ben.save()
    with pytest.raises(Refusal, match="representative_last"):
        representative.end(
            partner=company.partner.id,
            representative=held(company, "ada"),
            by=cast.acting(company.ada),
            at=LATER,
        )


@pytest.mark.parametrize("who", ["ben", "cyd"])
def test_only_an_administrator_ends_and_changes(who: str) -> None:
    company = cast.applicant()
    by = cast.acting(getattr(company, who))
    for verb, role in (("end", {}), ("change_role", {"role": PartnerRole.READER})):
        with pytest.raises(Refusal, match="not_permitted"):
            getattr(representative, verb)(
                partner=company.partner.id,
                representative=held(company, "ben"),
                **role,
                by=by,
                at=LATER,
            )


def test_a_proved_administrator_of_the_tenant_joins_by_an_act_of_their_own() -> None:
    company = cast.applicant()
    sells_from(company, TENANT)
    eva = cast.acting(cast.person("Eva"))
    assert eva.partners == {}
    representative.join(partner=company.partner.id, by=eva, at=LATER)
    assert cast.acting(cast.person("Eva")).partners == {company.partner.id: PartnerRole.GLOBAL_ADMINISTRATOR}
    with scope.scoped(scope.EVERYONE):
        event = Event.objects.get(kind="representative:join")
        told = Notice.objects.get(kind="representative_new")
    assert {"path": "tenant", "from": None, "to": str(TENANT)} in event.changes
    assert told.reader == "ada@example.com"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"administrator": Proof.NOT_SAID}, "join_not_proved"),
        ({"administrator": Proof.DENIED}, "join_not_proved"),
        ({"administrator": Proof.DECLARED}, "join_not_proved"),
        ({"tenant": None}, "join_not_proved"),
        ({"guest": True}, "join_guest"),
        ({"tenant": UUID(int=7)}, "not_there"),
    ],
    ids=str,
)
def test_nobody_else_joins(changes: dict[str, object], code: str) -> None:
    company = cast.applicant()
    sells_from(company, TENANT)
    eva = replace(cast.acting(cast.person("Eva")), **changes)  # type: ignore[arg-type] - fields of the actor
    with pytest.raises(Refusal, match=code):
        representative.join(partner=company.partner.id, by=eva, at=LATER)


def test_an_account_that_has_ended_lets_nobody_join() -> None:
    company = cast.applicant()
    sells_from(company, TENANT, valid_to=NOW.date() - timedelta(days=1))
    with pytest.raises(Refusal, match="not_there"):
        representative.join(partner=company.partner.id, by=cast.acting(cast.person("Eva")), at=LATER)


def test_whoever_acts_for_it_already_does_not_join_again() -> None:
    company = cast.applicant()
    sells_from(company, TENANT)
    with pytest.raises(Refusal, match="join_already"):
        representative.join(partner=company.partner.id, by=cast.acting(company.ben), at=LATER)
