"""The partner's pages of leaving, waivers and the transition; the provider's page behind its link."""

from datetime import timedelta

import pytest
from django.test import Client

from directbill.core.leaving import State
from directbill.gateways import clock
from directbill.queries import days, departures
from directbill.records import scope
from directbill.records.models import OutboxMessage
from tests.actions import leaving as notices
from tests.actions import transition as made
from tests.actions.enrolled import Enrolled, quick, reviewer
from tests.web import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def found() -> Enrolled:
    return quick()


@pytest.fixture
def ada(found: Enrolled) -> Client:
    return pages.as_(found.case.app.company.ada)


def at(found: Enrolled, more: str = "") -> str:
    company = found.case.app.company.partner.reference
    return f"/c/{company}/enrollments/{found.row.reference}/{more}"


def said(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return pages.text(answer.content)


def post(client: Client, path: str, **values: object) -> int:
    return client.post(path, values).status_code


def test_leaving_says_first_what_ends_what_is_kept_and_what_coming_back_means(
    found: Enrolled, ada: Client
) -> None:
    page = said(ada, at(found, "leave/"))
    ends = f"{days.of(clock.now()) + timedelta(days=30):%A}"
    for words in ("Notice takes 30 days", ends, "What is kept", "the company applies anew", "Why you leave"):
        assert words in page
    assert f'href="{at(found, "leave/")}"' in ada.get(at(found)).content.decode()


def test_notice_is_given_and_taken_back_on_its_page(found: Enrolled, ada: Client) -> None:
    path = at(found, "leave/")
    assert post(ada, path, do="give", revision=found.row.revision, text="Enough.") == 302
    page = said(ada, path)
    assert ("Take the notice back" in page, "Why you leave" in page, "Enough." in page) == (True, False, True)
    assert post(ada, path, do="give", revision=found.row.revision) == 422
    assert post(ada, path, do="take_back", revision=found.row.revision) == 302
    with scope.scoped(scope.EVERYONE):
        assert [row.state for row in departures.of(found.row)] == [State.TAKEN_BACK]


def test_who_is_on_the_way_to_indirect_reseller_is_told_why_no_notice_can_be_given(
    found: Enrolled, ada: Client
) -> None:
    made.asked(found)
    page = said(ada, at(found, "leave/"))
    assert ("withdraws that first" in page, "Why you leave" in page) == (True, False)
    made.decided(found, "approve")
    made.accepted(found)
    assert "there is no way back" in said(ada, at(found, "leave/"))


def test_who_may_not_give_notice_reads_and_is_offered_nothing(found: Enrolled) -> None:
    cyd = pages.as_(found.case.app.company.cyd)
    page = said(cyd, at(found, "leave/"))
    assert ("What ends on that day" in page, "Why you leave" in page) == (True, False)
    assert post(cyd, at(found, "leave/"), do="give", revision=found.row.revision) == 403
    assert cyd.get(at(found, "transition/ask/")).status_code == 404


def test_the_company_reads_a_waiver_once_it_is_granted(found: Enrolled, ada: Client) -> None:
    notices.proposed(found, "indirect_tenure")
    notices.granted(found)
    page = said(ada, at(found, "waivers/"))
    assert ("granted" in page, "proposed" in page, "Propose a waiver" in page) == (True, False, False)


def test_the_transition_goes_from_the_request_to_a_customer_that_moved(found: Enrolled, ada: Client) -> None:
    path = at(found, "transition/")
    assert "What is lost" in said(ada, path)
    assert post(ada, f"{path}ask/", revision=found.row.revision, profile="yes") == 422
    assert post(ada, f"{path}ask/", revision=found.row.revision, **made.ASKED) == 302
    assert "The desk answers by" in said(ada, path)
    made.decided(found, "approve")
    assert post(ada, f"{path}name_provider/", revision=_revision(found), **made.PROVIDER) == 302
    assert post(ada, f"{path}list/", revision=_revision(found), names="Fabrikam\r\nNorthwind\r\n") == 302
    assert _provider_accepts() == 302
    customer = f"{path}customers/1/"
    assert post(ada, f"{customer}record_consent/", revision=_of(found), **made.CONSENT) == 302
    assert "the provider attests it again" in said(ada, customer)
    assert post(ada, f"{customer}confirm_agreement/", revision=_of(found), **made.AGREED) == 302
    lines = {f"lines.{n}.{key}": value for n, line in enumerate(made.LINES, 1) for key, value in line.items()}
    assert post(ada, f"{customer}plan/", revision=_of(found), **{**lines, "lines.2.way": "transfer"}) == 422
    assert post(ada, f"{customer}plan/", revision=_of(found), **lines) == 302
    page = said(ada, customer)
    assert ("1 transfer is needed" in page, page.count("Mark as done")) == (True, 2)
    for line in (1, 2):
        assert post(ada, f"{customer}mark/", revision=_of(found), line=line) == 302
    assert post(ada, f"{customer}finish/", revision=_of(found)) == 302
    assert [row.state for row in made.moves(found)] == ["moved", "listed"]
    assert "Verified: 0 of 2." in said(ada, path)


def _revision(found: Enrolled) -> int:
    return made.row(found).revision


def _of(found: Enrolled) -> int:
    return made.moves(found)[0].revision


def _provider_accepts() -> int:
    """By the link of the mail, without a name first."""
    with scope.scoped(scope.EVERYONE):
        url = OutboxMessage.objects.get(notice__kind="transition_provider").private["url"]
    path = url[url.index("/provider/") :]
    client = Client()
    assert post(client, path, do="accept", name=" ") == 422
    answer = client.post(path, {"do": "accept", "name": "Lea Example"})
    assert "You accepted." in pages.text(client.get(path).content)
    return answer.status_code


def test_a_link_that_leads_nowhere_is_not_there_and_a_replaced_one_says_so(found: Enrolled) -> None:
    client = Client()
    assert client.get("/provider/" + "s" * 43 + "/").status_code == 404
    made.asked(found)
    made.decided(found, "approve")
    made.named(found)
    with scope.scoped(scope.EVERYONE):
        url = OutboxMessage.objects.get(notice__kind="transition_provider").private["url"]
    path = url[url.index("/provider/") :]
    assert "Accept for the provider" in said(client, path)
    made.named(found, name="Litware Cloud")
    assert "leads nowhere any more" in said(client, path)
    assert post(client, path, do="accept", name="Lea") == 422


def test_customers_of_the_ledger_are_offered_and_one_listed_is_not_offered_again(
    found: Enrolled, ada: Client
) -> None:
    made.asked(found)
    made.decided(found, "approve")
    path = at(found, "transition/list/")
    offered = ada.get(path).content.decode().count('name="ledger"')
    assert offered > 0
    assert post(ada, path, revision=_revision(found), ledger="1") == 302
    assert len(made.moves(found)) == 1
    assert ada.get(path).content.decode().count('name="ledger"') == offered - 1


def test_what_the_desk_alone_does_is_not_there_for_the_company(found: Enrolled, ada: Client) -> None:
    made.asked(found)
    assert ada.get(at(found, "transition/approve/")).status_code == 404
    assert post(ada, at(found, "transition/approve/"), revision=1) == 404
    made.decided(found, "approve", by=reviewer())
    assert ada.get(at(found, "transition/accept/")).status_code == 404


def test_the_history_of_the_company_tells_every_act_in_words(found: Enrolled, ada: Client) -> None:
    notices.given(found)
    notices.taken_back(found)
    made.moving(found, "Fabrikam")
    made.did(found, 1, "record_consent", values=made.CONSENT)
    page = said(ada, at(found).partition("enrollments/")[0] + "timeline/")
    reference = found.row.reference
    for words in (
        f"The company asked to become an indirect reseller ({reference}).",
        f"The transition of {reference}: approve.",
        f"The company named Litware Distribution as its indirect provider ({reference}).",
        f"Litware Distribution accepted: the company is both from now on ({reference}).",
        f"Customers were listed for the transition of {reference}: Fabrikam.",
        f"Fabrikam ({reference}/1): record the consent.",
        f"Notice was given: the enrollment {reference} ends on 22 Dec 2026.",
    ):
        assert words in page
