"""What an answer to a field must be: read softly while it is written, strictly when it is finished."""

import pytest
from hypothesis import given

from directbill.core import form
from directbill.core.errors import Fault, Place
from directbill.core.form import Field, FieldKind, Value
from tests.core import asking
from tests.core.asking import FIELDS, VALUES, choices, field

K = FieldKind
ONE = choices("small", "large")
GOOD = "-"
"""No fault."""


@pytest.mark.parametrize(
    ("kind", "answer", "code"),
    [
        (K.LINE, "Contoso s.r.o.", GOOD),
        (K.LINE, "x" * 200, GOOD),
        (K.LINE, "x" * 201, "answer_too_long"),
        (K.LINE, "two\nlines", "answer_several_lines"),
        (K.LINE, "two\rlines", "answer_unseen"),
        (K.LINE, "a\N{NO-BREAK SPACE}b \N{ZERO WIDTH JOINER}", GOOD),
        (K.LINE, "nul\x00", "answer_unseen"),
        (K.LINE, "\x1b[31mred", "answer_unseen"),
        (K.LINE, "gpj.\N{RIGHT-TO-LEFT OVERRIDE}exe", "answer_unseen"),
        (K.LINE, "half \ud800", "answer_unseen"),
        (K.TEXT, "two\nlines", GOOD),
        (K.TEXT, "x" * 4000, GOOD),
        (K.TEXT, "x" * 4001, "answer_too_long"),
        (K.TEXT, "a\N{LEFT-TO-RIGHT ISOLATE}b", "answer_unseen"),
        (K.YES_NO, "yes", GOOD),
        (K.YES_NO, "no", GOOD),
        (K.YES_NO, "Yes", "answer_not_offered"),
        (K.CONFIRM, "yes", GOOD),
        (K.CONFIRM, "no", "answer_not_offered"),
        (K.CHOICE, "small", GOOD),
        (K.CHOICE, "middle", "answer_not_offered"),
        (K.COUNTRY, "small", GOOD),
        (K.CURRENCY, "QQQ", "answer_not_offered"),
        (K.EMAIL, "ada@example.com", GOOD),
        (K.EMAIL, "ada.lovelace+dept@mail.example.co.uk", GOOD),
        (K.EMAIL, "háček@příklad.cz", GOOD),
        (K.EMAIL, "ada@example", "answer_no_email"),
        (K.EMAIL, "ada@@example.com", "answer_no_email"),
        (K.EMAIL, "Ada <ada@example.com>", "answer_no_email"),
        (K.EMAIL, "a@example.com, b@example.com", "answer_no_email"),
        (K.EMAIL, "ada@example.com\nBcc: all@example.com", "answer_several_lines"),
        (K.LINK, "https://example.com/a?b=c", GOOD),
        (K.LINK, "javascript:alert(1)//example.com", "answer_no_link"),
        (K.LINK, "example.com", "answer_no_link"),
        (K.LINK, 'https://example.com/"onload="', "answer_no_link"),
        (K.DATE, "2024-02-29", GOOD),
        (K.DATE, "2026-02-29", "answer_no_date"),
        (K.DATE, "20261122", "answer_no_date"),
        (K.DATE, "2026-W47-7", "answer_no_date"),
        (K.DATE, "soon", "answer_no_date"),
        (K.ACCOUNT, "any line", GOOD),
        (K.PERSON, "any line", GOOD),
        (K.EVIDENCE, "any line", GOOD),
    ],
)
@pytest.mark.parametrize("strict", [False, True])
def test_an_answer_of_each_kind(kind: FieldKind, answer: str, code: str, strict: bool) -> None:
    asked = (field("it", kind, choices=ONE),)
    found = [f.code for f in form.problems(asked, {"it": answer}, strict=strict)]
    assert found == ([] if code == GOOD else [code])


def test_every_kind_of_text_has_its_check() -> None:
    assert set(form.CHECKS) == set(FieldKind) - {K.ITEMS}


@pytest.mark.parametrize("blank", ["", " ", "\n\t", "\N{NO-BREAK SPACE}"])
@pytest.mark.parametrize("kind", list(form.CHECKS))
def test_blanks_are_no_answer(kind: FieldKind, blank: str) -> None:
    asked = (field("it", kind), field("other", kind, required=False))
    assert form.problems(asked, {"it": blank, "other": blank}, strict=False) == ()
    assert form.problems(asked, {"it": blank}, strict=True) == (Fault("answer_missing", Place(column="it")),)


def test_a_fault_shows_the_beginning_of_what_was_found_and_how_much_is_kept() -> None:
    fault = form.problems((field("it", K.TEXT),), {"it": "ab" * 5_000_000}, strict=False)[0]
    assert (fault.code, fault.found, fault.params) == ("answer_too_long", "ab" * 100, {"longest": "4000"})


ITEMS = field("services", K.ITEMS, fields=(field("name"), field("link", K.LINK, required=False)))


@pytest.mark.parametrize(
    ("value", "strict", "faults"),
    [
        ([], False, []),
        ([], True, [("answer_missing", None, "services")]),
        ([{"name": "Backup"}], True, []),
        ([{"name": ""}], False, []),
        ([{"name": "A"}, {"name": " "}], True, [("answer_missing", 2, "services.name")]),
        ([{"name": "A", "link": "a"}], False, [("answer_no_link", 1, "services.link")]),
        ([{"name": "A", "price": "1"}], False, [("answer_unknown", 1, "services.price")]),
        ([{"name": "A"}] * 50, True, []),
        ([{"name": "A"}] * 51, False, [("answer_too_many", None, "services")]),
        ("Backup", False, [("answer_too_many", None, "services")]),
    ],
)
def test_a_list_is_read_entry_by_entry(value: Value, strict: bool, faults: list[object]) -> None:
    found = form.problems((ITEMS,), {"services": value}, strict=strict)
    assert [(f.code, f.place.row, f.place.column) for f in found] == faults


def test_a_list_where_a_text_is_wanted_is_told() -> None:
    assert [f.code for f in form.problems((field("it"),), {"it": [{"name": "A"}]}, strict=False)] == [
        "answer_not_text"
    ]


@pytest.mark.parametrize(("said", "keys"), [("yes", ["helps", "hours"]), ("no", ["helps"]), ("", ["helps"])])
def test_a_follow_up_is_asked_only_where_its_condition_holds(said: str, keys: list[str]) -> None:
    asked = (field("helps", K.YES_NO), field("hours", only_if=("helps", "yes")))
    assert [f.key for f in form.asked(asked, {"helps": said})] == keys
    missing = [f.place.column for f in form.problems(asked, {"helps": said}, strict=True)]
    assert ("hours" in missing) is (said == "yes")


@given(VALUES)
def test_what_is_fine_when_finished_is_fine_while_it_is_written(values: dict[str, Value]) -> None:
    soft, strict = (form.problems(FIELDS, values, strict=strict) for strict in (False, True))
    assert [f for f in strict if f.code != "answer_missing"] == list(soft)
    assert "answer_missing" not in {f.code for f in soft}


@given(VALUES)
def test_a_fault_names_a_field_that_is_asked(values: dict[str, Value]) -> None:
    asked: dict[str, Field] = {f.key: f for f in form.asked(FIELDS, values)}
    for fault in form.problems(FIELDS, values, strict=True):
        key, _, inner = fault.place.column.partition(".")
        assert key in asked
        assert (fault.place.row is None) == (inner == "")


def test_a_day_is_read_only_where_one_is_written() -> None:
    assert [str(form.day(v)) for v in ("2024-02-29", "2023-02-29", "", [], "29. 2. 2024")] == [
        "2024-02-29", "None", "None", "None", "None",
    ]  # fmt: skip


def test_a_form_finds_its_tasks_by_key_and_by_kind() -> None:
    ledger = asking.FORM.task("ledger")
    assert ledger is asking.FORM.of_kind(form.TaskKind.LEDGER)
    assert ledger is not None
    assert (asking.FORM.task("nothing"), asking.FORM.of_kind(form.TaskKind.PEOPLE)) == (None, None)
