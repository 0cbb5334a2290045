"""From submitted to a decision that holds: every side at a browser of its own, on the pages the product has for it."""

from collections.abc import Callable

import pytest

from directbill.core.criteria import Finding, Grade, Result, Status
from directbill.core.work import Work
from tests.journeys import at_desk
from tests.journeys.installation import Installation
from tests.journeys.visitor import Visitor
from tests.journeys.ways import AT_A_DESK, ON_A_PHONE, WAYS

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Visits = Callable[..., Visitor]
VERIFIED = (Work.CONFIRMATION, Work.DETAILS, Work.VERIFICATION)
WHY = "Half of the accounts have none."
ONE = "mfa_for_all"


@WAYS
def test_granted_step_by_step_until_the_company_is_admitted(
    installed: Installation, visits: Visits, lang: str, width: int
) -> None:
    story = at_desk.submitted(installed, visits, lang, width)
    confirmation = story.key(Work.CONFIRMATION)
    story.does("Rea", confirmation, "query", to="queried")
    story.does("Ada", confirmation, "answer", to="in_review")
    story.does("Rea", confirmation, "accept", to="accepted")
    story.passed(Work.CONFIRMATION)
    story.does("Ada", story.key(Work.DETAILS), "give", to="given")
    story.does("Rea", story.key(Work.VERIFICATION), "succeed", to="succeeded")
    story.passed(Work.VERIFICATION)
    plan = story.key(Work.CONTRACT)
    assert story.offers("Ada", plan) == set()
    story.does("Cy", story.key(Work.CREDIT), "pass", to="passed")
    ada = story.who("Ada")
    may_buy = ada.say("letter.credit_passed.title", reference=story.made.application)
    assert story.made.application in installed.mail(story.made.ada, may_buy)
    story.opens("Ada", plan)
    ada.page.locator(".careful").wait_for()
    story.passed(Work.ASSESSMENT)
    decision = story.key(Work.DECISION)
    story.does("Rea", decision, "recommend_grant", to="grant_recommended")
    story.does("Tom", decision, "grant", to="granted")
    story.does("Ada", plan, "record", to="recorded")
    story.does("Rea", plan, "confirm", to="confirmed")
    agreement = story.key(Work.AGREEMENT)
    story.does("Ada", agreement, "accept", to="accepted")
    story.does("Tom", agreement, "countersign", to="in_force")
    assert story.state() == "enrolled"
    assert len([m for m in installed.mails(story.made.ada) if may_buy in str(m["Subject"])]) == 1


@ON_A_PHONE
def test_granted_with_a_condition_that_is_closed_in_time(
    installed: Installation, visits: Visits, lang: str, width: int
) -> None:
    story = at_desk.submitted(installed, visits, lang, width)
    story.passed(*VERIFIED, Work.CREDIT, Work.ASSESSMENT)
    decision = story.key(Work.DECISION)
    story.prepare(decision, "recommend_grant")
    assert "grant_with_conditions" not in story.offers("Rea", decision)
    story.does("Tom", decision, "grant_with_conditions", to="granted_with_conditions")
    story.does("Ada", decision, "prove_conditions", to="conditions_answered")
    rea = story.opens("Rea", decision)
    rea.sees("proof.pdf")
    story.does("Rea", decision, "close_conditions", to="granted")


@AT_A_DESK
def test_refused_and_the_appeal_is_heard_by_somebody_who_took_no_part(
    installed: Installation, visits: Visits, lang: str, width: int
) -> None:
    story = at_desk.submitted(installed, visits, lang, width)
    story.does("Rea", story.key(Work.CONFIRMATION), "refuse", to="refused")
    decision = story.key(Work.DECISION)
    story.does("Rea", decision, "recommend_refusal", to="refusal_recommended")
    story.does("Tom", decision, "refuse", to="refused")
    story.does("Ada", decision, "appeal", to="appealed")
    assert story.offers("Tom", decision) == set()
    story.does("Mia", decision, "overturn", to="to_recommend")
    assert story.state() == "submitted"
    story.prepare(decision, "recommend_refusal", "refuse")
    assert "appeal" not in story.offers("Ada", decision)


@AT_A_DESK
def test_credit_that_did_not_pass_is_checked_again_and_the_mail_comes_once(
    installed: Installation, visits: Visits, lang: str, width: int
) -> None:
    story = at_desk.submitted(installed, visits, lang, width)
    story.passed(*VERIFIED)
    credit = story.key(Work.CREDIT)
    story.does("Cy", credit, "ask", to="requested")
    story.does("Ada", credit, "provide", to="in_review")
    story.opens("Rea", credit)
    assert "proof.pdf" not in story.who("Rea").text
    cy = story.opens("Cy", credit)
    cy.sees("proof.pdf")
    story.does("Cy", credit, "fail", to="failed")
    assert story.offers("Ada", story.key(Work.CONTRACT)) == set()
    story.does("Ada", credit, "retry", to="in_review")
    story.does("Cy", credit, "pass", to="passed")
    may_buy = cy.say("letter.credit_passed.title", reference=story.made.application)
    installed.mail(story.made.ada, may_buy)
    assert len([m for m in installed.mails(story.made.ada) if may_buy in str(m["Subject"])]) == 1
    assert story.offers("Ada", story.key(Work.CONTRACT)) == {"record"}


@ON_A_PHONE
def test_a_rejected_verification_is_corrected_with_a_document_and_accepted(
    installed: Installation, visits: Visits, lang: str, width: int
) -> None:
    story = at_desk.submitted(installed, visits, lang, width)
    story.passed(Work.CONFIRMATION, Work.DETAILS)
    key = story.installed.prepare(lambda: story.case.of(Work.VERIFICATION)[1].key)
    story.does("Rea", key, "ask", to="pending_applicant_action")
    story.does("Ada", key, "provide", to="in_progress")
    story.does("Rea", key, "reject", to="rejected")
    assert story.offers("Ada", key) == {"correct", "appeal"}
    story.does("Ada", key, "correct", to="in_progress")
    story.does("Rea", key, "succeed", to="succeeded")


@AT_A_DESK
def test_a_major_nonconformity_is_corrected_and_closed_out(
    installed: Installation, visits: Visits, lang: str, width: int
) -> None:
    story = at_desk.submitted(installed, visits, lang, width)
    story.passed(Work.CONFIRMATION)
    key = story.key(Work.ASSESSMENT)
    story.installed.prepare(lambda: story.case.appointed(key))
    story.does("Ada", key, "book", to="booked")
    story.does("Asa", key, "hold", to="held")
    major = Finding(Status.LOOKED_AT, Result.NOT_MET, Grade.MAJOR, WHY)
    story.installed.prepare(lambda: story.case.assessed(key, **{ONE: major}))
    ada = story.opens("Ada", key)
    assert WHY not in ada.text
    story.does("Asa", key, "require", to="correcting")
    story.opens("Ada", key)
    ada.sees(WHY)
    ada.goes(ada.page.locator("a[href*='/nonconformities/']"))
    ada.page.locator("#f-text").fill("Every account has one since Monday.")
    ada.page.locator("#f-file").set_input_files([at_desk.PROOF])
    ada.presses("nonconformity.send")
    at_desk.Story.stands(story, ada, "life.nonconformity.answered.word")
    story.does("Ada", key, "correct", to="corrected")
    asa = story.opens("Asa", key)
    asa.goes(asa.page.locator("a[href*='/nonconformities/']"))
    asa.page.locator("#f-text").fill("Seen in the tenant.")
    asa.presses("nonconformity.close")
    at_desk.Story.stands(story, asa, "life.nonconformity.closed.word")
    story.does("Asa", key, "close_out", to="passed")


@ON_A_PHONE
def test_an_assessor_who_recuses_is_not_asked_again(
    installed: Installation, visits: Visits, lang: str, width: int
) -> None:
    story = at_desk.submitted(installed, visits, lang, width)
    story.passed(Work.CONFIRMATION)
    key = story.key(Work.ASSESSMENT)
    story.installed.prepare(lambda: story.case.appointed(key))
    story.installed.prepare(lambda: story.case.who(Work.ASSESSMENT, "hold"))
    story.who("Bo")
    asa = story.opens("Asa", key)
    address = asa.path
    asa.goes(asa.link(at_desk.verb_name(asa, "assessment", "recuse")))
    at_desk.fill(asa, story.installed.prepare(lambda: story.case.ask(key, "recuse")))
    asa.page.locator("#f-text").fill("I advised them last year.")
    asa.goes(asa.button(at_desk.verb_name(asa, "assessment", "recuse")))
    asa.opens(address)
    assert asa.status == 404
    rea = story.opens("Rea", key)
    rea.follows("assessors.appoint")
    offered = rea.page.locator("main form label").all_inner_texts()
    assert ([any(name in each for each in offered) for name in ("Asa", "Bo")]) == [False, True]
    rea.page.locator("main form label", has_text="Bo").first.click()
    rea.presses("assessors.appoint")
    story.opens("Bo", key)
    assert story.who("Bo").status == 200
