"""Every record of the corpus comes out as the same bytes; and whatever is changed about one is found and named."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from directbill.actions.shape import deciding
from directbill.core import eligibility
from directbill.core.edition import Edition
from directbill.core.errors import Fault
from directbill.core.findings import Finding, Outcome, Verdict
from directbill.core.work import Work
from directbill.documents import facts as exact
from directbill.queries import program
from directbill.queries.replays import Kind, Replayed
from tests.corpus import kept

NAMES = kept.names()
SHORT = "evaluation-2025-10-01-a_cent_short"
GRANT = "decision-grant"
EVALUATIONS = [name for name in NAMES if name.startswith("evaluation")]


def replayed(name: str) -> Replayed:
    return kept.replayed(name, kept.content(name))


def changed(name: str, **values: Any) -> tuple[Fault, ...]:
    """Why a record with other values differs, where whoever changed it wrote the digest of its bytes anew, too."""
    content = exact.canonical({**json.loads(kept.content(name)), **values})
    return kept.replayed(name, content, digest=kept.digest(content)).faults


def codes(found: tuple[Fault, ...]) -> list[tuple[str, str]]:
    return [(fault.code, fault.params.get("where", "")) for fault in found]


@pytest.mark.parametrize("name", NAMES)
def test_every_record_comes_out_as_the_same_bytes(name: str) -> None:
    assert replayed(name).faults == ()


def test_a_record_is_canonical_and_of_the_digest_that_is_kept_beside_it() -> None:
    contents = {name: kept.content(name) for name in NAMES}
    assert {name: exact.canonical(json.loads(each)) for name, each in contents.items()} == contents
    assert {name: kept.digest(each) for name, each in contents.items()} == kept.digests()
    assert sum(map(len, contents.values())) <= kept.HEAVIEST


def test_the_corpus_has_every_edition_every_outcome_and_every_verb_that_decides() -> None:
    rows = [json.loads(kept.content(name)) for name in EVALUATIONS]
    assert {row["edition"] for row in rows} == {e.name for e in program.program().editions}
    assert {row["outcome"] for row in rows} == {*Verdict}
    assert {f["outcome"] for row in rows for f in row["findings"]} == {*Outcome}
    assert {
        json.loads(kept.content(n))["verb"] for n in NAMES if n.startswith("decision")
    } == deciding.DECIDES[Work.DECISION]
    assert {replayed(name).kind for name in NAMES} == {*Kind}


def test_figures_stand_at_the_bar_and_a_cent_below_it_over_known_and_unknown_months() -> None:
    rows = [each for name in EVALUATIONS for each in json.loads(kept.content(name))["findings"]]
    held = [each for each in rows if each["unit"] == "USD" and each["threshold"]]
    away = ((Decimal(each["measure"]) - Decimal(each["threshold"]), each) for each in held)
    assert {(f"{distance:.2f}", each["outcome"], each["reason"]) for distance, each in away} == {
        ("0.00", "met", "revenue_met_incomplete"),
        ("-0.01", "unknown", "revenue_months_missing"),
        ("-0.01", "not_met", "revenue_short"),
        ("60000.00", "met", "revenue_met"),
    }


@pytest.mark.parametrize("name", [SHORT, GRANT, "submission"])
def test_an_engine_that_counts_otherwise_is_found_and_the_requirement_named(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = eligibility.check

    def another(*asked: Any) -> tuple[Finding, ...]:
        return tuple(
            replace(f, measure=f.measure + Decimal("0.01")) if f.unit == "USD" and f.measure else f
            for f in check(*asked)
        )

    monkeypatch.setattr(eligibility, "check", another)
    (bar,) = [r.key for r in program.edition("2025-10-01").requirements if r.key.startswith("revenue_ttm")]
    assert codes(replayed(name).faults) == [("replay_differs", bar)]


@pytest.mark.parametrize("name", [SHORT, GRANT, "submission"])
def test_an_edition_that_changed_is_found_and_named_before_anything_is_computed(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = program.edition

    def another(wanted: str) -> Edition:
        return replace(edition(wanted), digest="0" * 64, requirements=())

    monkeypatch.setattr(program, "edition", another)
    (fault,) = replayed(name).faults
    assert (fault.code, fault.found, fault.params["wanted"]) == (
        "replay_edition_changed",
        "0" * 64,
        edition(fault.params["edition"]).digest,
    )


@pytest.mark.parametrize("name", [GRANT, "submission"])
def test_a_single_other_byte_of_a_record_is_found_by_its_digest(name: str) -> None:
    content = kept.content(name).replace(b"2026-11-22", b"2026-11-21", 1)
    assert codes(kept.replayed(name, content).faults) == [("replay_digest", "")]


def test_other_facts_are_found_by_their_digest() -> None:
    row = json.loads(kept.content(SHORT))
    row["facts"]["facts"]["statement"]["counted"] = "1000000.00"
    assert codes(changed(SHORT, facts=row["facts"])) == [("replay_digest", "")]


@pytest.mark.parametrize("name", [SHORT, GRANT, "submission"])
def test_another_finding_is_found_and_named_though_its_digest_was_written_anew(name: str) -> None:
    findings = json.loads(kept.content(name))["findings"]
    findings[0]["outcome"] = "not_yet"
    assert codes(changed(name, findings=findings)) == [("replay_differs", findings[0]["requirement"])]
    assert codes(changed(name, findings=findings[1:])) == [("replay_differs", findings[0]["requirement"])]


def test_another_outcome_is_found() -> None:
    assert codes(changed(SHORT, outcome="eligible")) == [("replay_differs", "eligible, not_eligible")]


def test_a_decision_on_other_facts_comes_out_differently() -> None:
    facts = json.loads(kept.content(GRANT))["facts"]
    facts["statement"] = None
    assert [code for code, where in codes(changed(GRANT, facts=facts)) if where] == ["replay_differs"]


def test_a_submission_whose_facts_or_form_are_not_there_is_named() -> None:
    ledger = {**json.loads(kept.content("submission"))["ledger"], "facts_sha256": "0" * 64}
    assert codes(changed("submission", ledger=ledger)) == [("replay_facts_gone", "")]
    assert codes(changed("submission", form={"sha256": "0" * 64})) == [("replay_form_changed", "")]


def test_what_made_the_figures_is_told_with_each_record() -> None:
    assert {replayed(name).engine for name in NAMES} == {
        json.loads(kept.content(SHORT))["engine"],
    }
