"""The start page and the quick check, opened by anybody."""

import pytest
from django.test import Client

from tests.web import pages

pytestmark = pytest.mark.django_db


def test_the_start_page_says_what_not_to_do_yet() -> None:
    said = pages.text(Client().get("/").content)
    assert "Do not buy a support plan before the e-mail says that the credit check has passed." in said
    assert "Requirements in force since 10 Apr 2024." in said


def test_the_quick_check_stops_at_the_first_answer_that_decides_and_says_how_far() -> None:
    browser = Client()
    asked = browser.get("/qualify/", follow=True)
    assert pages.heading(asked.content) == "Revenue"
    answered = browser.post("/qualify/revenue_ttm/", {"answer": "271,904.18"}, follow=True)
    said = pages.text(answered.content)
    assert pages.heading(answered.content) == "You do not qualify yet"
    assert "Revenue: short by USD 28,095.82." in said


def test_in_czech_a_figure_is_read_as_czechs_write_it() -> None:
    browser = Client(headers={"accept-language": "cs"})
    answered = browser.post("/qualify/revenue_ttm/", {"answer": "271 904,18"}, follow=True)
    assert "Výnosy: chybí 28 095,82 USD." in pages.text(answered.content)


def test_what_is_no_figure_is_asked_again_with_what_was_typed() -> None:
    answered = Client().post("/qualify/revenue_ttm/", {"answer": "about <b>half</b>"})
    said = answered.content.decode()
    assert answered.status_code == 422
    assert 'value="about &lt;b&gt;half&lt;/b&gt;"' in said
    assert "This is no amount" in said


def test_answers_are_kept_and_can_be_forgotten() -> None:
    browser = Client()
    browser.post("/qualify/revenue_ttm/", {"answer": "300000"})
    assert browser.get("/qualify/").headers["Location"] == "/qualify/indirect_tenure/"
    browser.post("/qualify/again/")
    assert browser.get("/qualify/").headers["Location"] == "/qualify/revenue_ttm/"


def test_a_question_that_is_not_asked_is_not_there() -> None:
    assert Client().get("/qualify/credit_check/").status_code == 404


@pytest.mark.parametrize(
    "away", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "x"]
)
def test_choosing_a_language_never_leads_elsewhere(away: str) -> None:
    answered = Client().post("/language/", {"language": "cs", "next": away})
    assert (answered.headers["Location"], answered.cookies["directbill_language"].value) == ("/", "cs")


def test_every_page_is_small_and_asks_nobody_else() -> None:
    answered = Client().get("/")
    assert len(answered.content) < 15_000
    assert "default-src 'none'" in answered.headers["Content-Security-Policy"]
    assert "https://" not in answered.content.decode()


def test_no_answer_is_told_as_none_and_not_as_an_empty_number() -> None:
    answered = Client(headers={"accept-language": "en"}).post("/qualify/revenue_ttm/", {"answer": ""})
    assert (answered.status_code, "There is no answer." in pages.text(answered.content)) == (422, True)
