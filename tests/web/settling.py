"""What the story of every page tells of decisions and agreements: companies that came far, each to another place."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from directbill.core.work import Work
from tests import cast
from tests.actions.deciding import Deciding

FIRST = (Work.CONFIRMATION, Work.DETAILS, Work.VERIFICATION, Work.CREDIT, Work.ASSESSMENT)
COMPANIES = {
    "fourth": "Fourth Coffee Example s.r.o.",
    "margie": "Margie's Travel Example a.s.",
    "lamna": "Lamna Healthcare Example s.r.o.",
}

GIVEN: dict[str, Any] = {"bank_name": "Example Bank", "account_holder": "Relecloud Example a.s."}
CHANGED: dict[str, Any] = {"tax_id": "CZ00006947", "iban": "CZ5508000000001234567899"}


def told(submitted: Callable[[str, str], Deciding]) -> dict[str, str]:
    """Tell how each goes on after it was submitted; keys of the steps that its pages are of."""
    cases = {key: submitted(key, name).passed(*FIRST) for key, name in COMPANIES.items()}
    for key in ("fourth", "margie"):
        cases[key].passed(Work.DECISION, Work.CONTRACT)
    return {
        "offered": cases["fourth"].of(Work.AGREEMENT)[0].key,
        "in_force": _in_force(cases["margie"]),
        "conditional": _conditional(cases["lamna"]),
    }


def _in_force(case: Deciding) -> str:
    """The agreement was accepted and countersigned: where its receipt is."""
    key = case.of(Work.AGREEMENT)[0].key
    case.do(key, "accept", by=cast.later(cast.acting(case.app.company.ada), case.at))
    case.do(key, "countersign")
    return f"{key}/papers/{case.row(key).revision}"


def _conditional(case: Deciding) -> str:
    """Granted with two conditions, of which one is proven."""
    key = case.of(Work.DECISION)[0].key
    case.do(key, "recommend_grant")
    listed = [
        {"name": name, "due": (case.at + timedelta(days=days)).date().isoformat()}
        for name, days in (("Insurance against what customers do not pay", 30), ("A second contact", 90))
    ]
    case.do(key, "grant_with_conditions", conditions=listed)
    case.do(key, "prove_conditions")
    return key


def changed(case: Deciding) -> dict[str, str]:
    """What the company said of itself was accepted; a second later it gave another tax number and account."""
    key = case.of(Work.DETAILS)[0].key
    case.do(key, "give", **GIVEN)
    case.passed(Work.VERIFICATION)
    later = Deciding(case.app, case.at + timedelta(seconds=1))
    later.do(key, "change")
    later.do(key, "give", **{**GIVEN, **CHANGED})
    return {"profile": key}
