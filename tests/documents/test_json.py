"""The result as JSON: by its published schema, stable, and readable again."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.documents import sample

from directbill.core.errors import Refusal
from directbill.core.evaluation import Evaluation
from directbill.core.findings import Reason
from directbill.documents import json as face
from directbill.documents.texts import catalog
from directbill.programs import library

PUBLISHED = Path(__file__).parents[2] / "docs" / "reference" / "evaluation.schema.json"
PROGRAM = library.load(None)
EVERY = {
    "short": sample.evaluation(),
    "in_band": sample.evaluation(sample.banded(), name="2025-10-01", following=""),
    "without_data": sample.without_data(),
    "eligible": sample.eligible(),
    "oldest_edition": sample.evaluation(name="2018-08-31", following="2020-10-27"),
}


def written(evaluation: Evaluation, lang: str = "en", **asked: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(face.render(evaluation, catalog(lang), **asked))
    return found


@pytest.mark.parametrize("lang", ["en", "cs"])
@pytest.mark.parametrize("name", EVERY)
def test_every_result_keeps_to_the_published_schema(name: str, lang: str) -> None:
    validator = Draft202012Validator(face.schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
    result = written(EVERY[name], lang, lines=sample.lines())
    assert [error.message for error in validator.iter_errors(result)] == []


def test_the_schema_is_strict_and_valid_itself() -> None:
    schema = face.schema()
    Draft202012Validator.check_schema(schema)
    spoiled = written(EVERY["short"])
    spoiled["statement"]["total"] = "1.00"
    spoiled["findings"][0]["outcome"] = "maybe"
    spoiled["statement"]["counted"] = 271904.18
    errors = Draft202012Validator(schema).iter_errors(spoiled)
    paths = {tuple(e.absolute_path) for error in errors for e in (error, *(error.context or ()))}
    assert {("findings", 0, "outcome"), ("statement",), ("statement", "counted")} <= paths


def test_the_package_ships_the_published_schema() -> None:
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == face.schema()


def test_a_finding_tells_the_figure_its_distance_and_whose_turn_it_is() -> None:
    finding = next(f for f in written(EVERY["short"])["findings"] if f["unit"] == "USD")
    kept = ("phase", "outcome", "measure", "threshold", "distance", "turn", "due", "after")
    assert {key: finding[key] for key in kept} == {
        "phase": "to_apply",
        "outcome": "not_met",
        "measure": "271904.18",
        "threshold": "300000.00",
        "distance": "-28095.82",
        "turn": "applicant",
        "due": None,
        "after": [],
    }
    assert (finding["reason"]["code"], finding["reason"]["params"]["distance"]) == (
        "revenue_short",
        "28095.82",
    )


def test_a_figure_that_rounds_to_the_threshold_from_below_shows_more_digits() -> None:
    barely = sample.statement(counted=sample.Decimal("299999.9999"), low=sample.Decimal("299999.9999"))
    result = written(sample.evaluation(barely))
    finding = next(f for f in result["findings"] if f["unit"] == "USD")
    assert (result["statement"]["counted"], finding["distance"]) == ("299999.9999", "-0.0001")


def test_what_a_result_without_data_cannot_know_is_null() -> None:
    result = written(EVERY["without_data"])
    kept = ("statement", "tenure", "forecast", "next_edition", "documents")
    assert [result[key] for key in kept] == [None, None, None, None, []]


@pytest.mark.parametrize("name", EVERY)
def test_a_result_read_back_says_the_same_in_any_language(name: str) -> None:
    text = face.render(EVERY[name], catalog("cs"), lines=sample.lines())
    read = face.read(text, PROGRAM)
    assert (read.has_lines, read.lines) == (True, sample.lines())
    english = face.render(EVERY[name], catalog("en"), lines=sample.lines())
    assert face.render(read.evaluation, catalog("en"), lines=read.lines) == english


def test_lines_are_written_only_when_asked_for() -> None:
    assert "lines" not in written(EVERY["short"])
    assert face.read(face.render(EVERY["short"], catalog("en")), PROGRAM).has_lines is False


def test_an_edition_that_has_changed_since_is_said() -> None:
    result = written(EVERY["short"]) | {"edition_digest": "0" * 64}
    read = face.read(json.dumps(result), PROGRAM).evaluation
    expected = Reason("result_edition_changed", {"edition": "2024-04-10"})
    assert read.warnings == (*EVERY["short"].warnings, expected)
    assert catalog("en").has(f"reason.{expected.code}")


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda result: "{", "result_not_json"),
        (lambda result: "[]", "result_other_schema"),
        (lambda result: json.dumps(result | {"schema": "directbill.evaluation/9"}), "result_other_schema"),
        (lambda result: json.dumps(result | {"program": "another"}), "result_other_program"),
        (lambda result: json.dumps(result | {"edition": "1999-01-01"}), "edition_unknown"),
        (lambda result: json.dumps({k: v for k, v in result.items() if k != "findings"}), "result_broken"),
        (lambda result: json.dumps(result | {"as_of": "soon"}), "result_broken"),
        (lambda result: json.dumps({"schema": face.SCHEMA}), "result_broken"),
        (lambda result: json.dumps(result | {"findings": [1]}), "result_broken"),
    ],
)
def test_what_is_no_result_is_refused(spoil: Any, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        face.read(spoil(written(EVERY["short"])), PROGRAM, file="result.json")
    assert refused.value.code == code


def test_a_preview_says_so() -> None:
    result = written(
        replace(EVERY["in_band"], facts=replace(EVERY["in_band"].facts, as_of=sample.date(2025, 1, 1)))
    )
    assert (result["preview"], result["edition"]) == (True, "2025-10-01")


def test_months_come_back_exactly() -> None:
    months = tuple(replace(m, counted=m.counted + sample.Decimal("0.004321")) for m in sample.EXACT_MONTHS)
    text = face.render(sample.evaluation(sample.statement(months=months)), catalog("en"))
    statement = face.read(text, PROGRAM).evaluation.facts.statement
    assert statement is not None
    assert statement.months == months
