"""A small form with every kind of field and task, and findings as an evaluation would give them."""

from datetime import date
from itertools import product

from hypothesis import strategies as st

from directbill.core import form
from directbill.core.application import Answers, Draft
from directbill.core.edition import Source
from directbill.core.findings import Finding, Outcome, Phase, Reason, Severity
from directbill.core.form import Clock, Field, FieldKind, Files, Form, Media, Section, Task, TaskKind, Values

CLOCK = Clock(remind=14, warn=83, lapse=90, sign=14, source=Source("made up"))


def field(key: str, kind: FieldKind = FieldKind.LINE, **more: object) -> Field:
    return Field(key=key, kind=kind, label={"en": key, "cs": key}, **more)  # type: ignore[arg-type]  # types: passed on


def choices(*names: str) -> dict[str, dict[str, str]]:
    return {name: {"en": name, "cs": name} for name in names}


FIELDS = (
    field("name", fixed=True),
    field("story", FieldKind.TEXT, required=False),
    field("helps", FieldKind.YES_NO),
    field("hours", only_if=("helps", form.YES)),
    field("size", FieldKind.CHOICE, choices=choices("small", "large"), required=False),
    field("mail", FieldKind.EMAIL, required=False),
    field("page", FieldKind.LINK, required=False),
    field("since", FieldKind.DATE, required=False),
    field(
        "services",
        FieldKind.ITEMS,
        required=False,
        fields=(field("name"), field("link", FieldKind.LINK, required=False)),
    ),
)
FORM = Form(
    program="made_up",
    edition="2026-01-01",
    sections=(Section("all", {"en": "All", "cs": "Vše"}),),
    tasks=(
        Task("company", "all", TaskKind.ANSWERS, {}, requirements=("help",), fields=FIELDS, answer="helps"),
        Task("offer", "all", TaskKind.ANSWERS, {}, requirements=("services",), fields=FIELDS, answer="services"),
        Task("ledger", "all", TaskKind.LEDGER, {}, after=("company",)),
        Task("promise", "all", TaskKind.ANSWERS, {}, after=("company", "offer", "ledger"), fields=(
            field("truth", FieldKind.CONFIRM),
        )),
        Task("submit", "all", TaskKind.SUBMIT, {}, after=("promise",)),
    ),
    clock=CLOCK,
    files=Files(most_bytes=1_000, media=(Media.PDF,), most=2, fresh_months=12, source=Source("made up")),
)  # fmt: skip
DONE: dict[str, Values] = {
    "company": {"name": "A", "helps": "no"},
    "offer": {"name": "B", "helps": "no", "services": [{"name": "Backup"}]},
    "ledger": {},
    "promise": {"truth": "yes"},
}


def finished(**changed: Answers) -> Draft:
    """Every task answered and finished; `changed` replaces tasks."""
    return {
        key: Answers(values=values, finished=True, started=True) for key, values in DONE.items()
    } | changed


def finding(
    requirement: str = "help",
    outcome: Outcome = Outcome.MET,
    *,
    reason: str = "said_yes",
    phase: Phase = Phase.TO_APPLY,
    severity: Severity = Severity.REQUIRED,
) -> Finding:
    return Finding(requirement, (phase,), severity, outcome, Reason(reason))


WORDS = st.sampled_from(
    [
        "",
        " ",
        "yes",
        "no",
        "maybe",
        "small",
        "a@b.cz",
        "https://a.cz",
        "2026-02-29",
        "2024-02-29",
        "x\ny",
        "z" * 201,
    ]
)
ITEM = st.fixed_dictionaries({"name": WORDS}, optional={"link": WORDS})
VALUES = st.fixed_dictionaries(
    {}, optional={f.key: st.lists(ITEM, max_size=3) if f.fields else WORDS for f in FIELDS} | {"truth": WORDS}
)
ANSWERS = st.builds(Answers, values=VALUES, finished=st.booleans(), started=st.booleans())
DRAFTS = st.dictionaries(st.sampled_from([t.key for t in FORM.tasks]), ANSWERS)
FINDINGS = st.lists(
    st.builds(
        finding,
        st.sampled_from(["help", "services", "revenue"]),
        st.sampled_from(Outcome),
        reason=st.sampled_from(["said_no", "revenue_in_band", "revenue_category_unknown", "not_said"]),
        phase=st.sampled_from(Phase),
        severity=st.sampled_from(Severity),
    ),
    max_size=4,
).map(tuple)
DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))
EVERY_PAIR = tuple(product(Outcome, Phase, Severity))
