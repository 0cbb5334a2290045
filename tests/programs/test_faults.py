"""Each fault of an edition is told with its file, line and key; nothing else is told beside it."""

from decimal import Decimal
from pathlib import Path

import pytest

from directbill.programs import library
from tests.programs import folders

E2 = folders.SECOND_EDITION
FAULTS = {
    "a key nobody knows": ('currency = "EUR"', 'currency = "EUR"\ncurency = "EUR"', "program_key_unknown", "revenue.curency", "curency"),
    "a key that is missing": ("months = 6\n", "", "program_key_missing", "revenue.months", "months"),
    "text where a number belongs": ("months = 6", 'months = "6"', "program_wants_whole_number", "revenue.months", '"6"'),
    "true where a number belongs": ("months = 6", "months = true", "program_wants_whole_number", "revenue.months", "true"),
    "a number where text belongs": ('currency = "EUR"', "currency = 5", "program_wants_text", "revenue.currency", "5"),
    "text where a date belongs": ("since = 2024-01-01", 'since = "soon"', "program_wants_date", "adoption[1].since", '"soon"'),
    "text where a truth belongs": ("billed_decides = true", 'billed_decides = "yes"', "program_wants_truth", "revenue.billed_decides", '"yes"'),
    "text where a list belongs": ("notices = [14]", 'notices = "14"', "program_wants_list", "review.notices", '"14"'),
    "text in a list of numbers": ("notices = [14]", 'notices = [14, "x"]', "program_wants_whole_number", "review.notices[2]", '"x"'),
    "text where a table belongs": ("title = { en = \"Warned\", cs = \"Upozorněno\" }", 'title = "Warned"', "program_wants_table", "ladder[1].title", '"Warned"'),
    "an empty sentence": ('title.en = "Volume"', 'title.en = ""', "program_empty", "requirement[3].title.en", "en"),
    "a sentence missing in a language": ('title.cs = "Objem"\n', "", "program_language_missing", "requirement[3].title", "cs"),
    "a sentence in a language nobody asked for": ('title.cs = "Objem"', 'title.cs = "Objem"\ntitle.de = "Volumen"', "program_key_unknown", "requirement[3].title.de", "de"),
    "a word that is no value": ('severity = "recommended"', 'severity = "nice"', "program_value_unknown", "requirement[4].severity", "nice"),
    "a phase that is no phase": ('phases = ["to_apply", "to_remain"]', 'phases = ["to_apply", "to_stay"]', "program_value_unknown", "requirement[3].phases[2]", "to_stay"),
    "no phase at all": ('phases = ["to_be_authorized"]', "phases = []", "program_list_empty", "requirement[5].phases", "phases"),
    "an operator that is none": ('operator = ">="', 'operator = "=>"', "program_value_unknown", "requirement[4].threshold.operator", "=>"),
    "a measure nobody computes": ('measure = "listed_items"', 'measure = "headcount"', "program_value_unknown", "requirement[4].threshold.measure", "headcount"),
    "an audience nobody knows": ('audience = "new_applicant"', 'audience = "everyone"', "program_value_unknown", "adoption[1].audience", "everyone"),
    "a clock nobody knows": ('clock = "enrollment_period"', 'clock = "sundial"', "program_value_unknown", "review.clock", "sundial"),
    "a key that is not spelled as one": ('key = "certified_staff"', 'key = "Certified-Staff"', "program_identifier", "requirement[4].key", "Certified-Staff"),
    "a value without a source": ('source = "handbook 5"\n', "", "program_key_missing", "requirement[4].source", "source"),
    "a source that is not listed": ('source = "handbook 5"', 'source = "handbok 5"', "program_source_unknown", "requirement[4].source", "handbok 5"),
    "an assumption without a note": ('source = "handbook 5"', 'source = "handbook 5"\nassumed = true', "program_key_missing", "requirement[4].note", "note"),
    "a source for a value that is none": ('[requirement.warnings]', '[requirement.value_sources.colour]\nsource = "handbook 6"\n\n[requirement.warnings]', "program_key_unknown", "requirement[5].value_sources.colour", "colour"),
    "two requirements of one key": ('key = "certified_staff"', 'key = "two_sites"', "program_key_twice", "requirement[4].key", "two_sites"),
    "waiting for nobody": ('after = ["half_year_volume"]', 'after = ["half_year"]', "program_after_unknown", "requirement[5].after[1]", "half_year"),
    "waiting for itself": ('after = ["half_year_volume"]', 'after = ["site_visit"]', "program_after_circle", "requirement[5].after", "site_visit"),
    "waiting without saying so": ('waiting.en = "Follows the volume."\nwaiting.cs = "Následuje po objemu."\n', "", "program_waiting_missing", "requirement[5]", "site_visit"),
    "the same word twice in a list": ('counts = ["hardware", "license"]', 'counts = ["hardware", "license", "license"]', "program_twice", "revenue.counts[3]", "license"),
    "a category counted and left out": ('counts = ["hardware", "license"]', 'counts = ["hardware", "license", "spare_part"]', "program_category_both", "revenue.excludes[1].category", "spare_part"),
    "a category no source gives": ('counts = ["hardware", "license"]', 'counts = ["hardware", "licence"]', "program_category_unknown", "revenue.counts[2]", "licence"),
    "a contested category that counts": ('role = "direct_bill"', 'role = "direct_bill"\ncontested = ["license"]\ncontested_source = { source = "handbook 4" }', "program_contested_counted", "revenue.contested[1]", "license"),
    "a contested category without its source": ('role = "direct_bill"', 'role = "direct_bill"\ncontested = ["spare_part"]', "program_contested_source", "revenue.contested", "spare_part"),
    "a bar in another currency": ('unit = "EUR"', 'unit = "USD"', "program_unit_currency", "requirement[3].threshold.unit", "USD"),
    "a measure that decides twice": ('measure = "listed_items"\noperator = ">="\nvalue = 3\nunit = "items"', 'measure = "revenue"\noperator = ">="\nvalue = 3\nunit = "EUR"', "program_measure_twice", "requirement[4].threshold.measure", "revenue"),
    "a window of no months": ("months = 6", "months = 0", "program_number_range", "revenue.months", "0"),
    "a closing day some months lack": ("closing_day = 15", "closing_day = 29", "program_number_range", "revenue.closing_day", "29"),
    "a question that is not asked": ('question.en = "Who has passed the exam?"\nquestion.cs = "Kdo složil zkoušku?"\n', "", "program_question_missing", "requirement[4]", "certified_staff"),
    "a warning without a sentence": ('early_warning = "visited_too_soon"', 'early_warning = "too_soon"', "program_warning_missing", "requirement[5].early_warning", "too_soon"),
    "a ladder out of order": ("days = 45", "days = 10", "program_ladder_order", "ladder[2].days", "10"),
    "adoption before the edition": ("since = 2024-01-01", "since = 2023-12-31", "program_since_early", "adoption[1].since", "2023-12-31"),
    "a requirement dated before the edition": ('key = "certified_staff"', 'since = 2024-01-01\nkey = "certified_staff"', "program_since_early", "requirement[4].since", "2024-01-01"),
    "a date that is not the file's": ("effective = 2024-01-01", "effective = 2023-12-01", "program_edition_name", "effective", "2023-12-01"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "key", "found"), FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_told_alone_with_its_key(
    tmp_path: Path, old: str, new: str, code: str, key: str, found: str
) -> None:
    where = folders.changed(tmp_path, E2, old, new)
    told = [(c, file, at, what) for c, file, _, at, what in folders.faults(where)]
    assert told == [(code, E2, key, found)]


@pytest.mark.parametrize(
    ("old", "new", "line_of"),
    [
        ('severity = "recommended"', 'severity = "nice"', '"nice"'),
        ("notices = [14]", "notices = [\n  14,\n  true,\n]", "true,"),
        ('title.cs = "Objem"\n', "", 'title.en = "Volume"'),
        ('excludes = [{ category = "spare_part"', 'excludes = [{ category = "spare"', '"spare"'),
        ("months = 6\n", "", "[revenue]"),
        ('source = "handbook 5"', 'sauce = "handbook 5"\nsource = "handbook 5"', "sauce"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, old: str, new: str, line_of: str) -> None:
    where = folders.changed(tmp_path, E2, old, new)
    assert [row for _, _, row, _, _ in folders.faults(where)] == [folders.line_with(where, E2, line_of)]


def test_a_requirement_that_is_measured_needs_a_bar(tmp_path: Path) -> None:
    old = '[requirement.threshold]\nmeasure = "listed_items"\noperator = ">="\nvalue = 3\nunit = "items"\nsource = "handbook 5"\n'
    told = folders.faults(folders.changed(tmp_path, E2, old, ""))
    assert [(c, key, found) for c, _, _, key, found in told] == [
        ("program_threshold_missing", "requirement[4]", "certified_staff")
    ]


def test_a_circle_is_told_at_everything_in_it(tmp_path: Path) -> None:
    old = 'after = ["supply_contract"]'
    where = folders.changed(tmp_path, E2, old, 'after = ["site_visit", "half_year_volume"]')
    text = (where / E2).read_text(encoding="utf-8")
    text = text.replace('after = ["half_year_volume"]', 'after = ["two_sites"]')
    (where / E2).write_text(text, encoding="utf-8")
    assert [(c, found) for c, _, _, _, found in folders.faults(where)] == [
        ("program_after_circle", "two_sites"),
        ("program_after_circle", "site_visit"),
    ]


def test_text_that_is_no_toml_is_told_with_its_line(tmp_path: Path) -> None:
    where = folders.changed(tmp_path, E2, "closing_day = 15", "closing_day = = 15")
    (code, file, line, key, _), *more = folders.faults(where)
    assert (code, file, line, key) == ("program_not_toml", E2, folders.line_with(where, E2, "= = 15"), "")
    assert more == []


def test_text_that_is_no_utf8_is_told(tmp_path: Path) -> None:
    where = folders.copy(tmp_path)
    (where / E2).write_bytes("title = 'Příručka'".encode("cp1250"))
    assert [code for code, *_ in folders.faults(where)] == ["program_not_toml"]


def test_a_published_edition_that_was_changed_is_told(tmp_path: Path) -> None:
    where = folders.changed(tmp_path, folders.FIRST_EDITION, "closing_day = 15", "closing_day = 16")
    assert [(c, file, line) for c, file, line, *_ in folders.faults(where)] == [
        ("program_published_changed", folders.FIRST_EDITION, 1)
    ]


def test_an_edition_listed_without_a_file_is_told(tmp_path: Path) -> None:
    where = folders.copy(tmp_path)
    (where / E2).unlink()
    line = folders.line_with(where, "program.toml", "2024-01-01")
    assert folders.faults(where) == [
        ("program_edition_file_missing", "program.toml", line, "editions.2024-01-01", "2024-01-01")
    ]


def test_an_edition_file_that_is_not_listed_is_told(tmp_path: Path) -> None:
    where = folders.changed(tmp_path, "program.toml", '[editions."2024-01-01"]\nenabled = false\n', "")
    assert [(c, found) for c, _, _, _, found in folders.faults(where)] == [
        ("program_edition_unlisted", "2024-01-01")
    ]


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    where = folders.changed(tmp_path, E2, "months = 6", "months = 0\ncolour = 1")
    text = (where / E2).read_text(encoding="utf-8").replace("value = 3", "value = 'three'")
    (where / E2).write_text(text, encoding="utf-8")
    assert [code for code, *_ in folders.faults(where)] == [
        "program_wants_number",
        "program_key_unknown",
        "program_number_range",
    ]


def test_a_fraction_is_read_exactly() -> None:
    bars = [r.threshold for r in library.load(folders.SECOND).editions[0].requirements if r.threshold]
    assert [b.value for b in bars] == [1, Decimal("50000.50"), 3]
