"""The rules of standing: as data, strict, and held against what the core promises."""

from pathlib import Path
from shutil import copytree

import pytest

from directbill.core.capabilities import Permit
from directbill.core.enrollment import State
from directbill.core.errors import Refusal
from directbill.programs import library, standings

NAME = "csp_direct_bill"
PROGRAM = library.load(NAME)
RULES = standings.of(PROGRAM, library.edition(PROGRAM, "2024-04-10"))


def permits(state: State) -> dict[str, str]:
    return {each.key: each.permits[state].value for each in RULES.capabilities}


def changed(folder: Path, before: str, after: str) -> tuple[str, ...]:
    """The codes of the faults of the bundled rules with one thing changed, beside that they are changed."""
    copytree(library.BUNDLED / NAME, folder)
    path = folder / "standing/2024-04-10.toml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    found = [fault.code for fault in standings.faults(folder, PROGRAM)]
    assert found.pop() == "standing_published_changed"
    return tuple(found)


def test_a_restriction_stops_what_is_new_and_nothing_that_serves_who_is_there() -> None:
    stopped = {key for key, permit in permits(State.RESTRICTED).items() if permit == "no"}
    assert stopped == {
        "place_new_orders", "add_add_ons", "create_customers", "request_relationships", "create_sandbox",
        "use_shared_services", "buy_support_plan",
    }  # fmt: skip
    assert all(each.permits[State.RESTRICTED] is Permit.YES for each in RULES.capabilities if each.serves)


def test_in_good_standing_everything_is_allowed_and_before_and_after_nothing() -> None:
    assert {
        state: set(permits(state).values()) for state in (State.ACTIVE, State.ACTIVE_WITH_CONDITIONS)
    } == {
        State.ACTIVE: {"yes"},
        State.ACTIVE_WITH_CONDITIONS: {"yes"},
    }
    assert set(permits(State.PENDING_ACTIVATION).values()) | set(permits(State.ENDED).values()) == {"no"}


def test_every_state_has_a_source_and_what_we_infer_is_marked() -> None:
    azure = next(each for each in RULES.capabilities if each.key == "manage_azure")
    found = {state.value: (azure.sources[state].ref, azure.sources[state].assumed) for state in azure.sources}
    assert {state: found[state] for state in ("restricted", "suspended", "revoked")} == {
        "restricted": ("restricted-2022", False),
        "suspended": ("suspended-2022", False),
        "revoked": ("enforcement-2025", True),
    }


def test_an_edition_before_the_first_file_has_no_rules() -> None:
    with pytest.raises(Refusal) as refused:
        standings.of(PROGRAM, library.edition(PROGRAM, "2018-08-31"))
    assert refused.value.code == "standing_none"


@pytest.mark.parametrize(
    ("before", "after", "codes"),
    [
        (
            'serves = true\nrestricted = "yes"',
            'serves = true\nrestricted = "no"',
            ("standing_service_stopped",),
        ),
        ('restricted = "no"', 'restricted = "maybe"', ("program_value_unknown",)),
        ('stops = ["place_new_orders"', 'stops = ["support_customers"', ("standing_stops_unknown",)),
        ("count = 30", "count = 0", ("program_number_range",)),
        ('key = "plan_ends"', 'key = "invoice_overdue"', ("program_twice",)),
        ('leads_to = "ladder"', 'leads_to = "active"', ("program_value_unknown",)),
        ("[reminders]", "[reminder]", ("program_key_missing",) * 2 + ("program_key_unknown",)),
    ],
)
def test_a_fault_is_told(tmp_path: Path, before: str, after: str, codes: tuple[str, ...]) -> None:
    found = changed(tmp_path / NAME, before, after)
    assert found == codes


def test_published_rules_do_not_change(tmp_path: Path) -> None:
    folder = tmp_path / NAME
    copytree(library.BUNDLED / NAME, folder)
    path = folder / "standing/2024-04-10.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    assert [f.code for f in standings.faults(folder, PROGRAM)] == ["standing_published_changed"]
