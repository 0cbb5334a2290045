"""What the five editions of the first program say: each line of the rules that were settled."""

from decimal import Decimal

import pytest

from directbill.core.edition import Edition, Kind, Level
from directbill.core.findings import Phase, Severity, Turn
from directbill.core.parties import Role
from directbill.programs import library

PROGRAM = library.load()
EDITIONS = {e.name: e for e in PROGRAM.editions}
SOURCE = EDITIONS["2024-04-10"]
CLOUD = ("license", "azure_usage", "reservation", "savings_plan")
TO_APPLY = [
    "partner_id",
    "signing_authority",
    "first_level_support",
    "revenue_ttm",
    "indirect_tenure",
    "receivables_infrastructure",
    "managed_service",
]
LATER = [
    "capability_assessment",
    "business_verification",
    "credit_check",
    "support_plan",
    "partner_agreement",
]


def keys(edition: Edition) -> list[str]:
    return [r.key for r in edition.requirements]


def bar(edition: Edition, measure: str) -> Decimal | None:
    bars = [r.threshold.value for r in edition.requirements if r.threshold and r.threshold.measure == measure]
    return bars[0] if bars else None


def test_five_editions_are_shipped_and_all_but_the_last_are_in_force() -> None:
    assert {name: e.enabled for name, e in EDITIONS.items()} == {
        "2018-08-31": True,
        "2020-10-27": True,
        "2023-04-24": True,
        "2024-04-10": True,
        "2025-10-01": False,
    }


@pytest.mark.parametrize(
    ("name", "revenue", "months"),
    [
        ("2018-08-31", None, 0),
        ("2020-10-27", 300_000, 12),
        ("2023-04-24", 300_000, 12),
        ("2024-04-10", 300_000, 12),
        ("2025-10-01", 1_000_000, 12),
    ],
)
def test_the_bars_of_each_edition(name: str, revenue: int | None, months: int) -> None:
    edition = EDITIONS[name]
    assert (bar(edition, "revenue"), edition.tenure_months) == (revenue, months)


def test_the_phases_of_the_source_text() -> None:
    first = {phase: [r.key for r in SOURCE.requirements if r.phases[0] is phase] for phase in Phase}
    assert first == {Phase.TO_APPLY: TO_APPLY, Phase.TO_BE_AUTHORIZED: LATER, Phase.TO_REMAIN: []}
    remain = {r.key for r in SOURCE.requirements if Phase.TO_REMAIN in r.phases}
    assert remain == {*TO_APPLY, "capability_assessment", "support_plan"}


def test_the_order_of_the_source_text() -> None:
    waits = {r.key: r.after for r in SOURCE.requirements if r.after} | {s.key: s.after for s in SOURCE.steps}
    assert waits == {
        "application": (),
        "capability_assessment": ("revenue_ttm", "indirect_tenure"),
        "business_verification": ("application",),
        "credit_check": ("business_verification",),
        "support_plan": ("credit_check",),
        "decision": ("capability_assessment", "credit_check"),
        "partner_agreement": ("capability_assessment", "support_plan", "decision"),
    }


def test_the_plan_is_not_to_be_bought_before_the_credit_check() -> None:
    plan = next(r for r in SOURCE.requirements if r.key == "support_plan")
    assert plan.waiting == {
        "en": "Do not buy it before the credit check has passed. An e-mail will tell you.",
        "cs": "Nekupujte jej dříve, než úspěšně projdete prověřením bonity. Dozvíte se to e-mailem.",
    }
    assert plan.early_warning == "plan_before_credit_check"


def test_the_turns_and_kinds_of_the_source_text() -> None:
    assert {r.key: (r.turn, r.kind) for r in SOURCE.requirements if r.key in LATER} == {
        "capability_assessment": (Turn.ASSESSOR, Kind.ASSESSMENT),
        "business_verification": (Turn.DESK, Kind.VERIFICATION),
        "credit_check": (Turn.DESK, Kind.VERIFICATION),
        "support_plan": (Turn.APPLICANT, Kind.EVIDENCE),
        "partner_agreement": (Turn.APPLICANT, Kind.AGREEMENT),
    }
    assert {r.turn for r in SOURCE.requirements if r.key in TO_APPLY} == {Turn.APPLICANT}


def test_the_date_of_the_source_text_is_assumed_and_says_why() -> None:
    assert SOURCE.source.assumed
    assert "no date" in SOURCE.source.note["en"]


def test_revenue_under_the_source_text_is_cloud_revenue_and_the_contrary_notice_is_recorded() -> None:
    rule = SOURCE.revenue
    assert (rule.counts, rule.currency, rule.months, rule.closing_day) == (CLOUD, "USD", 12, 8)
    assert (rule.role, rule.level, rule.billed_decides) == (Role.INDIRECT_RESELLER, Level.GLOBAL, True)
    left_out = {e.category: e.source.assumed for e in rule.excludes}
    assert left_out == {
        "perpetual_software": True,
        "software_subscription": True,
        "marketplace": True,
        "unknown": True,
    }
    assert rule.contested == ("perpetual_software",)
    assert rule.contested_source is not None
    assert rule.contested_source.ref == "notice-2024-04-10"
    assert rule.value_sources["billed_decides"].assumed


@pytest.mark.parametrize(
    ("name", "assumed"),
    [("2018-08-31", True), ("2020-10-27", False), ("2023-04-24", False)],
)
def test_earlier_editions_leave_perpetual_software_out(name: str, assumed: bool) -> None:
    rule = EDITIONS[name].revenue
    left_out = {e.category: e.source.assumed for e in rule.excludes}
    assert (rule.counts, rule.contested, left_out["perpetual_software"]) == (CLOUD, (), assumed)


def test_the_months_as_a_reseller_bind_from_april_2021() -> None:
    since = {r.key: str(r.since) for r in EDITIONS["2020-10-27"].requirements if r.since}
    assert since == {"indirect_tenure": "2021-04-15"}


def test_the_managed_service_was_a_recommendation_once() -> None:
    severity = {
        name: r.severity for name, e in EDITIONS.items() for r in e.requirements if r.key == "managed_service"
    }
    assert severity == {
        "2018-08-31": Severity.REQUIRED,
        "2020-10-27": Severity.RECOMMENDED,
        "2023-04-24": Severity.REQUIRED,
        "2024-04-10": Severity.REQUIRED,
    }


def test_the_edition_of_2025() -> None:
    edition = EDITIONS["2025-10-01"]
    assert set(keys(edition)) - set(keys(SOURCE)) == {"solutions_designation", "security_score"}
    assert set(keys(SOURCE)) - set(keys(edition)) == {
        "first_level_support",
        "receivables_infrastructure",
        "managed_service",
    }
    assert [(r.status, r.days) for r in edition.ladder] == [
        ("restricted", 0),
        ("suspended", 30),
        ("revoked", 60),
    ]
    assert edition.revenue.level is Level.GLOBAL
    assert edition.review.clock == "anniversary_month"


def test_the_ladder_before_2025_has_no_days() -> None:
    ladders = {n: [(r.status, r.days) for r in e.ladder] for n, e in EDITIONS.items() if n < "2025"}
    assert set(map(tuple, ladders.values())) == {(("restricted", None),)}


def test_every_edition_says_whom_it_binds_and_from_when() -> None:
    adopted = {n: [(a.audience, str(a.since), a.trigger) for a in e.adoption] for n, e in EDITIONS.items()}
    new, old = "new_applicant", "existing_partner"
    assert adopted == {
        "2018-08-31": [(new, "2018-08-31", "application"), (old, "2018-08-31", "next_enrollment_period")],
        "2020-10-27": [(new, "2020-10-27", "application"), (old, "2021-01-01", "next_contract_renewal")],
        "2023-04-24": [(new, "2023-04-24", "application"), (old, "2023-04-24", "next_contract_renewal")],
        "2024-04-10": [(new, "2024-04-10", "application"), (old, "2024-04-10", "next_contract_renewal")],
        "2025-10-01": [(new, "2025-10-01", "application"), (old, "2025-10-01", "next_anniversary")],
    }


def test_a_key_means_one_kind_of_thing_in_every_edition() -> None:
    measures: dict[str, set[str]] = {}
    for edition in EDITIONS.values():
        for r in edition.requirements:
            measures.setdefault(r.key, set()).add(r.threshold.measure if r.threshold else "")
    assert {key: found for key, found in measures.items() if len(found) > 1} == {
        "capability_assessment": {"", "attested"}
    }
