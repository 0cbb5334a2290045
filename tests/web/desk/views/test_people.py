"""A program manager invites people to the desk, and nobody else does."""

import pytest

from directbill.records import scope
from directbill.records.models import Invitation
from directbill.records.words import DeskRole
from tests import cast
from tests.actions.test_invitation import invited
from tests.web import pages

pytestmark = pytest.mark.django_db
PATH = "/desk/people/"


def open_ones() -> list[Invitation]:
    with scope.scoped(scope.EVERYONE):
        return list(Invitation.objects.filter(revoked_at=None))


def test_a_manager_invites_sends_again_and_takes_back() -> None:
    browser = pages.as_(cast.at_desk("Max", DeskRole.PROGRAM_MANAGER))
    assert 'href="/desk/people/"' in browser.get("/desk/").content.decode()
    sent = {"email": "fay@example.com", "role": "credit_analyst"}
    assert browser.post(PATH, sent)["Location"] == PATH
    (found,) = open_ones()
    assert (found.email, found.role, found.partner_id) == ("fay@example.com", "credit_analyst", None)
    said = pages.text(browser.get(PATH).content)
    assert ["Max program manager" in said, "fay@example.com credit analyst" in said] == [True, True]
    browser.post(f"{PATH}invitations/{found.id}/", {"do": "resend"})
    assert open_ones()[0].digest != found.digest
    browser.post(f"{PATH}invitations/{found.id}/", {"do": "revoke"})
    assert open_ones() == []


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"email": "fay", "role": "reviewer"}, "This is no e-mail address"),
        ({"email": "fay@example.com", "role": "global_administrator"}, "global_administrator"),
        ({"email": "fay@example.com"}, "What they may do"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_invited(sent: dict[str, str], said: str) -> None:
    answer = pages.as_(cast.at_desk("Max", DeskRole.PROGRAM_MANAGER)).post(PATH, sent)
    assert (answer.status_code, said in pages.text(answer.content), open_ones()) == (422, True, [])


@pytest.mark.parametrize("role", [role for role in DeskRole if role != DeskRole.PROGRAM_MANAGER])
def test_to_everybody_else_the_page_is_not_there(role: DeskRole) -> None:
    browser = pages.as_(cast.at_desk("Rea", role))
    sent = {"email": "fay@example.com", "role": "reviewer"}
    assert [browser.get(PATH).status_code, browser.post(PATH, sent).status_code] == [404, 404]
    assert (PATH in browser.get("/account/").content.decode(), open_ones()) == (False, [])


def test_an_invitation_of_a_company_is_not_there_for_the_desk() -> None:
    theirs = invited(cast.applicant())
    browser = pages.as_(cast.at_desk("Max", DeskRole.PROGRAM_MANAGER))
    assert browser.post(f"{PATH}invitations/{theirs.id}/", {"do": "revoke"}).status_code == 404
    assert "eva@example.com" not in browser.get(PATH).content.decode()
