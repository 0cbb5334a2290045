"""The people of a company on their pages: invited, changed, ended, by administrators and nobody else."""

import pytest
from django.urls import reverse

from directbill.records import scope
from directbill.records.models import Invitation
from directbill.records.words import PartnerRole
from tests import cast
from tests.actions.test_invitation import invited
from tests.actions.test_representative import held
from tests.cast import Applicant
from tests.web import pages

pytestmark = pytest.mark.django_db


def address(company: Applicant, more: str = "") -> str:
    return f"/c/{company.partner.reference}/people/{more}"


def open_ones(company: Applicant) -> list[Invitation]:
    with scope.scoped(scope.partner(company.partner.id)):
        return list(Invitation.objects.filter(partner=company.partner, revoked_at=None))


def test_everybody_of_the_company_sees_who_acts_for_it() -> None:
    company = cast.applicant()
    for who in (company.ada, company.ben, company.cyd):
        said = pages.text(pages.as_(who).get(address(company)).content)
        assert [name in said for name in ("Ada", "Ben", "Cyd")] == [True] * 3
        assert ("Invite somebody" in said) is (who == company.ada)


def test_an_administrator_invites_sends_again_and_takes_back() -> None:
    company = cast.applicant()
    ada = pages.as_(company.ada)
    ada.post(address(company), {"email": "eva@example.com", "role": "reader"})
    (found,) = open_ones(company)
    assert (found.email, found.role) == ("eva@example.com", PartnerRole.READER)
    assert "eva@example.com" in pages.text(ada.get(address(company)).content)
    ada.post(address(company, f"invitations/{found.id}/"), {"do": "resend"})
    assert open_ones(company)[0].digest != found.digest
    ada.post(address(company, f"invitations/{found.id}/"), {"do": "revoke"})
    assert open_ones(company) == []


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"email": "eva", "role": "reader"}, "This is no e-mail address"),
        ({"email": "eva@example.com", "role": "owner"}, "owner"),
        ({"email": "eva@example.com"}, "What they may do"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_invited(sent: dict[str, str], said: str) -> None:
    company = cast.applicant()
    answer = pages.as_(company.ada).post(address(company), sent)
    assert (answer.status_code, said in pages.text(answer.content)) == (422, True)
    assert open_ones(company) == []


def test_a_role_is_changed_and_somebody_is_ended() -> None:
    company = cast.applicant()
    ada, ben = pages.as_(company.ada), held(company, "ben")
    ada.post(address(company, f"{ben}/"), {"do": "role", "role": "reader"})
    assert cast.acting(company.ben).partners == {company.partner.id: PartnerRole.READER}
    assert "no longer act for" in pages.text(ada.get(address(company, f"{ben}/")).content)
    ada.post(address(company, f"{ben}/"), {"do": "end"})
    assert cast.acting(company.ben).partners == {}
    assert ada.get(address(company, f"{ben}/")).status_code == 404


def test_the_last_administrator_is_told_what_to_do_first() -> None:
    company = cast.applicant()
    answer = pages.as_(company.ada).post(address(company, f"{held(company, 'ada')}/"), {"do": "end"})
    said = pages.text(answer.content)
    assert (answer.status_code, "Make somebody else a Global administrator first." in said) == (422, True)


def test_whoever_ends_themselves_is_led_home() -> None:
    company = cast.applicant()
    ada = pages.as_(company.ada)
    ada.post(address(company, f"{held(company, 'ben')}/"), {"do": "role", "role": "global_administrator"})
    answer = ada.post(address(company, f"{held(company, 'ada')}/"), {"do": "end"})
    assert (answer.status_code, answer["Location"]) == (302, reverse("home"))
    assert ada.get(address(company)).status_code == 404


@pytest.mark.parametrize("who", ["ben", "cyd"])
def test_nobody_else_of_the_company_changes_anything(who: str) -> None:
    company = cast.applicant()
    browser = pages.as_(getattr(company, who))
    found = invited(company)
    sent = {"email": "x@example.com", "role": "global_administrator", "do": "end"}
    for more in ("", f"{held(company, 'ada')}/", f"invitations/{found.id}/"):
        assert browser.post(address(company, more), sent).status_code in (403, 404)
    assert [i.email for i in open_ones(company)] == ["eva@example.com"]
    assert company.partner.id in cast.acting(company.ada).partners


def test_a_stranger_finds_no_such_page() -> None:
    company, (fabrikam, dan) = cast.applicant(), cast.stranger()
    browser, ben = pages.as_(dan), held(company, "ben")
    assert browser.get(address(company)).status_code == 404
    assert browser.post(f"/c/{fabrikam.reference}/people/{ben}/", {"do": "end"}).status_code == 404
    assert company.partner.id in cast.acting(company.ben).partners


def test_an_invitation_without_a_role_is_told_that_nothing_is_chosen() -> None:
    company = cast.applicant()
    path = f"/c/{company.partner.reference}/people/"
    answer = pages.as_(company.ada).post(path, {"email": "eva@example.com", "language": "en"})
    assert (answer.status_code, "Nothing is chosen yet." in pages.text(answer.content)) == (422, True)
