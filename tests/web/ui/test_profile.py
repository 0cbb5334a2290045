"""The accepted version of the enrollment form beside the one under review, on the pages of both sides."""

import re
from datetime import timedelta
from typing import Any

import pytest

from directbill.actions import item as actions
from directbill.actions.shape.steps import Deed
from directbill.core.work import Work
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding
from tests.actions.deciding import Deciding
from tests.actions.examples.register import desk_of
from tests.actions.sent import refused
from tests.web import pages
from tests.web.portal.views.test_progress import url
from tests.web.ui.test_closing import of_desk

pytestmark = pytest.mark.django_db
OTHER = {"tax_id": "CZ00006947", "iban": "CZ5508000000001234567899"}


def form(case: Deciding) -> str:
    return case.of(Work.DETAILS)[0].key


def accepted() -> Deciding:
    """An application whose enrollment form was given and verified."""
    return deciding.begun().passed(Work.CONFIRMATION, Work.DETAILS, Work.VERIFICATION)


def changed(case: Deciding, **values: str) -> Deciding:
    """The company gives other answers two days later."""
    later = Deciding(case.app, case.at + timedelta(days=2))
    later.do(form(case), "change")
    later.do(form(case), "give", **values)
    return later


def rows(found: Any) -> dict[str, str]:
    """What the page says of each answer, in words alone."""
    text = found.content.decode()
    part = text[text.index("Accepted, and under review") :].partition("</dl>")[0]
    pairs = re.findall(r"<dt>([^<]*)</dt><dd>(.*?)</dd>", part, flags=re.DOTALL)
    return {label: re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", said)).strip() for label, said in pairs}


def test_what_was_verified_is_accepted_and_what_is_fixed_says_so() -> None:
    case = accepted()
    found = pages.as_(case.app.company.ada).get(url(case, form(case)))
    assert rows(found)["Tax number"] == "Accepted: CZ12345679"
    assert rows(found)["Billing day"] == (
        "Accepted: 1 Once the company is enrolled this can never be changed."
    )
    assert "No other version is under review." in found.content.decode()


def test_a_change_stands_beside_what_is_accepted_until_what_it_touches_has_succeeded() -> None:
    case = changed(accepted(), **OTHER)
    touched = {e.item.key for e in desk_of(case).entries if {"tax_id", "iban"} & set(e.rests_on)}
    assert {row.key for row in case.of(Work.VERIFICATION) if row.state == "in_progress"} == touched
    ada = pages.as_(case.app.company.ada)
    assert rows(ada.get(url(case, form(case))))["Tax number"] == (
        "Accepted: CZ12345679 Under review: CZ00006947 Verified by: Registration of the business."
    )
    for key in sorted(touched):
        case.do(key, "succeed")
    found = ada.get(url(case, form(case)))
    assert rows(found)["Tax number"] == "Accepted: CZ00006947"
    assert "No other version is under review." in found.content.decode()


def test_what_is_restricted_stays_so_in_both_versions() -> None:
    case = changed(accepted(), **OTHER)
    restricted = "Accepted: given, not shown Under review: given, not shown"
    for role, shown in ((DeskRole.APPROVER, False), (DeskRole.REVIEWER, True)):
        found = pages.as_(cast.at_desk(f"Tim {role}", role)).get(of_desk(case, form(case)))
        assert (restricted in rows(found)["IBAN"], OTHER["iban"] in found.content.decode()) == (
            not shown,
            shown,
        )


def test_nothing_of_the_form_changes_once_the_company_is_enrolled() -> None:
    case = accepted().passed(Work.CREDIT, Work.ASSESSMENT, Work.DECISION, Work.CONTRACT, Work.AGREEMENT)
    ada, key = cast.acting(case.app.company.ada), form(case)
    change = Deed(verb="change")
    found = refused(lambda: actions.do(which=case.which(key), deed=change, by=ada, at=case.at))
    assert [f.code for f in found] == ["application_not_with_desk"]
