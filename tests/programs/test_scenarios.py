"""The scenarios beside the editions hold; and what a scenario gets wrong is told."""

from pathlib import Path

import pytest

from directbill.core import eligibility
from directbill.core.errors import Fault
from directbill.core.findings import Outcome
from directbill.programs import library, scenarios
from directbill.programs.scenarios import Difference, Scenario
from tests.programs import folders

FOLDERS = (*(library.folder(name) for name in library.names()), folders.SECOND, folders.THIRD)
FILE = "scenarios/2024-01-01/higher_bar.yaml"

REASONS = {
    "revenue_met", "revenue_met_incomplete", "revenue_met_contested", "revenue_short", "revenue_short_contested",
    "revenue_in_band", "revenue_months_missing", "revenue_months_missing_contested", "revenue_no_basis",
    "revenue_no_ledger",
    "revenue_paid_met", "revenue_paid_short", "revenue_paid_short_contested", "revenue_paid_at_most",
    "revenue_paid_in_band", "revenue_paid_unknown", "accounts_unplaced", "sales_unplaced",
    "tenure_met", "tenure_short", "tenure_months_missing", "tenure_first_unknown", "tenure_first_contradicted",
    "tenure_no_ledger",
    "ids_declared", "ids_assumed", "ids_too_few", "ids_not_declared",
    "said_yes", "said_no", "not_said", "items_listed", "items_too_few",
    "waits_for_steps", "step_open", "happened",
}  # fmt: skip
WARNINGS = {
    "paid_would_flip", "paid_could_flip", "billed_would_flip", "plan_before_credit_check", "visited_too_soon",
}  # fmt: skip


def all_scenarios() -> list[Scenario]:
    found: list[Scenario] = []
    for folder in FOLDERS:
        read, faults = scenarios.read(folder, library.load(folder))
        assert faults == ()
        found.extend(read)
    return found


ALL = all_scenarios()


@pytest.mark.parametrize("scenario", ALL, ids=lambda s: f"{s.edition.name}: {s.name}")
def test_scenario_holds(scenario: Scenario) -> None:
    assert scenarios.run(scenario).differences == ()


def test_every_requirement_of_every_edition_is_expected_of_some_scenario() -> None:
    expected = {(s.edition.program, what) for s in ALL for what, _, _ in s.expect}
    programs = [library.load(folder) for folder in FOLDERS]
    demanded = {(p.name, r.key) for p in programs for e in p.editions for r in e.requirements}
    assert demanded - expected == set()


def test_every_edition_has_scenarios() -> None:
    told = {(s.edition.program, s.edition.name) for s in ALL}
    assert told == {(p.name, e.name) for p in map(library.load, FOLDERS) for e in p.editions}


def test_the_scenarios_touch_every_reason_outcome_and_warning() -> None:
    findings = [f for s in ALL for f in eligibility.check(s.facts, s.edition)]
    assert {f.reason.code for f in findings} == REASONS
    assert {w.code for f in findings for w in f.warnings} == WARNINGS
    assert {f.outcome for f in findings} == set(Outcome)


def test_scenarios_are_sentences_and_none_is_told_twice() -> None:
    assert [s.name for s in ALL if not s.name.endswith(".")] == []
    names = [(s.edition.program, s.edition.name, s.name) for s in ALL]
    assert len(names) == len(set(names))


def run_one(tmp_path: Path, old: str, new: str) -> tuple[Difference, ...]:
    where = folders.changed(tmp_path, FILE, old, new)
    found, faults = scenarios.read(where, library.load(where))
    assert faults == ()
    (only,) = [s for s in found if s.file == FILE]
    return scenarios.run(only).differences


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        ("outcome: not_eligible", "outcome: eligible", ("outcome", "eligible", "not_eligible")),
        ("distance: -20000", "distance: -20001", ("half_year_volume distance", "-20001", "-20000")),
        ("outcome: not_met", "outcome: met", ("half_year_volume outcome", "met", "not_met")),
        ("distance: -20000", "warnings: nothing, turn: desk", ("half_year_volume turn", "desk", "applicant")),
        (
            "distance: -20000",
            "because: too_little",
            ("half_year_volume because", "too_little", "revenue_short"),
        ),
        ("distance: -20000", "after: two_sites", ("half_year_volume after", "two_sites", "")),
    ],
)
def test_what_does_not_hold_is_told(
    tmp_path: Path, old: str, new: str, difference: tuple[str, str, str]
) -> None:
    assert run_one(tmp_path, old, new) == (Difference(*difference),)


def test_figures_are_compared_as_numbers(tmp_path: Path) -> None:
    assert run_one(tmp_path, "distance: -20000", "distance: -20000.000") == ()


def faults(tmp_path: Path, old: str, new: str) -> tuple[Fault, ...]:
    where = folders.changed(tmp_path, FILE, old, new)
    return scenarios.read(where, library.load(where))[1]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("revenue: 60000", "revenu: 60000", ("program_key_unknown", 8, "given.revenu", "revenu")),
        ("revenue: 60000", "revenue: lots", ("program_wants_number", 8, "given.revenue", "lots")),
        ("revenue: 60000", "revenue: Infinity", ("program_wants_number", 8, "given.revenue", "Infinity")),
        ("as_of: 2024-05-20", "as_of: may", ("program_wants_date", 4, "as_of", "may")),
        ("as_of: 2024-05-20", "given: {}", ("scenario_key_twice", 5, "given", "given")),
        (
            "outcome: not_eligible",
            "half: met",
            ("scenario_requirement_unknown", 10, "expect.half", "half"),
        ),
        (
            "distance:",
            "distanse:",
            ("program_key_unknown", 11, "expect.half_year_volume.distanse", "distanse"),
        ),
        (
            "supply_contract: 2022-08-01",
            "supply: 2022-08-01",
            ("scenario_requirement_unknown", 7, "given.happened.supply", "supply"),
        ),
        (
            "revenue: 60000",
            "answers: {certified_staff: maybe}",
            ("scenario_answer", 8, "given.answers.certified_staff", "maybe"),
        ),
        ("revenue: 60000", "role: king", ("program_value_unknown", 8, "given.role", "king")),
    ],
)
def test_a_fault_of_a_scenario_is_told_with_its_line_and_key(
    tmp_path: Path, old: str, new: str, told: tuple[str, int, str, str]
) -> None:
    code, line, key, found = told
    assert (code, FILE, line, f"scenarios[1].{key}", found) in folders.told(faults(tmp_path, old, new))


def test_text_that_is_no_yaml_is_told_with_its_line(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, "revenue: 60000", "revenue: [60000")
    assert (fault.code, fault.place.file, fault.place.row) == ("scenario_not_yaml", FILE, 9)


def test_scenarios_of_an_edition_that_does_not_exist_are_told(tmp_path: Path) -> None:
    where = folders.copy(tmp_path)
    (where / "scenarios/2024-01-01").rename(where / "scenarios/2024-01-02")
    told = folders.told(scenarios.read(where, library.load(where))[1])
    assert told == [
        ("scenario_edition_unknown", "scenarios/2024-01-02/higher_bar.yaml", None, "", "2024-01-02")
    ]


def test_an_alias_is_told_and_not_followed(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, "given:\n", "given: &all\n      first_transaction: *all\n")
    assert (fault.code, fault.place.row, fault.found) == ("scenario_alias", 6, "*all")


def test_text_that_is_no_utf8_is_told(tmp_path: Path) -> None:
    where = folders.copy(tmp_path)
    (where / FILE).write_bytes("about: Příručka".encode("cp1250"))
    assert [f.code for f in scenarios.read(where, library.load(where))[1]] == ["scenario_not_yaml"]


def test_scenarios_of_an_edition_that_cannot_be_read_are_not_told_as_well(tmp_path: Path) -> None:
    where = folders.changed(tmp_path, folders.SECOND_EDITION, "months = 6", "months = = 6")
    program, _ = library.read(where)
    assert scenarios.read(where, program)[1] == ()


APPLYING = "scenarios/2022-07-01/applying.yaml"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("premises: {", "promises: {", [("scenario_task_unknown", "promises")]),
        ("{main_site:", "{main_sight:", [("program_key_unknown", "main_sight")]),
        ("[{name: Eva,", "[{nome: Eva,", [("program_key_unknown", "nome")]),
        ("[{name: Eva, passed: 2023-02-01}]", "Eva", [("program_wants_list", '"Eva"')]),
        ("hinders: nothing", "hinders: something", [("program_value_unknown", "something")]),
        ("hinders: [staff task_not_done]", "hinders: []", [("program_list_empty", "hinders")]),
    ],
)
def test_a_fault_in_what_is_said_of_an_application_is_told(
    tmp_path: Path, old: str, new: str, told: list[tuple[str, str]]
) -> None:
    where = folders.changed(tmp_path, APPLYING, old, new)
    found = scenarios.read(where, library.load(where))[1]
    assert {(f.code, f.found) for f in found} == set(told)


def test_what_hinders_is_compared_whole(tmp_path: Path) -> None:
    where = folders.changed(tmp_path, APPLYING, "hinders: nothing", "hinders: [staff task_not_done]")
    found, _ = scenarios.read(where, library.load(where))
    differences = [d for s in found for d in scenarios.run(s).differences]
    assert differences == [Difference("hinders", "staff task_not_done", "")]


def test_without_a_form_nothing_can_be_said_of_applying(tmp_path: Path) -> None:
    where = folders.copy(tmp_path)
    (where / "forms/2022-07-01.toml").unlink()
    program = (where / "program.toml").read_text(encoding="utf-8")
    (where / "program.toml").write_text(program.replace('[forms."2022-07-01"]', ""), encoding="utf-8")
    found, faults = scenarios.read(where, library.load(where))
    assert faults == ()
    assert {d.found for s in found for d in scenarios.run(s).differences if d.what == "hinders"} == {
        "form_none"
    }
