"""What a program says of its support plans: each a choice of the record, every fact with an aspect and a source."""

from pathlib import Path

import pytest

from directbill.core.edition import Source
from directbill.core.plans import Aspect, Fact, Plan, Plans
from directbill.programs import desks, library
from tests.programs.test_desk_contract import ASK
from tests.programs.test_desks import DESK, FILE, replace, told, with_desk

CHOICE = """
[[ask.field]]
key = "kind"
kind = "choice"
label.en = "Plan"
label.cs = "Plán"
choices.small.en = "Small"
choices.small.cs = "Malý"
choices.large.en = "Large"
choices.large.cs = "Velký"

[[ask.field]]
key = "to"
"""
PLANS = """[plans]
choice = "kind"

[[plans.aspect]]
key = "price"
title.en = "Price"
title.cs = "Cena"

[[plans.plan]]
key = "small"

[plans.plan.facts.price]
text.en = "Little."
text.cs = "Málo."
source = "handbook 7"

[[plans.plan]]
key = "large"

[limits]
"""


def with_plans(tmp_path: Path) -> Path:
    where = replace(with_desk(tmp_path), FILE, "[limits]\n", PLANS)
    with (where / FILE).open("a", encoding="utf-8") as file:
        file.write(ASK.replace('\n[[ask.field]]\nkey = "to"\n', CHOICE))
    return where


def test_plans_are_read_and_what_no_source_says_is_missing(tmp_path: Path) -> None:
    where = with_plans(tmp_path)
    assert told(where) == []
    fact = Fact({"en": "Little.", "cs": "Málo."}, Source("handbook 7"))
    assert desks.whole(library.load(where), "2022-07-01", where=where).plans == Plans(
        choice="kind",
        aspects=(Aspect("price", {"en": "Price", "cs": "Cena"}),),
        plans=(Plan("small", {"price": fact}), Plan("large", {})),
    )


def test_the_bundled_plans_are_those_the_edition_names() -> None:
    assert DESK.plans
    unknown = [
        (plan.key, aspect.key)
        for plan in DESK.plans.plans
        for aspect in DESK.plans.aspects
        if aspect.key not in plan.facts
    ]
    assert [plan.key for plan in DESK.plans.plans] == ["asfp", "psfp"]
    assert unknown == [("psfp", "response"), ("psfp", "outlook")]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('choice = "kind"', 'choice = "to"', ("desk_plans_choice", "plans.choice", "")),
        ('key = "large"', 'key = "huge"', ("desk_plans_choice", "plans.choice", "small, large")),
        ("facts.price", "facts.cost", ("desk_plans_aspect", "plans.plan[1].facts.cost", "cost")),
        ('"handbook 7"', '"hearsay 7"', ("program_source_unknown", "plans.plan[1].facts.price.source", "hearsay 7")),
        ('text.cs = "Málo."\n', "", ("program_language_missing", "plans.plan[1].facts.price.text", "cs")),
    ],
)  # fmt: skip
def test_one_fault_is_told_with_its_key(
    tmp_path: Path, old: str, new: str, fault: tuple[str, str, str]
) -> None:
    where = replace(with_plans(tmp_path), FILE, old, new)
    assert [(code, key, found) for code, _, key, found in told(where)] == [fault]
