"""What was found and how it ends agree: nothing passes with a gap or an open major nonconformity."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directbill.core import criteria
from directbill.core.criteria import Finding, Grade, Result, Span, Status

MET = Finding(Status.LOOKED_AT, Result.MET)
MINOR = Finding(Status.LOOKED_AT, Result.PARTLY, Grade.MINOR, "Seldom.")
MAJOR = Finding(Status.LOOKED_AT, Result.NOT_MET, Grade.MAJOR, "Never.")
IDLE = Finding(Status.LOOKED_AT, Result.NOT_APPLICABLE, "", "They sell none.")
BEGUN = Finding(Status.BEING_LOOKED_AT)
SOUND = (MET, MINOR, MAJOR, IDLE, BEGUN, criteria.NOTHING)
KEYS = ("a", "b", "c", "d")
FOUND = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(SOUND))


def code(verb: str, found: dict[str, Finding]) -> str:
    refusal = criteria.against(verb, KEYS, found)
    return refusal.code if refusal else ""


@given(FOUND, st.sampled_from(sorted(criteria.PASSES)))
def test_it_passes_exactly_when_every_criterion_has_a_result_and_no_major_one_is_open(
    found: dict[str, Finding], verb: str
) -> None:
    whole = all(found.get(key, BEGUN).status == "looked_at" for key in KEYS)
    majors = any(each.grade == "major" for each in found.values())
    assert code(verb, found) == ("" if whole and not majors else "major_open" if whole else "criteria_open")


@given(FOUND)
def test_it_ends_badly_exactly_when_something_is_found_not_fulfilled(found: dict[str, Finding]) -> None:
    assert code("fail", found) == ("" if {MINOR, MAJOR} & set(found.values()) else "nothing_found")


@given(FOUND)
def test_corrections_are_required_of_a_whole_assessment_with_a_nonconformity(
    found: dict[str, Finding],
) -> None:
    whole = not criteria.without_result(KEYS, found)
    some = bool(criteria.open_ones(KEYS, found))
    assert code("require", found) == ("" if whole and some else "nothing_found" if whole else "criteria_open")


@given(FOUND, st.sampled_from(["book", "hold", "miss", "recuse", "send_back", "retake"]))
def test_every_other_verb_rests_on_no_finding(found: dict[str, Finding], verb: str) -> None:
    assert code(verb, found) == ""


@pytest.mark.parametrize("found", SOUND)
def test_what_a_finding_needs_is_enough(found: Finding) -> None:
    assert criteria.faults(found) == ()


@pytest.mark.parametrize(
    ("found", "wrong"),
    [
        (Finding("seen"), [("choice_missing", "status")]),
        (Finding("looked_at"), [("choice_missing", "result")]),
        (Finding("looked_at", "splendid"), [("choice_missing", "result")]),
        (Finding("not_looked_at", "met"), [("finding_early", "result")]),
        (Finding("looked_at", "met", "minor"), [("grade_idle", "grade")]),
        (
            Finding("looked_at", "not_met", "", " "),
            [("choice_missing", "grade"), ("finding_unexplained", "text")],
        ),
        (Finding("looked_at", "not_applicable"), [("finding_unexplained", "text")]),
    ],
)
def test_what_contradicts_itself_or_is_missing_is_named_all_at_once(
    found: Finding, wrong: list[tuple[str, str]]
) -> None:
    assert [(fault.code, fault.place.column) for fault in criteria.faults(found)] == wrong


def test_no_combination_of_words_is_both_met_and_graded() -> None:
    every = product([*Status, ""], [*Result, ""], [*Grade, ""], ["", "Why."])
    sound = [f for f in (Finding(*each) for each in every) if not criteria.faults(f)]
    assert {bool(f.grade) for f in sound if f.nonconforming} == {True}
    assert {f.grade for f in sound if not f.nonconforming} == {""}


@pytest.mark.parametrize(
    ("steps", "current", "given_"),
    [
        ([(1, "open"), (2, "book")], Span(0), None),
        ([(2, "hold"), (3, "sign_off")], Span(0), Span(0, 3)),
        ([(3, "require"), (4, "correct"), (5, "send_back")], Span(0), Span(0, 5)),
        ([(3, "require"), (4, "recuse")], Span(4), None),
        ([(3, "fail"), (4, "retake")], Span(4), Span(0, 3)),
        ([(3, "fail"), (4, "retake"), (7, "sign_off")], Span(4), Span(4, 7)),
        ([(3, "recuse"), (6, "fail")], Span(3), Span(3, 6)),
    ],
)
def test_what_others_read_ends_with_what_was_given_and_begins_anew_after_a_recusal(
    steps: list[tuple[int, str]], current: Span, given_: Span | None
) -> None:
    assert (criteria.current(steps), criteria.given(steps)) == (current, given_)
