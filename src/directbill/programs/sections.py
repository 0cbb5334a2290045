"""From a TOML table to an edition: which keys there are, and of which type each is."""

from directbill.core import measures
from directbill.core.edition import (
    Adoption,
    Edition,
    Exclusion,
    Kind,
    Level,
    Operator,
    Requirement,
    RevenueRule,
    Review,
    Rung,
    Source,
    Step,
    Threshold,
)
from directbill.core.findings import Phase, Severity, Turn
from directbill.core.parties import Role
from directbill.programs.reader import Section

MEASURES = tuple(measures.MEASURES)
"""The measures the core computes; a threshold names one of them."""
AUDIENCES = ("new_applicant", "existing_partner")
TRIGGERS = ("application", "next_enrollment_period", "next_contract_renewal", "next_anniversary")
CLOCKS = ("enrollment_period", "contract_renewal", "anniversary_month")
REQUIREMENT_VALUES = ("phases", "severity", "kind", "level", "after", "turn", "since", "counts", "counts_not")
REVENUE_VALUES = ("currency", "months", "closing_day", "counts", "role", "level", "billed_decides")


def edition(section: Section, *, program: str, name: str, enabled: bool, digest: str) -> Edition:
    """Read the whole file; faults are kept in the section's book."""
    requirements = tuple(requirement(s) for s in section.sections("requirement"))
    found = Edition(
        program=program,
        name=name,
        effective=section.day("effective"),
        enabled=enabled,
        title=section.texts("title", required=True),
        requirements=requirements,
        revenue=revenue(section.section("revenue")),
        tenure_months=_tenure_months(requirements),
        adoption=tuple(adoption(s) for s in section.sections("adoption")),
        ladder=tuple(rung(s) for s in section.sections("ladder")),
        review=review(section.section("review")),
        source=section.source(),
        digest=digest,
        steps=tuple(step(s) for s in section.sections("step")),
    )
    section.close()
    return found


def requirement(section: Section) -> Requirement:
    found = Requirement(
        key=section.identifier("key"),
        phases=section.choices("phases", Phase),
        severity=section.choice("severity", Severity),
        kind=section.choice("kind", Kind),
        level=section.choice("level", Level),
        title=section.texts("title", required=True),
        help=section.texts("help", required=True),
        source=section.source(),
        threshold=threshold(section.section("threshold")) if "threshold" in section else None,
        after=section.words("after"),
        turn=section.choice("turn", Turn),
        since=section.day("since") if "since" in section else None,
        counts=section.texts("counts"),
        counts_not=section.texts("counts_not"),
        question=section.texts("question"),
        waiting=section.texts("waiting"),
        otherwise=section.texts("otherwise", required=True),
        warnings=_warnings(section),
        early_warning=section.text("early_warning", default=""),
        value_sources=section.value_sources(REQUIREMENT_VALUES),
    )
    section.close()
    return found


def threshold(section: Section) -> Threshold:
    found = Threshold(
        measure=section.one_of("measure", MEASURES),
        operator=section.choice("operator", Operator),
        value=section.decimal("value"),
        unit=section.text("unit"),
        source=section.source(),
    )
    section.close()
    return found


def revenue(section: Section) -> RevenueRule:
    found = RevenueRule(
        currency=section.text("currency"),
        months=section.integer("months"),
        closing_day=section.integer("closing_day"),
        counts=section.words("counts", least=1),
        excludes=tuple(exclusion(s) for s in section.sections("excludes")),
        role=section.choice("role", Role),
        level=section.choice("level", Level),
        billed_decides=section.boolean("billed_decides"),
        source=section.source(),
        contested=section.words("contested"),
        contested_source=_contested(section),
        value_sources=section.value_sources(REVENUE_VALUES),
    )
    section.close()
    return found


def exclusion(section: Section) -> Exclusion:
    found = Exclusion(section.identifier("category"), section.source())
    section.close()
    return found


def adoption(section: Section) -> Adoption:
    found = Adoption(
        audience=section.one_of("audience", AUDIENCES),
        since=section.day("since"),
        trigger=section.one_of("trigger", TRIGGERS),
        source=section.source(),
    )
    section.close()
    return found


def rung(section: Section) -> Rung:
    found = Rung(
        status=section.identifier("status"),
        days=section.integer("days") if "days" in section else None,
        title=section.texts("title", required=True),
        source=section.source(),
    )
    section.close()
    return found


def review(section: Section) -> Review:
    found = Review(
        clock=section.one_of("clock", CLOCKS),
        months=section.integer("months"),
        notices=section.integers("notices"),
        source=section.source(),
        value_sources=section.value_sources(("clock", "months", "notices")),
    )
    section.close()
    return found


def step(section: Section) -> Step:
    found = Step(
        key=section.identifier("key"),
        title=section.texts("title", required=True),
        turn=section.choice("turn", Turn),
        source=section.source(),
        after=section.words("after"),
    )
    section.close()
    return found


def _contested(section: Section) -> Source | None:
    if "contested_source" not in section:
        return None
    holder = section.section("contested_source")
    found = holder.source()
    holder.close()
    return found


def _warnings(section: Section) -> dict[str, dict[str, str]]:
    if "warnings" not in section:
        return {}
    holder = section.section("warnings")
    found = {code: holder.texts(code, required=True) for code in holder.table}
    holder.close()
    return found


def _tenure_months(requirements: tuple[Requirement, ...]) -> int:
    """The bar of the requirement measured in months of trading; 0 where the edition has none."""
    bars = [r.threshold.value for r in requirements if r.threshold and r.threshold.measure == "tenure_months"]
    return int(bars[0]) if bars else 0
