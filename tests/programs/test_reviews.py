"""The yearly review as data: what of the desk's work is done again, and that nothing the edition asks is left out."""

from pathlib import Path
from shutil import copytree

import pytest

from directbill.core.errors import Refusal
from directbill.core.findings import Phase, Severity
from directbill.core.work import Work
from directbill.programs import library, reviews

NAME = "csp_direct_bill"
PROGRAM = library.load(NAME)
EDITIONS = ("2024-04-10", "2025-10-01")


def changed(folder: Path, before: str, after: str) -> tuple[str, ...]:
    """The codes of the faults of the bundled program with one thing in one review changed, but that it is published."""
    copytree(library.BUNDLED / NAME, folder)
    path = folder / "reviews/2024-04-10.toml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    found = [fault.code for fault in reviews.faults(folder, PROGRAM)]
    return tuple(code for code in found if code != "review_published_changed")


@pytest.mark.parametrize("name", EDITIONS)
def test_every_requirement_for_remaining_is_looked_at_and_no_other_work_is_done_again(name: str) -> None:
    edition = library.edition(PROGRAM, name)
    review = reviews.of(PROGRAM, edition)
    asked = {
        r.key for r in edition.requirements if Phase.TO_REMAIN in r.phases and r.severity is Severity.REQUIRED
    }
    assert {entry.requirement for entry in review.entries if entry.requirement} == asked
    assert {entry.item.work for entry in review.entries} == {
        Work.DETAILS,
        Work.CONFIRMATION,
        Work.ASSESSMENT,
        Work.CONTRACT,
        Work.RENEWAL,
    }


@pytest.mark.parametrize("name", EDITIONS)
def test_it_begins_with_the_certification_and_ends_with_the_decision(name: str) -> None:
    review = reviews.of(PROGRAM, library.edition(PROGRAM, name))
    before = review.procedure.before
    assert [key for key, waits in before.items() if not waits] == ["certification"]
    assert set(before["renewal"]) == {entry.item.key for entry in review.entries} - {"renewal"}


def test_figures_are_never_carried_over() -> None:
    review = reviews.of(PROGRAM, library.edition(PROGRAM, EDITIONS[0]))
    carried = {e.item.key for e in review.entries if e.automatic and e.automatic.carried}
    assert carried == {
        "partner_id", "signing_authority", "first_level_support", "receivables_infrastructure", "managed_service",
    }  # fmt: skip
    assert [e.item.key for e in review.entries if e.figure and e.item.key in carried] == []


def test_an_edition_before_the_first_file_has_no_review() -> None:
    with pytest.raises(Refusal) as refused:
        reviews.of(PROGRAM, library.edition(PROGRAM, "2018-08-31"))
    assert refused.value.code == "review_none"


@pytest.mark.parametrize(
    ("before", "after", "codes"),
    [
        ('item = ["enrollment_form"', 'item = ["nothing", "enrollment_form"', ("desk_entry_unknown",)),
        ('continues = "2024-04-10"', 'continues = "2023-01-01"', ("desk_continues_unknown",)),
        ('field = "unchanged"', 'field = "changes"', ("review_carries_field",)),
        ("carried = true", "carried = 1", ("program_wants_truth",)),
        ('after = ["assessment", "plan"]', 'after = ["plan"]', ("desk_end_early",)),
    ],
)
def test_a_fault_is_told(tmp_path: Path, before: str, after: str, codes: tuple[str, ...]) -> None:
    assert set(codes) <= set(changed(tmp_path / NAME, before, after))


def test_a_published_review_does_not_change_nor_does_what_it_continues(tmp_path: Path) -> None:
    folder = tmp_path / NAME
    copytree(library.BUNDLED / NAME, folder)
    path = folder / "desk/2024-04-10.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    found = [(f.code, f.place.file) for f in reviews.faults(folder, PROGRAM)]
    assert found == [
        ("review_published_changed", "reviews/2024-04-10.toml"),
        ("review_published_changed", "reviews/2025-10-01.toml"),
    ]
