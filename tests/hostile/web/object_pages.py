"""The addresses at which each object of objects.py stands, by the face; and the pages on which anything could stand."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from directbill.core.work import Work
from tests.hostile.web.objects import FINE, WRONG, Objects


@dataclass(frozen=True)
class Addresses:
    """Addresses of one application on each face."""

    found: Objects

    def items(self) -> dict[str, str]:
        """The first item of each kind of work."""
        return {str(row.work): row.key for row in reversed(self.found.case.rows())}

    def item(self, work: Work) -> str:
        return self.found.case.of(work)[0].key

    def portal(self, name: str, key: str = "", **more: Any) -> str:
        app = self.found.case.app
        part = {"company": app.company.partner.reference, "reference": app.record.reference}
        return reverse(name, kwargs={**part, **({"key": key} if key else {}), **more})

    def desk(self, name: str, item: str = "", **more: Any) -> str:
        part = {"key": self.found.case.app.id, **({"item": item} if item else {})}
        return reverse(name, kwargs={**part, **more})

    def assess(self, name: str, **more: Any) -> str:
        return reverse(name, kwargs={"key": self.found.keys["assessment"], **more})

    def of_review(self, item: str) -> dict[str, str]:
        """An item of the review that was opened, on each face."""
        review, company = self.found.keys["review"], self.found.case.app.company.partner.reference
        part = {"company": company, "reference": review.reference, "key": item}
        return {
            "portal": reverse("application_item", kwargs=part),
            "desk": reverse("desk_item", kwargs={"key": review.id, "item": item}),
        }

    def of_evidence(self, key: Any) -> dict[str, str]:
        company = self.found.case.app.company.partner.reference
        return {
            "portal": reverse("evidence_file", kwargs={"company": company, "key": key}),
            "desk": reverse("desk_evidence", kwargs={"key": key}),
        }


def _everywhere(at: Addresses, work: Work) -> dict[str, str]:
    """The page of an item on each face; the assessor's has assessments only."""
    key = at.item(work)
    found = {"portal": at.portal("application_item", key), "desk": at.desk("desk_item", key)}
    return found | ({"assessor": at.assess("assess_one")} if work is Work.ASSESSMENT else {})


def pages_begun(found: Objects) -> dict[str, dict[str, str]]:
    """The addresses of what the desk keeps for itself, and of what both sides write, by the face they stand on."""
    at, aside, asked = Addresses(found), found.keys["aside"], found.keys["escalated"]
    talk = {"portal": at.portal("application_talk"), "desk": at.desk("desk_talk")}
    return {
        "note": talk,
        "message": talk,
        "snooze": {
            "portal": at.portal("application_item", aside),
            "desk": at.desk("desk_item", aside),
            "its form": at.desk("desk_snooze", aside),
        },
        "escalation": {
            "portal": at.portal("application_item", asked),
            "desk": at.desk("desk_item", asked),
            "its form": at.desk("desk_escalate", asked),
        },
        "saved view": {"desk": reverse("desk_queue"), "its list": reverse("desk_saved_views")},
        "form of a confirmation": {
            "portal": at.portal("application_deed", aside, verb="accept"),
            "desk": at.desk("desk_deed", aside, verb="accept"),
        },
        "form of an appointment": {"desk": at.desk("desk_appoint", at.item(Work.ASSESSMENT))},
    }


def pages_under_way(found: Objects) -> dict[str, dict[str, str]]:
    """The addresses of every object while all is open, by the face they stand on."""
    at, keys = Addresses(found), found.keys
    details = at.item(Work.DETAILS)
    return {
        **{f"item of {work}": _everywhere(at, Work(work)) for work in at.items()},
        "query of a confirmation": _everywhere(at, Work.CONFIRMATION),
        "document of a confirmation": at.of_evidence(keys["of a confirmation"]),
        "enrollment detail": _everywhere(at, Work.DETAILS),
        "restricted detail": {
            "portal": at.portal("application_item", details),
            "desk": at.desk("desk_item", details),
        },
        "register answer": {"desk": at.desk("desk_item", "business_registration")}
        | {"portal": at.portal("application_item", "business_registration")},
        "credit file": _everywhere(at, Work.CREDIT),
        "document of the credit file": at.of_evidence(keys["of the credit file"]),
        "bureau report": _everywhere(at, Work.CREDIT),
        **_of_assessment(at, keys),
        "form of the credit review": {"desk": at.desk("desk_deed", at.item(Work.CREDIT), verb="pass")},
        "form of the assessment": {"assessor": at.assess("assess_deed", verb="require")},
    }


def _of_assessment(at: Addresses, keys: dict[str, Any]) -> dict[str, dict[str, str]]:
    assessment = at.item(Work.ASSESSMENT)
    return {
        "interview time": {
            "portal": at.portal("application_slots", assessment),
            "assessor": at.assess("assess_slots"),
            "desk": at.desk("desk_item", assessment),
        },
        "claim": {
            "portal": at.portal("application_claim", assessment, criterion=FINE),
            "assessor": at.assess("assess_criterion", criterion=FINE),
            "desk": at.desk("desk_item", assessment),
        },
        "document of the shelf": at.of_evidence(keys["shelf"])
        | {"assessor": at.assess("assess_document", document=keys["shelf"])},
        "finding": {
            "portal": at.portal("application_item", assessment),
            "claim's page": at.portal("application_claim", assessment, criterion=FINE),
            "assessor": at.assess("assess_criterion", criterion=FINE),
            "desk": at.desk("desk_item", assessment),
        },
        "nonconformity": {
            "portal": at.portal("application_item", assessment),
            "assessor": at.assess("assess_criterion", criterion=WRONG),
            "desk": at.desk("desk_item", assessment),
        },
        "declaration": {"assessor": at.assess("assess_declare")},
    }


def pages_ended(found: Objects) -> dict[str, dict[str, str]]:
    """The addresses of what there is when all is signed, by the face they stand on."""
    at, one = Addresses(found), found.keys["nonconformity"]
    assessment, decision, agreement = (at.item(w) for w in (Work.ASSESSMENT, Work.DECISION, Work.AGREEMENT))
    return {
        "finding": {
            "portal": at.portal("application_item", assessment),
            "claim's page": at.portal("application_claim", assessment, criterion=FINE),
            "assessor": at.assess("assess_criterion", criterion=FINE),
            "desk": at.desk("desk_item", assessment),
        },
        "claim": {"desk": at.desk("desk_item", assessment)},
        "report of the assessment": {
            "portal": at.portal("application_report", assessment),
            "assessor": at.assess("assess_report"),
            "desk": at.desk("desk_report", assessment),
        },
        **{
            name: {
                "portal": at.portal("application_nonconformity", assessment, one=one),
                "assessor": at.assess("assess_nonconformity", one=one),
                "desk": at.desk("desk_nonconformity", assessment, one=one),
            }
            for name in ("nonconformity", "answer to it")
        },
        "proposal of the credit review": _everywhere(at, Work.CREDIT),
        "recommendation": _everywhere(at, Work.DECISION),
        "decision": _everywhere(at, Work.DECISION),
        "letter of the decision": _papers(at, decision, found.keys["decided"]),
        "letter as a file": _files(at, decision, found.keys["decided"]),
        "text of the agreement": {
            "portal": at.portal("application_text", agreement, lang="en"),
            "desk": at.desk("desk_text", agreement, lang="en"),
        },
        "receipt of the agreement": _papers(at, agreement, found.keys["signed"]),
        "receipt as a file": _files(at, agreement, found.keys["signed"]),
        **_of_standing(at, found.keys["enrollment"]),
        "item of renewal": at.of_review("renewal"),
    }


def _of_standing(at: Addresses, enrollment: str) -> dict[str, dict[str, str]]:
    company = at.found.case.app.company.partner.reference
    part = {"enrollment": enrollment}

    def pages(name: str, **more: Any) -> dict[str, str]:
        return {
            "portal": reverse(name, kwargs={"company": company, **part, **more}),
            "desk": reverse(f"desk_{name}", kwargs={**part, **more}),
        }

    def changing(portal: str, desk: str, **more: Any) -> dict[str, str]:
        return {
            "portal": reverse(portal, kwargs={"company": company, **part, **more}),
            "desk": reverse(desk, kwargs={**part, **more}),
        }

    first = pages("restriction", number=1)
    waivers = changing("enrollment_waivers", "desk_waivers")
    whole = changing("transition", "desk_transition")
    consent = {**part, "company": company, "number": 1, "verb": "record_consent"}
    return {
        "granted waiver": waivers,
        "proposed waiver": waivers,
        "customer of a transition": whole,
        "provider of a transition": whole,
        "notice of leaving": changing("enrollment_leave", "desk_leave"),
        "form of a waiver": waivers,
        "form of a customer": {"portal": reverse("transition_customer_deed", kwargs=consent)},
        "restriction": first,
        "cure of a restriction": first,
        "recommendation on it": first,
        "proposed restriction": pages("restriction", number=2),
        "enrollment": pages("enrollment"),
        "form of a restriction": {
            "recommend": reverse("desk_restrict", kwargs=part),
            "decide": reverse("desk_restriction_deed", kwargs={**part, "number": 1, "verb": "lift"}),
        },
    }


def _papers(at: Addresses, key: str, number: int) -> dict[str, str]:
    portal = at.portal("application_paper", key, number=number)
    return {"portal": portal, "desk": at.desk("desk_paper", key, number=number)}


def _files(at: Addresses, key: str, number: int) -> dict[str, str]:
    portal = at.portal("application_paper_file", key, number=number, lang="en")
    return {"portal": portal, "desk": at.desk("desk_paper_file", key, number=number, lang="en")}


def common(found: Objects) -> list[str]:
    """Pages on which anything of anybody could stand: lists, overviews, histories."""
    at, app = Addresses(found), found.case.app
    company = {"company": app.company.partner.reference}
    names = ("standing", "enrollments", "messages", "applications", "timeline", "people")
    return [
        *(reverse(name, kwargs=company) for name in names),
        *(
            at.portal(name)
            for name in ("application", "application_progress", "application_timeline", "application_talk")
        ),
        *(
            reverse(name)
            for name in (
                "home",
                "desk",
                "desk_queue",
                "desk_enrollments",
                "desk_population",
                "desk_saved_views",
                "desk_conversations",
                "desk_away",
            )
        ),
        *(
            f"{reverse('desk_queue')}?show={show}"
            for show in ("mine", "unassigned", "waiting", "overdue", "all")
        ),
        *(at.desk(name) for name in ("desk_application", "desk_talk")),
        *(at.portal("application_item", row.key) for row in found.case.rows()),
        *(at.desk("desk_item", row.key) for row in found.case.rows()),
        *(at.assess("assess_criterion", criterion=each) for each in (FINE, WRONG)),
        reverse("assess"),
    ]
