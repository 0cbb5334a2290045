"""Pages: for whom, in which scope, and what becomes of a refusal."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import InternalError
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from directbill.gateways import clock
from directbill.records import scope
from directbill.records.models import Person, Representative
from directbill.records.words import DeskRole
from directbill.web import sessions
from tests import cast
from tests.actions import applying
from tests.web import pages
from tests.web.entering import BACKEND, enter

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.tried")]
LONG_AGO = timedelta(hours=1)


def entered(who: Person) -> Client:
    return enter(Client(), who)


def views(patterns: list[URLPattern | URLResolver]) -> list[URLPattern]:
    return [v for p in patterns for v in (views(p.url_patterns) if isinstance(p, URLResolver) else [p])]


@pytest.mark.urls("directbill.web.urls")
def test_every_view_says_for_whom_it_is() -> None:
    unsaid = [str(v.pattern) for v in views(get_resolver().url_patterns) if not hasattr(v.callback, "access")]
    assert unsaid == []


def test_a_view_that_says_nothing_is_not_for_everybody() -> None:
    assert Client().get("/unmarked/")["Location"] == "/sign-in/?next=%2Funmarked%2F"
    assert entered(cast.person("Eva")).get("/unmarked/").content == b"seen"


def test_nobody_is_nobody_and_has_no_scope() -> None:
    answer = Client().get("/open/")
    assert answer.content.decode() == f"None '' {answer['X-Request-Id']}"


def test_a_session_no_sign_in_of_ours_began_is_worth_nothing() -> None:
    client = Client()
    client.force_login(cast.person("Eva"), backend=BACKEND)
    assert client.get("/form/").status_code == 302


def test_an_applicant_sees_the_company_they_act_for_and_nothing_else() -> None:
    company = applying.begun().company
    fabrikam, dan = cast.stranger()
    assert entered(company.ben).get("/scoped/").content.decode() == (
        f"partner:{company.partner.id} ['Contoso Example s.r.o.']"
    )
    assert entered(dan).get("/scoped/").content.decode() == f"partner:{fabrikam.id} []"


def test_the_desk_sees_every_company() -> None:
    applying.begun()
    rea = cast.at_desk("Rea", DeskRole.REVIEWER)
    assert entered(rea).get("/scoped/").content.decode() == "all ['Contoso Example s.r.o.']"


def test_whoever_left_sees_nothing_at_the_next_request() -> None:
    company = cast.applicant()
    client, address = entered(company.ben), f"/partners/{company.partner.id}/"
    assert client.get(address).status_code == 200
    with scope.scoped(scope.EVERYONE):
        Representative.objects.filter(person=company.ben).update(until=clock.now())
    assert client.get(address).status_code == 404


def test_a_foreign_company_looks_exactly_like_none() -> None:
    company, (_, dan) = cast.applicant(), cast.stranger()
    client = entered(dan)
    answers = [
        client.get(address)
        for address in (f"/partners/{company.partner.id}/", f"/partners/{uuid4()}/", "/no-such-page/")
    ]
    said = {(a.status_code, pages.text(a.content)) for a in answers}
    assert (len(said), answers[0].status_code) == (1, 404)


def test_a_page_that_is_looked_at_writes_nothing(django_db_blocker: object) -> None:
    client = entered(cast.applicant().ada)
    with pytest.raises(InternalError, match="read-only"):
        client.get("/writing/")


@pytest.mark.parametrize(
    ("code", "status"), [("not_there", 404), ("not_permitted", 403), ("revision_stale", 409)]
)
def test_a_refusal_that_leaves_the_page_has_its_answer_and_undoes_what_the_page_did(
    code: str, status: int
) -> None:
    eva = cast.person("Eva")
    assert entered(eva).post(f"/refusing/{code}/").status_code == status
    eva.refresh_from_db()
    assert eva.name == "Eva"


def test_what_matters_leads_to_proving_who_one_is_and_back() -> None:
    eva = cast.person("Eva")
    assert entered(eva).get("/matters/").content == b"done"
    client = enter(Client(), eva, confirmed_at=clock.now() - LONG_AGO)
    assert client.get("/matters/?a=1")["Location"] == "/confirm/?next=%2Fmatters%2F%3Fa%3D1"
    answer = client.post("/matters/", {"answer": "typed"})
    assert (answer.status_code, answer["Location"]) == (303, "/confirm/?next=%2Fmatters%2F")
    assert client.post("/matters/posted/")["Location"] == "/confirm/?next=%2Fform%2F"


def test_a_session_is_used_at_most_once_a_minute_in_writing() -> None:
    client = entered(cast.person("Eva"))
    before = client.session[sessions.KEY]
    client.get("/form/")
    assert client.session[sessions.KEY] == before
