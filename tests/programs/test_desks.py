"""The desk's work beside the editions: what is settled and in which order, and every fault with its key and line."""

import shutil
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from directbill.core import procedure
from directbill.core.application import State
from directbill.core.dossier import Dossier, Standing
from directbill.core.edition import Kind
from directbill.core.errors import Refusal
from directbill.core.findings import Turn
from directbill.core.form import FieldKind
from directbill.core.guards import Act
from directbill.core.work import LIVES, Work
from directbill.programs import desks, forms, library
from directbill.programs.validate import place, validate
from tests.programs import folders

HERE = Path(__file__).parent
FAULTS = tomllib.loads((HERE / "desk_faults.toml").read_text(encoding="utf-8"))
FILE = "desk/2022-07-01.toml"
PROGRAM = library.load()
RULES = library.edition(PROGRAM, "2024-04-10")
DESK = desks.of(PROGRAM, RULES)
OF_APPLICATIONS = [life for work, life in LIVES.items() if DESK.procedure.of(work)]

CONFIRMED = (
    "partner_id signing_authority first_level_support receivables_infrastructure managed_service revenue_ttm "
    "indirect_tenure"
)
VERIFIED = "email_ownership domain_ownership employment business_registration signing_power sanctions"
WHOLE = [
    *((key, "confirmation", "") for key in CONFIRMED.split()),
    ("assessment", "assessment", CONFIRMED),
    ("enrollment_form", "details", CONFIRMED),
    *((key, "verification", "enrollment_form") for key in VERIFIED.split()),
    ("credit", "credit", VERIFIED),
    ("decision", "decision", "assessment credit"),
    ("plan", "contract", "credit"),
    ("agreement", "agreement", "decision plan"),
]


def with_desk(tmp_path: Path) -> Path:
    """A copy of the second program that says what its desk does."""
    where = folders.copy(tmp_path)
    (where / "desk").mkdir()
    shutil.copy(HERE / "desk_second.toml", where / FILE)
    return replace(where, "program.toml", "[references", '[desks."2022-07-01"]\n\n[references')


def replace(where: Path, file: str, old: str, new: str) -> Path:
    text = (where / file).read_text(encoding="utf-8")
    assert old in text
    (where / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return where


def told(where: Path) -> list[tuple[str, str, str, str]]:
    found = desks.faults(where, library.load(where))
    return [(f.code, f.place.file, f.place.column, f.found) for f in found]


def items(desk: desks.Desk) -> list[tuple[str, str, str]]:
    return [(e.item.key, str(e.item.work), " ".join(e.item.after)) for e in desk.entries]


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_told_with_its_key(tmp_path: Path, fault: dict[str, str]) -> None:
    where = with_desk(tmp_path)
    if "drop" in fault:
        replace(where, FILE, fault["drop"], "")
    replace(where, FILE, fault["old"], fault["new"])
    rows = [row for row in told(where) if row[0] not in fault.get("also", "").split()]
    assert rows == [(fault["code"], FILE, fault["key"], fault["found"])]


def test_a_desk_without_faults_has_none(tmp_path: Path) -> None:
    assert told(with_desk(tmp_path)) == []


@pytest.mark.parametrize("line", ["assessment.invited = 0", 'after = ["sides"]', 'task = "stuff"'])
def test_a_fault_is_told_with_its_line(tmp_path: Path, line: str) -> None:
    wrong = {"0": "20", '["sides"]': '["sites"]', '"stuff"': '"staff"'}
    key, value = line.split(" = ")
    where = replace(with_desk(tmp_path), FILE, f"{key} = {wrong[value]}", line)
    rows = [f.place.row for f in desks.faults(where, library.load(where))]
    assert rows == [folders.line_with(where, FILE, line)]


def test_validating_a_program_tells_the_faults_of_its_desk(tmp_path: Path) -> None:
    where = replace(with_desk(tmp_path), FILE, "assessment.invited = 20", "assessment.passed = 20")
    assert [(f.code, f.place.file) for f in validate(place(str(where))).faults] == [
        ("desk_state_unknown", FILE)
    ]
    assert [f.code for f in validate(place(str(where / FILE))).faults] == ["desk_state_unknown"]
    assert validate(place(str(where / "program.toml"))).faults == ()


def test_a_file_that_is_no_toml_is_told_with_its_line_and_refused(tmp_path: Path) -> None:
    where = replace(with_desk(tmp_path), FILE, "most = 3", "most = three")
    line = folders.line_with(where, FILE, "most = three")
    assert [(f.code, f.place.row) for f in desks.faults(where, library.load(where))] == [
        ("program_not_toml", line)
    ]
    with pytest.raises(Refusal) as refused:
        desks.of(library.load(where), library.load(where).editions[0], where=where)
    assert refused.value.code == "program_not_toml"


def test_a_file_with_faults_is_refused_with_all_of_them(tmp_path: Path) -> None:
    where = replace(with_desk(tmp_path), FILE, "most = 3", "most = 0")
    replace(where, FILE, 'after = ["sites"]', 'after = ["sides"]')
    loaded = library.load(where)
    with pytest.raises(Refusal) as refused:
        desks.of(loaded, loaded.editions[0], where=where)
    assert [f.code for f in refused.value.faults] == ["desk_after_unknown", "program_number_range"]


def test_faults_of_a_form_are_told_once_and_not_as_unknown_tasks(tmp_path: Path) -> None:
    where = replace(with_desk(tmp_path), "forms/2022-07-01.toml", "remind = 7", "remind = 0")
    assert [f.code for f in validate(place(str(where))).faults] == ["form_clock_order"]


def test_an_assessment_without_anything_to_look_at_is_told(tmp_path: Path) -> None:
    where = with_desk(tmp_path)
    text = (where / FILE).read_text(encoding="utf-8")
    (where / FILE).write_text(text[: text.index("[[area]]")], encoding="utf-8")
    assert told(where) == [("program_list_empty", FILE, "criterion", "criterion")]


def test_a_desk_of_editions_without_a_form_has_no_tasks_to_name(tmp_path: Path) -> None:
    where = with_desk(tmp_path)
    shutil.rmtree(where / "forms")
    replace(where, "program.toml", '[forms."2022-07-01"]\n', "")
    codes = Counter(row[0] for row in told(where))
    assert codes == {"desk_task_unknown": 3, "desk_rests_unknown": 4}


def test_a_requirement_without_an_item_is_told_of_every_edition(tmp_path: Path) -> None:
    where = replace(with_desk(tmp_path), FILE, 'requirement = "site_visit"\n', "")
    rows = [(f.code, f.found, f.params) for f in desks.faults(where, library.load(where))]
    days = ("2022-07-01", "2024-01-01")
    assert rows == [("desk_requirement_uncovered", "site_visit", {"edition": day}) for day in days]


def test_a_published_file_never_changes_nor_does_one_that_another_continues(tmp_path: Path) -> None:
    where = Path(shutil.copytree(library.folder(), tmp_path / "program"))
    file = "desk/2024-04-10.toml"
    replace(where, file, "assessment.invited = 30", "assessment.invited = 31")
    found = desks.faults(where, library.load(where))
    published = tomllib.loads((where / "program.toml").read_text(encoding="utf-8"))["desks"]
    assert [(f.code, f.place.file, f.params) for f in found] == [
        ("desk_published_changed", file, {"published": published["2024-04-10"]["sha256"]}),
        ("desk_published_changed", "desk/2025-10-01.toml", {"published": published["2025-10-01"]["sha256"]}),
    ]


def test_every_bundled_file_is_published_with_its_digest() -> None:
    table = tomllib.loads((library.folder() / "program.toml").read_text(encoding="utf-8"))["desks"]
    assert {name: entry["sha256"] for name, entry in table.items()} == {
        name: desks.whole(PROGRAM, name).digest for name in desks.named(library.folder())
    }


@pytest.mark.parametrize(
    ("old", "new", "code", "found"),
    [
        ('[desks."2022-07-01"]\n', '[desks."2022-07-01"]\n[desks."2024-01-01"]\n', "desk_file_missing", "2024-01-01"),
        ('[desks."2022-07-01"]\n', "", "desk_unlisted", "2022-07-01"),
        ('[desks."2022-07-01"]\n', '[desks."2022-07-01"]\nsize = 1\n', "program_key_unknown", "size"),
    ],
)  # fmt: skip
def test_the_files_listed_are_those_there_are(
    tmp_path: Path, old: str, new: str, code: str, found: str
) -> None:
    where = replace(with_desk(tmp_path), "program.toml", old, new)
    assert [(f.code, f.found) for f in library.read(where)[1]] == [(code, found)]


def test_a_file_is_named_after_an_edition(tmp_path: Path) -> None:
    where = replace(with_desk(tmp_path), "program.toml", '[desks."2022-07-01"]', '[desks."2022-08-01"]')
    (where / FILE).rename(where / "desk/2022-08-01.toml")
    assert [(f.code, f.found) for f in library.read(where)[1]] == [("desk_edition_unknown", "2022-08-01")]


def test_a_program_that_says_nothing_of_its_desk_is_refused() -> None:
    second = library.load(folders.SECOND)
    with pytest.raises(Refusal) as refused:
        desks.of(second, second.editions[-1], where=folders.SECOND)
    assert (refused.value.code, refused.value.faults[0].found) == ("desk_none", "2024-01-01")


def test_an_edition_before_the_first_file_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        desks.of(PROGRAM, library.edition(PROGRAM, "2023-04-24"))
    assert (refused.value.code, refused.value.faults[0].found) == ("desk_none", "2023-04-24")


def test_the_bundled_program_settles_these_items_in_this_order() -> None:
    assert items(DESK) == WHOLE
    assert (DESK.program, DESK.name, DESK.edition) == (PROGRAM.name, "2024-04-10", "2024-04-10")


def test_a_later_edition_settles_what_it_asks_and_leaves_out_the_rest() -> None:
    rules = library.edition(PROGRAM, "2025-10-01")
    later = desks.of(PROGRAM, rules)
    confirmed = [e.item.key for e in later.entries if e.item.work is Work.CONFIRMATION]
    asked = (
        "partner_id signing_authority solutions_designation security_admins security_contact security_alerts "
        "revenue_ttm indirect_tenure"
    )
    assert (later.name, confirmed) == ("2025-10-01", asked.split())
    assert later.entry("assessment").item.after == tuple(confirmed)
    assert items(later)[len(confirmed) + 2 :] == WHOLE[len(CONFIRMED.split()) + 2 :]


def test_what_waited_for_an_item_left_out_waits_for_what_that_waited_for(tmp_path: Path) -> None:
    where = with_desk(tmp_path)
    loaded = library.load(where)
    rules = loaded.editions[0]
    desk = desks.of(loaded, rules, where=where)
    kept = tuple(r for r in rules.requirements if r.kind is not Kind.ASSESSMENT)
    fitted = desks.fitted(desk, desks.replace(rules, requirements=kept))
    assert items(desk)[3:5] == [
        ("visit", "assessment", "sites people volume"),
        ("board", "decision", "visit"),
    ]
    assert items(fitted)[3:] == [
        ("board", "decision", "sites people volume"),
        ("contract", "agreement", "board"),
    ]


def test_a_desk_of_quite_another_shape_serves_both_editions_of_its_program(tmp_path: Path) -> None:
    where = with_desk(tmp_path)
    second = library.load(where)
    first, later = (desks.of(second, edition, where=where) for edition in second.editions)
    assert (later.name, later.edition) == ("2022-07-01", "2024-01-01")
    assert items(first) == items(later)
    assert [e.item.key for e in first.entries if e.automatic] == ["volume"]
    assert first.limits["decision.refused"].source.assumed
    assert [c.source.ref for c in first.criteria] == ["handbook 6", "handbook 8"]


def test_every_item_that_confirms_names_its_requirement_and_the_task_that_answers_it() -> None:
    form = forms.of(PROGRAM, RULES)
    confirmed = [e for e in DESK.entries if e.item.work is Work.CONFIRMATION]
    asking = {key: task.key for task in form.tasks for key in task.requirements}
    assert {e.requirement: e.task for e in confirmed} == asking
    assert [e.task for e in confirmed if e.task not in e.rests_on] == []
    assert [e.item.key for e in confirmed if e.automatic] == ["revenue_ttm", "indirect_tenure"]


def test_every_requirement_of_the_edition_is_settled_by_an_item() -> None:
    assert {e.requirement for e in DESK.entries} - {""} == {r.key for r in RULES.requirements}


def test_every_verb_that_somebody_must_explain_offers_reasons() -> None:
    wanted = {
        f"{life.table.name}.{verb}"
        for life in OF_APPLICATIONS
        for verb in life.reasoned
        if life.table.doer(verb) is not Turn.NOBODY
    }
    assert wanted - {verb for verb, ask in DESK.asks.items() if len(ask.reasons) > 1} == set()


def test_what_can_never_be_changed_is_said_first() -> None:
    fields = DESK.asks["details.give"].fields
    assert [f.key for f in fields] == [
        "billing_day",
        "domain",
        "bank_country",
        "bank_name",
        "account_holder",
        "iban",
        "tax_country",
        "tax_id",
        "lei",
        "duns",
    ]
    assert [f.key for f in fields if f.fixed] == ["billing_day", "domain"]
    assert list(fields[0].choices) == [str(day) for day in range(1, 29)]


def test_numbers_are_checked_by_the_country_beside_them_and_the_bank_is_restricted() -> None:
    fields = DESK.asks["details.give"].fields
    assert {f.key: (f.check.name, f.check.country) for f in fields if f.check} == {
        "domain": ("domain", ""),
        "iban": ("iban", "bank_country"),
        "tax_id": ("tax", "tax_country"),
        "lei": ("lei", ""),
        "duns": ("duns", ""),
    }
    assert [f.key for f in fields if f.restricted] == ["bank_name", "account_holder", "iban"]


def test_a_condition_has_a_name_and_a_day_and_a_plan_is_one_of_two() -> None:
    conditions = next(f for f in DESK.asks["decision.grant_with_conditions"].fields if f.key == "conditions")
    assert [(f.key, f.kind) for f in conditions.fields] == [
        ("name", FieldKind.LINE),
        ("due", FieldKind.DATE),
    ]
    assert list(DESK.asks["contract.record"].fields[0].choices) == ["asfp", "psfp"]


def test_every_state_in_which_a_turn_runs_has_its_days_but_where_conditions_have_their_own() -> None:
    running = {
        f"{life.table.name}.{state}"
        for life in OF_APPLICATIONS
        for state, turn in life.table.turns.items()
        if turn is not Turn.NOBODY
    }
    assert running - DESK.limits.keys() == {"decision.granted_with_conditions"}


def test_each_area_of_the_edition_has_ten_assumed_criteria_with_two_proofs() -> None:
    areas = ("billing", "provisioning", "customer_support", "security")
    assert Counter(c.area for c in DESK.criteria) == dict.fromkeys(areas, 10)
    assert {(len(c.evidence), c.source.assumed, bool(c.source.note)) for c in DESK.criteria} == {
        (2, True, True)
    }


def test_a_submitted_application_begins_with_its_confirmations() -> None:
    dossier = procedure.begin(DESK.procedure)
    opened = [key for key, _ in procedure.news(DESK.procedure, _untouched(), dossier)]
    assert opened == CONFIRMED.split()


STRAIGHT = {
    Work.CONFIRMATION: ("accept",),
    Work.DETAILS: ("give",),
    Work.VERIFICATION: ("succeed",),
    Work.CREDIT: ("pass",),
    Work.CONTRACT: ("record", "confirm"),
    Work.ASSESSMENT: ("book", "hold", "sign_off"),
    Work.DECISION: ("recommend_grant", "grant"),
    Work.AGREEMENT: ("accept", "countersign"),
}


@pytest.mark.parametrize("edition", ["2024-04-10", "2025-10-01"])
def test_the_items_in_their_order_lead_to_an_enrollment_with_the_last_step_and_not_before(
    edition: str,
) -> None:
    path = desks.of(PROGRAM, library.edition(PROGRAM, edition)).procedure
    dossier, states = procedure.begin(path), []
    for number, (item, verb) in enumerate((i, v) for i in path.items for v in STRAIGHT[i.work]):
        dossier = procedure.do(path, dossier, Act(item.key, verb, f"person {number}"))
        states.append(dossier.application)
    assert set(states[:-1]) == {State.SUBMITTED}
    assert states[-1] is State.ENROLLED


def _untouched() -> Dossier:
    waiting = tuple(Standing(item.life.table.initial) for item in DESK.procedure.items)
    return Dossier(procedure.begin(DESK.procedure).application, waiting)
