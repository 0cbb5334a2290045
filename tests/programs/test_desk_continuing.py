"""A file of the desk's work that says only what differs from an earlier one."""

import hashlib
import shutil
import tomllib
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from directbill.core.desk import Desk
from directbill.core.errors import Refusal
from directbill.programs import desks, library
from tests.programs.test_desks import replace as put
from tests.programs.test_desks import told, with_desk

PROGRAM = library.load()
EARLIER, LATER = (desks.whole(PROGRAM, name) for name in ("2024-04-10", "2025-10-01"))
FIRST, NEXT = "desk/2022-07-01.toml", "desk/2024-01-01.toml"
INVITED = "limits.days.assessment.invited"
ENTRY = """
[[item]]
key = "cellar"
place_before = "people"
work = "confirmation"
requirement = "two_sites"
title = { en = "Cellar", cs = "Sklep" }
help = { en = "Looked at.", cs = "Posuzuje se." }
source = "handbook 4"
"""


def continued(tmp_path: Path, text: str, *, name: str = "2022-07-01") -> Path:
    """The second program with one more file, which continues the first."""
    where = with_desk(tmp_path)
    (where / NEXT).write_text(f'continues = "{name}"\n{text}', encoding="utf-8")
    return put(where, "program.toml", "[references", '[desks."2024-01-01"]\n\n[references')


def whole(where: Path, name: str) -> Desk:
    return desks.whole(library.load(where), name, where=where)


def differing(one: Desk, other: Desk) -> dict[str, Any]:
    """The fields in which two differ, with what the second has."""
    values = {f.name: getattr(other, f.name) for f in fields(Desk)}
    return {name: found for name, found in values.items() if getattr(one, name) != found}


def test_a_file_that_says_nothing_else_is_the_earlier_one_with_a_name_and_a_digest_of_its_own(
    tmp_path: Path,
) -> None:
    where = continued(tmp_path, "")
    content = (where / FIRST).read_bytes() + (where / NEXT).read_bytes()
    first, later = (whole(where, name) for name in ("2022-07-01", "2024-01-01"))
    assert differing(first, later) == {
        "edition": "2024-01-01",
        "name": "2024-01-01",
        "digest": hashlib.sha256(content).hexdigest(),
    }


def test_one_value_changes_alone_and_what_is_left_out_is_gone(tmp_path: Path) -> None:
    text = '[limits.days]\nassessment.invited = 21\n[without]\nitem = ["people"]\n'
    text += '[[item]]\nkey = "sites"\nhelp.en = "Both are visited."\n' + ENTRY.replace('"people"', '"volume"')
    where = continued(tmp_path, text)
    first, later = (whole(where, name) for name in ("2022-07-01", "2024-01-01"))
    days = {state: limit.days for state, limit in first.limits.items()}
    assert {state: limit.days for state, limit in later.limits.items()} == {**days, "assessment.invited": 21}
    keys = [entry.item.key for entry in first.entries]
    assert keys[:3] == ["sites", "people", "volume"]
    assert [entry.item.key for entry in later.entries] == ["sites", "cellar", *keys[2:]]
    sites, before = later.entry("sites"), first.entry("sites")
    assert sites == replace(before, help={**before.help, "en": "Both are visited."})


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[without]\nitem = ["attic"]\n', ("desk_entry_unknown", NEXT, "without.item[1]", "attic")),
        ("[without]\nsize = 1\n", ("program_key_unknown", NEXT, "without.size", "size")),
        (ENTRY.replace('"people"', '"attic"'), ("desk_entry_unknown", NEXT, "item[1].place_before", "attic")),
        ("item = 5\n", ("program_wants_list", NEXT, "item", "5")),
        ('[[item]]\nkey = "people"\nwork = "dance"\n', ("program_value_unknown", NEXT, "item[1].work", "dance")),
        ("[limits.days]\nassessment.invited = 0\n", ("program_number_range", NEXT, INVITED, "0")),
    ],
)  # fmt: skip
def test_a_fault_stands_where_it_was_written(
    tmp_path: Path, text: str, fault: tuple[str, str, str, str]
) -> None:
    assert told(continued(tmp_path, text))[:1] == [fault]


def test_a_fault_of_the_earlier_file_is_told_once_and_there(tmp_path: Path) -> None:
    where = put(continued(tmp_path, ""), FIRST, "assessment.invited = 20", "assessment.invited = 0")
    assert told(where) == [("program_number_range", FIRST, INVITED, "0")]


@pytest.mark.parametrize("name", ["2021-01-01", "2024-01-01", "2030-01-01"])
def test_only_an_earlier_file_can_be_continued(tmp_path: Path, name: str) -> None:
    where = continued(tmp_path, "", name=name)
    assert told(where)[0] == ("desk_continues_unknown", NEXT, "continues", name)


def test_nothing_continues_a_file_that_continues_another(tmp_path: Path) -> None:
    where = Path(shutil.copytree(library.folder(), tmp_path / "program"))
    (where / "desk/2025-12-01.toml").write_text('continues = "2025-10-01"\n', encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        desks.whole(PROGRAM, "2025-12-01", where=where)
    assert refused.value.code == "desk_continues_unknown"


def test_the_bundled_later_file_differs_in_these_parts_alone() -> None:
    assert set(differing(EARLIER, LATER)) == {
        *("edition", "name", "digest", "entries", "asks", "contract", "agreement", "areas", "criteria"),
    }
    asked = {verb for verb in EARLIER.asks | LATER.asks if EARLIER.asks.get(verb) != LATER.asks.get(verb)}
    assert asked == {"assessment.book"}
    assert [area.key for area in LATER.areas] == [
        *("billing", "provisioning", "compliance", "customer_support", "security"),
    ]


def test_compliance_has_its_own_criteria_each_assumed_and_sourced() -> None:
    found = [each for each in LATER.criteria if each.area == "compliance"]
    assert [each.key for each in found] == [
        *("agreement_before_order", "customer_data_right", "acceptance_kept", "conduct_code_followed"),
        *("breaches_reported", "own_data_right", "region_kept", "statements_provable"),
    ]
    assert {(each.source.assumed, each.source.ref) for each in found} == {
        (True, "requirements-2025; overview-2023; compliance-2023"),
        (True, "eligibility-2025"),
    }
    kept = {each.key: each for each in EARLIER.criteria}
    new = {each.key for each in LATER.criteria} - set(kept)
    assert new == {each.key for each in found[2:]}
    assert [each for each in LATER.criteria if each.area != "compliance"] == [
        each for each in EARLIER.criteria if each.key not in {found[0].key, found[1].key}
    ]


def test_items_are_those_of_the_edition_and_the_rest_is_as_it_was() -> None:
    before = {entry.item.key: entry for entry in EARLIER.entries}
    now = {entry.item.key: entry for entry in LATER.entries}
    assert set(before) - set(now) == {"first_level_support", "receivables_infrastructure", "managed_service"}
    added = {"solutions_designation", "security_admins", "security_contact", "security_alerts"}
    assert set(now) - set(before) == added
    changed = {
        key for key in set(now) & set(before) if replace(now[key], item=before[key].item) != before[key]
    }
    assert changed == {"partner_id", "revenue_ttm", "assessment", "plan"}
    assert {now[key].requirement for key in added} == {"solutions_designation", "security_score"}


def test_the_file_repeats_nothing_that_the_earlier_one_says() -> None:
    folder = library.folder() / "desk"
    before, own = (tomllib.loads((folder / f"{d.name}.toml").read_text("utf-8")) for d in (EARLIER, LATER))
    for name, by in (("item", "key"), ("criterion", "key"), ("ask", "verb")):
        there = {each[by]: each for each in before[name]}
        for each in own[name]:
            said = {key: value for key, value in each.items() if key != by}
            assert [k for k, v in said.items() if there.get(each[by], {}).get(k) == v] == []
