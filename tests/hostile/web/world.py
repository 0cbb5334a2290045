"""Two companies that must not know of each other, and every address of the site filled in with what one of them has.

Contoso has one record of every kind that stands in an address; Dan acts for Fabrikam alone, and Rea reviews at the
desk. The addresses are read from the site's own patterns: a page that is added is walked too, or the walk fails.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from directbill.actions import invitation
from directbill.core.work import Work
from directbill.queries import ledger, standing
from directbill.records import scope
from directbill.records.models import (
    Account,
    Evidence,
    EvidenceRevision,
    LedgerFile,
    LedgerImport,
    Notice,
    Partner,
    Person,
    Representative,
)
from directbill.records.words import DeskRole, PartnerRole
from directbill.web.ui import ledger_lines as lines
from tests import cast
from tests.actions import enrolled, sent, transition
from tests.actions.applying import Applying
from tests.actions.deciding import Deciding
from tests.actions.test_conversation import asked
from tests.cast import NOW
from tests.web import pages

QUESTION = "qualify"
DESK_PAGES = (
    "desk_application",
    "desk_item",
    "desk_talk",
    "desk_presence",
    "desk_snooze",
    "desk_escalate",
    "desk_hand_over",
    "desk_assign",
    "desk_deed",
    "desk_appoint",
    "desk_report",
    "desk_plans",
    "desk_figure",
    "desk_line",
    "desk_paper",
    "desk_paper_file",
    "desk_text",
    "desk_register",
    "desk_mailbox",
    "desk_nonconformity",
)
"""Pages of an application at the desk, which have its key in their address."""
ASSESSOR_PAGES = (
    "assess_one",
    "assess_declare",
    "assess_criterion",
    "assess_deed",
    "assess_report",
    "assess_document",
    "assess_nonconformity",
    "assess_slots",
)
"""Pages of an assessment, which have its key in their address."""


@dataclass
class World:
    """Contoso's application and people, Dan and his company, and what stands in Contoso's addresses."""

    made: Applying
    fabrikam: Partner
    dan: Person
    rea: Person
    enrollment: str
    """Contoso's enrollment, by its reference; it has one restriction, and a transition with one customer."""
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def company(self) -> str:
        return str(self.made.company.partner.reference)

    def keys(self) -> dict[str, Any]:
        """A key of Contoso's by the name of the page that has it in its address."""
        return dict(self.values)


def world() -> World:
    """Both companies; Contoso has submitted, asked, invited and given files."""
    made = sent.submitted()
    fabrikam, dan = cast.stranger()
    restricted = transition.moving(enrolled.early(made), "Wingtip")
    found = World(made, fabrikam, dan, cast.at_desk("Rea", DeskRole.REVIEWER), restricted.row.reference)
    partner = made.company.partner
    talk = asked(made.company)
    by = cast.acting(made.company.ada)
    role = PartnerRole.READER
    offered = invitation.make(partner=partner.id, email="eva@example.com", role=role, by=by, at=NOW)
    asa = cast.at_desk("Asa", DeskRole.ASSESSOR).desk_roles.get()
    boss = cast.acting(cast.at_desk("Max", DeskRole.PROGRAM_MANAGER))
    to_desk = invitation.make_desk(email="fay@example.com", role=DeskRole.REVIEWER, by=boss, at=NOW)
    with scope.scoped(scope.partner(partner.id)):
        one_of = {
            "account_change": Account,
            "representative": Representative,
            "import": LedgerImport,
            "ledger_file": LedgerFile,
            "evidence_file": EvidenceRevision,
            "evidence_remove": Evidence,
            "notice": Notice,
        }
        found.values = {name: model.objects.filter(partner=partner)[0].id for name, model in one_of.items()}
        known = standing.known(partner.id)
        assert known is not None
        line = ledger.lines(known, lines.wanted({})).lines[0]
        found.values["line"] = f"{line.file}:{line.row}"
    found.values |= {
        "import_settle": found.values["import"],
        "conversation": talk.id,
        "desk_conversation": talk.id,
        "invitation_change": offered.id,
        "desk_invitation": to_desk.id,
        "desk_evidence": found.values["evidence_file"],
        **dict.fromkeys(DESK_PAGES, made.record.id),
        "desk_assessor": asa.id,
        **dict.fromkeys(ASSESSOR_PAGES, Deciding(made).of(Work.ASSESSMENT)[0].id),
    }
    return found


def patterns() -> Iterator[URLPattern]:
    """Every address of the site, each once."""

    def walk(found: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
        for each in found:
            yield from walk(each.url_patterns) if isinstance(each, URLResolver) else [each]

    seen = set()
    for each in walk(get_resolver("directbill.web.urls").url_patterns):
        if str(each.pattern) not in seen:
            seen.add(str(each.pattern))
            yield each


NAMES = sorted({str(each.name) for each in patterns()})
OF_COMPANY = sorted({str(each.name) for each in patterns() if "company" in each.pattern.converters})
FIXED: Mapping[str, Mapping[str, Any]] = {
    "task": {"key": "support"},
    "application_task": {"key": "support"},
    "evidence_add": {"task": "people", "field": "authority_proof"},
    "evidence_add_early": {"task": "people", "field": "authority_proof"},
    "application_verb": {"verb": "recall"},
    "transition_deed": {"verb": "list"},
    "desk_population_file": {"table": "states", "kind": "csv"},
    "transition_customer": {"number": 1},
    "transition_customer_deed": {"number": 1, "verb": "record_consent"},
    "desk_transition_deed": {"verb": "approve"},
    "desk_customer": {"number": 1},
    "desk_customer_deed": {"number": 1, "verb": "verify"},
    "provider": {"secret": "s" * 43},
    "restriction": {"number": 1},
    **{
        f"{face}restriction_{name}": {"number": 1}
        for face in ("", "desk_")
        for name in ("customers", "sheet")
    },
    **{f"{face}restriction_notice": {"number": 1, "lang": "en"} for face in ("", "desk_")},
    "desk_restriction": {"number": 1},
    "desk_restriction_deed": {"number": 1, "verb": "recommend_lift"},
    "restriction_deed": {"number": 1, "verb": "claim_cure"},
    "application_item": {"key": "partner_id"},
    "application_deed": {"key": "partner_id", "verb": "answer"},
    "desk_edition": {"edition": "2025-10-01"},
    "desk_item": {"item": "partner_id"},
    "desk_assign": {"item": "partner_id"},
    "desk_snooze": {"item": "partner_id"},
    "desk_escalate": {"item": "partner_id"},
    "desk_hand_over": {"item": "partner_id"},
    "desk_register": {"item": "business_registration", "kind": "ares"},
    "desk_appoint": {"item": "assessment"},
    "desk_report": {"item": "assessment"},
    "application_report": {"key": "assessment"},
    "desk_plans": {"item": "plan"},
    "desk_figure": {"item": "revenue_ttm"},
    "desk_line": {"item": "revenue_ttm"},
    "desk_text": {"item": "agreement", "lang": "en"},
    "application_text": {"key": "agreement", "lang": "en"},
    "desk_paper": {"item": "decision", "number": 1},
    "desk_paper_file": {"item": "decision", "number": 1, "lang": "en"},
    "application_paper": {"key": "decision", "number": 1},
    "application_paper_file": {"key": "decision", "number": 1, "lang": "en"},
    "application_plans": {"key": "plan"},
    "assess_criterion": {"criterion": "mfa_for_all"},
    "assess_deed": {"verb": "hold"},
    "assess_nonconformity": {"one": uuid4()},
    "application_slots": {"key": "assessment"},
    "application_claim": {"key": "assessment", "criterion": "mfa_for_all"},
    "desk_nonconformity": {"item": "assessment", "one": uuid4()},
    "application_nonconformity": {"key": "assessment", "one": uuid4()},
    "assess_document": {"document": uuid4()},
    "desk_deed": {"item": "partner_id", "verb": "accept"},
    "question": {"key": QUESTION},
    "password_reset": {"token": "x-y"},
    "application_mailbox": {"key": "email_ownership"},
    "desk_mailbox": {"item": "email_ownership"},
    "mailbox": {"secret": "s" * 43},
    "sign": {"secret": "s" * 43},
    "invitation": {"secret": "s" * 43},
    "invitation_account": {"secret": "s" * 43},
}
"""What else stands in an address, and is nobody's."""


def parts(name: str) -> list[str]:
    """The names of what stands in an address."""
    return next(list(each.pattern.converters) for each in patterns() if each.name == name)


def path(name: str, found: World, **instead: Any) -> str:
    """The address of a page as Contoso's people have it; `instead` replaces parts of it."""
    wanted: dict[str, Any] = {}
    for part in parts(name):
        known = {
            "company": found.company,
            "reference": found.made.record.reference,
            "partner": found.made.company.partner.id,
            "enrollment": found.enrollment,
            **({"key": found.values[name]} if name in found.values else {"key": uuid4()}),
            **FIXED.get(name, {}),
        }
        wanted[part] = known[part]
    query = f"?where={found.values['line']}" if name == "line" else ""
    return reverse(name, kwargs={**wanted, **instead}) + query


def drained(answer: HttpResponse) -> bytes:
    """The body of an answer; a file that is handed out is closed as the server closes it."""
    return pages.downloaded(answer) if answer.streaming else bytes(answer.content)


def said(answer: HttpResponse, asked_for: str) -> tuple[int, bytes, tuple[tuple[str, str], ...]]:
    """All that an answer tells: status, body and headers, without the secrets and the path the reader sent."""
    body = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", drained(answer))
    escaped = asked_for.replace("&", "&amp;").encode()
    headers = {k: v for k, v in answer.headers.items() if k not in ("X-Request-Id", "Content-Length")}
    return answer.status_code, body.replace(escaped, b"PATH"), tuple(sorted(headers.items()))
