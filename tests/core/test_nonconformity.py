"""A nonconformity ends by its assessor or with the assessment; a major one keeps the assessment from passing."""

from datetime import date
from itertools import product

import pytest

from directbill.core import nonconformity as nc
from directbill.core.criteria import Finding, Grade, Result, Status
from directbill.core.edition import Source
from directbill.core.findings import Turn
from directbill.core.nonconformity import LASTING, TABLE, Standing, State, Terms

TERMS = Terms(days={Grade.MAJOR: 60, Grade.MINOR: 180}, look=10, source=Source(""))
MAJOR = Finding(Status.LOOKED_AT, Result.NOT_MET, Grade.MAJOR, "None has one.")
MET = Finding(Status.LOOKED_AT, Result.MET)


def code(verb: str, *known: tuple[Grade, State]) -> str:
    standings = [Standing(f"c{n}", grade, state) for n, (grade, state) in enumerate(known)]
    refusal = nc.against(verb, standings)
    return refusal.code if refusal else ""


def test_whatever_lasts_is_somebodys_turn_and_can_end_both_ways() -> None:
    assert {state for state in State if TABLE.turns[state] is not Turn.NOBODY} == LASTING
    assert {state for state in State if TABLE.allows(state, "fall_away")} == LASTING
    assert [state for state in State if TABLE.is_final(state)] == [State.CLOSED, State.FELL_AWAY]


@pytest.mark.parametrize(("grade", "state"), list(product(Grade, State)))
def test_a_major_one_that_lasts_forbids_to_pass_and_a_minor_one_never_does(
    grade: Grade, state: State
) -> None:
    refused = "major_open" if grade is Grade.MAJOR and state in LASTING else ""
    assert [code(verb, (grade, state)) for verb in ("sign_off", "close_out")] == [refused] * 2
    assert code("fail", (grade, state)) == ""


def test_corrections_are_handed_over_once_every_major_one_is_answered() -> None:
    major, minor = Grade.MAJOR, Grade.MINOR
    found = [
        code("correct", (major, State.OPEN), (minor, State.OPEN)),
        code("correct", (major, State.OVERDUE)),
        code("correct", (major, State.ANSWERED), (minor, State.OPEN)),
        code("correct", (minor, State.OPEN)),
        code("correct", (minor, State.ANSWERED)),
        code("correct", (major, State.CLOSED), (minor, State.OPEN)),
    ]
    missing = "answers_missing"
    assert found == [missing, missing, "", missing, "", missing]


def test_nothing_is_sent_back_while_the_company_has_nothing_to_do() -> None:
    answered = (Grade.MAJOR, State.ANSWERED)
    assert code("send_back", answered) == "nothing_sent_back"
    assert code("send_back", answered, (Grade.MINOR, State.OVERDUE)) == ""
    assert code("send_back") == ""


def test_what_lasts_is_not_raised_again_and_what_was_closed_is() -> None:
    found = {"a": MAJOR, "b": MAJOR, "c": MET, "d": MAJOR}
    known = [Standing("a", "major", State.OPEN), Standing("b", "major", State.CLOSED)]
    assert list(nc.raised(found, known)) == [("b", MAJOR), ("d", MAJOR)]


def test_a_finding_is_not_written_over_while_its_nonconformity_lasts() -> None:
    known = [Standing("a", "major", State.ANSWERED)]
    found = [nc.stands("a", MET, known), nc.stands("a", MAJOR, known), nc.stands("b", MET, known)]
    assert [each.code if each else "" for each in found] == ["nonconformity_stands", "", ""]


def test_the_day_is_counted_by_the_grade_and_an_answer_has_days_of_its_own() -> None:
    since = date(2026, 12, 1)
    found = {
        (grade, state): nc.due(TERMS, grade=grade, state=state, since=since)
        for grade, state in product(Grade, State)
    }
    assert {key: day for key, day in found.items() if day} == {
        ("major", "open"): date(2027, 1, 30),
        ("minor", "open"): date(2027, 5, 30),
        ("major", "answered"): date(2026, 12, 11),
        ("minor", "answered"): date(2026, 12, 11),
    }
